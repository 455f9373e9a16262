"""Whatever is applied, decided and expired, in whatever order and how often: what always holds."""

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from crawl_runs import crawl_run, day
from crawlers.postings import ScreeningCode
from matching.offers import Employer, JobOffer, OfferStatus, StatusReason
from samples import CAHORS, job_offer
from service.records.apply import apply_run, expire_closed
from service.records.database import Records
from service.records.decisions import publish, withdraw
from service.records.history import history_of
from service.records.merging import merges
from service.records.outbox import last_sequence
from service.records.runs import CrawlRun
from service.records.tables import HistoryKind, OfferRecord

NUMBERS = ("1", "2", "3")
LAST_DAY = date(2026, 7, 6)


@dataclass(frozen=True)
class Applying:
    run: CrawlRun
    trusted: bool


@dataclass(frozen=True)
class Deciding:
    number: str
    published: bool


@dataclass(frozen=True)
class Expiring:
    pass


@st.composite
def sightings(draw: st.DrawFn) -> tuple[JobOffer, ScreeningCode | None]:
    number = draw(st.sampled_from(NUMBERS))
    title = draw(st.sampled_from(["Boulanger", "Boulangère"]))
    closes = draw(st.sampled_from([None, LAST_DAY]))
    code = draw(st.sampled_from([None, None, ScreeningCode.CLOSED, ScreeningCode.INCOMPLETE]))
    return job_offer(title, number=number, closes=closes), code


@st.composite
def runs(draw: st.DrawFn) -> list[CrawlRun]:
    """Runs of one source, each on a day of its own."""
    made = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        seen = draw(st.lists(sightings(), max_size=4, unique_by=lambda sighting: sighting[0].id))
        kept = [offer for offer, code in seen if code is None]
        refused = [(offer, code) for offer, code in seen if code is not None]
        made.append(crawl_run(day(number), kept, refused, replay=draw(st.booleans())))
    return made


@st.composite
def stories(draw: st.DrawFn) -> list[Applying | Deciding | Expiring]:
    applying = st.builds(Applying, st.sampled_from(draw(runs())), st.booleans())
    deciding = st.builds(Deciding, st.sampled_from(NUMBERS), st.booleans())
    return draw(st.lists(st.one_of(applying, applying, deciding, st.just(Expiring())), max_size=10))


def perform(records: Records, act: Applying | Deciding | Expiring, moment: int) -> None:
    now = day(5, moment)
    with records.write() as session:
        if isinstance(act, Applying):
            apply_run(session, act.run, by="Anne", trusted=act.trusted, now=now, today=now.date())
        elif isinstance(act, Expiring):
            expire_closed(session, now=now, today=day(8).date())
        elif session.get(OfferRecord, offer_id := job_offer("", number=act.number).id) is not None:
            (publish if act.published else withdraw)(session, offer_id, by="Anne", why="vu", now=now)


def snapshot(records: Records) -> dict[str, tuple[object, ...]]:
    with records.read() as session:
        return {
            record.id: (record.status, record.reason, record.document, record.refusals, record.last_seen)
            for record in session.scalars(select(OfferRecord))
        }


def check_history_explains(records: Records) -> None:
    with records.read() as session:
        for record in session.scalars(select(OfferRecord)):
            lines = history_of(session, record.id)
            moves = [line for line in lines if line.kind is not HistoryKind.CHANGED]
            assert [line.kind for line in moves] == [HistoryKind.ADDED] + [HistoryKind.STATUS] * (len(moves) - 1)
            assert [line.from_status for line in moves[1:]] == [line.to_status for line in moves[:-1]]
            assert (moves[-1].to_status, moves[-1].reason) == (record.status, record.reason)
            assert all(line.reason is not None and line.by for line in moves)
            decisions = [line for line in moves if line.reason is StatusReason.STAFF_DECISION]
            assert (record.decided_at, record.decided_by) == (
                (decisions[-1].at, decisions[-1].by) if decisions else (None, None)
            )
            if decisions and decisions[-1].to_status is OfferStatus.WITHDRAWN:
                assert record.status is OfferStatus.WITHDRAWN
            if decisions and decisions[-1].to_status is OfferStatus.PUBLISHED:
                assert record.status in (OfferStatus.PUBLISHED, OfferStatus.EXPIRED)
            refusals = [line.changes["refusals"][1] for line in lines if line.changes and "refusals" in line.changes]
            assert record.refusals == (refusals[-1] if refusals else [])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stories())
