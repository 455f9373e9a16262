"""The process of one crawl: ``python -m crawlers.running.child``, its `CrawlJob` as JSON on standard input."""

import sys
import time
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess

from crawlers.running.archive import Recording, RecordingWriter
from crawlers.running.collecting import CollectingPipeline, tell
from crawlers.running.folder import RESPONSES, write_report
from crawlers.running.forgetting import forget_unused
from crawlers.running.job import CrawlJob, software
from crawlers.running.pace import Pace
from crawlers.running.readings import Readings
from crawlers.running.report import CrawlReport, Outcome
from crawlers.running.scrapy_settings import scrapy_settings
from crawlers.running.work import Work
from crawlers.spiders import SPIDERS
from crawlers.spiders.base import PlatformSpider


def run(job: CrawlJob) -> CrawlReport:
    """Crawl one entry into its folder and return the last report, which is written there too.

    Raises:
        OSError: The recording to replay, or the folder, cannot be opened.
        ValueError: The recording to replay is no WARC file.
    """
    recording = Recording(job.options.replay) if job.options.replay else None
    readings = None
    if job.cache is not None:
        forget_unused(job.cache, time.time())
        readings = Readings(job.cache, job.entry)
    with RecordingWriter(job.folder / RESPONSES, software()) as writer:
        process = AsyncCrawlerProcess(scrapy_settings(job))
        crawler = process.create_crawler(SPIDERS[job.entry.platform])
        work = Work(job, writer, recording, Pace(job.delay), job.budget, readings, job.robots)
        process.crawl(crawler, work=work)
        process.start()
        pipeline = next(p for p in crawler.engine.scraper.itemproc.middlewares if isinstance(p, CollectingPipeline))
        pipeline.close()
        spider = crawler.spider
        assert isinstance(spider, PlatformSpider)  # noqa: S101 - for the type checker
        report = pipeline.report(*_outcome(spider, crawler.stats.get_value("finish_reason")))
    write_report(job.folder, report)
    return report


def _outcome(spider: PlatformSpider[Any], reason: str | None) -> tuple[Outcome, str | None]:
    if spider.skipped is not None:
        return Outcome.SKIPPED, spider.skipped
    if reason == "finished":
        return Outcome.FINISHED, None
    if reason in ("shutdown", "parent_gone", "closespider_itemcount", "closespider_pagecount"):
        return Outcome.INTERRUPTED, reason
    return Outcome.FAILED, reason


def main() -> int:
    """Run the job on standard input; exit status 0 only when the crawl finished."""
    job = CrawlJob.model_validate_json(sys.stdin.buffer.read())
    report = run(job)
    tell(report)
    return 0 if report.finished else 1


if __name__ == "__main__":
    raise SystemExit(main())
