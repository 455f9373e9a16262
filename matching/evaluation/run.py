"""Ranks a benchmark's offers for its profiles and measures the ranking."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from pathlib import Path
from statistics import fmean, median, stdev
from time import process_time

from matching.evaluation.benchmark import Benchmark
from matching.evaluation.metrics import ndcg, recall, reciprocal_rank
from matching.index.protocol import Index
from matching.profiles import CandidateProfile
from matching.recommender import Recommender, TooLittleToGoOnError
from matching.understanding import Understanding

DEPTH = 100
"""How many offers of each profile are ranked and written."""

BATCH = 500
"""Offers understood and indexed at a time."""

LONG_AGO = date.min
"""Benchmarks judge no dates: nothing has closed on this day."""

Ranking = Sequence[tuple[str, float]]
"""Offer ids with their scores, best first."""

Ranker = Callable[[CandidateProfile, Collection[str] | None], Ranking]
"""Ranks the offers of a pool (None: all) for a profile, the first `DEPTH` of them."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Means over the profiles that have an answer, and the median processor time of one recommendation."""

    ndcg: float
    recall: float
    mrr: float
    latency_ms: float
    profiles: int
    ndcg_margin: float
    """Half of the 95 % confidence interval of the mean nDCG over profiles; NaN for a single one."""

    def as_json(self) -> dict[str, float]:
        """Return the measures under their published names."""
        return {"ndcg@10": self.ndcg, "recall@50": self.recall, "mrr": self.mrr, "latency_ms": self.latency_ms}


def rank_all(benchmark: Benchmark, index: Index, understanding: Understanding) -> Iterator[tuple[str, Ranking, float]]:
    """Fill an empty index with the offers and yield each profile's id, its ranking and its processor seconds.

    A profile that says too little to go on has an empty ranking.
    """
    for start in range(0, len(benchmark.offers), BATCH):
        index.put_offers(understanding.offers([(offer, 1) for offer in benchmark.offers[start : start + BATCH]]))
    yield from rank_profiles(benchmark, ranker(Recommender(index, understanding)))


def ranker(recommender: Recommender) -> Ranker:
    """Return how a recommender ranks: no date judged, no balance among employers."""

    def rank(profile: CandidateProfile, pool: Collection[str] | None) -> Ranking:
        try:
            found = recommender.recommend(profile, today=LONG_AGO, limit=DEPTH, only=pool, fair=False)
        except TooLittleToGoOnError:
            return []
        return [(one.offer.id, one.score) for one in found]

    return rank


def rank_profiles(benchmark: Benchmark, rank: Ranker) -> Iterator[tuple[str, Ranking, float]]:
    """Yield each profile's id, its ranking and the seconds of processor time it took."""
    for profile in benchmark.profiles:
        name = profile.id or ""
        pool = benchmark.pools.get(name, frozenset()) if benchmark.pools is not None else None
        began = process_time()
        ranking = rank(profile, pool)
        yield name, ranking, process_time() - began


def measure(rankings: Mapping[str, Ranking], seconds: Sequence[float], benchmark: Benchmark) -> Measures:
    """Measure rankings against a benchmark's grades.

    Raises:
        ValueError: no profile has an answer.
    """
    judged = [(_ids(ranking), benchmark.grades[name]) for name, ranking in rankings.items() if name in benchmark.grades]
    answered = [(ids, grades) for ids, grades in judged if any(grades.values())]
    if not answered:
        raise ValueError("no profile of the benchmark has an answer in qrels.tsv.gz: there is nothing to measure")
    gains = [ndcg(ids, grades) for ids, grades in answered]
    return Measures(
        ndcg=fmean(gains),
        recall=_mean(recall(ids, grades) for ids, grades in answered),
        mrr=_mean(reciprocal_rank(ids, grades) for ids, grades in answered),
        latency_ms=median(seconds) * 1000,
        profiles=len(answered),
        ndcg_margin=1.96 * stdev(gains) / sqrt(len(gains)) if len(gains) > 1 else float("nan"),
    )


def write_run(path: Path, rankings: Mapping[str, Ranking], name: str = "lot-recrute") -> None:
    """Write rankings as a TREC run: profile Q0 offer rank score name."""
    with path.open("w", encoding="utf-8") as lines:
        for profile, ranking in rankings.items():
            for rank, (offer, score) in enumerate(ranking, 1):
                lines.write(f"{profile} Q0 {offer} {rank} {score:.6f} {name}\n")


def _ids(ranking: Ranking) -> list[str]:
    return [offer for offer, _ in ranking]


def _mean(values: Iterable[float | None]) -> float:
    known = [value for value in values if value is not None]
    return fmean(known) if known else 0.0
