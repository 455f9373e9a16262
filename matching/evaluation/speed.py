"""How fast, and how large: on catalogues of any size, drawn from a benchmark's offers and kept in memory only."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import process_time

import numpy as np

from matching.evaluation.run import LONG_AGO
from matching.index.embedded import EmbeddedIndex
from matching.index.protocol import OfferEntry
from matching.nightly import RETRIEVED, recommend_to_all, wishes_of
from matching.profiles import CandidateProfile, Transport
from matching.recommender import Recommender
from matching.understanding import Understanding

QUERIES = 300
"""Recommendations that are timed."""
MAILED = 200
"""Profiles of the nightly matching that are matched to the end, reasons and all; the time is scaled up."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Times on one catalogue."""

    offers: int
    median_ms: float
    slowest_ms: float
    """95 of 100 recommendations are faster."""
    first_s: float
    """The first answer after the index changed: everything is read into memory."""
    memory_mb: float
    """What the process grew by, with the offers in memory."""


@dataclass(frozen=True, slots=True)
class Night:
    """Times of matching many profiles with many offers."""

    profiles: int
    offers: int
    retrieve_s: float
    product_s: float
    """The bare product of two matrices of the same shape."""
    whole_s: float
    """Reading the profiles, retrieving, weighing and explaining, scaled up from fewer profiles."""

    @property
    def ratio(self) -> float:
        """Retrieving beside the bare product."""
        return self.retrieve_s / self.product_s


def drawn_offers(entries: Sequence[OfferEntry], number: int, seed: int = 0) -> Iterator[OfferEntry]:
    """Yield offers that are nobody's: the work of one, the text, place and contract of others."""
    draw = np.random.default_rng(seed)
    for name, (one, two, three) in enumerate(draw.integers(len(entries), size=(number, 3))):
        work, text, place = entries[one], entries[two], entries[three]
        vector = (work.vector * 0.9 + text.vector * 0.1).astype(np.float32)
        offer = work.offer.model_copy(
            update={
                "id": f"drawn-{name}",
                "description": text.offer.description,
                "places": place.offer.places,
                "contract": place.offer.contract,
                "employer": place.offer.employer,
            }
        )
        terms = [*work.terms[: len(work.terms) // 4], *text.terms]
        yield replace(work, offer=offer, terms=terms, vector=vector / np.linalg.norm(vector))


def drawn_profiles(
    profiles: Sequence[CandidateProfile], entries: Sequence[OfferEntry], number: int
) -> list[CandidateProfile]:
    """Return people who look for what the benchmark's profiles look for, half of them near an offer's place."""
    draw = np.random.default_rng(1)
    communes = [place.commune for entry in entries for place in entry.offer.communes if place.commune]
    drawn = []
    for name, one in enumerate(draw.integers(len(profiles), size=number)):
        told: dict[str, object] = {"id": f"drawn-{name}"}
        if communes and name % 2:
            commune = communes[int(draw.integers(len(communes)))]
            told |= {"commune_insee": commune, "transport": Transport.CAR, "max_minutes": 45}
        drawn.append(profiles[one].model_copy(update=told))
    return drawn


def recommending(
    understanding: Understanding, entries: Sequence[OfferEntry], profiles: Sequence[CandidateProfile], offers: int
) -> Speed:
    """Time single recommendations among so many offers."""
    people = drawn_profiles(profiles, entries, QUERIES)
    with TemporaryDirectory() as folder, closing(EmbeddedIndex(Path(folder), understanding.model)) as index:
        index.put_offers(drawn_offers(entries, offers))
        recommender = Recommender(index, understanding)
        before = resident_mb()
        first = _seconds(lambda: recommender.recommend(people[0], today=LONG_AGO))

        def times() -> list[float]:
            return [_seconds(partial(recommender.recommend, profile, today=LONG_AGO)) for profile in people]

        times()  # the documents are read from the disk once
        taken = times()
        memory = resident_mb() - before
    return Speed(offers, median(taken) * 1e3, quantiles(taken, n=20)[-1] * 1e3, first, memory)


def nightly(
    understanding: Understanding, entries: Sequence[OfferEntry], profiles: Sequence[CandidateProfile], offers: int
) -> Night:
    """Time the nightly matching of as many profiles as offers, beside the bare product."""
    people = drawn_profiles(profiles, entries, offers)
    one_each = [profile.model_copy(update={"wanted_jobs": profile.wanted_jobs[:1]}) for profile in people]
    with TemporaryDirectory() as folder, closing(EmbeddedIndex(Path(folder), understanding.model)) as index:
        index.put_offers(drawn_offers(entries, offers))
        wishes = [wish for one in one_each for wish in wishes_of(understanding.profile(one), LONG_AGO)]
        list(index.offers_for_each(wishes[:1], RETRIEVED))
        retrieve = min(_seconds(lambda: [None for _ in index.offers_for_each(wishes, RETRIEVED)]) for _ in range(3))
        whole = _seconds(lambda: list(recommend_to_all(index, understanding, people[:MAILED], today=LONG_AGO)))
    left = np.stack([wish.vector for wish in wishes])
    right = np.ascontiguousarray(np.resize(left, (offers, left.shape[1])).T)
    product = min(_seconds(lambda: left @ right) for _ in range(3))
    return Night(len(wishes), offers, retrieve, product, whole * len(people) / len(people[:MAILED]))


def _seconds(act: Callable[[], object]) -> float:
    """Return the processor time, which other programs on the machine hardly change."""
    began = process_time()
    act()
    return process_time() - began


def resident_mb() -> float:
    """Return the memory of this process that is resident, 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
