"""Offers for all kept profiles in one go: what the nightly e-mail is made of."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from matching.criteria.contract import accepted_contracts
from matching.criteria.distance import areas_within_reach
from matching.index.protocol import Index, OfferFilter, Wish
from matching.profiles import CandidateProfile
from matching.recommendations import Recommendation
from matching.recommender import LEAST, Recommender
from matching.understanding import ProfileReading, Understanding

RETRIEVED = 50
"""Offers retrieved for each kind of work: an e-mail shows a few, and the criteria reorder them."""

_AT_ONCE = 512
"""Profiles that are read and retrieved for at a time."""


def recommend_to_all(
    index: Index,
    understanding: Understanding,
    profiles: Iterable[CandidateProfile],
    *,
    today: date,
    limit: int = 10,
    only: Collection[str] | None = None,
) -> Iterator[tuple[CandidateProfile, tuple[Recommendation, ...]]]:
    """Yield each profile with its best offers; none for a profile that says too little to go on.

    Offers are retrieved for all profiles together, by products of matrices; those few are then weighed by the same
    criteria as everywhere, among themselves.

    Args:
        index: where the offers are.
        understanding: reads the profiles; its model must be the one that the index was filled with.
        profiles: who gets an e-mail.
        today: offers that closed before this day are left out.
        limit: offers for each at most.
        only: ids of the offers that are news; None: all.
    """
    recommender = Recommender(index, understanding)
    news = frozenset(only) if only is not None else None
    coming = iter(profiles)
    while block := list(islice(coming, _AT_ONCE)):
        readings = [understanding.profile(profile) for profile in block]
        wishes = [wish for reading in readings for wish in wishes_of(reading, today, news)]
        retrieved = iter(index.offers_for_each(wishes, max(RETRIEVED, limit)))
        for profile, reading in zip(block, readings, strict=True):
            ids = {offer for _ in reading.wanted for offer in next(retrieved)}
            yield profile, recommender.rank(reading, today=today, limit=limit, only=ids, least=LEAST) if ids else ()


def wishes_of(reading: ProfileReading, today: date, only: frozenset[str] | None = None) -> Sequence[Wish]:
    """Return what is retrieved for a profile: one wish for each kind of work."""
    contracts, areas = accepted_contracts(reading.profile.contracts), areas_within_reach(reading)
    where = OfferFilter(today=today, contracts=contracts, areas=areas, ids=only)
    return [Wish(work.vector, work.reach, where) for work in reading.wanted]
