"""Whole crawls of each platform, answered from recordings made on the spot."""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from crawl_support import FIXTURES, Record, make_entry, make_options

from crawlers.codes import CrawlCode
from crawlers.postings import CollectedOffer, ScreeningCode
from crawlers.registry import CrawledEntry
from crawlers.running.archive import RecordedRequest, RecordedResponse, Recording
from crawlers.running.crawl import crawl
from crawlers.running.folder import RESPONSES, Run, RunError, read_run
from crawlers.running.report import Outcome

HTML = (("Content-Type", "text/html; charset=utf-8"),)
JSON = (("Content-Type", "application/json"),)
SITE = "https://exemple.example"

LISTING = f"""
platform = "schema_org"
mode = "listing"
start_urls = ["{SITE}/offres"]
offer_links = "a.offre"
next_link = "a[rel=next]"
total = ".total"
empty_marker = "Aucune offre en ce moment"
allowed_hosts = ["exemple.example"]
"""
PAGES = f"""
platform = "schema_org"
mode = "pages"
start_urls = ["{SITE}/offres/menuisier"]
allowed_hosts = ["exemple.example"]
"""


def page(name: str) -> str:
    return (FIXTURES / "schema_org" / name).read_text()


def status(code: int, body: str = "", *headers: tuple[str, str]) -> RecordedResponse:
    return RecordedResponse(code, (*HTML, *headers), body.encode())


def replay(entry: CrawledEntry, recording: Path, tmp_path: Path, **options: Any) -> Run:
    return crawl(entry, make_options(tmp_path / "runs", replay=recording, **options))


def by_title(run: Run) -> dict[str, CollectedOffer]:
    return {line.offer.raw_title: line for line in run.offers()}


GOOD_LISTING = (
    (f"{SITE}/offres", page("liste.html")),
    (f"{SITE}/offres?page=2", page("liste-2.html")),
    (f"{SITE}/offres/menuisier", page("menuisier.html")),
    (f"{SITE}/offres/scieur", page("scieur.html")),
)


def test_listing(record: Record, tmp_path: Path) -> None:
    broken = (f"{SITE}/offres/casse", page("casse.html"))
    run = replay(make_entry(LISTING), record(*GOOD_LISTING, broken), tmp_path)
    report = run.report
    assert (report.finished, report.outcome, report.replay) == (True, Outcome.FINISHED, True)
    assert (report.announced, report.listed, report.found) == (3, 3, 2)
    assert report.codes == {CrawlCode.BAD_JSON: 1}
    assert not report.complete
    assert report.responses == {"200": 5}
    assert report.coverage["employer"] == 2
    offers = by_title(run)
    assert set(offers) == {"Menuisier / Menuisière (H/F)", "Scieur / Scieuse de bois"}
    provenance = offers["Menuisier / Menuisière (H/F)"].offer.provenance
    assert (provenance.source_id, provenance.url) == ("MEN-001", f"{SITE}/offres/menuisier")
    assert provenance.crawl == report.run == run.folder.name
    assert provenance.last_seen.date() == report.as_of


def test_listing_that_lost_an_offer_to_404_is_complete(record: Record, tmp_path: Path) -> None:
    run = replay(make_entry(LISTING), record(*GOOD_LISTING, (f"{SITE}/offres/casse", status(410))), tmp_path)
    assert run.report.codes == {CrawlCode.GONE: 1}
    assert run.report.complete


MOVED_AWAY = status(302, "", ("Location", "https://ailleurs.example/"))
LINK_AWAY = '<p class="total">1</p><a class="offre" href="https://ailleurs.example/1">Offre</a>'
CLOSED = RecordedResponse(200, (("Content-Type", "text/plain"),), b"User-agent: *\nDisallow: /offres")


