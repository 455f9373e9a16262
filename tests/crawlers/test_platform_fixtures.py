"""One crawl for each platform, answered from a fixture folder, compared field by field.

A folder ``fixtures/platforms/<name>/`` (the name is free; a platform may have several) holds, beside the ``entry.toml``
and ``exchanges.toml`` that `crawlers.running.fixtures` describes,

- ``expected.jsonl``: the offers in the order of the crawl, one a line, in the form of `readable`;
- ``expected.json``: what the report says: announced, listed, found, kept, codes, complete.

The day is 2026-03-10, the territory the Lot. Answers are written for this project, in the platform's real shape. Run
with LOT_RECRUTE_WRITE_EXPECTED=1 the test writes both expected files instead: read them before they are committed.
`lot-recrute employers new` makes such a folder; where it still says "to be filled in" the test fails.
"""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from crawl_support import FIXTURES, Record, make_options

from crawlers.postings import CollectedOffer
from crawlers.running.crawl import crawl
from crawlers.running.fixtures import read_fixture
from crawlers.running.report import CrawlReport
from matching.parsed import Parsed

FOLDERS = sorted((FIXTURES / "platforms").iterdir())
LEFT = re.compile(rb"\bto.be.filled.in\b")
"""What `employers new` leaves to a person."""
WRITE = "LOT_RECRUTE_WRITE_EXPECTED"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_platform(folder: Path, record: Record, tmp_path: Path) -> None:
    fixture = read_fixture(folder)
    recording = record(*fixture.exchanges)
    run = crawl(fixture.entry, make_options(tmp_path / "runs", replay=recording, territory="46"))
    offers, report = [readable(line) for line in run.offers()], summary(run.report)
    if os.environ.get(WRITE):
        lines = (json.dumps(offer, ensure_ascii=False) + "\n" for offer in offers)
        (folder / "expected.jsonl").write_text("".join(lines), "utf-8")
        (folder / "expected.json").write_text(json.dumps(report, indent=2) + "\n", "utf-8")
        pytest.fail(f"{WRITE} is set: wrote what came out, compared nothing")
    expected = [json.loads(line) for line in (folder / "expected.jsonl").read_text("utf-8").splitlines()]
    assert run.report.finished
    assert [path.name for path in sorted(folder.iterdir()) if LEFT.search(path.read_bytes())] == []
    assert [offer["source_id"] for offer in offers] == [offer["source_id"] for offer in expected]
    for offer, wanted in zip(offers, expected, strict=True):
        assert offer == wanted
    assert report == json.loads((folder / "expected.json").read_text("utf-8"))


def readable(line: CollectedOffer) -> dict[str, Any]:
    """Return all that was read of an offer: known fields, each parsed value beside its raw text."""
    offer, provenance = line.offer, line.offer.provenance
    plain = {
        "source_id": provenance.source_id,
        "url": provenance.url,
        "apply_url": provenance.apply_url,
        "employer": offer.employer.name,
        "title": offer.title,
        "raw_title": offer.raw_title,
        "description": offer.description,
        "places": [place.commune or place.departement for place in offer.communes],
        "places_raw": offer.places.raw,
    }
    fields = ("contract", "working_time", "salary", "experience", "licences", "languages", "remote")
    fields += ("posted_on", "closes_on", "starts_on")
    parsed: dict[str, Parsed[Any]] = {name: getattr(offer, name) for name in fields}
    values = {name: value.model_dump(mode="json", exclude_defaults=True) for name, value in parsed.items() if value.raw}
    return {name: value for name, value in plain.items() if value} | values | {"refusals": list(line.refusals)}


def summary(report: CrawlReport) -> dict[str, Any]:
    """Return what a crawl says of its listing."""
    told = {"announced", "listed", "found", "kept", "codes", "complete"}
    return report.model_dump(mode="json", include=told)
