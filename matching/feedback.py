"""What a candidate says of an offer, and what it changes: at once, predictably, and for that person alone.

Only "not for me", "interested" and "applied" teach. That an offer is expired, in the wrong place, a duplicate or
misleading is a fault of the offer: it goes to staff and changes nobody's ranking.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from math import ceil
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from matching.criteria.distance import accepted_minutes
from matching.criteria.weighing import Merit
from matching.exposure import recruiter
from matching.facts import OfferFacts
from matching.index.protocol import Candidate, OfferEntry
from matching.offers import Contract, JobOffer, Place, WorkingTime
from matching.parsed import Record
from matching.places.communes import Commune
from matching.places.travel import distance_km, travel_minutes
from matching.places.wishes import anchor_of
from matching.profiles import CandidateProfile, Transport
from matching.recommendations import Criterion, Reason, Verdict

AWAY, TOWARDS = -0.6, 0.2
"""Points for work just like the one that was not wanted, and just like the one that was. The first is what a way twice
as long as accepted costs; the second is small, because one liked offer says less than the work that was named."""

ALIKE = 0.5
"""Likeness from which two offers are of like work; below it feedback on one says nothing of the other."""

STEP = 5
"""Minutes. "Too far" takes away what is as far or farther, and where that was within the accepted way, lowers this one
to the next multiple below, at least one step: what is nearly as far then costs more."""


class FeedbackKind(StrEnum):
    """What is said of an offer."""

    APPLIED = "applied"
    INTERESTED = "interested"
    NOT_FOR_ME = "not_for_me"
    EXPIRED = "expired"
    WRONG_PLACE = "wrong_place"
    DUPLICATE = "duplicate"
    MISLEADING = "misleading"

    @property
    def for_staff(self) -> bool:
        """Whether it is a fault of the offer, which teaches nothing."""
        return self not in (FeedbackKind.APPLIED, FeedbackKind.INTERESTED, FeedbackKind.NOT_FOR_ME)


class NotForMe(StrEnum):
    """Why an offer is not for someone."""

    TOO_FAR = "too_far"
    EMPLOYER = "employer"
    WORK = "work"
    CONTRACT = "contract"
    HOURS = "hours"
    OTHER = "other"


class Feedback(Record):
    """One candidate's word on one offer."""

    offer: str = Field(description="Id of the offer.")
    kind: FeedbackKind
    why: NotForMe | None = Field(None, description="Only with `not_for_me`; null there: not said.")

    @model_validator(mode="after")
    def _why_not(self) -> Self:
        if self.why is not None and self.kind is not FeedbackKind.NOT_FOR_ME:
            raise PydanticCustomError(
                "why_without_not_for_me",
                "`why` says why an offer is not for someone; it means nothing with '{kind}'",
                {"kind": self.kind.value},
            )
        return self


@dataclass(frozen=True, slots=True)
class Taught:
    """What one candidate's feedback changes in their ranking."""

    offers: frozenset[str] = frozenset()
    """Gone: not wanted, or applied to already."""
    recruiters: frozenset[str] = frozenset()
    """Gone with all their offers, as `matching.exposure.recruiter` names them."""
    contracts: frozenset[Contract] = frozenset()
    """Gone with all offers that state them."""
    homes: tuple[Commune, ...] = ()
    """From where the way counts."""
    too_far_km: float | None = None
    """As the crow flies; offers as far from every home are gone."""
    max_minutes: int | None = None
    """Longest way that is still accepted; None: as it was."""
    working_time: WorkingTime | None = None
    liked: tuple[OfferEntry, ...] = ()
    disliked: tuple[OfferEntry, ...] = ()
    """Offers whose work was wanted, and was not."""

    def narrowed(self, profile: CandidateProfile) -> CandidateProfile:
        """Return the profile with the way and the hours that feedback showed to be accepted."""
        told = {"max_minutes": self.max_minutes, "working_time": self.working_time}
        return profile.model_copy(update={name: value for name, value in told.items() if value is not None})

    def hides(self, offer: OfferFacts) -> bool:
        """Whether an offer is gone from this candidate's list; what it does not state never takes it away."""
        if offer.id in self.offers or offer.contract in self.contracts or offer.recruiter in self.recruiters:
            return True
        if self.too_far_km is None:
            return False
        km = _km(self.homes, offer.places)
        return km is not None and km >= self.too_far_km


