"""Crawl runs: what the records read of a run folder, and the line they keep of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crawlers.postings import CollectedOffer, GoneOffer
from crawlers.running.folder import Run
from crawlers.running.report import CrawlReport
from service.records.conclusion import Conclusion, conclude
from service.records.guard import PREDECESSORS, Counts, verdict
from service.records.tables import RunRecord

_MEASURES = (RunRecord.applied_at.is_not(None), RunRecord.replay.is_(False))
"""The runs that later ones are measured by."""


@dataclass(frozen=True, slots=True)
class CrawlRun:
    """A run folder, read whole."""

    report: CrawlReport
    offers: tuple[CollectedOffer, ...]
    gone: tuple[GoneOffer, ...] = ()
    """Offers whose own page said that they are over."""

    @classmethod
    def of(cls, run: Run) -> "CrawlRun":
        """Read the offers of a run folder that was opened.

        Raises:
            RunError: A line cannot be read.
        """
        return cls(run.report, tuple(run.offers()), tuple(run.gone()))

    @property
    def seen_at(self) -> datetime:
        """The moment at which the run saw its offers; orders the runs of a source."""
        return max((line.offer.provenance.last_seen for line in self.offers), default=self.report.started)


def record_run(session: Session, run: CrawlRun, *, now: datetime) -> RunRecord:
    """Keep a run's line, with the guard's judgement; a run that was applied keeps the line it has."""
    report = run.report
    record = session.get(RunRecord, report.run)
    if record is not None and record.applied_at is not None:
        return record
    held = judge(session, run).held
    if record is None:
        record = RunRecord(id=report.run, source=report.employer, recorded_at=now)
        session.add(record)
    record.started = report.started
    record.finished = report.updated if report.finished else None
    record.seen_at = run.seen_at
    record.replay = report.replay
    record.found = report.found
    record.kept = report.kept
    record.report = report.model_dump(mode="json")
    record.held = held
    return record


def judge(session: Session, run: CrawlRun) -> Conclusion:
    """Conclude what a run may prove, beside the applied runs of its source before it.

    One that a person insisted on sets a new measure.
    """
    applied = session.scalars(
        select(RunRecord)
        .where(*_MEASURES, RunRecord.source == run.report.employer, RunRecord.seen_at < run.seen_at)
        .order_by(RunRecord.seen_at.desc())
        .limit(PREDECESSORS)
    )
    predecessors = []
    for record in applied:
        predecessors.append(Counts(record.found, record.kept))
        if record.held:
            break
    return conclude(run.report, verdict(Counts(run.report.found, run.report.kept), predecessors))


def newest_applied(session: Session, source: str) -> datetime | None:
    """Return when the newest applied run of a source saw it; a recording shows nothing of today."""
    return session.scalar(select(func.max(RunRecord.seen_at)).where(*_MEASURES, RunRecord.source == source))


def last_started(session: Session, source: str) -> datetime | None:
    """Return when a source was last asked, whatever came of it; replays ask nobody."""
    return session.scalar(
        select(func.max(RunRecord.started)).where(RunRecord.source == source, RunRecord.replay.is_(False))
    )
