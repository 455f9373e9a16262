"""Real answers of French boards: every posting that they hold is found.

The recording is named by LOT_RECRUTE_RECORDED; its texts are nobody's business here, only what came of them.
"""

import os
from datetime import date
from pathlib import Path

import pytest
from crawl_support import make_entry, make_options

from crawlers.running.crawl import crawl

RECORDED = os.environ.get("LOT_RECRUTE_RECORDED")

pytestmark = pytest.mark.skipif(not RECORDED, reason="LOT_RECRUTE_RECORDED names no recording")

SMARTRECRUITERS = "https://api.smartrecruiters.com/v1/companies"


@pytest.mark.parametrize(
    ("platform", "address", "as_of", "announced", "ids", "places"),
    [
        (
            "smartrecruiters", f"{SMARTRECRUITERS}/Scalian/postings?limit=100&offset=0", date(2026, 7, 10), 3,
            ["744000135764259", "744000135663050", "744000135538301"], [["31555"], ["35238"], []],
        ),
        (
            "smartrecruiters", f"{SMARTRECRUITERS}/Artelia/postings?limit=100&offset=0", date(2026, 7, 10), 3,
            ["744000135762399", "744000135756290", "744000135752838"], [["59386"], ["38185"], []],
        ),
        (
            "smartrecruiters",
            "https://jobs.smartrecruiters.com/Initech/744000100000001-data-platform-solution-engineer-applied-data",
            date(2026, 10, 20), None, ["744000100000001"], [[]],
        ),
        # the fourth row repeats the reference of the second
        (
            "talentsoft", "https://francetravail-career.talent-soft.com/api/v2/vacancies", date(2025, 10, 10), None,
            ["2025-82802", "2025-82799", "2025-82797"], [["78"], ["94"], ["92"]],
        ),
    ],
)  # fmt: skip
def test_every_posting_is_found(
    platform: str,
    address: str,
    as_of: date,
    announced: int | None,
    ids: list[str],
    places: list[list[str]],
    tmp_path: Path,
) -> None:
    host = address.split("/")[2]
    entry = make_entry(
        f'platform = "{platform}"\naccess = "contract"\nstart_urls = ["{address}"]\nallowed_hosts = ["{host}"]'
    )
    run = crawl(entry, make_options(tmp_path, replay=Path(RECORDED or ""), as_of=as_of))
    offers = [line.offer for line in run.offers()]
    assert (run.report.announced, run.report.listed) == (announced, sum(run.report.codes.values()) + len(offers))
    assert not any(code.is_fault for code in run.report.codes)
    assert [offer.provenance.source_id for offer in offers] == ids
    assert [[place.commune or place.departement for place in offer.communes] for offer in offers] == places
    assert all(offer.title and offer.description and offer.posted_on.known for offer in offers)
