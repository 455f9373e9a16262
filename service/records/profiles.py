"""Kept profiles: what a candidate told, without contact data."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matching.profiles import CandidateProfile
from service.records.errors import UnknownProfileError
from service.records.feedback import forget_feedback
from service.records.outbox import announce
from service.records.tables import OutboxKind, ProfileRecord


def save_profile(session: Session, profile: CandidateProfile, *, now: datetime) -> CandidateProfile:
    """Keep a profile, in place of the one of the same id; return it, with a new id where it had none."""
    if profile.id is None:
        profile = profile.model_copy(update={"id": secrets.token_hex(8)})
    record = session.get(ProfileRecord, profile.id)
    if record is None:
        session.add(ProfileRecord(id=profile.id, document=profile, created=now, updated=now))
    else:
        record.document, record.updated = profile, now
    announce(session, OutboxKind.PROFILE, str(profile.id))
    return profile


def get_profile(session: Session, profile_id: str) -> CandidateProfile:
    """Return a kept profile.

    Raises:
        UnknownProfileError: None has this id.
    """
    return _record(session, profile_id).document


def profiles(session: Session, ids: Collection[str] | None = None) -> Mapping[str, CandidateProfile]:
    """Return kept profiles by id: all of them, or those among ``ids``."""
    query = select(ProfileRecord).order_by(ProfileRecord.id)
    if ids is not None:
        query = query.where(ProfileRecord.id.in_(ids))
    return {record.id: record.document for record in session.scalars(query)}


def profile_ids(session: Session) -> Sequence[str]:
    """Return the ids of all kept profiles."""
    return session.scalars(select(ProfileRecord.id)).all()


def delete_profile(session: Session, profile_id: str) -> None:
    """Erase a profile and what it said of offers; followers of the outbox erase theirs.

    Raises:
        UnknownProfileError: None has this id.
    """
    record = _record(session, profile_id)
    forget_feedback(session, profile_id)
    session.delete(record)
    announce(session, OutboxKind.PROFILE, profile_id)


def _record(session: Session, profile_id: str) -> ProfileRecord:
    record = session.get(ProfileRecord, profile_id)
    if record is None:
        raise UnknownProfileError(profile_id)
    return record
