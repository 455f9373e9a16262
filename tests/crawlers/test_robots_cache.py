"""robots.txt is asked for once a day, whoever crawls."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from crawl_support import Site, make_entry, make_options

from crawlers.codes import CrawlCode
from crawlers.entering.fetching import FetchError, fetch_page
from crawlers.registry import CrawledEntry
from crawlers.running.crawl import crawl
from crawlers.running.folder import RESPONSES
from crawlers.running.report import CrawlReport
from crawlers.running.robots_cache import RobotsAnswer, RobotsCache

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
HOST = "https://scierie.example"
ANSWER = RobotsAnswer(at=NOON, status=200, content_type="text/plain", text="User-agent: *\nDisallow: /priv\xc3\xa9\n")


@pytest.mark.parametrize(
    ("later", "kept"),
    [
        (timedelta(), True),
        (timedelta(hours=23, minutes=59), True),
        (timedelta(days=1), False),
        (timedelta(seconds=-1), False),  # a clock that was put right
    ],
)
def test_an_answer_is_kept_for_a_day(later: timedelta, kept: bool, tmp_path: Path) -> None:
    RobotsCache(tmp_path).put(HOST, ANSWER)
    assert RobotsCache(tmp_path).get(HOST, NOON + later) == (ANSWER if kept else None)
    assert RobotsCache(tmp_path).get("http://scierie.example", NOON) is None
    assert RobotsCache(tmp_path).get(f"{HOST}:8443", NOON) is None


def test_what_cannot_be_read_is_asked_for_again(tmp_path: Path) -> None:
    RobotsCache(tmp_path).put(HOST, ANSWER)
    (file,) = tmp_path.iterdir()
    file.write_text('{"at":')
    assert RobotsCache(tmp_path).get(HOST, NOON) is None


def entry_of(site: Site, path: str) -> CrawledEntry:
    return make_entry(f"""
platform = "schema_org"
mode = "pages"
start_urls = ["{site.address}{path}"]
allowed_hosts = ["{site.host}"]""")


def two_crawls(site: Site, tmp_path: Path) -> tuple[CrawlReport, CrawlReport]:
    """Crawl two entries on one host; return their reports."""
    for path in ("/a", "/b"):
        site.put(path, '<script type="application/ld+json">{"@type": "JobPosting", "title": "Scieur"}</script>')
    options = make_options(tmp_path / "runs", robots=tmp_path / "robots")
    first, second = (crawl(entry_of(site, path), options).report for path in ("/a", "/b"))
    return first, second


def asked_robots(site: Site) -> int:
    return sum(path == "/robots.txt" for _, path, _ in site.asked)


@pytest.mark.parametrize(
    ("status", "kind", "body", "asked", "closed"),
    [
        (200, "text/plain", "User-agent: *\nDisallow: /b\n", 1, [False, True]),
        (200, "text/plain", "User-agent: LotRecrute\nDisallow: /\n", 1, [True, True]),
        (404, "text/plain", "", 1, [False, False]),
        (200, "text/html", "<!doctype html>User-agent: *\nDisallow: /\n", 1, [False, False]),
        (500, "text/plain", "erreur", 2, [True, True]),  # perhaps for a moment only: asked again by the next crawl
    ],
)
def test_two_crawls_of_a_host_ask_once(
    status: int, kind: str, body: str, asked: int, closed: list[bool], site: Site, tmp_path: Path
) -> None:
    site.put("/robots.txt", body, status, Content_Type=kind)
    reports = two_crawls(site, tmp_path)
    assert [CrawlCode.ROBOTS_CLOSED in report.codes for report in reports] == closed
    assert asked_robots(site) == asked * (3 if status == 500 else 1)  # a 500 is retried twice


def test_an_answer_of_yesterday_is_asked_for_again(site: Site, tmp_path: Path) -> None:
    old = ANSWER.model_copy(update={"at": datetime.now(UTC) - timedelta(days=1), "text": "User-agent: *\nDisallow: /"})
    RobotsCache(tmp_path / "robots").put(site.address, old)
    first, _ = two_crawls(site, tmp_path)
    assert first.codes == {}
    assert asked_robots(site) == 1


def test_each_run_holds_the_rules_that_it_followed(site: Site, tmp_path: Path) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /b\n", Content_Type="text/plain")
    _, second = two_crawls(site, tmp_path)
    recording = tmp_path / "runs" / second.run / RESPONSES
    replayed = crawl(entry_of(site, "/b"), make_options(tmp_path / "again", replay=recording)).report
    assert replayed.codes == second.codes == {CrawlCode.ROBOTS_CLOSED: 1}


def test_a_page_that_kept_rules_close_is_not_said_to_be_silent(tmp_path: Path) -> None:
    rules = ANSWER.model_copy(update={"at": datetime.now(UTC), "text": "User-agent: *\nDisallow: /\n"})
    RobotsCache(tmp_path / "robots").put(HOST, rules)
    with pytest.raises(FetchError, match=r"robots\.txt ne permet pas"):
        fetch_page(f"{HOST}/a", make_options(tmp_path, robots=tmp_path / "robots"))
