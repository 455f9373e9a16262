"""Crawls each source at its own rhythm, applies what needs no person, and leaves the rest for review."""

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from crawlers.registry import CrawledEntry
from crawlers.running.crawl import Progress
from crawlers.running.folder import Run
from crawlers.running.report import CrawlReport
from matching.index.protocol import IndexUnreachableError
from service.france import FRANCE, local_day
from service.records.apply import apply_run, expire_closed, expire_not_seen
from service.records.conclusion import Conclusion
from service.records.database import Records
from service.records.runs import CrawlRun, judge, last_started, record_run

log = logging.getLogger(__name__)

SCHEDULER = "scheduler"
"""Who applies, in the history."""
PARALLEL_CRAWLS = 4
"""Crawls at once, over all hosts: a crawl mostly waits, but each is a process of about 100 MB."""
UPDATE_EVERY = timedelta(minutes=1)
"""How often the index is brought up to date beside the times after each change, when it may have been away."""


class Crawl(Protocol):
    """Crawls one entry in a process of its own; KeyboardInterrupt from ``on_progress`` ends it in good order."""

    def __call__(self, entry: CrawledEntry, *, on_progress: Callable[[Progress], None]) -> Run:
        """Return the run, however it ended."""


def next_due(last: datetime | None, every: timedelta, now: datetime) -> datetime:
    """Return when a source is to be crawled: one rhythm after the last time, at once if that has passed."""
    return now if last is None else max(now, last + every)


def left_for(entry: CrawledEntry, report: CrawlReport, conclusion: Conclusion) -> str | None:
    """Return why a run is left for a person, None where it is applied.

    A run is applied when it finished, nothing about it is suspicious, and the source is trusted. A partial one too:
    what it shows is real, and it can expire nothing by absence.
    """
    if not report.finished:
        return f"unfinished ({report.outcome}{f': {report.detail}' if report.detail else ''})"
    if conclusion.held is not None:
        return f"held: {conclusion.held}"
    return None if entry.trusted else "the source is not trusted yet"


def by_host(entries: Iterable[CrawledEntry]) -> list[list[CrawledEntry]]:
    """Return the entries in groups that share no host; those of one group are crawled one after the other."""
    groups: list[tuple[set[str], list[CrawledEntry]]] = []
    for entry in entries:
        hosts, members = set(entry.allowed_hosts), [entry]
        apart = []
        for group in groups:
            if group[0] & hosts:
                hosts, members = hosts | group[0], group[1] + members
            else:
                apart.append(group)
        groups = [*apart, (hosts, members)]
    return [members for _, members in groups]


class Scheduler:
    """The jobs of `lot-recrute schedule`. What was done is known from the records: a restart forgets nothing."""

    def __init__(
        self,
        records: Records,
        entries: Sequence[CrawledEntry],
        *,
        crawl: Crawl,
        follow: Callable[[], object],
        clock: Callable[[], datetime],
    ) -> None:
        """Plan the jobs; `start` lets them run.

        Args:
            records: The truth.
            entries: The sources to crawl, those that are enabled.
            crawl: Crawls one of them.
            follow: Brings the index up to date; called after every change.
            clock: The present moment, with its time zone.
        """
        self._records = records
        self._crawl = crawl
        self._follow = follow
        self._clock = clock
        self._stopping = threading.Event()
        self._slots = threading.Semaphore(PARALLEL_CRAWLS)
        self._settling = threading.Lock()
        self.jobs = BackgroundScheduler(
            timezone=FRANCE, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
        self._plan(entries)

    def start(self) -> None:
        """Let the jobs run, in threads."""
        self.jobs.start()

    def stop(self) -> None:
        """End the crawls under way in good order; return when all is at rest."""
        self._stopping.set()
        self.jobs.shutdown(wait=True)

    def collect(self, entry: CrawledEntry) -> None:
        """Crawl one source and apply its run or leave it for review; no error goes further than the log."""
        with self._slots:
            if self._stopping.is_set():
                return
            try:
                run = self._crawl(entry, on_progress=self._interrupt)
            except KeyboardInterrupt:
                log.info("%s: interrupted", entry.key)
                return
            except Exception:
                log.exception("%s: the crawl failed", entry.key)
                return
        try:
            self._settle(entry, CrawlRun.of(run))
        except Exception:
            log.exception("%s: the run %s could not be taken in", entry.key, run.folder)

    def expire(self) -> None:
        """Expire the offers whose closing date has passed, and those that no run has seen for long."""
        now = self._clock()
        with self._settling:
            with self._records.write() as session:
                expired = expire_closed(session, now=now, today=local_day(now))
                unseen = expire_not_seen(session, now=now)
            log.info("%d offers closed, %d not seen for long", expired, unseen)
            self.update_index()

    def update_index(self) -> None:
        """Bring the index up to date; one that cannot be reached is told of, and is tried again every minute."""
        try:
            self._follow()
        except IndexUnreachableError as error:
            log.warning("the index follows later: %s", error)

    def _settle(self, entry: CrawledEntry, run: CrawlRun) -> None:
        now = self._clock()
        with self._settling:
            with self._records.write() as session:
                left = left_for(entry, run.report, judge(session, run))
                if left is not None:
                    record_run(session, run, now=now)
                    log.warning("%s: %s left for review: %s", entry.key, run.report.run, left)
                    return
                done = apply_run(session, run, by=SCHEDULER, trusted=entry.trusted, now=now, today=local_day(now))
            log.info("%s: applied: %s", entry.key, done)
            self.update_index()

    def _interrupt(self, _progress: Progress) -> None:
        if self._stopping.is_set():
            raise KeyboardInterrupt

    def _plan(self, entries: Sequence[CrawledEntry]) -> None:
        now = self._clock()
        with self._records.read() as session:
            last = {entry.key: last_started(session, entry.key) for entry in entries}
        for group in by_host(entries):
            one_at_a_time = group[0].key
            self.jobs.add_executor(ThreadPoolExecutor(max_workers=1), one_at_a_time)
            for entry in group:
                self.jobs.add_job(
                    self.collect,
                    IntervalTrigger(seconds=int(entry.every.total_seconds())),
                    args=[entry],
                    id=f"collect {entry.key}",
                    name=f"collect {entry.key}",
                    executor=one_at_a_time,
                    next_run_time=next_due(last[entry.key], entry.every, now),
                )
        self.jobs.add_executor(ThreadPoolExecutor(max_workers=1), "calendar")
        self.jobs.add_job(
            self.expire,
            CronTrigger(hour=0, minute=5, timezone=FRANCE),
            id="expire",
            executor="calendar",
            next_run_time=now,  # the machine may have been off at midnight
        )
        self.jobs.add_job(
            self.update_index,
            IntervalTrigger(seconds=int(UPDATE_EVERY.total_seconds()), timezone=FRANCE),
            id="update index",
            executor="calendar",
            next_run_time=now + UPDATE_EVERY,
        )


def run_until_stopped(scheduler: Scheduler) -> None:
    """Let the jobs run until SIGTERM or Ctrl-C, then end in good order. Belongs in the main thread."""
    before = {number: signal.signal(number, _as_ctrl_c) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        scheduler.start()
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        log.info("stopping")
    finally:
        scheduler.stop()
        for number, handler in before.items():
            signal.signal(number, handler)


def _as_ctrl_c(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt
