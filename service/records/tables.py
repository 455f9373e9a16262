"""What the records hold: runs, offers with their history, profiles, and the outbox that the index follows."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Integer, String, Text, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Mapper, mapped_column

from matching.feedback import FeedbackKind, NotForMe
from matching.offers import JobOffer, OfferStatus, StatusReason
from matching.profiles import CandidateProfile
from service.records.columns import Document, UtcDateTime, words

Sequence = BigInteger().with_variant(Integer, "sqlite")
"""A growing number; SQLite only counts up an INTEGER."""


_COUNTED = {"sqlite_autoincrement": True}
"""No number is ever given twice."""


class HistoryKind(StrEnum):
    """What a line of an offer's history tells."""

    ADDED = "added"
    CHANGED = "changed"
    STATUS = "status"


class OutboxKind(StrEnum):
    """What the index has to look at again."""

    OFFER = "offer"
    PROFILE = "profile"


class Base(DeclarativeBase):
    """The tables of the records."""


class RunRecord(Base):
    """A crawl run that was seen, and whether it was applied."""

    __tablename__ = "runs"

    id: Mapped[str] = mapped_column(String(128), primary_key=True)
    source: Mapped[str] = mapped_column(String(64), index=True)
    """Key of the registry entry."""
    started: Mapped[datetime] = mapped_column(UtcDateTime)
    finished: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """None: interrupted."""
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """The moment the crawl judged by: its start, or what it was told; orders the runs of a source."""
    replay: Mapped[bool]
    found: Mapped[int]
    kept: Mapped[int]
    report: Mapped[dict[str, Any]] = mapped_column(JSON)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    held: Mapped[str | None] = mapped_column(Text)
    """Why the guard held it; applied all the same when a person insisted."""
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    applied_by: Mapped[str | None] = mapped_column(String(128))


class OfferRecord(Base):
    """An offer as it stands."""

    __tablename__ = "offers"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    source: Mapped[str] = mapped_column(String(64), index=True)
    """Key of the registry entry."""
    status: Mapped[OfferStatus] = mapped_column(words(OfferStatus), index=True)
    reason: Mapped[StatusReason] = mapped_column(words(StatusReason))
    document: Mapped[JobOffer] = mapped_column(Document(JobOffer))
    """The newest version that the screening kept."""
    refusals: Mapped[list[str]] = mapped_column(JSON)
    """Screening codes of the newest version seen; empty when it is the document."""
    flags: Mapped[list[str]] = mapped_column(JSON, default=list)
    """What a person should look at in the newest version seen."""
    closes_on: Mapped[date | None] = mapped_column(index=True)
    """Closing date, where the employer states one."""
    first_seen: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen: Mapped[datetime] = mapped_column(UtcDateTime)
    last_run: Mapped[str] = mapped_column(ForeignKey(RunRecord.id))
    missed: Mapped[int] = mapped_column(default=0, server_default="0")
    """Complete listings in a row, up to the newest, that no longer held it."""
    decided_by: Mapped[str | None] = mapped_column(String(128))
    """Who decided on the offer; a crawl never changes the status that a person gave."""
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class HistoryEntry(Base):
    """One thing that happened to an offer. Lines are appended, never altered."""

    __tablename__ = "offer_history"
    __table_args__ = _COUNTED

    id: Mapped[int] = mapped_column(Sequence, primary_key=True)
    offer_id: Mapped[str] = mapped_column(ForeignKey(OfferRecord.id), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(128))
    """A person's name, or the part of the system that acted."""
    run_id: Mapped[str | None] = mapped_column(ForeignKey(RunRecord.id))
    kind: Mapped[HistoryKind] = mapped_column(words(HistoryKind))
    from_status: Mapped[OfferStatus | None] = mapped_column(words(OfferStatus))
    to_status: Mapped[OfferStatus | None] = mapped_column(words(OfferStatus))
    reason: Mapped[StatusReason | None] = mapped_column(words(StatusReason))
    why: Mapped[str | None] = mapped_column(Text)
    """In a person's own words."""
    changes: Mapped[dict[str, list[Any]] | None] = mapped_column(JSON(none_as_null=True))
    """Field to its old and its new value."""


class ProfileRecord(Base):
    """A kept profile; contact data has no place here."""

    __tablename__ = "profiles"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    document: Mapped[CandidateProfile] = mapped_column(Document(CandidateProfile))
    created: Mapped[datetime] = mapped_column(UtcDateTime)
    updated: Mapped[datetime] = mapped_column(UtcDateTime)


class FeedbackRecord(Base):
    """What was said of an offer, in the order it was said."""

    __tablename__ = "feedback"
    __table_args__ = _COUNTED

    id: Mapped[int] = mapped_column(Sequence, primary_key=True)
    profile_id: Mapped[str | None] = mapped_column(ForeignKey(ProfileRecord.id), index=True)
    """None: a visitor said it, or the profile was erased; only faults of offers are kept without one."""
    offer_id: Mapped[str] = mapped_column(ForeignKey(OfferRecord.id), index=True)
    kind: Mapped[FeedbackKind] = mapped_column(words(FeedbackKind))
    why: Mapped[NotForMe | None] = mapped_column(words(NotForMe))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class MergeRecord(Base):
    """An offer that the public does not see, because another is the same job."""

    __tablename__ = "merges"

    copy_id: Mapped[str] = mapped_column(ForeignKey(OfferRecord.id), primary_key=True)
    kept_id: Mapped[str] = mapped_column(ForeignKey(OfferRecord.id), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class JudgedPair(Base):
    """What a person said of two offers; no rule says otherwise of them."""

    __tablename__ = "judged_pairs"

    first_id: Mapped[str] = mapped_column(ForeignKey(OfferRecord.id), primary_key=True)
    """The lesser of the two ids."""
    second_id: Mapped[str] = mapped_column(ForeignKey(OfferRecord.id), primary_key=True)
    kept_id: Mapped[str | None] = mapped_column(String(16))
    """The one that stands for both; None: they are two jobs."""
    by: Mapped[str] = mapped_column(String(128))
    why: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class OutboxEntry(Base):
    """An offer or a profile that changed; who follows reads its present state."""

    __tablename__ = "outbox"
    __table_args__ = _COUNTED

    sequence: Mapped[int] = mapped_column(Sequence, primary_key=True)
    """Grows in the order of the commits: writers take turns."""
    kind: Mapped[OutboxKind] = mapped_column(words(OutboxKind))
    object_id: Mapped[str] = mapped_column(String(64))


@event.listens_for(HistoryEntry, "before_update")
@event.listens_for(HistoryEntry, "before_delete")
def _history_stands(mapper: Mapper[HistoryEntry], connection: object, entry: HistoryEntry) -> None:
    raise TypeError(f"an offer's history is only ever appended to (line {entry.id} of offer {entry.offer_id})")
