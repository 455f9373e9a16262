"""Pages that did not change are not parsed again, and what is kept for that stays small."""

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from crawl_support import Site, make_entry, make_options, make_pdf

from crawlers.postings import RawPosting
from crawlers.registry import CrawledEntry
from crawlers.running.crawl import crawl
from crawlers.running.folder import RESPONSES, Run
from crawlers.running.forgetting import MAX_AGE, forget_unused
from crawlers.running.readings import Reading, Readings, software_digest

NO_PARSER = """
import crawlers.markup.job_posting
import crawlers.markup.pdf

def parse(*_):
    raise AssertionError("parsed again")

crawlers.markup.job_posting.read_page = crawlers.markup.pdf.pdf_text = parse
"""
"""Read by every Python process at its start: parsing a page fails."""

PDF = """Recrute un scieur (H/F) en CDI à Gourdon.
Vous conduisez la ligne de sciage, contrôlez les débits et entretenez les outils de coupe."""

Change = Callable[[Site], None]


def page(title: str, text: str = "Du bois.") -> str:
    posting = json.dumps({"@type": "JobPosting", "title": title, "description": text, "identifier": "s1"})
    # a comma too many: read only after a repair, which is counted each time
    return f'<script type="application/ld+json">{posting[:-1]},}}</script>'


def board(site: Site) -> CrawledEntry:
    """Return a listing of one offer page with markup."""
    site.put("/offres", '<a class="offre" href="/o/1">Scieur</a>', ETag='"l"')
    site.put("/o/1", page("Scieur"), ETag='"o1"')
    return make_entry(f"""
platform = "schema_org"
mode = "listing"
offer_links = "a.offre"
start_urls = ["{site.address}/offres"]
allowed_hosts = ["{site.host}"]""")


def town_hall(site: Site) -> CrawledEntry:
    """Return a listing of one PDF file, from a server that knows no conditional requests."""
    site.put("/offres", '<li><a href="/scieur.pdf">Scieur (H/F)</a></li>')
    site.put("/scieur.pdf", make_pdf(PDF), Content_Type="application/pdf")
    return make_entry(f"""
platform = "listing"
row = "li"
link = "a"
on_list = {{ title = "a" }}
start_urls = ["{site.address}/offres"]
allowed_hosts = ["{site.host}"]""")


def said(run: Run) -> list[dict[str, Any]]:
    """Return the offers of a run, but for the run itself and its moment."""
    volatile = {"offer": {"provenance": {"crawl", "first_seen", "last_seen"}}}
    return [one.model_dump(exclude=volatile) for one in run.offers()]


