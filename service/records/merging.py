"""Copies of one job: the public sees one of them; the others return when it ends, or when a person says they differ."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from crawlers.duplicates import duplicates
from crawlers.entering import ENTERED
from matching.offers import OfferStatus
from service.records.catalogue import get_offer
from service.records.errors import NotMergedError
from service.records.history import set_state
from service.records.rules import DUPLICATE, NO_LONGER_DUPLICATE
from service.records.signature import signed
from service.records.tables import MergeRecord, OfferRecord

BOARDS = frozenset({"choisir_service_public", "emploi_territorial", "fhf", "france_travail"})
"""Platforms that print what employers send them."""

MERGER = "doublons"
"""Who merges, and ends a merge."""


def merges(session: Session) -> list[MergeRecord]:
    """Return the merges in force, the newest first."""
    in_force = select(MergeRecord).where(MergeRecord.unmerged_by.is_(None))
    return list(session.scalars(in_force.order_by(MergeRecord.since.desc(), MergeRecord.copy_id)))


def shown_for(session: Session, offer_id: str) -> str | None:
    """Return the id of the offer that the public sees instead of a merged one; None where there is none."""
    in_force = select(MergeRecord.kept_id).where(MergeRecord.copy_id == offer_id, MergeRecord.unmerged_by.is_(None))
    published = in_force.join(OfferRecord, OfferRecord.id == MergeRecord.kept_id)
    return session.scalar(published.where(OfferRecord.status == OfferStatus.PUBLISHED))


def unmerge(session: Session, offer_id: str, *, by: str, why: str, now: datetime) -> OfferRecord:
    """Show a merged offer again; no crawl merges these two any more, whichever would be kept.

    Raises:
        UnknownOfferError: The catalogue does not hold the offer.
        NotMergedError: It is not merged into another.
        UnsignedError: ``by`` or ``why`` is empty.
    """
    by, why = signed(by, "le nom"), signed(why, "le motif")
    offer = get_offer(session, offer_id)
    merge = next((one for one in merges(session) if one.copy_id == offer_id), None)
    if merge is None or not _is_merged(offer):
        raise NotMergedError(offer_id)
    merge.unmerged_by = by
    set_state(session, offer, NO_LONGER_DUPLICATE, at=now, by=by, why=why)
    return offer


def return_copies(session: Session, *, now: datetime) -> None:
    """Show the copies again whose kept offer is over, and forget merges of what is over itself.

    What a person withdrew stays out of sight under its other addresses too.
    """
    session.flush()
    for merge in merges(session):
        copy, kept = get_offer(session, merge.copy_id), get_offer(session, merge.kept_id)
        if not _is_merged(copy) or kept.status not in (OfferStatus.PUBLISHED, OfferStatus.WITHDRAWN):
            _end(session, merge, copy, now=now)


def merge_copies(session: Session, *, now: datetime) -> None:
    """Merge the public offers that are one job, and end the merges that no longer hold.

    All follows from the offers as they are, so that the order in which their runs came changes nothing. Two offers of
    one source are two jobs: its employer lists both. An offer on which a person decided is never merged into another.
    """
    return_copies(session, now=now)
    known = {
        merge.copy_id: merge
        for merge in merges(session)
        if get_offer(session, merge.kept_id).status is OfferStatus.PUBLISHED
    }
    live = session.scalars(
        select(OfferRecord).where(or_(OfferRecord.status == OfferStatus.PUBLISHED, OfferRecord.id.in_(list(known))))
    ).all()
    kept_of = _kept(live, _alike(session, live))
    for record in live:
        merge, kept = known.get(record.id), kept_of.get(record.id)
        if merge is not None and (kept is None or kept != merge.kept_id):
            session.delete(merge)
            if kept is None:
                set_state(session, record, NO_LONGER_DUPLICATE, at=now, by=MERGER)
        if kept is not None and (merge is None or kept != merge.kept_id):
            session.add(MergeRecord(copy_id=record.id, kept_id=kept, since=now))
            if merge is None:
                set_state(session, record, DUPLICATE, at=now, by=MERGER, why=kept)


def _alike(session: Session, live: Iterable[OfferRecord]) -> set[frozenset[str]]:
    """The pairs that are one job, but for those that a person parted."""
    sources = {record.id: record.source for record in live}
    parted = {
        frozenset((one.copy_id, one.kept_id))
        for one in session.scalars(select(MergeRecord).where(MergeRecord.unmerged_by.is_not(None)))
    }
    pairs = {
        frozenset((one.id, other.id))
        for one, other in duplicates(record.document for record in live)
        if sources[one.id] != sources[other.id]
    }
    return pairs - parted


def _kept(live: Iterable[OfferRecord], alike: Collection[frozenset[str]]) -> Mapping[str, str]:
    """Return the kept offer of every copy: the best of those that are like it and are kept themselves.

    One offer stands for one of each source: two vacancies under one text stay two.
    """
    alike_to: dict[str, set[str]] = {}
    for one, other in alike:
        alike_to.setdefault(one, set()).add(other)
        alike_to.setdefault(other, set()).add(one)
    kept: list[str] = []
    found: dict[str, str] = {}
    taken: set[tuple[str, str]] = set()
    for record in sorted(live, key=_worth):
        if record.id not in alike_to:
            continue
        free = (one for one in kept if one in alike_to[record.id] and (one, record.source) not in taken)
        better = None if record.decided_by else next(free, None)
        if better is None:
            kept.append(record.id)
        else:
            found[record.id] = better
            taken.add((better, record.source))
    return found


def _worth(record: OfferRecord) -> tuple[object, ...]:
    """The best sorts first: decided, the employer's own page, what says more, the older."""
    offer = record.document
    own = 1 if record.source == ENTERED else 2 if offer.provenance.platform in BOARDS else 0
    unsaid = (offer.salary.value is None) + (offer.contract_kind is None)
    return record.decided_by is None, own, unsaid, -len(offer.description), record.first_seen, record.id


def _end(session: Session, merge: MergeRecord, copy: OfferRecord, *, now: datetime) -> None:
    session.delete(merge)
    session.flush()
    if _is_merged(copy):
        set_state(session, copy, NO_LONGER_DUPLICATE, at=now, by=MERGER)


def _is_merged(offer: OfferRecord) -> bool:
    return (offer.status, offer.reason) == DUPLICATE
