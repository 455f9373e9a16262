"""Every change of an offer is appended to its history, and announced in the outbox for the index."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.records.outbox import announce
from service.records.rules import State
from service.records.tables import HistoryEntry, HistoryKind, OfferRecord, OutboxKind


def append(session: Session, entry: HistoryEntry) -> None:
    """Append a line."""
    session.add(entry)
    announce(session, OutboxKind.OFFER, entry.offer_id)


def set_state(
    session: Session,
    offer: OfferRecord,
    state: State,
    *,
    at: datetime,
    by: str,
    run_id: str | None = None,
    why: str | None = None,
) -> None:
    """Give an offer a status, and append from which and why."""
    entry = HistoryEntry(
        offer_id=offer.id,
        at=at,
        by=by,
        run_id=run_id,
        kind=HistoryKind.STATUS,
        from_status=offer.status,
        to_status=state.status,
        reason=state.reason,
        why=why,
    )
    append(session, entry)
    offer.status, offer.reason = state


def history_of(session: Session, offer_id: str) -> list[HistoryEntry]:
    """Return the history of an offer, oldest line first; empty for an offer that the catalogue never held."""
    lines = session.scalars(select(HistoryEntry).where(HistoryEntry.offer_id == offer_id).order_by(HistoryEntry.id))
    return list(lines)