@pytest.mark.parametrize(("lay", "not_modified"), [(board, 2), (town_hall, 0)])
def test_unchanged_offer_is_seen_again_without_parsing(
    lay: Callable[[Site], CrawledEntry],
    not_modified: int,
    site: Site,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entry = lay(site)
    options = make_options(tmp_path / "runs", cache=tmp_path / "cache")
    first = crawl(entry, options)
    assert (first.report.found, first.report.unchanged) == (1, 0)

    with monkeypatch.context() as patched:
        (tmp_path / "sitecustomize.py").write_text(NO_PARSER)
        patched.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
        second = crawl(entry, options.model_copy(update={"as_of": date(2026, 3, 11)}))
    assert (second.report.not_modified, second.report.unchanged) == (not_modified, 1)
    assert second.report.codes == first.report.codes
    assert second.report.complete
    assert said(second) == said(first)
    assert next(second.offers()).offer.provenance.last_seen > next(first.offers()).offer.provenance.last_seen

    replayed = crawl(entry, make_options(tmp_path / "runs", replay=second.folder / RESPONSES))
    assert replayed.report.unchanged == 0, "a replay reads its own recording"
    assert said(replayed) == said(first)


def other_text(site: Site) -> None:
    site.put("/o/1", page("Scieur", "Du chêne."), ETag='"o2"')


def closed(site: Site) -> None:
    site.put("/o/1", page("Scieur") + "<p>Cette offre n'est plus disponible.</p>", ETag='"o2"')


@pytest.mark.parametrize(("change", "found"), [(other_text, 1), (closed, 0)])
def test_changed_page_is_read(change: Change, found: int, site: Site, tmp_path: Path) -> None:
    entry = board(site)
    options = make_options(tmp_path / "runs", cache=tmp_path / "cache")
    first = crawl(entry, options)
    change(site)
    second = crawl(entry, options)
    assert (second.report.unchanged, second.report.found) == (0, found)
    assert said(second) != said(first)


def test_what_a_kill_tore_is_asked_for_and_read_anew(site: Site, tmp_path: Path) -> None:
    entry = board(site)
    options = make_options(tmp_path / "runs", cache=tmp_path / "cache")
    first = crawl(entry, options)
    kept = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    for path in kept:
        path.write_bytes(path.read_bytes()[:30])
    assert any(path.parent.parent.name == "readings" for path in kept)
    second = crawl(entry, options)
    assert (second.report.not_modified, second.report.unchanged, second.report.codes) == (0, 0, first.report.codes)
    assert said(second) == said(first)


@pytest.mark.parametrize(
    "changed",
    [
        {"address": "https://exemple.example/o/2"},
        {"kind": b"text/html; charset=latin-1"},
        {"body": b"<p>Du ch\xc3\xaane.</p>"},
        {"reader": "parse_detail"},
        {"arguments": {"row": {"closes": "31/03/2026"}}},
        {"arguments": {"posting": RawPosting(source_id="1", url="/", title="Scieur")}},
    ],
)
def test_reading_is_found_only_by_all_that_it_was_made_from(
    changed: dict[str, Any], site: Site, tmp_path: Path
) -> None:
    readings = Readings(tmp_path, board(site))
    made_from: dict[str, Any] = {
        "address": "https://exemple.example/o/1",
        "kind": b"text/html",
        "body": b"<p>Du bois.</p>",
        "reader": "parse_offer",
        "arguments": {"row": {"closes": None}},
    }
    reading = Reading(postings=(RawPosting(source_id="1", url="/o/1", title="Scieur"),))
    readings.keep(readings.key(**made_from), reading)
    assert readings.find(readings.key(**made_from)) == reading
    assert readings.find(readings.key(**made_from | changed)) is None
    other_entry = board(site).model_copy(update={"offer_links": "a"})
    assert Readings(tmp_path, other_entry).find(Readings(tmp_path, other_entry).key(**made_from)) is None


def test_argument_that_cannot_be_compared_is_an_error(site: Site, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="serialize"):
        Readings(tmp_path, board(site)).key("https://exemple.example", b"", b"", "parse", {"row": object()})


@pytest.mark.parametrize("source", ["crawlers/spiders/autre.py", "crawlers/markup/words.py", "matching/text/fold.py"])
def test_digest_changes_with_the_software(source: str, tmp_path: Path) -> None:
    path = tmp_path / source
    path.parent.mkdir(parents=True)
    path.write_text("WORDS = 1\n")
    before = software_digest(tmp_path)
    assert software_digest(tmp_path) == before
    path.write_text("WORDS = 2\n")
    assert software_digest(tmp_path) != before


@pytest.mark.parametrize(
    ("max_bytes", "stay"),
    [(1000, {"today", "yesterday"}), (600, {"today", "yesterday"}), (399, {"today"}), (0, set())],
)
def test_old_and_too_many_pages_are_forgotten(max_bytes: int, stay: set[str], tmp_path: Path) -> None:
    now = 1_773_100_000.0
    ages = {"today": 10.0, "yesterday": 24 * 3600.0, "long ago": MAX_AGE + 1}
    for name, age in ages.items():
        answer, reading = tmp_path / "schema_org/ab" / name, tmp_path / "readings/cd" / name
        answer.mkdir(parents=True)
        reading.parent.mkdir(parents=True, exist_ok=True)
        for file in (answer / "meta", answer / "response_body", reading):
            file.write_bytes(bytes(100))
        for page in (answer, reading):
            os.utime(page, (now - age, now - age))
    forget_unused(tmp_path, now, max_bytes)
    assert {path.name for path in tmp_path.glob("*/*/*")} == stay
    assert {path.name for path in tmp_path.glob("readings/*/*")} == stay
