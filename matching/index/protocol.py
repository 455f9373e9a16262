"""The protocol that every index of offers and profiles serves."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from matching.facts import OfferFacts
from matching.occupations.reach import shared_occupation
from matching.offers import Contract, JobOffer, WorkingTime
from matching.profiles import CandidateProfile

Vector = NDArray[np.float32]
"""One embedding, unit length, shape ``(dimension,)``."""

OCCUPATION = 2.0
"""What the same occupation counts beside a cosine of 1 where offers are retrieved; the criteria weigh later."""


@dataclass(frozen=True, slots=True)
class OfferEntry:
    """A published offer as the index holds it: the document and what matching understood of it."""

    offer: JobOffer
    vector: Vector
    terms: Sequence[str]
    """What BM25 counts, as `matching.text.terms` gives it; a title's terms are repeated to weigh more."""
    occupations: Mapping[str, float]
    """ROME parent codes with their weights (sum at most 1), most likely first; empty when unknown."""
    version: int
    """Outbox sequence number of the change; an older version never overwrites a newer one."""


@dataclass(frozen=True, slots=True)
class Area:
    """A circle on the map: degrees (WGS 84) and kilometres as the crow flies."""

    latitude: float
    longitude: float
    radius_km: float
    """Never less than `LEAST_KM` in effect."""


LEAST_KM = 0.01
"""A circle needs some extent, or rounding puts its own centre outside; a commune's is told to a hundred metres."""


@dataclass(frozen=True, slots=True)
class ProfileEntry:
    """A kept profile, without contact data, as the index holds it."""

    profile: CandidateProfile
    vector: Vector
    """Of all the work looked for; zeros for a profile that says nothing, which no offer finds."""
    version: int
    contracts: frozenset[Contract] = frozenset()
    """Contracts that serve the candidate; empty: any."""
    areas: tuple[Area, ...] = ()
    """Circles outside of which work is too far; none: anywhere."""


@dataclass(frozen=True, slots=True)
class OfferFilter:
    """Hard limits. An offer whose value is unknown always passes."""

    today: date | None = None
    """Offers whose stated closing date is before this day are left out."""
    contracts: Collection[Contract] = ()
    working_time: WorkingTime | None = None
    occupations: Collection[str] = ()
    """ROME parent codes; our own guess and not the employer's word, so an offer without one does not pass."""
    employers: Collection[str] = ()
    """Keys of registry entries."""
    areas: Sequence[Area] = ()
    """Inside any of these circles."""
    ids: Collection[str] | None = None
    """Only these offers (a benchmark's pool)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One kind of work looked for, and its limits."""

    vector: Vector
    reach: Mapping[str, float]
    """ROME parent codes to how well they serve, 0 to 1."""
    where: OfferFilter = field(default_factory=OfferFilter)

    def served_by(self, occupations: Mapping[str, float], similarity: float) -> float:
        """Return how well an offer serves, for retrieving it: its cosine, and `OCCUPATION` for the shared ones."""
        return similarity + OCCUPATION * shared_occupation(self.reach, occupations)


@dataclass(frozen=True, slots=True)
class OfferSearch:
    """A visitor's search: words and limits, one page of the answer."""

    text: str = ""
    filter: OfferFilter = field(default_factory=OfferFilter)
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class OfferPage:
    """One page of offers, the number of all that match, and how they divide."""

    offers: Sequence[JobOffer]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    """``contract``, ``occupation``, ``employer``, ``commune``: value to number of matching offers."""


class Candidate(NamedTuple):
    """An offer retrieved for a profile: what weighing it takes, with the two scores that retrieved it."""

    facts: OfferFacts
    vector: Vector
    words: Sequence[str]
    """The terms of `OfferEntry`."""
    occupations: Mapping[str, float]
    document: Callable[[], JobOffer | None]
    """Reads the offer itself, which costs more than weighing it; None where it has been removed since."""
    terms: float
    """BM25 of the words, zero or more."""
    similarity: float
    """Cosine of the vectors, -1 to 1."""


@dataclass(frozen=True, slots=True)
class ProfileCandidate:
    """A kept profile retrieved for an offer."""

    profile: CandidateProfile
    similarity: float


class RebuildNeededError(Exception):
    """The content of an index is not what this program would write: it must be rebuilt. The text says how."""


class ModelMismatchError(RebuildNeededError):
    """The vectors of an index were made by another model than the one at hand."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(
            f"the index holds vectors of the model {found!r}, the settings name {expected!r}: "
            "run `lot-recrute index rebuild`"
        )


class IndexUnreachableError(Exception):
    """The index does not answer now, and may later; the text (French) is for staff and holds no credentials."""


class Index(Protocol):
    """Offers and profiles that can be found by words, vectors and limits.

    Puts and removals are idempotent and obey versions; a put whose entries fail to come writes none of them. Readers
    in other processes see them within a second, without reopening. An index belongs to one embedding model: putting
    or searching raises `ModelMismatchError` when its content came from another. One that lives elsewhere raises
    `IndexUnreachableError` while it cannot be reached.
    """

    def put_offers(self, entries: Iterable[OfferEntry]) -> None:
        """Add or replace offers."""

    def remove_offers(self, versions: Mapping[str, int]) -> None:
        """Remove the offers of these ids, each at the version of its removal; unknown ids are no error."""

    def put_profiles(self, entries: Iterable[ProfileEntry]) -> None:
        """Add or replace profiles."""

    def remove_profiles(self, versions: Mapping[str, int]) -> None:
        """Remove the profiles of these ids, each at the version of its removal; unknown ids are no error."""

    def search(self, search: OfferSearch) -> OfferPage:
        """Return one page of offers: best first where there are words, newest first where there are none."""

    def offers_for(self, words: str, wish: Wish, limit: int) -> Sequence[Candidate]:
        """Return the union of the best ``limit`` offers by words and the best ``limit`` by occupation and vector."""

    def offers_for_each(self, wishes: Iterable[Wish], limit: int) -> Iterator[Sequence[str]]:
        """Yield for each wish the ids of the best ``limit`` offers by occupation and vector, best first."""

    def profiles_for(self, entry: OfferEntry, limit: int) -> Sequence[ProfileCandidate]:
        """Return the kept profiles nearest to an offer, nearest first, of those whose limits let it through."""

    def position(self) -> int:
        """Return the sequence number up to which the outbox has been taken in, 0 at first."""

    def advance(self, position: int) -> None:
        """Note that the outbox has been taken in up to this sequence number; a lower one than noted is no news."""

    def counts(self) -> tuple[int, int]:
        """Return the number of offers and of profiles."""

    def rebuild(
        self,
        offers: Callable[[str], Iterable[OfferEntry]],
        profiles: Iterable[ProfileEntry],
        position: int,
        catch_up: "Callable[[Index], object]" = lambda _: None,
    ) -> None:
        """Forget everything and take in these instead; readers see the old content until all of it is in.

        Args:
            offers: yields all offers in the order of their ids, those after the given id: "" at first, another where
                a rebuilding that was broken off is resumed.
            profiles: all kept profiles.
            position: sequence number of the outbox that the content is of.
            catch_up: takes what was written meanwhile into the index it is given, the new one.
        """

    def all_offers(self) -> Iterator[JobOffer]:
        """Yield every offer, in no order."""

    def all_profiles(self) -> Iterator[CandidateProfile]:
        """Yield every kept profile, in no order."""

    def close(self) -> None:
        """Release files or connections."""
