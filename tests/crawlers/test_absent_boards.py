"""What French boards answer when there is nothing to read: no offers, no such board, another shape than theirs."""

import json
from pathlib import Path

import pytest
from crawl_support import Record, make_entry, make_options

from crawlers.codes import CrawlCode
from crawlers.running.archive import RecordedRequest, RecordedResponse
from crawlers.running.crawl import crawl

HTML = (("Content-Type", "text/html; charset=utf-8"),)
JSON = (("Content-Type", "application/json"),)
SHELL = '<!doctype html><html><body><div id="app"></div></body></html>'

SMARTRECRUITERS_API = "https://api.smartrecruiters.com/v1/companies/Exemple/postings?limit=100&offset=0"
SMARTRECRUITERS = "https://careers.smartrecruiters.com/Exemple"
FLATCHR = "https://exemple.flatchr.io/"
TALEEZ = "https://exemple.taleez.com/api/careez"
DIGITALRECRUITERS = (
    "https://api.digitalrecruiters.com/public/v1/careers-site/job-ads"
    "?domainName=emploi.example&locale=fr_FR&limit=200&page="
)
BEETWEEN = "https://exemple.jobs.beetween.com/api/job/list"
SOFTY = "https://exemple.softy.pro/offers"
TALENTSOFT = "https://exemple-recrute.talent-soft.com/offre-de-emploi/liste-offres.aspx"
WERECRUIT = "https://careers.werecruit.io/fr/exemple"

STARTS = {"taleez": "https://exemple.taleez.com/", "digitalrecruiters": "https://emploi.example/fr"}
"""Start addresses that are not what is asked first."""

FIRST = json.dumps({"page": 1, "rows": 100})
CARDS = "".join(f'<a href="/offers/{number}"><h3>Poste</h3></a>' for number in range(100, 121))
ONE_ROW = {"id": "7-1", "job_ad_id": 7, "title": "Vendeur", "url": "7-vendeur", "location": "Cahors"}
CLOSED = RecordedResponse(200, (("Content-Type", "text/plain"),), b"User-agent: *\nDisallow: /")


def status(code: int) -> RecordedResponse:
    return RecordedResponse(code, HTML, b"")


@pytest.mark.parametrize(
    ("platform", "answers", "codes", "complete"),
    [
        # a company that does not exist is answered the same
        ("smartrecruiters", {SMARTRECRUITERS_API: '{"totalFound": 0, "content": []}'}, {}, False),
        ("smartrecruiters", {SMARTRECRUITERS: SHELL}, {CrawlCode.NO_LINKS: 1}, False),
        ("flatchr", {FLATCHR: status(404)}, {CrawlCode.HTTP_ERROR: 1}, False),
        ("flatchr", {FLATCHR: SHELL}, {CrawlCode.BAD_JSON: 1}, False),
        ("flatchr", {FLATCHR: '{"items": []}'}, {}, False),
        ("taleez", {TALEEZ: status(404)}, {CrawlCode.HTTP_ERROR: 1}, False),
        ("taleez", {TALEEZ: SHELL}, {CrawlCode.BAD_JSON: 1}, False),
        ("taleez", {TALEEZ: '{"jobs": []}'}, {}, False),
        ("digitalrecruiters", {("POST", DIGITALRECRUITERS + "1", "{}"): status(400)}, {CrawlCode.HTTP_ERROR: 1}, False),
        ("digitalrecruiters", {("POST", DIGITALRECRUITERS + "1", "{}"): '{"count": 0, "items": []}'}, {}, True),
        # two announced, one shown, and gone when asked for
        (
            "digitalrecruiters",
            {
                ("POST", DIGITALRECRUITERS + "1", "{}"): json.dumps({"count": 2, "items": [ONE_ROW]}),
                ("POST", DIGITALRECRUITERS + "2", "{}"): '{"count": 2, "items": []}',
                DIGITALRECRUITERS.replace("/job-ads?", "/job-ads/7?").replace("limit=200&page=", "withJsonld=1"):
                    status(404),
            },
            {CrawlCode.GONE: 1}, False,
        ),
        ("beetween", {("POST", BEETWEEN, FIRST): status(404)}, {CrawlCode.HTTP_ERROR: 1}, False),
        ("beetween", {("POST", BEETWEEN, FIRST): '{"numFound": 0, "jobs": []}'}, {}, True),
        (
            "beetween",
            {("POST", BEETWEEN, FIRST): '{"numFound": 1, "jobs": [{"wid": "?"}]}'}, {CrawlCode.MALFORMED: 1}, False,
        ),
        ("softy", {SOFTY: status(404)}, {CrawlCode.HTTP_ERROR: 1}, False),
        ("softy", {SOFTY: "<h1>Nos offres</h1>"}, {CrawlCode.NO_LINKS: 1}, False),
        # a full page without a way to the next one
        (
            "softy",
            {SOFTY: CARDS} | {f"{SOFTY}/{number}": status(410) for number in range(100, 121)},
            {CrawlCode.TRUNCATED: 1, CrawlCode.GONE: 21}, False,
        ),
        ("talentsoft", {TALENTSOFT: SHELL}, {CrawlCode.NO_TOTAL: 1}, False),
        ("talentsoft", {TALENTSOFT: '<p class="ts-ol-pagination__title">0 offre(s)</p>'}, {}, True),
        # a language that the employer does not use
        ("werecruit", {WERECRUIT: SHELL}, {CrawlCode.BAD_JSON: 1}, False),
        ("werecruit", {WERECRUIT: "<script>window.allOffers = [];</script>"}, {}, False),
    ],
)  # fmt: skip
def test_nothing_to_read_is_told_and_proves_no_absence(
    platform: str,
    answers: dict[str | tuple[str, str, str], str | RecordedResponse],
    codes: dict[CrawlCode, int],
    complete: bool,
    record: Record,
    tmp_path: Path,
) -> None:
    asked = [RecordedRequest("GET", key) if isinstance(key, str) else posted(*key) for key in answers]
    recording = record(*zip(asked, answers.values(), strict=True))
    start = STARTS.get(platform, asked[0].address)
    entry = make_entry(
        f'platform = "{platform}"\nstart_urls = ["{start}"]\n'
        f"allowed_hosts = {json.dumps([start.split('/')[2], asked[0].address.split('/')[2]])}"
    )
    report = crawl(entry, make_options(tmp_path / "runs", replay=recording)).report
    assert (report.finished, report.codes, report.complete) == (True, codes, complete)


def posted(method: str, address: str, body: str) -> RecordedRequest:
    return RecordedRequest(method, address, JSON, body.encode())


def test_api_of_smartrecruiters_is_closed_without_a_contract(record: Record, tmp_path: Path) -> None:
    recording = record(
        ("https://api.smartrecruiters.com/robots.txt", CLOSED),
        (SMARTRECRUITERS_API, '{"totalFound": 0, "content": []}'),
    )
    entry = make_entry(
        f'platform = "smartrecruiters"\nstart_urls = ["{SMARTRECRUITERS_API}"]\n'
        'allowed_hosts = ["api.smartrecruiters.com"]'
    )
    report = crawl(entry, make_options(tmp_path / "runs", replay=recording)).report
    assert report.codes == {CrawlCode.ROBOTS_CLOSED: 1}
