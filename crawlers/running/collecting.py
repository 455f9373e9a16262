"""The last stretch of a crawl: postings become offers, are screened, and are written; and the report is kept."""

import asyncio
import json
import logging
import os
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from typing import TextIO

from scrapy import signals
from scrapy.crawler import Crawler

from crawlers.codes import CrawlCode
from crawlers.normalise.posting import normalise
from crawlers.postings import CollectedOffer, FlagCode, RawPosting, ScreeningCode
from crawlers.running.folder import OFFERS, write_report
from crawlers.running.home import home_of
from crawlers.running.report import CrawlReport, Outcome, is_complete, known_fields
from crawlers.running.work import work_of
from crawlers.screening import Territory, screen, watch
from crawlers.spiders.base import PlatformSpider

logger = logging.getLogger(__name__)

CODE_STAT = "code/"
"""Prefix of the statistics that count reason codes."""

_REPORT_EVERY = 1.0
"""Seconds between two reports of a running crawl."""


class CollectingPipeline:
    """Normalises, screens and writes each posting as it comes; flushes line by line."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._job = work_of(crawler).job
        self._territory = Territory.parse(self._job.options.territory)
        self._home = home_of(self._job.entry, self._territory)
        self._offers: TextIO = (self._job.folder / OFFERS).open("a", encoding="utf-8")
        self._ids: set[str] = set()
        self._kept = 0
        self._refused: Counter[ScreeningCode] = Counter()
        self._flagged: Counter[FlagCode] = Counter()
        self._coverage: Counter[str] = Counter()
        self._reported = time.monotonic()
        self._closing: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "CollectingPipeline":
        """Create it, and report as answers come in."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline._tick, signal=signals.response_received)
        return pipeline

    def process_item(self, posting: RawPosting) -> RawPosting:
        """Write one posting."""
        spider = self._crawler.spider
        assert isinstance(spider, PlatformSpider)  # noqa: S101 - for the type checker
        entry = self._job.entry
        try:
            offer = normalise(
                posting,
                employer_key=entry.key,
                employer_name=entry.employer_name,
                platform=entry.platform,
                display=entry.display,
                crawl=self._job.folder.name,
                seen_at=self._job.seen_at,
                as_of=self._job.as_of,
                home=self._home,
            )
            refusals = screen(offer, self._territory, self._job.as_of, spider.is_live_listing, entry.local)
            flags = watch(offer)
        except Exception:  # one strange posting must not cost the others
            logger.exception("%s cannot be normalised", posting.url)
            spider.count(CrawlCode.NOT_NORMALISED)
            return posting
        if offer.id in self._ids:
            spider.count(CrawlCode.REPEATED)
            return posting
        self._ids.add(offer.id)
        self._kept += not refusals
        self._refused.update(refusals)
        self._flagged.update(flags)
        self._coverage.update(known_fields(offer))
        line = CollectedOffer(offer=offer, refusals=refusals, flags=flags).model_dump_json()
        self._offers.write(line + "\n")
        self._offers.flush()
        return posting

    def close(self) -> None:
        """Close the file of offers."""
        self._offers.close()

    def report(self, outcome: Outcome, detail: str | None = None) -> CrawlReport:
        """Return the report as of now."""
        spider = self._crawler.spider
        assert isinstance(spider, PlatformSpider)  # noqa: S101 - for the type checker
        stats: dict[str, int] = self._crawler.stats.get_stats()
        codes = {CrawlCode(name): count for name, count in _under(CODE_STAT, stats).items()}
        finished = outcome is Outcome.FINISHED
        now = datetime.now(UTC)
        return self._job.first_report().model_copy(
            update={
                "updated": now,
                "duration": (now - self._job.started).total_seconds(),
                "finished": finished,
                "outcome": outcome,
                "detail": detail,
                "requests": stats.get("downloader/request_count", 0),
                "responses": _under("downloader/response_status_count/", stats),
                "not_modified": stats.get("httpcache/revalidate", 0),
                "unchanged": spider.unchanged,
                "announced": spider.announced,
                "listed": spider.listed,
                "found": len(self._ids),
                "kept": self._kept,
                "refused": dict(self._refused),
                "flagged": dict(self._flagged),
                "codes": codes,
                "complete": is_complete(
                    finished=finished,
                    codes=codes,
                    listed=spider.listed,
                    announced=spider.announced,
                    says_empty=spider.says_empty,
                ),
                "coverage": dict(self._coverage),
            }
        )

    def _tick(self) -> None:
        if time.monotonic() - self._reported >= _REPORT_EVERY:
            self._reported = time.monotonic()
            report = self.report(Outcome.RUNNING)
            write_report(self._job.folder, report)
            if not tell(report):
                self._closing = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason="parent_gone"))


def tell(report: CrawlReport) -> bool:
    """Write the progress for the parent process, one JSON line on standard output.

    Returns:
        False when nobody listens any more: the parent is gone.
    """
    progress = {"requests": report.requests, "listed": report.listed, "found": report.found, "kept": report.kept}
    try:
        sys.stdout.write(json.dumps(progress) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # else the interpreter complains at its exit, when it flushes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True


def _under(prefix: str, stats: dict[str, int]) -> dict[str, int]:
    return {name.removeprefix(prefix): count for name, count in stats.items() if name.startswith(prefix)}