def test_what_always_holds(acts: list[Applying | Deciding | Expiring]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        records = Records(f"sqlite:///{Path(folder) / 'records.sqlite'}")
        applied: set[str] = set()
        for moment, act in enumerate(acts):
            before, position = snapshot(records), outbox_position(records)
            perform(records, act, moment)
            after = snapshot(records)
            if isinstance(act, Applying):
                if act.run.report.run in applied:
                    assert after == before
                    assert outbox_position(records) == position
                applied.add(act.run.report.run)
                if act.run.report.replay:
                    assert expired(after) <= expired(before)
            for offer_id, (*_, last_seen) in before.items():
                assert after[offer_id][-1] >= last_seen  # type: ignore[operator]
            changed = {offer_id for offer_id in after if after[offer_id][:2] != before.get(offer_id, ())[:2]}
            assert outbox_position(records) - position >= len(changed)
            check_history_explains(records)
        check_newest_content(records, acts)
        records.close()


def check_newest_content(records: Records, acts: list[Applying | Deciding | Expiring]) -> None:
    """What the newest live run kept is in the catalogue, in that version."""
    live = [act.run for act in acts if isinstance(act, Applying)]
    if not live:
        return
    newest = max(live, key=lambda run: run.seen_at)
    contents = snapshot(records)
    for line in newest.offers:
        if not line.refusals:
            document = contents[line.offer.id][2]
            assert isinstance(document, JobOffer)
            assert document.title == line.offer.title


def expired(states: dict[str, tuple[object, ...]]) -> set[str]:
    return {offer_id for offer_id, state in states.items() if state[0] is OfferStatus.EXPIRED}


def outbox_position(records: Records) -> int:
    with records.read() as session:
        return last_sequence(session)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (0, 0, 1, 2, 1)])
def test_the_newest_run_has_the_last_word_in_any_order(records: Records, order: tuple[int, ...]) -> None:
    unread = job_offer("", number="2")
    in_turn = [
        crawl_run(day(1), [job_offer("Boulanger", number="1"), job_offer("Cuisinier", number="2")]),
        crawl_run(day(2), [job_offer("Boulangère", number="1")], [(unread, ScreeningCode.INCOMPLETE)]),
        crawl_run(day(3), [job_offer("Boulanger-pâtissier", number="1")]),
    ]
    for moment, index in enumerate(order):
        perform(records, Applying(in_turn[index], trusted=True), moment)
    with records.read() as session:
        public = session.scalars(select(OfferRecord).where(OfferRecord.status == OfferStatus.PUBLISHED)).all()
    assert [(record.document.title, record.last_seen) for record in public] == [("Boulanger-pâtissier", day(3))]


SOURCES = ("scierie", "tableau", "recueil")
TOLD = ("jour", "nuit")


def at_sawmill(source: str, told: str, more: str) -> JobOffer:
    """One of two jobs of a sawmill, as a source prints it; the hours tell which."""
    text = f"Conduite de la ligne de sciage, entretien des lames, chargement des camions, en équipe de {told}.{more}"
    offer = job_offer("Scieur", text, employer=source, place=CAHORS)
    return offer.model_copy(update={"employer": Employer(key=source, name="Scierie Exemple")})


@st.composite
def runs_of_copies(draw: st.DrawFn) -> list[CrawlRun]:
    """Two runs of each source, whose text may change between them: merges begin, end and move."""
    frames = ["", " Poste à Cahors.", " Prime de poste et mutuelle."]
    return [
        crawl_run(
            day(number),
            [at_sawmill(source, draw(st.sampled_from(TOLD)), draw(st.sampled_from(frames)))],
            source=source,
        )
        for number, source in enumerate(SOURCES * 2, start=1)
    ]


def shown_and_merged(records: Records) -> tuple[set[str], set[tuple[str, str]]]:
    with records.read() as session:
        public = session.scalars(select(OfferRecord.id).where(OfferRecord.status == OfferStatus.PUBLISHED))
        return set(public), {(one.copy_id, one.kept_id) for one in merges(session)}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_the_same_offers_are_merged_in_any_order(data: st.DataObject) -> None:
    in_turn = data.draw(runs_of_copies())
    found = []
    for order in (in_turn, data.draw(st.permutations(in_turn))):
        with tempfile.TemporaryDirectory() as folder:
            records = Records(f"sqlite:///{Path(folder) / 'records.sqlite'}")
            for moment, run in enumerate(order):
                perform(records, Applying(run, trusted=True), moment)
            found.append(shown_and_merged(records))
            records.close()
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("told", "copies"), [(("jour",) * 3, 2), (("jour", "nuit", "nuit"), 1), (("jour", "jour", "nuit"), 1)]
)
def test_copies_of_the_sawmill_do_merge(records: Records, told: tuple[str, ...], copies: int) -> None:
    for moment, (source, hours) in enumerate(zip(SOURCES, told, strict=True)):
        run = crawl_run(day(1), [at_sawmill(source, hours, "")], source=source)
        perform(records, Applying(run, trusted=True), moment)
    public, merged = shown_and_merged(records)
    assert (len(public), len(merged)) == (3 - copies, copies)
