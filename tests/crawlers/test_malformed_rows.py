"""One row of a listing that makes no sense is counted and named; the other offers of the page stay."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from crawl_support import FIXTURES, Record, make_entry, make_options

from crawlers.codes import CrawlCode
from crawlers.running.archive import RecordedResponse
from crawlers.running.crawl import crawl
from crawlers.running.fixtures import exchange

LISTS = {
    "ashby": "jobs",
    "beetween": "jobs",
    "digitalrecruiters": "items",
    "flatchr_json": "items",
    "greenhouse": "jobs",
    "lever": None,
    "recruitee": "offers",
    "smartrecruiters_api": "content",
    "softgarden": "dataFeedElement",
    "taleez": "jobs",
    "talentsoft_api": "data",
    "teamtailor-json": "items",
}
"""Folder of the platform's fixtures, and the key of the rows in its answer; None where the answer is the list."""

BROKEN = [7, None, "x", {}, {"id": [], "url": {}, "vacancy": {"title": "x", "id": {}}}]


def crawled(folder: Path, record: Record, tmp_path: Path, name: str | None) -> tuple[Any, list[str]]:
    """Crawl a platform's fixtures with the broken rows before the others of its last list; return codes and ids."""
    exchanges = tomllib.loads((folder / "exchanges.toml").read_text("utf-8"))["exchange"]
    recorded = [exchange(table, folder) for table in exchanges]
    number, body = [(number, body) for number, (_, one) in enumerate(recorded) if (body := with_rows(one.body, name))][
        -1
    ]
    request, response = recorded[number]
    recorded[number] = request, RecordedResponse(response.status, response.headers, body)
    entry = make_entry((folder / "entry.toml").read_text("utf-8"))
    run = crawl(entry, make_options(tmp_path / "runs", replay=record(*recorded), territory="46"))
    return run.report.codes, [line.offer.provenance.source_id for line in run.offers()]


def with_rows(body: bytes, name: str | None) -> bytes | None:
    """Return an answer with the broken rows in it; None where it has no such list."""
    try:
        answer = json.loads(body)
    except ValueError:
        return None
    found = answer if name is None else answer.get(name) if isinstance(answer, dict) else None
    if not isinstance(found, list) or not found:
        return None
    found[:0] = BROKEN
    return json.dumps(answer).encode()


@pytest.mark.parametrize("platform", sorted(LISTS))
def test_other_rows_stay(platform: str, record: Record, tmp_path: Path) -> None:
    folder = FIXTURES / "platforms" / platform
    expected = [json.loads(line) for line in (folder / "expected.jsonl").read_text("utf-8").splitlines()]
    before = json.loads((folder / "expected.json").read_text("utf-8"))["codes"]
    codes, ids = crawled(folder, record, tmp_path, LISTS[platform])
    assert ids == [offer["source_id"] for offer in expected]
    # a row without a readable address is counted as such where the address is all that is read of it
    new = {code: codes[code] - before.get(code, 0) for code in codes if codes[code] > before.get(code, 0)}
    assert set(new) <= {CrawlCode.MALFORMED, CrawlCode.BAD_PATH}
    assert sum(new.values()) >= len(BROKEN) - 1 and new[CrawlCode.MALFORMED] >= 3


def test_a_row_inline_in_a_page(record: Record, tmp_path: Path) -> None:
    folder = FIXTURES / "platforms" / "werecruit"
    exchanges = tomllib.loads((folder / "exchanges.toml").read_text("utf-8"))["exchange"]
    recorded = [exchange(table, folder) for table in exchanges]
    inline = re.compile(rb"(window\.allOffers\s*=\s*\[)")
    recorded = [
        (request, RecordedResponse(response.status, response.headers, inline.sub(rb'\1 7, {"Id": 3}, ', response.body)))
        for request, response in recorded
    ]
    entry = make_entry((folder / "entry.toml").read_text("utf-8"))
    run = crawl(entry, make_options(tmp_path / "runs", replay=record(*recorded), territory="46"))
    expected = (folder / "expected.jsonl").read_text("utf-8").splitlines()
    assert (run.report.codes[CrawlCode.MALFORMED], len(list(run.offers()))) == (2, len(expected))