@pytest.mark.parametrize(
    ("entry", "answers", "codes", "complete"),
    [
        (LISTING, {"/offres": '<p class="total">0</p>Aucune offre en ce moment'}, {}, True),
        (LISTING, {"/offres": '<p class="total">0</p>'}, {CrawlCode.NO_LINKS: 1}, False),
        (LISTING, {"/offres": page("menuisier.html")}, {CrawlCode.NO_TOTAL: 1, CrawlCode.NO_LINKS: 1}, False),
        (LISTING, {"/offres": status(500)}, {CrawlCode.HTTP_ERROR: 1}, False),
        (LISTING, {"/offres": status(404)}, {CrawlCode.HTTP_ERROR: 1}, False),
        (LISTING, {"/offres": status(429)}, {CrawlCode.HOST_STOPPED: 1}, False),
        (LISTING, {"/offres": MOVED_AWAY}, {CrawlCode.OFFSITE: 1}, False),
        (LISTING, {"/offres": LINK_AWAY}, {CrawlCode.OFFSITE: 1}, False),
        (LISTING, {}, {CrawlCode.NOT_RECORDED: 1}, False),
        (PAGES, {"/offres/menuisier": page("menuisier.html")}, {}, True),
        (PAGES, {"/offres/menuisier": "<p>Une page sans balisage</p>"}, {CrawlCode.NO_POSTING: 1}, False),
        (PAGES, {"/offres/menuisier": status(301, "", ("Location", "/a")), "/a": page("scieur.html")}, {}, True),
        (PAGES, {"/robots.txt": CLOSED, "/offres/menuisier": "une page"}, {CrawlCode.ROBOTS_CLOSED: 1}, False),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_counted_and_makes_a_listing_incomplete(
    entry: str,
    answers: Mapping[str, str | RecordedResponse],
    codes: dict[CrawlCode, int],
    complete: bool,
    record: Record,
    tmp_path: Path,
) -> None:
    recording = record(*((SITE + path, answer) for path, answer in answers.items()))
    report = replay(make_entry(entry), recording, tmp_path).report
    assert report.finished
    assert report.codes == codes
    assert report.complete is complete


SITEMAP = f"""
platform = "schema_org"
mode = "sitemap"
start_urls = ["{SITE}/sitemap.xml"]
offer_pattern = "/offres/[a-z]+$"
allowed_hosts = ["exemple.example"]
"""


def test_sitemap_index_compressed_child_and_cycle(record: Record, tmp_path: Path) -> None:
    index = f"""<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <sitemap><loc>{SITE}/pages.xml</loc></sitemap><sitemap><loc>{SITE}/offres.xml.gz</loc></sitemap>
    <sitemap><loc>{SITE}/sitemap.xml</loc></sitemap></sitemapindex>"""
    child = f"""<urlset><url><loc><![CDATA[{SITE}/offres/menuisier]]></loc></url>
    <url><loc>{SITE}/offres/</loc></url><url><loc>{SITE}/contact</loc></url></urlset>"""
    packed = RecordedResponse(200, (("Content-Type", "application/gzip"),), gzip.compress(child.encode()))
    recording = record(
        (f"{SITE}/sitemap.xml", RecordedResponse(200, (("Content-Type", "application/xml"),), index.encode())),
        (f"{SITE}/pages.xml", "<!doctype html><html><body>Application</body></html>"),
        (f"{SITE}/offres.xml.gz", packed),
        (f"{SITE}/offres/menuisier", page("menuisier.html")),
    )
    report = replay(make_entry(SITEMAP), recording, tmp_path).report
    assert (report.listed, report.found) == (1, 1)
    assert report.codes == {CrawlCode.BAD_XML: 1}


WORKDAY = """
platform = "workday"
start_urls = ["https://exemple.wd5.myworkdayjobs.com/fr-FR/Carrieres"]
allowed_hosts = ["exemple.wd5.myworkdayjobs.com"]
tenant = "exemple"
search = ["Figeac", "Cahors"]
"""
API = "https://exemple.wd5.myworkdayjobs.com/wday/cxs/exemple/Carrieres"


def workday_page(words: str, offset: int, paths: list[str], total: int) -> tuple[RecordedRequest, str]:
    query = {"appliedFacets": {}, "limit": 20, "offset": offset, "searchText": words}
    answer = {
        "total": total,
        "jobPostings": [
            {"title": "x", "externalPath": path, "locationsText": "2 Locations", "postedOn": "Posted 30+ Days Ago"}
            for path in paths
        ],
    }
    request = RecordedRequest("POST", f"{API}/jobs", JSON, json.dumps(query, sort_keys=True).encode())
    return request, json.dumps(answer)


def workday_detail(number: int) -> tuple[str, str]:
    detail = json.loads((FIXTURES / "workday/detail.json").read_text())
    detail["jobPostingInfo"] |= {"jobReqId": f"R{number:04}", "title": f"Poste {number}"}
    return f"{API}/job/Figeac/poste-{number}", json.dumps(detail)


def test_workday_pages_words_copies_and_removed_postings(record: Record, tmp_path: Path) -> None:
    paths = [f"/job/Figeac/poste-{number}" for number in range(1, 23)]
    details = dict(workday_detail(number) for number in range(1, 23))
    del details[f"{API}/job/Figeac/poste-22"]
    recording = record(
        workday_page("Figeac", 0, paths[:20], 22),
        workday_page("Figeac", 20, paths[20:], 0),  # the total is only right on the first page
        workday_page("Cahors", 0, [paths[0], "/job/Cahors/poste-1-1"], 2),
        *details.items(),
        (f"{API}/job/Figeac/poste-22", RecordedResponse(403, JSON, b'{"errorCode":"S22"}')),
        (f"{API}/job/Cahors/poste-1-1", details[f"{API}/job/Figeac/poste-1"]),
    )
    run = replay(make_entry(WORKDAY), recording, tmp_path)
    report = run.report
    assert (report.announced, report.listed, report.found) == (24, 24, 21)
    assert report.codes == {CrawlCode.GONE: 1, CrawlCode.REPEATED: 1}
    assert report.complete
    offer = by_title(run)["Poste 1"].offer
    assert offer.provenance.source_id == "R0001"
    assert offer.provenance.url == "https://exemple.wd5.myworkdayjobs.com/fr-FR/Carrieres/job/Figeac/poste-1"
    assert offer.employer.name == "Exemple Aéronautique"
    assert (offer.working_time.raw, offer.posted_on.raw) == ("Full time", "2026-03-01")
    assert str(offer.closes_on.value) == "2026-04-30"
    assert offer.places.raw is not None
    assert "FIGEAC" in offer.places.raw
    assert "CAHORS" in offer.places.raw
    assert "France" in offer.places.raw


@pytest.mark.parametrize(
    ("answer", "codes"),
    [
        ('{"total": 1', {CrawlCode.BAD_JSON: 2}),
        ('{"total": 1}', {CrawlCode.BAD_JSON: 2}),
        ('{"total": 1, "jobPostings": [{"externalPath": "//x.example/job/1"}]}', {CrawlCode.BAD_PATH: 2}),
        ('{"total": 1, "jobPostings": [{"externalPath": "/job/../../x"}]}', {CrawlCode.BAD_PATH: 2}),
        (RecordedResponse(403, JSON, b'{"errorCode":"S22"}'), {CrawlCode.HTTP_ERROR: 2}),
        ('{"total": 2000, "jobPostings": []}', {CrawlCode.TRUNCATED: 2}),
    ],
)  # fmt: skip
def test_workday_answers_that_cannot_be_used(
    answer: str | RecordedResponse, codes: dict[CrawlCode, int], record: Record, tmp_path: Path
) -> None:
    asked = [workday_page(words, 0, [], 0)[0] for words in ("Figeac", "Cahors")]
    report = replay(make_entry(WORKDAY), record(*((one, answer) for one in asked)), tmp_path).report
    assert report.codes == codes
    assert not report.complete


FRANCE_TRAVAIL = """
platform = "france_travail"
access = "contract"
start_urls = ["https://api.example/offres/search"]
token_url = "https://acces.example/token?realm=%2Fpartenaire"
allowed_hosts = ["api.example", "acces.example"]
departements = ["46"]
"""
TOKEN = (
    RecordedRequest(
        "POST",
        "https://acces.example/token?realm=%2Fpartenaire",
        (("Content-Type", "application/x-www-form-urlencoded"),),
        b"grant_type=client_credentials&client_id=REDACTED&client_secret=REDACTED&scope=api_offresdemploiv2+o2dsoffre",
    ),
    '{"access_token": "REDACTED", "expires_in": 1499}',
)


def search(origin: int, rows: str, numbers: range, total: int, code: int = 206) -> tuple[str, RecordedResponse]:
    offer = json.loads((FIXTURES / "france_travail/offre.json").read_text())
    found = [offer | {"id": f"{n:07}"} for n in numbers]
    span = f"offres {numbers[0]}-{numbers[-1]}/{total}" if found else f"*/{total}"
    body = json.dumps({"resultats": found}).encode() if found else b""
    address = f"https://api.example/offres/search?departement=46&origineOffre={origin}&range={rows}"
    return address, RecordedResponse(code, (*JSON, ("Content-Range", span)), body)


def test_france_travail_two_passes_and_pages(record: Record, tmp_path: Path) -> None:
    recording = record(
        TOKEN,
        search(1, "0-149", range(150), 160),
        search(1, "150-299", range(150, 160), 160, 200),
        search(2, "0-149", range(0), 0, 204),
    )
    run = replay(make_entry(FRANCE_TRAVAIL), recording, tmp_path)
    report = run.report
    assert (report.announced, report.listed, report.found) == (160, 160, 160)
    assert report.codes == {}
    assert report.complete
    offer = next(run.offers()).offer
    assert offer.id == next(run.offers()).offer.id
    assert offer.provenance.source_id == "0000000"  # a text: its zeros count
    assert offer.provenance.url == "https://candidat.francetravail.fr/offres/recherche/detail/0000000"
    assert offer.provenance.apply_url == "https://boulangerie.example/postuler"
    assert offer.contract.raw == "CDI | Contrat à durée indéterminée | Contrat travail"
    assert offer.working_time.raw == "35H Travail en journée | Temps plein"
    assert offer.communes[0].commune == "46102"
    content = (run.folder / "offers.jsonl").read_text()
    assert "Personne Exemple" not in content
    assert "personne@example.org" not in content


def test_france_travail_beyond_its_reach(record: Record, tmp_path: Path) -> None:
    recording = record(TOKEN, search(1, "0-149", range(1), 3200), search(2, "0-149", range(0), 0, 204))
    report = replay(make_entry(FRANCE_TRAVAIL), recording, tmp_path).report
    assert report.codes == {CrawlCode.TRUNCATED: 1, CrawlCode.NOT_RECORDED: 1}


def test_france_travail_without_credentials_is_skipped_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LOT_RECRUTE_FRANCE_TRAVAIL_ID", raising=False)
    report = crawl(make_entry(FRANCE_TRAVAIL), make_options(tmp_path)).report
    assert (report.outcome, report.finished, report.requests) == (Outcome.SKIPPED, False, 0)
    assert report.detail is not None
    assert "LOT_RECRUTE_FRANCE_TRAVAIL_ID" in report.detail
    assert report.codes == {CrawlCode.NO_CREDENTIALS: 1}


def test_territory_and_screening_reach_the_run(record: Record, tmp_path: Path) -> None:
    recording = record((f"{SITE}/offres/menuisier", page("menuisier.html")))
    lot, tarn = (replay(make_entry(PAGES), recording, tmp_path, territory=t) for t in ("46", "81"))
    assert (lot.report.kept, lot.report.refused) == (1, {})
    assert (tarn.report.found, tarn.report.kept) == (1, 0)
    assert tarn.report.refused == {ScreeningCode.OUTSIDE_TERRITORY: 1}
    (a,), (b,) = lot.offers(), tarn.offers()
    assert a.offer.id == b.offer.id
    assert b.refusals == (ScreeningCode.OUTSIDE_TERRITORY,)


def test_run_can_be_replayed_from_its_own_recording(record: Record, tmp_path: Path) -> None:
    first = replay(make_entry(LISTING), record(*GOOD_LISTING, (f"{SITE}/offres/casse", page("casse.html"))), tmp_path)
    again = replay(make_entry(LISTING), first.folder / RESPONSES, tmp_path)
    ignored = {"run", "started", "updated", "duration"}
    assert again.report.model_dump(exclude=ignored) == first.report.model_dump(exclude=ignored)
    assert [line.offer.id for line in again.offers()] == [line.offer.id for line in first.offers()]


@pytest.mark.parametrize(("name", "content", "expected"), [
    ("report.json", None, "expected a run folder"),
    ("report.json", "{", "expected JSON"),
    ("report.json", '{"schema_version": 99}', "expected schema_version 1, got 99"),
    ("offers.jsonl", '{"schema_version": 99}\n', "line 1: expected schema_version 1, got 99"),
    ("offers.jsonl", "{", "line 1"),
])  # fmt: skip
def test_folder_that_is_no_run(name: str, content: str | None, expected: str, record: Record, tmp_path: Path) -> None:
    run = replay(make_entry(PAGES), record((f"{SITE}/offres/menuisier", page("menuisier.html"))), tmp_path)
    path = run.folder / name
    path.unlink() if content is None else path.write_text(content)
    with pytest.raises(RunError, match=expected):
        list(read_run(run.folder).offers())


def test_recording_that_cannot_be_read_fails_the_run_and_says_so(tmp_path: Path) -> None:
    run = crawl(make_entry(PAGES), make_options(tmp_path / "runs", replay=tmp_path / "missing.warc.gz"))
    assert (run.report.outcome, run.report.finished) == (Outcome.FAILED, False)
    assert list(run.offers()) == []


def test_recording_of_the_run_holds_requests_and_answers(record: Record, tmp_path: Path) -> None:
    run = replay(make_entry(PAGES), record((f"{SITE}/offres/menuisier", page("menuisier.html"))), tmp_path)
    answer = Recording(run.folder / RESPONSES).answer(RecordedRequest("GET", f"{SITE}/offres/menuisier"))
    assert answer is not None
    assert answer.body == page("menuisier.html").encode()
