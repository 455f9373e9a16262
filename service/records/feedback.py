"""What candidates said of offers: for their own ranking, or for staff."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from matching.feedback import Feedback, FeedbackKind
from matching.offers import JobOffer
from service.records.catalogue import get_offer
from service.records.errors import UnknownProfileError
from service.records.tables import FeedbackRecord, OfferRecord, ProfileRecord

SAID_ENOUGH = timedelta(days=1)
"""A visitor's word on a fault that was told within this time adds nothing, so nobody can fill the records with it."""

_FAULTS = [kind for kind in FeedbackKind if kind.for_staff]


def give_feedback(session: Session, profile_id: str, feedback: Feedback, *, now: datetime) -> None:
    """Keep a candidate's word on an offer.

    Raises:
        UnknownProfileError: No profile has this id.
        UnknownOfferError: The catalogue does not hold the offer.
    """
    if session.get(ProfileRecord, profile_id) is None:
        raise UnknownProfileError(profile_id)
    offer = get_offer(session, feedback.offer)
    session.add(FeedbackRecord(profile_id=profile_id, offer_id=offer.id, kind=feedback.kind, why=feedback.why, at=now))


def report_fault(session: Session, offer_id: str, kind: FeedbackKind, *, now: datetime) -> None:
    """Keep a visitor's word that something is wrong with an offer; who said it is not known.

    Raises:
        UnknownOfferError: The catalogue does not hold the offer.
        ValueError: The kind is no fault of an offer.
    """
    if not kind.for_staff:
        raise ValueError(f"{kind.value!r} is no fault of an offer; expected one of {', '.join(_FAULTS)}")
    offer = get_offer(session, offer_id)
    same = select(FeedbackRecord.id).where(FeedbackRecord.offer_id == offer.id, FeedbackRecord.kind == kind)
    if session.scalar(same.where(FeedbackRecord.at > now - SAID_ENOUGH).limit(1)) is None:
        session.add(FeedbackRecord(profile_id=None, offer_id=offer.id, kind=kind, why=None, at=now))


def said_by(session: Session, profile_id: str) -> tuple[Sequence[Feedback], Mapping[str, JobOffer]]:
    """Return what a candidate said, in order, and the offers it speaks of, whatever became of them."""
    query = select(FeedbackRecord).where(FeedbackRecord.profile_id == profile_id).order_by(FeedbackRecord.id)
    said = [Feedback(offer=one.offer_id, kind=one.kind, why=one.why) for one in session.scalars(query)]
    offers = session.scalars(select(OfferRecord).where(OfferRecord.id.in_({one.offer for one in said})))
    return said, {offer.id: offer.document for offer in offers}


def faults(session: Session) -> Sequence[FeedbackRecord]:
    """Return what is said to be wrong with offers, newest first: for staff."""
    query = select(FeedbackRecord).where(FeedbackRecord.kind.in_(_FAULTS)).order_by(FeedbackRecord.id.desc())
    return session.scalars(query).all()


def forget_feedback(session: Session, profile_id: str) -> None:
    """Erase what a candidate said; faults of offers stay, without who told them."""
    theirs = FeedbackRecord.profile_id == profile_id
    session.execute(update(FeedbackRecord).where(theirs, FeedbackRecord.kind.in_(_FAULTS)).values(profile_id=None))
    session.execute(delete(FeedbackRecord).where(theirs))
