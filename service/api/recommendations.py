"""Recommendations for a profile that is not kept, and neither is what its owner says of offers."""

from typing import Annotated

from fastapi import APIRouter, Body, Query, Response
from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from matching.feedback import Feedback
from service.api.dependencies import Catalogue, Site, Today
from service.api.models import PublicRecommendation, Recommendations
from service.api.problems import documented
from service.given import GivenProfile

router = APIRouter(prefix="/api/v1/recommendations", tags=["recommendations"])

MOST_SAID = 200
"""Words on offers in one request: more than anybody reads in a day."""

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
EXAMPLE_WITH_FEEDBACK = {
    **EXAMPLE,
    "feedback": [
        {"offer": "9f86d081884c7d65", "kind": "not_for_me", "why": "too_far"},
        {"offer": "60303ae22b998861", "kind": "interested"},
    ],
}


class ToldProfile(GivenProfile):
    """A profile, and what its owner said of the offers seen so far."""

    feedback: tuple[Feedback, ...] = Field(
        (),
        max_length=MOST_SAID,
        description="In the order it was said; teaches this answer at once and is not kept. Faults of an offer teach "
        "nothing: they go to `POST /api/v1/offers/{offer_id}/faults`.",
    )

    @field_validator("feedback")
    @classmethod
    def _teaches(cls, feedback: tuple[Feedback, ...]) -> tuple[Feedback, ...]:
        if faults := sorted({one.kind.value for one in feedback if one.kind.for_staff}):
            raise PydanticCustomError(
                "fault_teaches_nothing",
                "{kinds}: a fault of an offer teaches nothing; post it to /api/v1/offers/ID/faults",
                {"kinds": ", ".join(faults)},
            )
        return feedback


@router.post("", summary="Offers that fit a profile, with the reasons", responses=documented(413, 422, 503))
def recommend(
    profile: Annotated[
        ToldProfile,
        Body(openapi_examples={"baker": {"value": EXAMPLE}, "after a first look": {"value": EXAMPLE_WITH_FEEDBACK}}),
    ],
    catalogue: Catalogue,
    today: Today,
    site: Site,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=100, description="Most offers returned.")] = 20,
) -> Recommendations:
    """Return the offers that fit, best first. Nothing of the profile or its feedback is stored or logged.

    What the profile leaves out never counts against an offer; what an offer leaves out is told as unknown.
    """
    response.headers["Cache-Control"] = "no-store"
    found = catalogue.recommend(profile, today, limit, profile.feedback)
    return Recommendations(items=tuple(PublicRecommendation.of(item, site) for item in found))
