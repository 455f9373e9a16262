import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from crawl_runs import crawl_run, day, write_run
from crawlers.codes import CrawlCode
from crawlers.registry import CrawledEntry, SchemaOrgEntry
from crawlers.running.crawl import Progress
from crawlers.running.folder import Run
from crawlers.running.report import Outcome
from matching.index.protocol import IndexUnreachableError
from matching.offers import Display, OfferStatus
from samples import job_offer
from service.records.apply import apply_run
from service.records.catalogue import counts
from service.records.conclusion import conclude
from service.records.database import Records
from service.records.guard import Verdict
from service.records.runs import CrawlRun, record_run
from service.records.tables import RunRecord
from service.scheduler import Scheduler, by_host, left_for, next_due

BAKER = job_offer("Boulanger", employer="fournil")
PATIENCE = 30.0
"""Seconds until a test gives up on a thread or a process."""


def entry(key: str, *hosts: str, trusted: bool = True, every: timedelta = timedelta(days=1)) -> SchemaOrgEntry:
    hosts = hosts or (f"{key}.example",)
    address = f"https://{hosts[0]}/offres"
    return SchemaOrgEntry(
        key=key,
        name=key,
        verified=True,
        platform="schema_org",
        mode="pages",
        start_urls=(address,),
        allowed_hosts=hosts,
        trusted=trusted,
        access="public",
        display=Display.EXTRACT,
        example=address,
        every=every,
    )


class FakeCrawl:
    """Answers with runs made beforehand, by key of their source; what is an exception is raised."""

    def __init__(self, folder: Path, **answers: CrawlRun | BaseException) -> None:
        self.folder = folder
        self.answers = answers
        self.asked: list[str] = []

    def __call__(self, entry: CrawledEntry, *, on_progress: Callable[[Progress], None]) -> Run:
        self.asked.append(entry.key)
        answer = self.answers[entry.key]
        if isinstance(answer, BaseException):
            raise answer
        return write_run(self.folder, answer)


