"""Copies of one job: the public sees one of them; the others return when it ends, or when a person says they differ."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from crawlers.duplicates import duplicates
from crawlers.entering import ENTERED
from matching.offers import OfferStatus
from service.records.catalogue import get_offer
from service.records.history import set_state
from service.records.rules import DUPLICATE, NO_LONGER_DUPLICATE
from service.records.tables import JudgedPair, MergeRecord, OfferRecord

BOARDS = frozenset({"choisir_service_public", "emploi_territorial", "fhf", "france_travail"})
"""Platforms that print what employers send them."""

MERGER = "doublons"
"""Who merges, and ends a merge."""


def merges(session: Session) -> list[MergeRecord]:
    """Return the merges in force, the newest first."""
    return list(session.scalars(select(MergeRecord).order_by(MergeRecord.since.desc(), MergeRecord.copy_id)))


def shown_for(session: Session, offer_id: str) -> str | None:
    """Return the id of the offer that the public sees instead of a merged one; None where there is none."""
    kept = select(MergeRecord.kept_id).where(MergeRecord.copy_id == offer_id)
    published = kept.join(OfferRecord, OfferRecord.id == MergeRecord.kept_id)
    return session.scalar(published.where(OfferRecord.status == OfferStatus.PUBLISHED))


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
    What a person says of a pair stands above all this.
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
    said = judged_pairs(session)
    kept_of = _kept(live, _alike(live) - said.keys(), said)
    for record in live:
        merge, kept = known.get(record.id), kept_of.get(record.id)
        if merge is not None and (kept is None or kept != merge.kept_id):
            session.delete(merge)
            if kept is None:
                set_state(session, record, NO_LONGER_DUPLICATE, at=now, by=MERGER)
        if kept is not None and (merge is None or kept != merge.kept_id):
            session.add(MergeRecord(copy_id=record.id, kept_id=kept, since=now))
            if merge is None:
                verdict = said.get(frozenset((record.id, kept)))
                by, why = (verdict.by, f"{kept} : {verdict.why}") if verdict else (MERGER, kept)
                set_state(session, record, DUPLICATE, at=now, by=by, why=why)


def judged_pairs(session: Session) -> Mapping[frozenset[str], JudgedPair]:
    """Return what people said of pairs of offers, by the two ids."""
    return {frozenset((one.first_id, one.second_id)): one for one in session.scalars(select(JudgedPair))}


def _alike(live: Iterable[OfferRecord]) -> set[frozenset[str]]:
    """The pairs that are one job by the rule."""
    sources = {record.id: record.source for record in live}
    pairs = duplicates(record.document for record in live)
    return {frozenset((one.id, other.id)) for one, other in pairs if sources[one.id] != sources[other.id]}


def _kept(
    live: Collection[OfferRecord], alike: Collection[frozenset[str]], said: Mapping[frozenset[str], JudgedPair]
) -> Mapping[str, str]:
    """Return the kept offer of every copy: the best of those that are like it and are kept themselves.

    One offer stands for one of each source: two vacancies under one text stay two. What a person joined, neither that
    nor a decision keeps apart.

    Args:
        live: the offers.
        alike: the pairs that are one job by the rule.
        said: what people said of pairs.
    """
    known = {record.id for record in live}
    joined = {pair: verdict.kept_id for pair, verdict in said.items() if verdict.kept_id and pair <= known}
    copies = {one for pair, kept_id in joined.items() for one in pair if one != kept_id}
    paired = set[str]().union(*alike, *joined)
    kept: list[str] = []
    found: dict[str, str] = {}
    taken: set[tuple[str, str]] = set()
    for record in sorted(live, key=lambda record: (record.id in copies, _worth(record))):
        if record.id not in paired:
            continue
        for one in kept:
            pair = frozenset((one, record.id))
            if pair in joined or (pair in alike and not record.decided_by and (one, record.source) not in taken):
                found[record.id] = one
                taken.add((one, record.source))
                break
        else:
            kept.append(record.id)
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
