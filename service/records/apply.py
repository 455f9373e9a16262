"""Brings a finished run into the catalogue: in one transaction, and a second time nothing changes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from crawlers.entering import ENTERED
from matching.offers import JobOffer, OfferStatus, StatusReason
from service.records.errors import HeldRunError, UnfinishedRunError
from service.records.history import append, set_state
from service.records.merging import merge_copies, return_copies
from service.records.plan import Addition, Plan, Update, plan
from service.records.rules import EXPIRED, NOT_CONFIRMED, NOT_SEEN, State, decided_knowing
from service.records.runs import CrawlRun, newest_applied, record_run
from service.records.signature import signed
from service.records.tables import HistoryEntry, HistoryKind, OfferRecord, RunRecord

CALENDAR = "calendrier"
"""Who expires an offer whose closing date has passed, or that nobody has seen for long."""

_MERGED = OfferRecord.reason == StatusReason.DUPLICATE
"""An offer that is kept from the public for a copy ends like a public one."""

UNSEEN = timedelta(days=30)
UNCONFIRMED = timedelta(days=60)
"""How long an offer that staff entered is shown after its entry or the last decision on it: nobody crawls it, and small
employers fill a job within two months or forget to say that they did."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying a run did, in numbers of offers."""

    run: str
    already: bool = False
    """The run had been applied before: nothing was done."""
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    """Refused by the screening; those never kept before stay in the run folder."""
    outdated: int = 0
    """A newer applied run knows better."""
    statuses: Mapping[OfferStatus, int] = field(default_factory=dict)
    """Offers that took a status, new ones included."""


def apply_run(
    session: Session, run: CrawlRun, *, by: str, trusted: bool, now: datetime, today: date, override: bool = False
) -> Applied:
    """Apply a run to the catalogue. A replay is applied too, but expires nothing.

    Args:
        session: A session of `Records.write`, which commits.
        run: The run.
        by: Who applies it: a person's name, or ``scheduler``.
        trusted: Whether the source's clean offers are published without a person.
        now: The moment that is recorded.
        today: The day that closing dates are judged by.
        override: A person insists on a run that the guard holds.

    Raises:
        UnfinishedRunError: The run did not come to its own end.
        HeldRunError: The guard holds the run.
        UnsignedError: ``by`` is empty.
    """
    by = signed(by, "le nom")
    if not run.report.finished:
        raise UnfinishedRunError(run.report.run, run.report.outcome)
    record = record_run(session, run, now=now)
    if record.applied_at is not None:
        return Applied(record.id, already=True)
    if record.held is not None and not override:
        raise HeldRunError(record.id, record.held)
    todo = make_plan(session, run, trusted=trusted, today=today)
    record.applied_at, record.applied_by = now, by
    session.flush()  # offers and their history refer to the run
    for addition in todo.additions:
        session.add(_new_record(addition, record))
    session.flush()  # history refers to the offers
    for addition in todo.additions:
        append(session, _added(addition, record.id, by=by, at=now))
    for update in todo.updates:
        _carry_out(session, update, record, by=by, at=now)
    for line in todo.outdated:
        if not line.refusals:
            _seen_earlier(session, line.offer)
    for absence in todo.absences:
        absence.record.missed = absence.missed
        if absence.state is not None:
            set_state(session, absence.record, absence.state, at=now, by=by, run_id=record.id)
    if run.report.replay:  # shows nothing of today, so that it merges nothing
        return_copies(session, now=now)
    else:
        merge_copies(session, now=now)
    taken = [addition.state for addition in todo.additions]
    taken += [update.state for update in todo.updates if update.state is not None]
    taken += [absence.state for absence in todo.absences if absence.state is not None]
    changed = sum(bool(update.changes) for update in todo.updates)
    return Applied(
        record.id,
        added=len(todo.additions),
        changed=changed,
        unchanged=len(todo.updates) - changed,
        refused=len(todo.refused),
        outdated=len(todo.outdated),
        statuses=Counter(state.status for state in taken),
    )


