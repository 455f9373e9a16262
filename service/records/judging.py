"""What people say of two offers, one job or two, and which pairs they should look at."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawlers.duplicates import lookalikes
from matching.offers import OfferStatus
from service.records.catalogue import get_offer
from service.records.errors import NotOnShowError, SameOfferError
from service.records.history import set_state
from service.records.merging import judged_pairs, merge_copies
from service.records.rules import DUPLICATE, NO_LONGER_DUPLICATE
from service.records.signature import signed
from service.records.tables import JudgedPair, MergeRecord, OfferRecord


def to_judge(session: Session) -> list[tuple[OfferRecord, OfferRecord]]:
    """Return the pairs of public offers of two sources that may be one job, the likest first.

    Those of which a person said something are left out.
    """
    public = session.scalars(select(OfferRecord).where(OfferRecord.status == OfferStatus.PUBLISHED))
    records = {record.id: record for record in public}
    said = judged_pairs(session)
    pairs = lookalikes(record.document for record in records.values())
    found = ((records[one.id], records[other.id]) for one, other in pairs)
    return [
        (one, other) for one, other in found if one.source != other.source and frozenset((one.id, other.id)) not in said
    ]


def join(session: Session, copy: str, kept: str, *, by: str, why: str, now: datetime) -> None:
    """Note that two offers are one job, whatever the rule says: the public sees the kept one as long as it lasts.

    Raises:
        UnknownOfferError: The catalogue does not hold one of them.
        SameOfferError: It is one offer.
        NotOnShowError: One is neither public nor a copy of what is.
        UnsignedError: ``by`` or ``why`` is empty.
    """
    for offer in _note(session, copy, kept, JudgedPair(kept_id=kept, by=by, why=why, at=now)):
        if offer.status is not OfferStatus.PUBLISHED and (offer.status, offer.reason) != DUPLICATE:
            raise NotOnShowError(offer.id)
    merge_copies(session, now=now)


def part(session: Session, one: str, other: str, *, by: str, why: str, now: datetime) -> None:
    """Note that two offers are two jobs, whatever the rule says, and show the one that was hidden behind the other.

    Raises:
        UnknownOfferError: The catalogue does not hold one of them.
        SameOfferError: It is one offer.
        UnsignedError: ``by`` or ``why`` is empty.
    """
    verdict = JudgedPair(kept_id=None, by=by, why=why, at=now)
    pair = _note(session, one, other, verdict)
    for copy, kept in (pair, pair[::-1]):
        merge = session.get(MergeRecord, (copy.id, kept.id))
        if merge is not None:
            session.delete(merge)
            set_state(session, copy, NO_LONGER_DUPLICATE, at=now, by=verdict.by, why=verdict.why)
    merge_copies(session, now=now)


def _note(session: Session, one: str, other: str, verdict: JudgedPair) -> tuple[OfferRecord, OfferRecord]:
    verdict.by, verdict.why = signed(verdict.by, "le nom"), signed(verdict.why, "le motif")
    first, second = (get_offer(session, offer_id) for offer_id in sorted((one, other)))
    if first is second:
        raise SameOfferError(one)
    verdict.first_id, verdict.second_id = first.id, second.id
    session.merge(verdict)  # in place of an earlier one
    session.flush()
    return first, second
