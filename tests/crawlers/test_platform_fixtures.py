"""One crawl for each platform, answered from a fixture folder, compared field by field.

A folder ``fixtures/platforms/<name>/`` holds (the name is free; a platform may have several folders)

- ``entry.toml``: the keys of one registry entry; key, name, verified, trusted, access, display and example may be left
  out (see `make_entry`);
- ``exchanges.toml``: what the site answers, in tables ``[[exchange]]`` of

  - ``url``, and for a POST one of ``form`` (url-encoded text) or ``json`` (a table);
  - ``status`` (200), ``headers`` (a table), and ``body`` (text) or ``file`` (a file of the folder) or ``pdf`` (text
    that is printed; "" is a page without any). The Content-Type is guessed from the file's name, a body is HTML;
    ``headers`` may say otherwise;

- ``expected.jsonl``: the offers in the order of the crawl, one a line, in the form of `readable`;
- ``expected.json``: what the report says: announced, listed, found, kept, codes, complete.

The day is 2026-03-10, the territory the Lot. Answers are written for this project, in the platform's real shape. Run
with LOT_RECRUTE_WRITE_EXPECTED=1 the test writes both expected files instead: read them before they are committed.
"""

import json
import mimetypes
import os
import tomllib
from pathlib import Path
from typing import Any

import pytest
from crawl_support import FIXTURES, Record, make_entry, make_options, make_pdf

from crawlers.postings import CollectedOffer
from crawlers.running.archive import RecordedRequest, RecordedResponse
from crawlers.running.crawl import crawl
from crawlers.running.report import CrawlReport
from matching.parsed import Parsed

FOLDERS = sorted((FIXTURES / "platforms").iterdir())
TYPES = {".html": "text/html; charset=utf-8", ".xml": "application/xml", ".csv": "text/csv"}
WRITE = "LOT_RECRUTE_WRITE_EXPECTED"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_platform(folder: Path, record: Record, tmp_path: Path) -> None:
    exchanges = tomllib.loads((folder / "exchanges.toml").read_text("utf-8"))["exchange"]
    recording = record(*(exchange(table, folder) for table in exchanges))
    entry = make_entry((folder / "entry.toml").read_text("utf-8"))
    run = crawl(entry, make_options(tmp_path / "runs", replay=recording, territory="46"))
    offers, report = [readable(line) for line in run.offers()], summary(run.report)
    if os.environ.get(WRITE):
        lines = (json.dumps(offer, ensure_ascii=False) + "\n" for offer in offers)
        (folder / "expected.jsonl").write_text("".join(lines), "utf-8")
        (folder / "expected.json").write_text(json.dumps(report, indent=2) + "\n", "utf-8")
        pytest.fail(f"{WRITE} is set: wrote what came out, compared nothing")
    expected = [json.loads(line) for line in (folder / "expected.jsonl").read_text("utf-8").splitlines()]
    assert run.report.finished
    assert [offer["source_id"] for offer in offers] == [offer["source_id"] for offer in expected]
    for offer, wanted in zip(offers, expected, strict=True):
        assert offer == wanted
    assert report == json.loads((folder / "expected.json").read_text("utf-8"))


def exchange(table: dict[str, Any], folder: Path) -> tuple[RecordedRequest, RecordedResponse]:
    """Turn a table of exchanges.toml into a recorded request and its answer."""
    sent, kind = b"", ""
    if "json" in table:
        sent, kind = json.dumps(table["json"], sort_keys=True).encode(), "application/json"
    elif "form" in table:
        sent, kind = table["form"].encode(), "application/x-www-form-urlencoded"
    request = RecordedRequest("POST" if sent else "GET", table["url"], (("Content-Type", kind),) if kind else (), sent)
    name = table.get("file", "body.pdf" if "pdf" in table else "body.html")
    if "file" in table:
        body = (folder / name).read_bytes()
    else:
        body = make_pdf(table["pdf"]) if "pdf" in table else table.get("body", "").encode()
    guessed = TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    headers = {"Content-Type": guessed} | table.get("headers", {})
    return request, RecordedResponse(table.get("status", 200), tuple(headers.items()), body)


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
