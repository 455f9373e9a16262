"""Boards in pages of a hundred: a full page has a next one, and one that repeats is no proof of the end."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from crawl_support import Record, make_entry, make_options

from crawlers.codes import CrawlCode
from crawlers.running.crawl import crawl

SITE = "https://laiterie.teamtailor.com"
BOARD = "https://api.lever.co/v0/postings/laiterie?mode=json&limit=100"
PLACE = {"address": {"addressLocality": "Figeac", "addressCountry": "FR"}}


def as_json_feed(numbers: range) -> str:
    posts = [{"url": f"{SITE}/jobs/{n}-poste", "title": f"Poste {n}", "content_html": "<p>x</p>"} for n in numbers]
    return json.dumps({"items": [post | {"_jobposting": {"jobLocation": [PLACE]}} for post in posts]})


def as_rss(numbers: range) -> str:
    items = "".join(f"<item><title>Poste {n}</title><link>{SITE}/jobs/{n}-poste</link></item>" for n in numbers)
    return f"<rss><channel>{items}</channel></rss>"


def as_list(numbers: range) -> str:
    return json.dumps([{"id": f"p{n}", "text": f"Poste {n}", "hostedUrl": f"{BOARD}/p{n}"} for n in numbers])


@pytest.mark.parametrize(("platform", "start", "pages", "answer"), [
    ("teamtailor", f"{SITE}/jobs.json", [f"{SITE}/jobs.json", f"{SITE}/jobs.json?page=2"], as_json_feed),
    ("teamtailor", f"{SITE}/jobs", [f"{SITE}/jobs.rss?offset={n}&per_page=100" for n in (0, 100)], as_rss),
    ("lever", "https://jobs.lever.co/laiterie", [f"{BOARD}&skip={n}" for n in (0, 100)], as_list),
])  # fmt: skip
@pytest.mark.parametrize(("second", "found", "codes"), [
    (range(100, 103), 103, {}),
    (range(100), 100, {CrawlCode.REPEATED_LISTING: 1, CrawlCode.REPEATED: 100}),
])  # fmt: skip
def test_full_page_has_a_next_one(
    platform: str, start: str, pages: list[str], answer: Callable[[range], str], second: range, found: int,
    codes: dict[CrawlCode, int], record: Record, tmp_path: Path,
) -> None:  # fmt: skip
    hosts = ["laiterie.teamtailor.com"] if platform == "teamtailor" else ["jobs.lever.co", "api.lever.co"]
    entry = make_entry(f"platform = {platform!r}\nstart_urls = [{start!r}]\nallowed_hosts = {hosts}\n")
    recording = record((pages[0], answer(range(100))), (pages[1], answer(second)))
    report = crawl(entry, make_options(tmp_path / "runs", replay=recording, territory="46")).report
    assert (report.found, report.codes) == (found, codes)
    assert report.complete is not (CrawlCode.REPEATED_LISTING in codes)