NOTHING_TAUGHT = Taught()


def learn(profile: CandidateProfile, said: Iterable[Feedback], offers: Mapping[str, OfferEntry]) -> Taught:
    """Return what feedback changes for a candidate.

    Args:
        profile: who said it.
        said: in the order it was said; of several words on one offer the last one that teaches counts.
        offers: the offers it speaks of, as they were understood; one that is no longer known is only hidden.
    """
    last = {one.offer: one for one in said if not one.kind.for_staff}
    known = [(one, offers[one.offer]) for one in last.values() if one.offer in offers]

    def because(why: NotForMe) -> list[OfferEntry]:
        return [entry for one, entry in known if one.why is why]

    anchor = anchor_of(profile)
    homes = anchor.communes if anchor else ()
    ways = (_km(homes, entry.offer.communes) for entry in because(NotForMe.TOO_FAR))
    far = min(filter(None, ways), default=None)  # what is too far at home is so for another reason
    hours = [entry.offer.working_time.value.time for entry in because(NotForMe.HOURS) if entry.offer.working_time.value]
    return Taught(
        offers=frozenset(one.offer for one in last.values() if one.kind is not FeedbackKind.INTERESTED),
        recruiters=frozenset(who for entry in because(NotForMe.EMPLOYER) if (who := recruiter(entry.offer))),
        contracts=frozenset(kind for entry in because(NotForMe.CONTRACT) if (kind := entry.offer.contract_kind)),
        homes=homes,
        too_far_km=far,
        max_minutes=_shortened(profile, far),
        working_time=_OTHER[hours[-1]] if hours else None,
        liked=tuple(entry for one, entry in known if one.kind is not FeedbackKind.NOT_FOR_ME),
        disliked=tuple(because(NotForMe.WORK)),
    )


def feedback_merits(taught: Taught, candidate: Candidate) -> Iterator[Merit]:
    """Weigh an offer against those that were liked and those whose work was not wanted."""
    for examples, points, verdict, sentence in (
        (taught.liked, TOWARDS, Verdict.FITS, "Proche d'une offre qui vous a intéressé"),
        (taught.disliked, AWAY, Verdict.CAUTION, "Proche d'un travail que vous avez écarté"),
    ):
        if not examples:
            continue
        nearest = max((likeness(candidate, one), one.offer.title) for one in examples)
        if nearest[0] >= ALIKE:
            yield Merit(points * nearest[0], partial(_reason, verdict, sentence, nearest[1]))


def _reason(verdict: Verdict, sentence: str, liked: str, offer: JobOffer) -> Reason:
    return Reason(
        criterion=Criterion.FEEDBACK,
        verdict=verdict,
        sentence=f"{sentence} : {liked}",
        profile_quote=liked,
        offer_quote=offer.title,
    )


def likeness(one: Candidate, other: OfferEntry) -> float:
    """Return how like the work of two offers is, 0 to 1: the mean of meaning and, where known, occupation."""
    meaning = min(max(float(one.vector @ other.vector), 0.0), 1.0)
    if not one.occupations or not other.occupations:
        return meaning
    shared = sum(min(share, other.occupations.get(code, 0.0)) for code, share in one.occupations.items())
    return (meaning + shared) / 2


_OTHER = {WorkingTime.FULL: WorkingTime.PART, WorkingTime.PART: WorkingTime.FULL}


def _km(homes: tuple[Commune, ...], places: tuple[Place, ...]) -> float | None:
    ways = [
        distance_km(home.latitude, home.longitude, place.latitude, place.longitude)
        for home in homes
        for place in places
        if home.latitude is not None and home.longitude is not None
        if place.latitude is not None and place.longitude is not None
    ]
    return min(ways, default=None)


def _shortened(profile: CandidateProfile, km: float | None) -> int | None:
    """Return the way that is still accepted, None where it stays as it was."""
    minutes = None if km is None else travel_minutes(km, profile.transport or Transport.CAR)
    if minutes is None or minutes > accepted_minutes(profile):
        return None
    return max((ceil(minutes / STEP) - 1) * STEP, STEP)