class Counter:
    """Counts how often the index was brought up to date."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> None:
        self.calls += 1


@pytest.mark.parametrize(
    ("last", "every", "due"),
    [
        pytest.param(None, timedelta(days=1), day(10), id="never crawled: now"),
        pytest.param(day(10, 6), timedelta(hours=12), day(10, 18), id="one rhythm after the last time"),
        pytest.param(day(9), timedelta(days=1), day(10), id="just now"),
        pytest.param(day(2), timedelta(days=1), day(10), id="overdue: now, once"),
    ],
)
def test_a_source_is_due_one_rhythm_after_the_last_time(last: datetime | None, every: timedelta, due: datetime) -> None:
    assert next_due(last, every, now=day(10)) == due


@pytest.mark.parametrize(
    ("run", "trusted", "held", "left"),
    [
        pytest.param(crawl_run(day(1), [BAKER]), True, None, None, id="clean and trusted"),
        pytest.param(crawl_run(day(1), [BAKER]), False, None, "not trusted", id="not trusted"),
        pytest.param(crawl_run(day(1), [BAKER]), True, "trop peu", "held: trop peu", id="held"),
        pytest.param(crawl_run(day(1), [BAKER], announced=7), True, None, "1 offres listées, 7", id="suspicious"),
        pytest.param(crawl_run(day(1), [BAKER], announced=2), True, None, None, id="partial"),
        pytest.param(crawl_run(day(1), [BAKER], fault=CrawlCode.HOST_STOPPED), True, None, None, id="with faults"),
        pytest.param(
            crawl_run(day(1), [BAKER], outcome=Outcome.INTERRUPTED), True, None, "(interrupted)", id="interrupted"
        ),
        pytest.param(
            crawl_run(day(1), [], fault=CrawlCode.HTTP_ERROR), True, None, "http_error 1", id="nothing but faults"
        ),
        pytest.param(crawl_run(day(1), [], outcome=Outcome.SKIPPED), True, None, "(skipped)", id="skipped"),
    ],
)
def test_only_what_needs_no_person_is_applied(run: CrawlRun, trusted: bool, held: str | None, left: str | None) -> None:
    why = left_for(entry("fournil", trusted=trusted), run.report, conclude(run.report, Verdict(held)))
    assert why == left if left is None else left in str(why)


@pytest.mark.parametrize(
    ("hosts", "groups"),
    [
        pytest.param({"a": ["x"], "b": ["y"]}, ["a", "b"], id="apart"),
        pytest.param({"a": ["x"], "b": ["y"], "c": ["x"]}, ["b", "ac"], id="two on one host"),
        pytest.param({"a": ["x"], "b": ["y"], "c": ["x", "y"]}, ["abc"], id="joined by a third"),
        pytest.param({}, [], id="nobody"),
    ],
)
def test_sources_that_share_a_host_form_a_group(hosts: dict[str, list[str]], groups: list[str]) -> None:
    entries = [entry(key, *names) for key, names in hosts.items()]
    assert sorted("".join(sorted(member.key for member in group)) for group in by_host(entries)) == sorted(groups)


def test_a_clean_run_of_a_trusted_source_is_applied(records: Records, tmp_path: Path) -> None:
    run = crawl_run(day(1), [BAKER], source="fournil")
    follow = Counter()
    crawl = FakeCrawl(tmp_path, fournil=run)
    scheduler = Scheduler(records, [], crawl=crawl, follow=follow, clock=lambda: day(1, 13))
    scheduler.collect(entry("fournil"))
    with records.read() as session:
        record = session.scalars(select(RunRecord)).one()
        assert (record.id, record.applied_by, record.applied_at) == (run.report.run, "scheduler", day(1, 13))
        assert counts(session)[OfferStatus.PUBLISHED] == 1
    assert follow.calls == 1


def test_other_runs_are_left_for_review(records: Records, tmp_path: Path) -> None:
    follow = Counter()
    crawl = FakeCrawl(tmp_path, fournil=crawl_run(day(1), [BAKER], source="fournil"))
    scheduler = Scheduler(records, [], crawl=crawl, follow=follow, clock=lambda: day(1, 13))
    scheduler.collect(entry("fournil", trusted=False))
    with records.read() as session:
        record = session.scalars(select(RunRecord)).one()
        assert (record.found, record.applied_at, record.recorded_at) == (1, None, day(1, 13))
        assert sum(counts(session).values()) == 0
    assert follow.calls == 0


def test_a_held_run_is_left_with_the_guards_reason(records: Records, tmp_path: Path) -> None:
    usual = crawl_run(day(1), [job_offer(f"Poste {n}", employer="fournil") for n in range(10)], source="fournil")
    with records.write() as session:
        apply_run(session, usual, by="Anne", trusted=True, now=day(1), today=day(1).date())
    crawl = FakeCrawl(tmp_path, fournil=crawl_run(day(2), [BAKER], source="fournil"))
    Scheduler(records, [], crawl=crawl, follow=Counter(), clock=lambda: day(2)).collect(entry("fournil"))
    with records.read() as session:
        record = session.scalars(select(RunRecord).where(RunRecord.applied_at.is_(None))).one()
    assert "1, contre 10" in str(record.held)


def test_errors_of_one_source_do_not_stop_the_others(records: Records, tmp_path: Path) -> None:
    torn = crawl_run(day(1), [job_offer("Maçon", employer="torn")], source="torn")
    folder = write_run(tmp_path / "torn", torn)
    (folder.folder / "offers.jsonl").write_text("{", "utf-8")

    def crawl(entry: CrawledEntry, *, on_progress: Callable[[Progress], None]) -> Run:
        return folder if entry.key == "torn" else fine(entry, on_progress=on_progress)

    fine = FakeCrawl(tmp_path, broken=OSError("disk full"), fournil=crawl_run(day(1), [BAKER], source="fournil"))
    scheduler = Scheduler(records, [], crawl=crawl, follow=Counter(), clock=lambda: day(1))
    for key in ("broken", "torn", "fournil"):
        scheduler.collect(entry(key))
    with records.read() as session:
        assert session.scalars(select(RunRecord.source)).all() == ["fournil"]


def test_the_calendar_runs_daily_and_at_the_start(records: Records) -> None:
    closing = job_offer("Boulanger", employer="fournil", closes=day(5).date())
    with records.write() as session:
        run = crawl_run(day(1), [closing], source="fournil")
        apply_run(session, run, by="Anne", trusted=True, now=day(1), today=day(1).date())
    follow = Counter()
    scheduler = Scheduler(records, [], crawl=FakeCrawl(Path()), follow=follow, clock=lambda: day(6))
    job = scheduler.jobs.get_job("expire")
    assert (job.id, job.next_run_time) == ("expire", day(6))
    assert job.trigger.get_next_fire_time(day(6), day(6)).isoformat() == "2026-07-07T00:05:00+02:00"
    scheduler.expire()
    with records.read() as session:
        assert counts(session)[OfferStatus.EXPIRED] == 1
    assert follow.calls == 1


def test_an_index_that_is_away_is_told_of_and_nothing_else_fails(
    records: Records, caplog: pytest.LogCaptureFixture
) -> None:
    def away() -> None:
        raise IndexUnreachableError("Elasticsearch est injoignable.")

    Scheduler(records, [], crawl=FakeCrawl(Path()), follow=away, clock=lambda: day(6)).expire()
    assert "Elasticsearch est injoignable." in caplog.text


def test_a_restart_goes_on_where_the_records_end(records: Records) -> None:
    entries = [
        entry("applied", every=timedelta(days=2)),
        entry("left", every=timedelta(hours=6)),
        entry("interrupted"),
        entry("replayed"),
        entry("new"),
    ]
    with records.write() as session:
        applied = crawl_run(day(9), [BAKER], source="applied")
        apply_run(session, applied, by="scheduler", trusted=True, now=day(9), today=day(9).date())
        for run in (
            crawl_run(day(9, 1), source="left"),
            crawl_run(day(10, 8), source="left"),
            crawl_run(day(10, 9), source="interrupted", outcome=Outcome.INTERRUPTED),
            crawl_run(day(10, 9), source="replayed", replay=True),
        ):
            record_run(session, run, now=run.report.updated)
    scheduler = Scheduler(records, entries, crawl=FakeCrawl(Path()), follow=Counter(), clock=lambda: day(10))
    due = {job.id: job.next_run_time for job in scheduler.jobs.get_jobs()}
    assert due == {
        "collect applied": day(11),
        "collect left": day(10, 14),
        "collect interrupted": day(11, 9),
        "collect replayed": day(10),
        "collect new": day(10),
        "expire": day(10),
        "update index": day(10) + timedelta(minutes=1),
    }


def test_one_crawl_at_a_time_per_host(records: Records, tmp_path: Path) -> None:
    """Two of one host take turns; one of another host does not wait for them."""
    under_way, seen, lock = set[str](), list[frozenset[str]](), threading.Lock()
    all_asked, other_asked = threading.Event(), threading.Event()

    def crawl(entry: CrawledEntry, *, on_progress: Callable[[Progress], None]) -> Run:
        with lock:
            under_way.add(entry.key)
            seen.append(frozenset(under_way))
        if entry.key == "c":
            other_asked.set()
        else:
            assert other_asked.wait(PATIENCE)
        with lock:
            under_way.discard(entry.key)
            if len(seen) == 3:
                all_asked.set()
        return write_run(tmp_path, crawl_run(day(1), [], source=entry.key))

    entries = [entry("a", "shared.example"), entry("b", "shared.example"), entry("c", "other.example")]
    scheduler = Scheduler(records, entries, crawl=crawl, follow=Counter(), clock=lambda: day(1))
    scheduler.start()
    assert all_asked.wait(PATIENCE)
    scheduler.stop()
    assert not any({"a", "b"} <= together for together in seen)


def test_stopping_ends_the_crawls_under_way(records: Records) -> None:
    asked: list[str] = []
    begun, ended = threading.Event(), threading.Event()

    def crawl(entry: CrawledEntry, *, on_progress: Callable[[Progress], None]) -> Run:
        asked.append(entry.key)
        begun.set()
        try:
            while True:
                on_progress(Progress(requests=1, listed=0, found=0, kept=0))
                time.sleep(0.01)
        finally:
            ended.set()

    entries = [entry("a", "shared.example"), entry("b", "shared.example")]
    scheduler = Scheduler(records, entries, crawl=crawl, follow=Counter(), clock=lambda: day(1))
    scheduler.start()
    assert begun.wait(PATIENCE)
    scheduler.stop()
    assert ended.is_set()
    assert len(asked) == 1  # the one that waited for its turn is not begun any more
    with records.read() as session:
        assert session.scalars(select(RunRecord)).all() == []


PROGRAM = """
import sys
from datetime import UTC, datetime
from service.records.database import Records
from service.scheduler import Scheduler, run_until_stopped

def follow():
    print("running", flush=True)

records = Records(sys.argv[1])
scheduler = Scheduler(records, [], crawl=None, follow=follow, clock=lambda: datetime.now(UTC))
run_until_stopped(scheduler)
print("at rest", flush=True)
"""


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_in_good_order(tmp_path: Path, by: signal.Signals) -> None:
    url = f"sqlite:///{tmp_path / 'records.sqlite'}"
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, url],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "running\n"
        process.send_signal(by)
        assert process.communicate(timeout=PATIENCE)[0] == "at rest\n"
        assert process.returncode == 0
