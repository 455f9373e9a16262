"""What the public sees of offers and recommendations: facts, an extract and the source link (C-762/19)."""

from datetime import date, datetime
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from matching.offers import (
    ContractTerms,
    Display,
    Experience,
    JobOffer,
    LanguageSkill,
    Licence,
    Place,
    Remote,
    Salary,
    WorkingHours,
)
from matching.parsed import Origin, Parsed
from matching.recommendations import Criterion, Recommendation, Verdict

EXTRACT_LENGTH = 300
"""Longest extract of an offer's text, in characters."""

QUOTATION_LENGTH = 120
"""Longest quotation of a sentence that a fact was read from, in characters."""

T = TypeVar("T")


class PublicModel(BaseModel):
    """Base of the public models."""

    model_config = ConfigDict(frozen=True)


class Fact(PublicModel, Generic[T]):
    """What an offer says on one point: both null when it says nothing, which never means "no"."""

    value: T | None = Field(description="What was understood; null when unknown or not understood.")
    text: str | None = Field(description="The employer's own words, where there are any.")
    origin: Origin = Field(description="`stated` by the employer, or `computed` by us.")

    @classmethod
    def of(cls, parsed: Parsed[T]) -> "Fact[T]":
        """Return the public side of a parsed value."""
        return cls(value=parsed.value, text=parsed.raw, origin=parsed.origin)

    @classmethod
    def quoted(cls, parsed: Parsed[T]) -> "Fact[T]":
        """Return the public side of a value read from the offer's text: of that text no more than a short quotation."""
        text = parsed.raw and extract_of(parsed.raw, QUOTATION_LENGTH)
        return cls(value=parsed.value, text=text, origin=parsed.origin)


class PublicEmployer(PublicModel):
    """Who recruits."""

    key: str = Field(description="What `employer` filters by.", examples=["exemple-scierie"])
    name: str | None = Field(
        description="Null where neither the offer nor the source names the employer.",
        examples=["Scierie du Causse (exemple)"],
    )


class OfferLinks(PublicModel):
    """Where an offer is found."""

    source: str = Field(description="The employer's page of the offer. To be shown wherever the offer is.")
    apply: str | None = Field(description="Where to apply, when it is not `source`.")
    page: str = Field(description="Our page of the offer.")
    self: str = Field(description="The offer in this API.")


class PublicOffer(PublicModel):
    """An offer as lists show it."""

    id: str = Field(examples=["9f86d081884c7d65"])
    title: str = Field(examples=["Menuisier / Menuisière d'atelier"])
    employer: PublicEmployer
    places: Fact[tuple[Place, ...]]
    contract: Fact[ContractTerms]
    working_time: Fact[WorkingHours]
    salary: Fact[Salary]
    experience: Fact[Experience]
    licences: Fact[tuple[Licence, ...]]
    languages: Fact[tuple[LanguageSkill, ...]]
    remote: Fact[Remote]
    posted_on: date | None = Field(description="Day the employer published it.")
    closes_on: date | None = Field(description="Last day to apply, that day included.")
    starts_on: Fact[date] = Field(description="Day the work starts.")
    extract: str = Field(description=f"The first {EXTRACT_LENGTH} characters or so of the text, cut at a word's end.")
    first_seen: datetime = Field(description="UTC; when we first saw it at its source.")
    last_seen: datetime = Field(description="UTC; when we last saw it at its source.")
    links: OfferLinks

    @classmethod
    def of(cls, offer: JobOffer, site: str) -> "PublicOffer":
        """Return the public side of an offer; `site` is the site's address without final slash."""
        return cls(**_public_fields(offer, site))


class PublicOfferDetail(PublicOffer):
    """An offer with, where its employer agrees, the whole text."""

    html: str | None = Field(
        description="The whole text as sanitised HTML; null unless the employer agrees that it is republished."
    )

    @classmethod
    def of(cls, offer: JobOffer, site: str) -> "PublicOfferDetail":
        """Return the public side of an offer; `site` is the site's address without final slash."""
        html = offer.description_html if offer.display is Display.FULL else None
        return cls(**_public_fields(offer, site), html=html)


class FacetValue(PublicModel):
    """One value of a facet."""

    value: str = Field(description="What the filter of the facet's name takes.", examples=["CDI"])
    label: str = Field(description="French.", examples=["CDI"])
    count: int = Field(description="Number of matching offers that have it.")


class Facets(PublicModel):
    """How the offers found divide, the most frequent values first. Offers with unknown values are in no count."""

    contract: tuple[FacetValue, ...]
    occupation: tuple[FacetValue, ...] = Field(description="ROME parent codes.")
    employer: tuple[FacetValue, ...]
    commune: tuple[FacetValue, ...] = Field(description="INSEE codes.")


class PageLinks(PublicModel):
    """Addresses of this page of results and of its neighbours."""

    self: str
    previous: str | None
    next: str | None


class OfferResults(PublicModel):
    """One page of the offers found."""

    total: int = Field(description="Number of all offers found.")
    page: int
    page_size: int
    items: tuple[PublicOffer, ...] = Field(
        description="Best first where words were given, newest first where not. Shorter than `page_size` on the last "
        "page, and where an offer has just been withdrawn."
    )
    facets: Facets
    links: PageLinks


class PublicReason(PublicModel):
    """Why an offer is recommended, or what speaks against it, on one point."""

    criterion: Criterion
    verdict: Verdict
    sentence: str = Field(description="French, addressed to the candidate.", examples=["CDI, comme souhaité"])
    profile_quote: str | None = Field(description="The candidate's own words.")
    offer_quote: str | None = Field(description="The offer's own words.")
    weight: float = Field(description="What the point adds to the score.")


class PublicRecommendation(PublicModel):
    """An offer at its rank."""

    rank: int
    score: float = Field(
        description="Orders the offers of this answer; means nothing outside it, and is no probability."
    )
    offer: PublicOffer
    reasons: tuple[PublicReason, ...]

    @classmethod
    def of(cls, recommendation: Recommendation, site: str) -> "PublicRecommendation":
        """Return the public side of a recommendation; `site` is the site's address without final slash."""
        return cls(
            rank=recommendation.rank,
            score=recommendation.score,
            offer=PublicOffer.of(recommendation.offer, site),
            reasons=tuple(PublicReason(**reason.model_dump()) for reason in recommendation.reasons),
        )


class Recommendations(PublicModel):
    """The offers that fit a profile, best first."""

    items: tuple[PublicRecommendation, ...]


def extract_of(text: str, length: int = EXTRACT_LENGTH) -> str:
    """Return the beginning of a text on one line, cut at a word's end, at most `length` characters."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    head, _, _ = line[:length].rpartition(" ")
    return (head or line[: length - 1]).rstrip(" ,;:.–-(") + "…"


def is_web_address(url: str) -> bool:
    """Whether an address may be linked: web pages only, no script and no mail address of a person."""
    return url.startswith(("https://", "http://"))


def _public_fields(offer: JobOffer, site: str) -> dict[str, object]:
    seen = offer.provenance
    apply_url = seen.apply_url if seen.apply_url and is_web_address(seen.apply_url) else None
    return {
        "id": offer.id,
        "title": offer.title,
        "employer": PublicEmployer(key=offer.employer.key, name=offer.employer.name),
        "places": Fact[tuple[Place, ...]].of(offer.places),
        "contract": Fact[ContractTerms].of(offer.contract),
        "working_time": Fact[WorkingHours].of(offer.working_time),
        "salary": Fact[Salary].of(offer.salary),
        "experience": Fact[Experience].quoted(offer.experience),
        "licences": Fact[tuple[Licence, ...]].quoted(offer.licences),
        "languages": Fact[tuple[LanguageSkill, ...]].quoted(offer.languages),
        "remote": Fact[Remote].quoted(offer.remote),
        "posted_on": offer.posted_on.value,
        "closes_on": offer.closes_on.value,
        "starts_on": Fact[date].of(offer.starts_on),
        "extract": extract_of(offer.description),
        "first_seen": seen.first_seen,
        "last_seen": seen.last_seen,
        "links": OfferLinks(
            source=seen.url,
            apply=apply_url if apply_url != seen.url else None,
            page=f"{site}/offres/{offer.id}",
            self=f"{site}/api/v1/offers/{offer.id}",
        ),
    }
