"""What a crawl is asked to do: the entry and the circumstances, as they travel to the crawl's own process."""

from datetime import UTC, date, datetime, time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, Field

from crawlers.registry import CrawledEntry
from crawlers.running.budget import DailyBudget
from crawlers.running.report import CrawlReport
from crawlers.running.robots_cache import RobotsCache
from matching.parsed import Record


def software() -> str:
    """Return name and version of this software, as it calls itself on the web."""
    try:
        return f"LotRecrute/{version('lot-recrute')}"
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "LotRecrute/dev"


class CrawlOptions(Record):
    """Circumstances of a crawl."""

    out: Path = Field(description="Folder below which the run folder is made.")
    territory: str = Field(description='Départements separated by commas, or "all".')
    contact: str = Field(
        min_length=3, description="Address of a page or mailbox that says who crawls; part of the user agent."
    )
    as_of: date | None = Field(None, description="Day that dates are judged by; null: today (UTC).")
    replay: Path | None = Field(None, description="WARC file that answers instead of the network.")
    delay: float = Field(
        1.5, ge=0, description="Seconds between two requests; one at least, except to one's own machine."
    )
    counts: Path | None = Field(
        None, description="Folder of the day's counts of requests, shared by crawls; null: nothing is counted."
    )
    daily_requests: int = Field(
        5000, ge=1, description="Requests to one host in a day (UTC), where the entry says nothing."
    )
    robots: Path | None = Field(
        None, description="Folder of the day's robots.txt files, shared by crawls; null: each crawl asks for them."
    )
    timeout: float = Field(30.0, gt=0, description="Seconds for a whole answer, however slowly it drips.")
    cache: Path | None = Field(
        None, description="Folder of validators and readings of pages; null: every page is sent and parsed anew."
    )
    visit: bool = Field(
        False, description="Stop at the first offer, or after a few answers: enough to see whether a source is alive."
    )
    quiet: bool = Field(False, description="Log only faults of ours: the report counts the rest.")

    @property
    def user_agent(self) -> str:
        """Who we are and how to reach us."""
        return f"{software()} (+{self.contact})"


class CrawlJob(Record):
    """One entry, to be crawled into one folder that exists already."""

    entry: Annotated[CrawledEntry, Field(discriminator="platform")]
    options: CrawlOptions
    folder: Path
    started: AwareDatetime

    @property
    def as_of(self) -> date:
        """The day that dates are judged by."""
        return self.options.as_of or self.started.date()

    @property
    def delay(self) -> float:
        """Seconds between two requests: none in a replay, which causes no traffic."""
        if self.options.replay is not None:
            return 0.0
        return self.options.delay if self.entry.is_own_machine else max(1.0, self.options.delay)

    @property
    def cache(self) -> Path | None:
        """Where the entry's pages are kept for the next crawl; nowhere in a replay, which reads them anew."""
        if self.options.replay is not None or self.options.cache is None:
            return None
        return self.options.cache.resolve() / self.entry.key

    @property
    def budget(self) -> DailyBudget | None:
        """The day's budget of each host; none in a replay."""
        if self.options.replay is not None or self.options.counts is None:
            return None
        return DailyBudget(self.options.counts.resolve(), self.entry.daily_requests or self.options.daily_requests)

    @property
    def robots(self) -> RobotsCache | None:
        """What robots.txt said to the day's crawls; none in a replay, which has its own."""
        if self.options.replay is not None or self.options.robots is None:
            return None
        return RobotsCache(self.options.robots.resolve())

    @property
    def seen_at(self) -> datetime:
        """The moment at which this crawl sees its offers; noon (UTC) of a day that is not today."""
        if self.as_of == self.started.date():
            return self.started
        return datetime.combine(self.as_of, time(12), UTC)

    def first_report(self) -> CrawlReport:
        """Return the report of a crawl that has not done anything yet."""
        return CrawlReport(
            run=self.folder.name,
            employer=self.entry.key,
            platform=self.entry.platform,
            started=self.started,
            updated=self.started,
            as_of=self.as_of,
            territory=self.options.territory,
            replay=self.options.replay is not None,
        )
