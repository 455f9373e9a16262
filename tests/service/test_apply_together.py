"""Several processes at the same records: they take turns, and nothing is lost."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from pathlib import Path

from sqlalchemy import func, select

from crawl_runs import crawl_run, day
from samples import job_offer
from service.records.apply import apply_run
from service.records.database import Records
from service.records.outbox import changes_after
from service.records.tables import HistoryEntry, OfferRecord, RunRecord

RUNS = 15
OFFERS = 4


def apply_many(url: str, source: str, start: Barrier) -> None:
    start.wait()
    records = Records(url)  # the database is made here, by both at once
    for number in range(1, RUNS + 1):
        offers = [job_offer(f"Poste {number}-{index}", employer=source) for index in range(OFFERS)]
        with records.write() as session:
            # partial: the runs show different offers, and absence is not the subject
            run = crawl_run(day(number), offers, source=source, announced=OFFERS + 1)
            apply_run(session, run, by=source, trusted=True, now=day(number), today=day(number).date())
    records.close()


def apply_one(url: str, name: str, start: Barrier) -> None:
    records = Records(url)
    run = crawl_run(day(1), [job_offer(f"Poste {index}") for index in range(50)])
    start.wait()
    with records.write() as session:
        apply_run(session, run, by=name, trusted=True, now=day(1), today=day(1).date())
    records.close()


def together(work: Callable[[str, str, Barrier], None], url: str) -> None:
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(2)
    both = [context.Process(target=work, args=(url, name, start)) for name in ("nord", "sud")]
    for process in both:
        process.start()
    for process in both:
        process.join(120)
    assert [process.exitcode for process in both] == [0, 0]


def test_two_processes_that_apply_at_the_same_time_lose_nothing(records_url: str) -> None:
    together(apply_many, records_url)
    records = Records(records_url)
    with records.read() as session:
        for table, number in ((RunRecord, RUNS), (OfferRecord, RUNS * OFFERS), (HistoryEntry, RUNS * OFFERS)):
            assert session.scalar(select(func.count()).select_from(table)) == 2 * number
        changes = changes_after(session, 0, 1000)
        assert len({change.object_id for change in changes}) == 2 * RUNS * OFFERS
        assert [change.sequence for change in changes] == list(range(1, 2 * RUNS * OFFERS + 1))
    records.close()


def test_two_processes_that_apply_the_same_run_apply_it_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'records.sqlite'}"
    Records(url).close()
    together(apply_one, url)
    records = Records(url)
    with records.read() as session:
        assert session.scalar(select(func.count()).select_from(HistoryEntry)) == 50
        assert len(changes_after(session, 0, 1000)) == 50
    records.close()
