"""What the parts of one crawl share: it travels on the spider, since Scrapy copies its settings."""

from dataclasses import dataclass
from typing import Any

from scrapy.crawler import Crawler

from crawlers.running.archive import Recording, RecordingWriter
from crawlers.running.budget import DailyBudget
from crawlers.running.job import CrawlJob
from crawlers.running.pace import Pace
from crawlers.running.readings import Readings
from crawlers.running.robots_cache import RobotsCache


@dataclass(frozen=True)
class Work:
    """The job, the recording being written, the recording being replayed if any, the pace, the budget if any.

    ``readings``: what pages gave at earlier crawls, if that is kept; ``robots``: likewise, what robots.txt said.
    """

    job: CrawlJob
    writer: RecordingWriter
    recording: Recording | None
    pace: Pace
    budget: DailyBudget | None = None
    readings: Readings | None = None
    robots: RobotsCache | None = None


def work_of(crawler: Crawler) -> Work:
    """Return the work of a running crawl."""
    spider: Any = crawler.spider
    work: Work = spider.work
    return work
