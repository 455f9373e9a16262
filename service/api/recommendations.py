"""Recommendations for a profile that is not kept."""

from typing import Annotated

from fastapi import APIRouter, Body, Query, Response

from matching.profiles import CandidateProfile
from service.api.dependencies import Catalogue, Site, Today
from service.api.models import PublicRecommendation, Recommendations
from service.api.problems import documented

router = APIRouter(prefix="/api/v1/recommendations", tags=["recommendations"])

EXAMPLE = {
    "wanted_jobs": ["boulanger", "vendeuse en boulangerie"],
    "skills": ["pétrissage", "tenir une caisse"],
    "experience": "Trois ans en boulangerie artisanale.",
    "commune_insee": "46102",
    "transport": "car",
    "max_minutes": 30,
    "contracts": ["CDI", "CDD"],
    "licences": ["B"],
}


@router.post("", summary="Offers that fit a profile, with the reasons", responses=documented(413, 422, 503))
def recommend(
    profile: Annotated[CandidateProfile, Body(openapi_examples={"baker": {"value": EXAMPLE}})],
    catalogue: Catalogue,
    today: Today,
    site: Site,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=100, description="Most offers returned.")] = 20,
) -> Recommendations:
    """Return the offers that fit, best first. Nothing of the profile is stored or logged.

    What the profile leaves out never counts against an offer; what an offer leaves out is told as unknown.
    """
    response.headers["Cache-Control"] = "no-store"
    found = catalogue.recommend(profile, today, limit)
    return Recommendations(items=tuple(PublicRecommendation.of(item, site) for item in found))
