"""What a run does to the catalogue, offer by offer: shown by the review, carried out by apply."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from crawlers.entering import ENTERED
from crawlers.postings import CollectedOffer, FlagCode, ScreeningCode
from crawlers.screening.same_text import same_text
from matching.offers import JobOffer, OfferStatus, StatusReason
from service.records.changes import Changes, changes
from service.records.rules import Standing, State, decided_knowing, new_state, next_state
from service.records.runs import CrawlRun
from service.records.tables import OfferRecord

MISSED_BEFORE_GONE = 2
"""Complete listings in a row without an offer that prove it gone."""

_OVER = {"gone": StatusReason.PAGE_GONE, "says_closed": StatusReason.PAGE_SAYS_CLOSED}


@dataclass(frozen=True, slots=True)
class Addition:
    """An offer that the catalogue does not hold yet."""

    offer: JobOffer
    flags: tuple[FlagCode, ...]
    state: State


@dataclass(frozen=True, slots=True)
class Update:
    """A newer sighting of an offer that the catalogue holds."""

    record: OfferRecord
    offer: JobOffer
    """The document to keep: the newest version that the screening kept, with the dates of all sightings."""
    refusals: tuple[ScreeningCode, ...]
    flags: tuple[FlagCode, ...]
    changes: Changes
    """Field by field, ``refusals`` and ``flags`` among them; empty when only the dates are new."""
    state: State | None
    """The new status; None: it stays."""


@dataclass(frozen=True, slots=True)
class Absence:
    """An offer of the catalogue, public, pending or merged, that a run did not find."""

    record: OfferRecord
    missed: int
    """Complete listings in a row that no longer hold it, this one included."""
    reason: StatusReason | None
    """Why it is over; None: nothing proves it yet."""

    @property
    def state(self) -> State | None:
        """The new status; None: it stays, since nothing is proved or a person decided."""
        if self.reason is None or self.record.decided_by is not None:
            return None
        return State(OfferStatus.EXPIRED, self.reason)


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a run does."""

    additions: tuple[Addition, ...]
    updates: tuple[Update, ...]
    refused: tuple[CollectedOffer, ...]
    """All offers that the screening refuses; those that the catalogue never held stay in the run folder."""
    outdated: tuple[CollectedOffer, ...]
    """Offers of which a newer applied run knows better: left alone, but for when they were first seen."""
    absences: tuple[Absence, ...]
    """Public and pending offers that the run did not find."""


def plan(
    run: CrawlRun, known: Mapping[str, OfferRecord], *, trusted: bool, today: date, newest: datetime | None
) -> Plan:
    """Work out what a run does.

    Args:
        run: A finished run.
        known: The source's offers in the catalogue, by id.
        trusted: Whether the source's clean offers are published without a person.
        today: The day that closing dates are judged by.
        newest: When the newest applied run of the source saw it. What an older run alone has seen is not added: the
            newer one found it gone, or refused it.
    """
    additions: list[Addition] = []
    updates: list[Update] = []
    refused: list[CollectedOffer] = []
    outdated: list[CollectedOffer] = []
    entered = run.report.employer == ENTERED  # one offer each, which knows nothing of the others
    superseded = not entered and newest is not None and newest > run.seen_at
    alike = same_text(line.offer for line in run.offers if not line.refusals)
    for collected in _one_a_posting(run.offers):
        line = _judged_on(today, collected)
        if line.offer.id in alike:
            line = line.model_copy(update={"flags": (*line.flags, FlagCode.SAME_TEXT)})
        record = known.get(line.offer.id)
        known_later = superseded if record is None else record.last_seen > line.offer.provenance.last_seen
        if known_later:
            outdated.append(line)
            continue
        if line.refusals:
            refused.append(line)
        if record is not None:
            if not (run.report.replay and ScreeningCode.CLOSED in line.refusals):  # a replay expires nothing
                updates.append(_update(record, line, trusted))
        elif not line.refusals:
            additions.append(Addition(line.offer, line.flags, new_state(trusted, bool(line.flags))))
    absences = () if entered else _absences(run, known, superseded)
    return Plan(tuple(additions), tuple(updates), tuple(refused), tuple(outdated), absences)


def _update(record: OfferRecord, line: CollectedOffer, trusted: bool) -> Update:
    """A refused version is not kept: a broken page does not empty the catalogue."""
    content = record.document if line.refusals else line.offer
    differences = dict(changes(record.document, content))
    if record.refusals != list(line.refusals):
        differences["refusals"] = (record.refusals, list(line.refusals))
    if record.flags != list(line.flags):
        differences["flags"] = (record.flags, list(line.flags))
    decided = record.decided_by is not None
    standing = Standing(
        State(record.status, record.reason),
        decided=decided,
        knows_closed=decided
        and (ScreeningCode.CLOSED in record.refusals or decided_knowing(record.decided_at, line.offer.stated_closing)),
    )
    state = next_state(standing, line.refusals, trusted=trusted, flagged=bool(line.flags))
    seen = line.offer.provenance
    dates = {"first_seen": min(record.first_seen, seen.first_seen), "last_seen": seen.last_seen}
    offer = content.model_copy(update={"provenance": content.provenance.model_copy(update=dates)})
    return Update(record, offer, line.refusals, line.flags, differences, state)


def _absences(run: CrawlRun, known: Mapping[str, OfferRecord], superseded: bool) -> tuple[Absence, ...]:
    """What a run says of the offers that it did not find: nothing, if it is a replay or a newer one knows better."""
    found = {line.offer.id for line in run.offers}
    over = {address: _OVER[gone.code] for gone in run.gone for address in gone.addresses}
    proves = not run.report.replay and not superseded
    absences = []
    for record in known.values():
        alive = record.status in (OfferStatus.PUBLISHED, OfferStatus.PENDING) or record.reason is StatusReason.DUPLICATE
        if record.id in found or not alive:
            continue
        reason, missed = None, record.missed
        if proves and record.last_seen < run.seen_at:
            missed += run.report.complete
            reason = over.get(record.document.provenance.url)
            if reason is None and missed >= MISSED_BEFORE_GONE:
                reason = StatusReason.ABSENT_TWICE
        absences.append(Absence(record, missed, reason))
    return tuple(sorted(absences, key=lambda absence: absence.record.document.title))


def _one_a_posting(lines: Iterable[CollectedOffer]) -> Iterable[CollectedOffer]:
    """The lines of a run, one an offer: a listing may show a posting twice, and a kept line beats a refused one."""
    best: dict[str, CollectedOffer] = {}
    for line in lines:
        if line.offer.id not in best or (best[line.offer.id].refusals and not line.refusals):
            best[line.offer.id] = line
    return best.values()


def _judged_on(today: date, line: CollectedOffer) -> CollectedOffer:
    """The line with its closing date judged again: a run may wait for days before it is applied."""
    closes_on = line.offer.stated_closing
    if closes_on is None or closes_on >= today or ScreeningCode.CLOSED in line.refusals:
        return line
    return line.model_copy(update={"refusals": (*line.refusals, ScreeningCode.CLOSED)})
