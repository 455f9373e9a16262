"""Ranking measures, one profile at a time. Rankings are offer ids, best first; grades are 0 (or absent) to 3."""

from collections.abc import Mapping, Sequence
from math import log2

RELEVANT = 2
"""Grade from which recall and MRR count an offer as an answer."""


def ndcg(ranking: Sequence[str], grades: Mapping[str, float], depth: int = 10) -> float:
    """Return nDCG at a depth: gain 2^grade - 1, discount 1 / log2(rank + 1), against the best possible order."""
    best = _dcg(sorted(grades.values(), reverse=True)[:depth])
    return _dcg([grades.get(offer, 0.0) for offer in ranking[:depth]]) / best if best else 0.0


def recall(ranking: Sequence[str], grades: Mapping[str, float], depth: int = 50) -> float | None:
    """Return the answers found at a depth, divided by min(depth, their number); None without answers."""
    answers = {offer for offer, grade in grades.items() if grade >= RELEVANT}
    if not answers:
        return None
    return len(answers.intersection(ranking[:depth])) / min(depth, len(answers))


def reciprocal_rank(ranking: Sequence[str], grades: Mapping[str, float]) -> float | None:
    """Return 1 / rank of the first answer, 0 when it is not ranked; None without answers."""
    if not any(grade >= RELEVANT for grade in grades.values()):
        return None
    return next((1 / rank for rank, offer in enumerate(ranking, 1) if grades.get(offer, 0) >= RELEVANT), 0.0)


def _dcg(grades: Sequence[float]) -> float:
    return sum((2**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, 1))
