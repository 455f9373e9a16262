"""Shows what a run would change, before it counts."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawlers.postings import CollectedOffer
from matching.offers import JobOffer, OfferStatus
from service.records.apply import make_plan
from service.records.plan import Addition, Update
from service.records.runs import CrawlRun, judge
from service.records.tables import OfferRecord, RunRecord


@dataclass(frozen=True, slots=True)
class Review:
    """What a run would do to the catalogue as it is."""

    run: str
    source: str
    finished: bool
    """An unfinished run can be looked at, not applied."""
    applied_at: datetime | None
    """When it was applied; None: not yet."""
    held: str | None
    """Why the guard holds it (French); None: it does not."""
    added: tuple[Addition, ...]
    changed: tuple[Update, ...]
    """Offers with a new content or a new status."""
    unchanged: int
    refused: tuple[CollectedOffer, ...]
    """Offers that the screening refuses, with its codes."""
    outdated: tuple[CollectedOffer, ...]
    """Offers of which a newer applied run knows better."""
    gone: tuple[JobOffer, ...]
    """Public or pending offers of the source that the run did not find: shown, and left as they are."""


def review_run(session: Session, run: CrawlRun, *, trusted: bool, today: date) -> Review:
    """Compare a run with the catalogue; nothing is written. Arguments as `apply_run`'s."""
    report = run.report
    todo = make_plan(session, run, trusted=trusted, today=today)
    record = session.get(RunRecord, report.run)
    alive = session.scalars(
        select(OfferRecord).where(
            OfferRecord.source == report.employer,
            OfferRecord.status.in_((OfferStatus.PUBLISHED, OfferStatus.PENDING)),
        )
    )
    found = {line.offer.id for line in run.offers}
    gone = (record.document for record in alive if record.id not in found)
    changed = tuple(update for update in todo.updates if update.changes or update.state)
    return Review(
        run=report.run,
        source=report.employer,
        finished=report.finished,
        applied_at=record.applied_at if record else None,
        held=judge(session, run).why,
        added=todo.additions,
        changed=changed,
        unchanged=len(todo.updates) - len(changed),
        refused=todo.refused,
        outdated=todo.outdated,
        gone=tuple(sorted(gone, key=lambda offer: offer.title)),
    )
