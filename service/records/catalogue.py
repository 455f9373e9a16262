"""Reading the catalogue."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from matching.offers import JobOffer, OfferStatus
from service.records.errors import UnknownOfferError
from service.records.tables import OfferRecord

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class OfferList:
    """One page of offers, and the number of all that match."""

    offers: Sequence[OfferRecord]
    total: int


def get_offer(session: Session, offer_id: str) -> OfferRecord:
    """Return an offer.

    Raises:
        UnknownOfferError: The catalogue does not hold it.
    """
    record = session.get(OfferRecord, offer_id)
    if record is None:
        raise UnknownOfferError(offer_id)
    return record


def list_offers(
    session: Session,
    *,
    statuses: Collection[OfferStatus] = (),
    source: str | None = None,
    offset: int = 0,
    limit: int = 50,
) -> OfferList:
    """Return one page of offers, the last seen first; no status means any."""
    where: list[ColumnElement[bool]] = []
    if statuses:
        where.append(OfferRecord.status.in_(statuses))
    if source is not None:
        where.append(OfferRecord.source == source)
    newest = select(OfferRecord).where(*where).order_by(OfferRecord.last_seen.desc(), OfferRecord.id)
    total = session.scalar(select(func.count()).select_from(OfferRecord).where(*where))
    return OfferList(session.scalars(newest.offset(offset).limit(limit)).all(), total or 0)


def counts(session: Session) -> Mapping[OfferStatus, int]:
    """Return the number of offers in each status."""
    found = session.execute(select(OfferRecord.status, func.count()).group_by(OfferRecord.status))
    return dict.fromkeys(OfferStatus, 0) | dict(found.all())


def count_published(session: Session, *, up_to: str) -> int:
    """Return how many of the offers that the public may see have an id up to this one."""
    query = select(func.count()).where(OfferRecord.status == OfferStatus.PUBLISHED, OfferRecord.id <= up_to)
    return session.scalar(query) or 0


def published(session: Session, ids: Collection[str] | None = None) -> Mapping[str, JobOffer]:
    """Return the offers that the public may see, by id: all of them, or those among ``ids``."""
    query = select(OfferRecord).where(OfferRecord.status == OfferStatus.PUBLISHED)
    if ids is not None:
        query = query.where(OfferRecord.id.in_(ids))
    return {record.id: record.document for record in session.scalars(query)}


def published_after(session: Session, offer_id: str) -> Iterator[JobOffer]:
    """Yield the offers that the public may see whose ids come after one, in that order, a few in memory at a time."""
    query = (
        select(OfferRecord)
        .where(OfferRecord.status == OfferStatus.PUBLISHED, OfferRecord.id > offer_id)
        .order_by(OfferRecord.id)
        .execution_options(yield_per=_AT_ONCE)
    )
    for record in session.scalars(query):
        yield record.document


def published_ids(session: Session) -> Sequence[str]:
    """Return the ids of all offers that the public may see."""
    return session.scalars(select(OfferRecord.id).where(OfferRecord.status == OfferStatus.PUBLISHED)).all()