def make_plan(session: Session, run: CrawlRun, *, trusted: bool, today: date) -> Plan:
    """Work out what a run does to the catalogue as it is."""
    records = session.scalars(select(OfferRecord).where(OfferRecord.source == run.report.employer))
    newest = newest_applied(session, run.report.employer)
    return plan(run, {record.id: record for record in records}, trusted=trusted, today=today, newest=newest)


def expire_closed(session: Session, *, now: datetime, today: date) -> int:
    """Expire the offers that closed before a day; return how many.

    An offer that a person published after its closing date stays: they knew.
    """
    closed = session.scalars(
        select(OfferRecord).where(
            or_(OfferRecord.status.in_((OfferStatus.PUBLISHED, OfferStatus.PENDING)), _MERGED),
            OfferRecord.closes_on < today,
        )
    ).all()
    expired = [record for record in closed if not decided_knowing(record.decided_at, record.closes_on)]
    for record in expired:
        set_state(session, record, EXPIRED, at=now, by=CALENDAR)
    return_copies(session, now=now)
    return len(expired)


def expire_not_seen(session: Session, *, now: datetime) -> int:
    """Expire the public offers that no applied run has seen for `UNSEEN`; return how many.

    A person's decision counts as a sighting: they can decide again. An offer comes back when it is seen. One that staff
    entered is no crawl's to see: it ends when nobody has entered it again or decided on it for `UNCONFIRMED`.
    """
    crawled = _expire_before(session, now - UNSEEN, NOT_SEEN, OfferRecord.source != ENTERED, now=now)
    return crawled + _expire_before(session, now - UNCONFIRMED, NOT_CONFIRMED, OfferRecord.source == ENTERED, now=now)


def _expire_before(session: Session, since: datetime, state: State, of: ColumnElement[bool], *, now: datetime) -> int:
    unseen = session.scalars(
        select(OfferRecord).where(
            of,
            or_(OfferRecord.status == OfferStatus.PUBLISHED, _MERGED),
            OfferRecord.last_seen < since,
            or_(OfferRecord.decided_at.is_(None), OfferRecord.decided_at < since),
        )
    ).all()
    for record in unseen:
        set_state(session, record, state, at=now, by=CALENDAR)
    return_copies(session, now=now)
    return len(unseen)


def _seen_earlier(session: Session, offer: JobOffer) -> None:
    """Keep when an offer was first seen, told by a run that is applied after a newer one; all else is left alone."""
    record = session.get(OfferRecord, offer.id)
    if record is not None and offer.provenance.first_seen < record.first_seen:
        where = record.document.provenance.model_copy(update={"first_seen": offer.provenance.first_seen})
        _keep(record, record.document.model_copy(update={"provenance": where}))


def _new_record(addition: Addition, run: RunRecord) -> OfferRecord:
    record = OfferRecord(
        id=addition.offer.id,
        source=run.source,
        status=addition.state.status,
        reason=addition.state.reason,
        refusals=[],
        flags=list(addition.flags),
        last_run=run.id,
    )
    _keep(record, addition.offer)
    return record


def _added(addition: Addition, run_id: str, *, by: str, at: datetime) -> HistoryEntry:
    return HistoryEntry(
        offer_id=addition.offer.id,
        at=at,
        by=by,
        run_id=run_id,
        kind=HistoryKind.ADDED,
        to_status=addition.state.status,
        reason=addition.state.reason,
    )


def _carry_out(session: Session, update: Update, run: RunRecord, *, by: str, at: datetime) -> None:
    record = update.record
    _keep(record, update.offer)
    record.refusals = list(update.refusals)
    record.flags = list(update.flags)
    record.last_run = run.id
    record.missed = 0
    if update.changes:
        entry = HistoryEntry(
            offer_id=record.id,
            at=at,
            by=by,
            run_id=run.id,
            kind=HistoryKind.CHANGED,
            changes={name: list(values) for name, values in update.changes.items()},
        )
        append(session, entry)
    if update.state is not None:
        set_state(session, record, update.state, at=at, by=by, run_id=run.id)


def _keep(record: OfferRecord, offer: JobOffer) -> None:
    record.document = offer
    record.closes_on = offer.stated_closing
    record.first_seen = offer.provenance.first_seen
    record.last_seen = offer.provenance.last_seen
