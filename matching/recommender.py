"""From a profile to recommendations: retrieve, weigh criterion by criterion, order, balance, explain what is shown."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from heapq import heappop, heappush
from itertools import islice
from math import inf
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from matching.criteria.competences import competences_remark
from matching.criteria.contract import accepted_contracts, contract_hurdle, working_time_hurdle
from matching.criteria.distance import areas_within_reach, distance_hurdle
from matching.criteria.licences import licences_remark
from matching.criteria.skills import skills_merit
from matching.criteria.unwanted import unwanted_merits
from matching.criteria.weighing import Hurdle, Merit, Weighed, weigh
from matching.criteria.work import TERMS, work_merit
from matching.exposure import balanced
from matching.feedback import NOTHING_TAUGHT, Taught, feedback_merits
from matching.index.protocol import Candidate, Index, OfferFilter, Vector, Wish
from matching.offers import JobOffer
from matching.profiles import CandidateProfile
from matching.recommendations import Reason, Recommendation
from matching.understanding import ProfileReading, Understanding, WantedWork

RETRIEVED = 200
"""Offers retrieved by words, and as many by occupation and vector, for each kind of work looked for."""


LEAST = TERMS
"""Points from which an offer has anything to do with a profile: those of the most words in common, and nothing else."""


class TooLittleToGoOnError(ValueError):
    """The profile says nothing that offers could be compared with; the message (French) says what to add."""

    def __init__(self) -> None:
        super().__init__(
            "Ce profil ne dit pas quel travail vous cherchez. Ajoutez au moins un métier recherché, "
            "ou ce que vous savez faire, ou quelques mots sur votre expérience."
        )


class _Promising(NamedTuple):
    candidate: Candidate
    merits: Sequence[Merit]
    afterwards: Sequence[Merit]

    @property
    def most(self) -> float:
        """The score, if nothing stands in the way."""
        return weigh(self.merits, (), self.afterwards).score


class _Ranked(NamedTuple):
    candidate: Candidate
    weighed: Weighed

    @property
    def score(self) -> float:
        return self.weighed.score


class Recommender:
    """Ranks an index's offers for a profile, and says why.

    Args:
        index: where the offers are.
        understanding: reads the profile; its model must be the one that the index was filled with.
    """

    def __init__(self, index: Index, understanding: Understanding) -> None:
        self._index = index
        self._understanding = understanding

    def recommend(
        self,
        profile: CandidateProfile,
        *,
        today: date,
        limit: int = 20,
        only: Collection[str] | None = None,
        taught: Taught = NOTHING_TAUGHT,
        fair: bool = True,
    ) -> tuple[Recommendation, ...]:
        """Return the best offers, best first.

        What the profile excludes (contracts, a way far longer than the longest one accepted) is left out, and what has
        nothing to do with it, unless the caller names the offers to rank; what an offer does not say never counts
        against it. Equal scores take turns, by the day alone.

        Args:
            profile: the candidate.
            today: offers that closed before this day are left out.
            limit: how many at most.
            only: ids of the offers to rank, all of them; None: the whole index, less what does not fit.
            taught: what the candidate's feedback changes, for them alone.
            fair: keeps one employer from filling the list (`matching.exposure`); off where a ranking is measured.

        Raises:
            TooLittleToGoOnError: the profile names no work, skill, experience or text.
        """
        reading = self._understanding.profile(taught.narrowed(profile))
        return self.rank(reading, today=today, limit=limit, only=only, taught=taught, fair=fair)

    def rank(
        self,
        reading: ProfileReading,
        *,
        today: date,
        limit: int = 20,
        only: Collection[str] | None = None,
        taught: Taught = NOTHING_TAUGHT,
        fair: bool = True,
        least: float | None = None,
    ) -> tuple[Recommendation, ...]:
        """Return the best offers for a profile that is read already, as `recommend` does.

        ``least`` is how many points must speak for an offer: None asks for `LEAST`, and for none at all where the
        caller names the offers.

        Raises:
            TooLittleToGoOnError: there is no work in the reading.
        """
        if not reading.wanted:
            raise TooLittleToGoOnError
        if only is None:
            contracts = accepted_contracts(reading.profile.contracts)
            where = OfferFilter(today=today, contracts=contracts, areas=areas_within_reach(reading))
        else:
            where = OfferFilter(today=today, ids=only)
        if least is None:
            least = LEAST if only is None else -inf
        retrieved = self._promising(reading, where, max(RETRIEVED, 2 * limit), taught)
        promising = (one for one in retrieved if one.most >= least)
        ordered: Iterable[_Ranked] = _ordered(promising, _hurdles(reading), today)
        if fair:
            ordered = balanced(ordered, lambda one: one.candidate.facts.recruiter, lambda one: one.score)
        remarks = _remarks(reading.profile)
        read = ((one, offer) for one in ordered if (offer := one.candidate.document()) is not None)
        return tuple(
            Recommendation(
                rank=rank,
                offer=offer,
                score=one.score,
                reasons=(*one.weighed.reasons(offer), *remarks(one.candidate, offer)),
            )
            for rank, (one, offer) in enumerate(islice(read, limit), 1)
        )

    def _promising(
        self, reading: ProfileReading, where: OfferFilter, limit: int, taught: Taught
    ) -> Iterator[_Promising]:
        """Yield every retrieved offer once, for the kind of work that it serves best, with what speaks for it."""
        best: dict[str, tuple[Merit, Candidate]] = {}
        for wanted in reading.wanted:
            candidates = self._index.offers_for(wanted.spelled, Wish(wanted.vector, wanted.reach, where), limit)
            for work, candidate in _work_merits(wanted, candidates):
                offer = candidate.facts.id
                if offer not in best or best[offer][0].points < work.points:
                    best[offer] = work, candidate
        kept = [one for one in best.values() if not taught.hides(one[1].facts)]
        likenesses = _likenesses(reading.told, [candidate for _, candidate in kept])
        skills, compared = skills_merit(reading.profile), taught.liked or taught.disliked
        for (work, candidate), likeness in zip(kept, likenesses, strict=True):
            merits = [work, skills(candidate.words, likeness)] if skills else [work]
            against = unwanted_merits(reading.unwanted, candidate) if reading.unwanted else ()
            lessons = feedback_merits(taught, candidate) if compared else ()
            yield _Promising(candidate, merits, (*against, *lessons))


def _hurdles(reading: ProfileReading) -> list[Hurdle]:
    """Return what the candidate said that offers are held against."""
    asked = reading.conditions
    said = distance_hurdle(reading), contract_hurdle(asked.contracts), working_time_hurdle(asked.working_time)
    return [hurdle for hurdle in said if hurdle]


def _work_merits(wanted: WantedWork, candidates: Sequence[Candidate]) -> Iterator[tuple[Merit, Candidate]]:
    most = max((candidate.terms for candidate in candidates), default=0.0)
    for candidate in candidates:
        share = candidate.terms / most if most else 0.0
        yield work_merit(wanted, candidate, share), candidate


def _likenesses(told: Vector, candidates: Sequence[Candidate]) -> list[float]:
    """Return the cosine of each candidate with all that is told."""
    if not (candidates and told.any()):
        return [0.0] * len(candidates)
    vectors = np.stack([candidate.vector for candidate in candidates])
    # row by row: a matrix product rounds otherwise for another number of rows, and a score is the offer's own
    found: list[float] = np.einsum("ij,j->i", vectors, told).tolist()
    return found


def _remarks(profile: CandidateProfile) -> Callable[[Candidate, JobOffer], Iterator[Reason]]:
    """Return what tells what is worth knowing of an offer that is shown, and counts for nothing."""
    competences = competences_remark(profile)

    def remarks(candidate: Candidate, offer: JobOffer) -> Iterator[Reason]:
        if competences and (remark := competences(candidate.words, candidate.occupations)):
            yield remark
        if remark := licences_remark(profile, offer):
            yield remark

    return remarks


def _ordered(promising: Iterable[_Promising], hurdles: Sequence[Hurdle], today: date) -> Iterator[_Ranked]:
    """Yield the best first; offers of equal score in an order that the day alone decides.

    Hurdles only take away: an offer is held against them once those that come before it could be behind it.
    """
    waiting: list[tuple[float, bytes, _Ranked]] = []
    for most, one in sorted(((one.most, one) for one in promising), key=itemgetter(0), reverse=True):
        while waiting and waiting[0][0] < _key(most):
            yield heappop(waiting)[-1]
        facts = one.candidate.facts
        weighed = weigh(one.merits, [hurdle(facts) for hurdle in hurdles], one.afterwards)
        heappush(waiting, (_key(weighed.score), _turn(today, facts.id), _Ranked(one.candidate, weighed)))
    while waiting:
        yield heappop(waiting)[-1]


def _key(score: float) -> float:
    """Return what orders scores, the best first; a difference in the seventh digit is none."""
    return -round(score, 6)


def _turn(today: date, offer: str) -> bytes:
    return sha256(f"{today.isoformat()} {offer}".encode()).digest()
