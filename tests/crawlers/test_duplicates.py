"""One job or two: no pair of different jobs may ever be taken for one."""

from pathlib import Path

import pytest
from duplicate_pairs import BENCH, Pair, benchmark, written

from crawlers.duplicates import duplicates, same_job

WRITTEN = list(written())


@pytest.mark.parametrize("pair", [pair for pair in WRITTEN if pair.label == "different"], ids=lambda pair: pair.name)
def test_different_jobs_stay_two(pair: Pair) -> None:
    assert not same_job(pair.first, pair.second)
    assert not list(duplicates([pair.first, pair.second]))


@pytest.mark.skipif(not BENCH, reason="LOT_RECRUTE_BENCH does not name the benchmark's folder")
def test_different_jobs_of_the_benchmark_stay_two() -> None:
    assert BENCH
    pairs = [pair for pair in benchmark(Path(BENCH)) if pair.label == "different"]
    assert pairs
    assert [pair.name for pair in pairs if same_job(pair.first, pair.second)] == []


@pytest.mark.parametrize("pair", WRITTEN, ids=lambda pair: pair.name)
def test_the_order_does_not_matter_and_blocks_lose_nothing(pair: Pair) -> None:
    found = same_job(pair.first, pair.second)
    assert same_job(pair.second, pair.first) == found
    assert len(list(duplicates([pair.first, pair.second]))) == found
