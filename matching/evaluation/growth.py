"""How an index grows: filling it with ever more drawn offers, and asking it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter

from matching.evaluation.run import LONG_AGO
from matching.evaluation.speed import drawn_offers, drawn_profiles, resident_mb
from matching.index.protocol import Index, OfferEntry, Wish
from matching.profiles import CandidateProfile
from matching.recommender import RETRIEVED, Recommender
from matching.understanding import Understanding

QUERIES = 200
"""Recommendations that are timed, after as many that warm the caches."""


@dataclass(frozen=True, slots=True)
class Footprint:
    """What an index takes up, in MB."""

    disk_mb: float
    memory_mb: float
    """Of the process that searches: this one, or the heap of all nodes."""


@dataclass(frozen=True, slots=True)
class Growth:
    """An index of one size. Times are by the clock, for others may do the work."""

    offers: int
    put_per_s: float
    """Offers a second, understood already, through `rebuild`."""
    footprint: Footprint
    median_ms: float
    p95_ms: float
    p99_ms: float
    """Of a recommendation, everything included."""
    retrieval_ms: float
    """Median of the hybrid retrieval alone: words and vector, no filter."""


def grow(
    index: Index,
    footprint: Callable[[], Footprint],
    understanding: Understanding,
    entries: Sequence[OfferEntry],
    profiles: Sequence[CandidateProfile],
    offers: int,
) -> Growth:
    """Fill an index with so many drawn offers and ask it.

    Args:
        index: what is filled; its content is replaced.
        footprint: measures it, called when it has answered.
        understanding: with the model of the index.
        entries: what the offers are drawn from.
        profiles: what the candidates are drawn from.
        offers: how many.
    """
    drawing = 0.0

    def drawn(_after: str) -> Iterator[OfferEntry]:
        nonlocal drawing
        coming = drawn_offers(entries, offers)
        while True:
            began = perf_counter()
            one = next(coming, None)
            drawing += perf_counter() - began
            if one is None:
                return
            yield one

    filling = _seconds(lambda: index.rebuild(drawn, [], 1)) - drawing
    people = drawn_profiles(profiles, entries, QUERIES)
    recommender = Recommender(index, understanding)
    for person in people:
        recommender.recommend(person, today=LONG_AGO)
    whole = [_seconds(lambda one=person: recommender.recommend(one, today=LONG_AGO)) for person in people]  # type: ignore[misc]
    readings = [understanding.profile(person) for person in people]
    bare = [
        _seconds(lambda one=work: index.offers_for(one.words, Wish(one.vector, one.reach), RETRIEVED))  # type: ignore[misc]
        for reading in readings
        for work in reading.wanted[:1]
    ]
    percent = quantiles(whole, n=100)
    return Growth(
        offers, offers / filling, footprint(), median(whole) * 1e3, percent[94] * 1e3, percent[98] * 1e3,
        median(bare) * 1e3,
    )  # fmt: skip


def own_memory() -> Callable[[], float]:
    """Return what tells by how many MB this process has grown since now."""
    before = resident_mb()
    return lambda: resident_mb() - before


def _seconds(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began
