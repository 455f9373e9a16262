"""One job or two: no pair of different jobs that was looked at may be taken for one.

The held-out pairs are measured (`python -m crawlers.measuring_duplicates`), not asserted: a rule made to pass them
would no longer be measured by them.
"""

import os
from pathlib import Path

import pytest

from crawlers.duplicates import duplicates, likeness, lookalikes, may_be_same_job, same_job
from crawlers.measuring_duplicates import Pair, benchmark_pairs, figures, interval, written_pairs

LABELS = Path(__file__).parent / "duplicates"
BENCH = os.environ.get("LOT_RECRUTE_BENCH")
WRITTEN = list(written_pairs(LABELS))
LOOKED_AT = [pair for pair in WRITTEN if pair.part != "held-out"]


@pytest.mark.parametrize("pair", [pair for pair in LOOKED_AT if pair.label == "different"], ids=lambda pair: pair.name)
def test_different_jobs_stay_two(pair: Pair) -> None:
    assert not same_job(pair.first, pair.second)
    assert not list(duplicates([pair.first, pair.second]))


@pytest.mark.skipif(not BENCH, reason="LOT_RECRUTE_BENCH does not name the benchmark's folder")
def test_different_jobs_of_the_benchmark_stay_two() -> None:
    assert BENCH
    pairs = [pair for pair in benchmark_pairs(LABELS, Path(BENCH)) if pair.label == "different"]
    looked_at = [pair for pair in pairs if pair.part != "held-out"]
    assert looked_at
    assert [pair.name for pair in looked_at if same_job(pair.first, pair.second)] == []


def test_some_copies_are_found() -> None:
    assert any(same_job(pair.first, pair.second) for pair in LOOKED_AT if pair.label == "same")


def test_figures_count_what_was_merged_and_leave_out_the_unclear() -> None:
    merged = next(pair for pair in LOOKED_AT if pair.label == "same" and same_job(pair.first, pair.second))
    apart = next(pair for pair in LOOKED_AT if pair.label == "different")
    pairs = [merged, apart, merged._replace(label="different"), apart._replace(label="same")]
    told = figures([*pairs, merged._replace(label="unclear")])
    assert "precision    1/2 = 0.50" in told
    assert "recall    1/2 = 0.50" in told
    assert told.endswith("(pairs: 2 same, 2 different)")


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (5, 10, 0.237, 0.763), (81, 263, 0.255, 0.366)],
)
def test_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert interval(hits, of) == pytest.approx((low, high), abs=0.0006)


@pytest.mark.parametrize("pair", WRITTEN, ids=lambda pair: pair.name)
def test_the_order_does_not_matter_and_blocks_lose_nothing(pair: Pair) -> None:
    found = same_job(pair.first, pair.second)
    assert same_job(pair.second, pair.first) == found
    assert len(list(duplicates([pair.first, pair.second]))) == found
    shown = may_be_same_job(pair.first, pair.second)
    assert may_be_same_job(pair.second, pair.first) == shown
    assert len(lookalikes([pair.first, pair.second])) == shown
    assert shown or not found, "what is merged would have been shown to a person"


def test_most_copies_that_are_not_merged_are_shown_to_a_person() -> None:
    told = [
        may_be_same_job(pair.first, pair.second)
        for pair in LOOKED_AT
        if pair.label == "same" and not same_job(pair.first, pair.second)
    ]
    assert sum(told) > len(told) / 2


def test_the_likest_texts_come_first() -> None:
    pairs = [pair for pair in LOOKED_AT if may_be_same_job(pair.first, pair.second)]
    found = lookalikes([offer for pair in pairs for offer in (pair.first, pair.second)])
    alike = [likeness(one, other) for one, other in found]
    assert len(alike) >= len(pairs) > 1
    assert alike == sorted(alike, reverse=True)
