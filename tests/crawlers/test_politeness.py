"""Rules of good conduct, as pure functions."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from crawl_support import make_entry, make_options
from protego import Protego

from crawlers.codes import CrawlCode
from crawlers.running import pace as pace_module
from crawlers.running.job import CrawlJob
from crawlers.running.pace import MAX_CRAWL_DELAY, MAX_WAIT, Pace
from crawlers.running.politeness import is_challenge, retry_after
from crawlers.running.report import is_complete
from crawlers.running.robots import closed, no_rules, parse_robots

RULES = b"User-agent: *\nDisallow: /prive\nCrawl-delay: 5\n\nUser-agent: LotRecrute\nDisallow: /nous\n"


@pytest.mark.parametrize(
    ("status", "kind", "expected"),
    [
        (404, "text/plain", no_rules),
        (401, "text/plain", no_rules),
        (403, "text/html", no_rules),
        (301, "text/plain", no_rules),
        (200, "text/html; charset=utf-8", no_rules),
        (500, "text/plain", closed),
        (503, "text/plain", closed),
        (429, "text/plain", closed),
    ],
)
def test_robots_answer_that_is_no_file(status: int, kind: str, expected: object) -> None:
    assert parse_robots(status, kind, RULES) is expected


def test_robots_file_is_read_for_our_own_name() -> None:
    rules = parse_robots(200, "text/plain", b"\xef\xbb\xbf" + RULES)
    assert isinstance(rules, Protego)
    assert rules.can_fetch("https://a.example/prive", "LotRecrute")
    assert not rules.can_fetch("https://a.example/nous", "LotRecrute")


@pytest.mark.parametrize(
    ("status", "headers", "body", "expected"),
    [
        (403, {b"cf-mitigated": b"challenge"}, b"", True),
        (403, {}, b"<html><title>Just a moment...</title>", True),
        (503, {}, b'<script src="/cdn-cgi/challenge-platform/x"></script>', True),
        (202, {b"x-amzn-waf-action": b"challenge"}, b"", True),
        (403, {}, b'<script src="https://geo.captcha-delivery.com/c.js">', True),
        (403, {}, b'{"errorCode":"S22"}', False),
        (403, {}, b"Forbidden", False),
        (200, {}, b"<title>Just a moment</title>", False),
        (503, {}, b"maintenance", False),
        (403, {b"x-datadome": b"protected"}, b"", True),
        (403, {}, b'<form><div class="h-captcha" data-sitekey="x"></div></form>', True),
        (403, {}, b'<div class="cf-turnstile"></div>', True),
        (200, {}, b"<title>Just a moment...</title><script>window._cf_chl_opt={}</script>", True),
        (200, {}, b'<iframe id="main-iframe" src="/_Incapsula_Resource?CWUDNSAI=1"></iframe>', True),
        (200, {}, b'<title>Emplois</title><script src="/_Incapsula_Resource?SWJIYLWA=1"></script>', False),
        (200, {b"x-datadome": b"protected"}, b"<title>Emplois</title>", False),
        (200, {}, b'<title>Postuler</title><div class="g-recaptcha"></div>', False),
    ],
)
def test_challenge_pages(status: int, headers: dict[bytes, bytes], body: bytes, expected: bool) -> None:
    assert is_challenge(status, headers, body) is expected


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("30", 30.0),
        ("Tue, 10 Mar 2026 12:01:00 GMT", 60.0),
        ("Tue, 10 Mar 2026 11:00:00 GMT", 0.0),
        ("bientôt", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after(value, datetime(2026, 3, 10, 12, tzinfo=UTC)) == seconds


def test_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(pace_module.time, "monotonic", lambda: now[0])
    pace = Pace(1.5)
    assert pace.wait("a") == 0
    pace.asked("a")
    assert (pace.wait("a"), pace.wait("b")) == (1.5, 0)
    now[0] += 1.5
    assert pace.wait("a") == 0
    pace.slow_down("a", 10)
    pace.slow_down("b", 86_400)
    pace.slow_down("c", 0.1)
    for host in "abc":
        pace.asked(host)
    assert (pace.wait("a"), pace.wait("b"), pace.wait("c")) == (10, MAX_CRAWL_DELAY, 1.5)
    pace.hold("a", 5)  # the longer wait stands
    pace.hold("c", 10_000)
    assert (pace.wait("a"), pace.wait("c")) == (10, MAX_WAIT)


def test_pace_without_delay_never_waits() -> None:
    pace = Pace(0)
    pace.slow_down("a", 10)
    pace.hold("a", 10)
    pace.asked("a")
    assert pace.wait("a") == 0


@pytest.mark.parametrize(
    ("hosts", "asked", "replay", "delay"),
    [
        (["127.0.0.1:8001", "localhost"], 0.0, None, 0.0),
        (["127.0.0.1:8001", "exemple.example"], 0.0, None, 1.0),
        (["exemple.example"], 1.5, None, 1.5),
        (["exemple.example"], 1.5, Path("x.warc.gz"), 0.0),
    ],
)
def test_only_ones_own_machine_is_crawled_without_delay(
    hosts: list[str], asked: float, replay: Path | None, delay: float
) -> None:
    entry = make_entry(f"""
platform = "schema_org"
mode = "pages"
start_urls = ["http://{hosts[0]}/"]
allowed_hosts = {hosts}""")
    options = make_options(Path(), delay=asked, replay=replay)
    job = CrawlJob(entry=entry, options=options, folder=Path(), started=datetime(2026, 3, 10, tzinfo=UTC))
    assert job.delay == delay


@pytest.mark.parametrize(
    ("finished", "codes", "listed", "announced", "says_empty", "complete"),
    [
        (True, {}, 3, None, False, True),
        (True, {}, 3, 3, False, True),
        (True, {}, 0, 0, False, True),
        (True, {}, 0, None, True, True),
        (True, {CrawlCode.GONE: 1, CrawlCode.REPEATED: 2, CrawlCode.JSON_REPAIRED: 1}, 3, 3, False, True),
        (True, {}, 0, None, False, False),
        (True, {}, 3, 4, False, False),
        (True, {}, 4, 3, False, False),
        (True, {CrawlCode.NO_POSTING: 1}, 3, 3, False, False),
        (True, {CrawlCode.NOT_RECORDED: 1}, 3, None, False, False),
        (False, {}, 3, 3, False, False),
    ],
)
def test_complete_listing(
    finished: bool, codes: dict[CrawlCode, int], listed: int, announced: int | None, says_empty: bool, complete: bool
) -> None:
    found = is_complete(finished=finished, codes=codes, listed=listed, announced=announced, says_empty=says_empty)
    assert found is complete
