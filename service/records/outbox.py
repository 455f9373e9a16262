"""The outbox: what changed, in the order of the commits. The index follows it and reads the present state."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.records.tables import OutboxEntry, OutboxKind


def announce(session: Session, kind: OutboxKind, object_id: str) -> None:
    """Tell followers that an offer or a profile changed."""
    session.add(OutboxEntry(kind=kind, object_id=object_id))


def changes_after(session: Session, sequence: int, limit: int) -> Sequence[OutboxEntry]:
    """Return the first changes after a sequence number, in order; one offer may come several times."""
    return session.scalars(
        select(OutboxEntry).where(OutboxEntry.sequence > sequence).order_by(OutboxEntry.sequence).limit(limit)
    ).all()


def last_sequence(session: Session) -> int:
    """Return the sequence number of the newest change, 0 if there is none: the version of a rebuilt index."""
    return session.scalar(select(func.max(OutboxEntry.sequence))) or 0
