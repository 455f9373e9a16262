"""The offers, for other sites: the campaign's pages show them by theme."""

from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, Field

from matching.feedback import FeedbackKind
from service.api.dependencies import Catalogue, Now, Site, Today
from service.api.labels import facets_of
from service.api.models import OfferResults, PageLinks, PublicOffer, PublicOfferDetail
from service.api.problems import documented
from service.api.public import PublicCatalogue
from service.api.search import MAX_PAGE, OfferQuery

router = APIRouter(prefix="/api/v1/offers", tags=["offers"])

CACHE = "public, max-age=60"
"""Short: an offer that staff withdraw must leave other people's caches soon."""


OfferId = Annotated[str, Path(description="The offer's id.", max_length=64, examples=["9f86d081884c7d65"])]


@router.get("", summary="Search the published offers", responses=documented(422, 503))
def list_offers(
    query: Annotated[OfferQuery, Query()], catalogue: Catalogue, today: Today, site: Site, response: Response
) -> OfferResults:
    """Return a page of offers, best first where words are given, newest first where none are.

    Filters combine by "and", the values of one filter by "or". An offer that does not say (its contract, its
    place) passes the filter: unknown is not "no". `occupation` is our own guess, so an offer without one does not.
    """
    response.headers["Cache-Control"] = CACHE
    return find(query, catalogue, today, site)


@router.get("/{offer_id}", summary="One published offer", responses=documented(404, 410, 422))
def read_offer(
    offer_id: OfferId,
    catalogue: Catalogue,
    today: Today,
    site: Site,
    response: Response,
) -> PublicOfferDetail:
    """Return an offer. One that was public and is no longer answers 410 with the reason."""
    response.headers["Cache-Control"] = CACHE
    return PublicOfferDetail.of(catalogue.offer(offer_id, today), site)


class Fault(BaseModel):
    """What is wrong with an offer."""

    kind: Literal[FeedbackKind.EXPIRED, FeedbackKind.WRONG_PLACE, FeedbackKind.DUPLICATE, FeedbackKind.MISLEADING] = (
        Field(description="It goes to staff and changes nobody's recommendations.")
    )


@router.post(
    "/{offer_id}/faults",
    status_code=204,
    summary="Tell staff what is wrong with an offer",
    responses=documented(404, 410, 422),
)
def report_fault(offer_id: OfferId, fault: Fault, catalogue: Catalogue, today: Today, now: Now) -> None:
    """Keep the word for staff, who look at the offer; who said it is not kept. Said twice a day, it is kept once."""
    catalogue.report(offer_id, fault.kind, today, now)


def find(query: OfferQuery, catalogue: PublicCatalogue, today: date, site: str) -> OfferResults:
    """Return a page of what a search finds.

    Raises:
        UnknownCommuneError: no commune has the code or name asked for, or several have.
    """
    page = catalogue.search(query.search(today))
    reached = query.page * query.page_size
    return OfferResults(
        total=page.total,
        page=query.page,
        page_size=query.page_size,
        items=tuple(PublicOffer.of(offer, site) for offer in page.offers),
        facets=facets_of(page.facets, catalogue.employers),
        links=PageLinks(
            self=_address(query, query.page, site),
            previous=_address(query, query.page - 1, site) if query.page > 1 else None,
            next=_address(query, query.page + 1, site) if reached < page.total and query.page < MAX_PAGE else None,
        ),
    )


def _address(query: OfferQuery, page: int, site: str) -> str:
    asked = query.model_dump(mode="json", exclude_unset=True) | {"page": page}
    return f"{site}{router.prefix}?{urlencode(asked, doseq=True)}"
