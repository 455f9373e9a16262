"""Shows what a run would change, before it counts."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from crawlers.postings import CollectedOffer
from service.records.apply import make_plan
from service.records.conclusion import Conclusion
from service.records.plan import Absence, Addition, Update
from service.records.runs import CrawlRun, judge
from service.records.tables import RunRecord


@dataclass(frozen=True, slots=True)
class Review:
    """What a run would do to the catalogue as it is."""

    run: str
    source: str
    finished: bool
    """An unfinished run can be looked at, not applied."""
    applied_at: datetime | None
    """When it was applied; None: not yet."""
    conclusion: Conclusion
    """What it may prove; a suspicious run is held for a person."""
    added: tuple[Addition, ...]
    changed: tuple[Update, ...]
    """Offers with a new content or a new status."""
    unchanged: int
    refused: tuple[CollectedOffer, ...]
    """Offers that the screening refuses, with its codes."""
    outdated: tuple[CollectedOffer, ...]
    """Offers of which a newer applied run knows better."""
    gone: tuple[Absence, ...]
    """Public or pending offers of the source that the run did not find, and what becomes of them."""


def review_run(session: Session, run: CrawlRun, *, trusted: bool, today: date) -> Review:
    """Compare a run with the catalogue; nothing is written. Arguments as `apply_run`'s."""
    report = run.report
    todo = make_plan(session, run, trusted=trusted, today=today)
    record = session.get(RunRecord, report.run)
    changed = tuple(update for update in todo.updates if update.changes or update.state)
    return Review(
        run=report.run,
        source=report.employer,
        finished=report.finished,
        applied_at=record.applied_at if record else None,
        conclusion=judge(session, run),
        added=todo.additions,
        changed=changed,
        unchanged=len(todo.updates) - len(changed),
        refused=todo.refused,
        outdated=todo.outdated,
        gone=todo.absences,
    )
