"""Measuring crawl speed: both sides fetch every page, and ours reads every offer (else it raises)."""

import pytest

from crawlers import measuring


def test_both_sides_fetch_everything() -> None:
    assert measuring.bare_rate(3) > 0
    assert measuring.crawl_rate(3) > 0


def test_a_page_that_was_not_fetched_is_told() -> None:
    with measuring._served(2) as server, pytest.raises(RuntimeError, match="expected 3 pages"):
        measuring._rate(server, 2)
