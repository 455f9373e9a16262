"""What people decide on an offer: no later crawl overwrites it."""

from datetime import datetime

from sqlalchemy.orm import Session

from matching.offers import OfferStatus, StatusReason
from service.records.catalogue import get_offer
from service.records.history import set_state
from service.records.merging import return_copies
from service.records.rules import State
from service.records.signature import signed
from service.records.tables import OfferRecord


def publish(session: Session, offer_id: str, *, by: str, why: str, now: datetime) -> OfferRecord:
    """Publish an offer, whatever its status.

    Raises:
        UnknownOfferError: The catalogue does not hold the offer.
        UnsignedError: ``by`` or ``why`` is empty.
    """
    return _decide(session, offer_id, OfferStatus.PUBLISHED, by=by, why=why, now=now)


def withdraw(session: Session, offer_id: str, *, by: str, why: str, now: datetime) -> OfferRecord:
    """Take an offer out of the public's sight, for good unless a person publishes it again.

    Raises:
        UnknownOfferError: The catalogue does not hold the offer.
        UnsignedError: ``by`` or ``why`` is empty.
    """
    return _decide(session, offer_id, OfferStatus.WITHDRAWN, by=by, why=why, now=now)


def _decide(session: Session, offer_id: str, status: OfferStatus, *, by: str, why: str, now: datetime) -> OfferRecord:
    by, why = signed(by, "le nom"), signed(why, "le motif")
    offer = get_offer(session, offer_id)
    set_state(session, offer, State(status, StatusReason.STAFF_DECISION), at=now, by=by, why=why)
    offer.decided_by, offer.decided_at = by, now
    return_copies(session, now=now)
    return offer
