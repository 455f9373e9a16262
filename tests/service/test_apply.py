from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from crawl_runs import SOURCE, crawl_run, day
from crawlers.postings import ScreeningCode
from crawlers.running.report import Outcome
from matching.offers import JobOffer, OfferStatus, StatusReason
from samples import CAHORS, job_offer
from service.records.apply import Applied, apply_run, expire_closed
from service.records.catalogue import get_offer, published
from service.records.database import Records
from service.records.decisions import publish, withdraw
from service.records.errors import HeldRunError, UnfinishedRunError, UnsignedError
from service.records.history import history_of
from service.records.outbox import changes_after, last_sequence
from service.records.runs import CrawlRun, last_started, record_run
from service.records.tables import HistoryKind, OfferRecord, RunRecord

BAKER = job_offer("Boulanger", "Du pain.", number="1")
COOK = job_offer("Cuisinier", "Des plats.", number="2")
CLOSED, INCOMPLETE = ScreeningCode.CLOSED, ScreeningCode.INCOMPLETE


def rewritten(offer: JobOffer, title: str) -> JobOffer:
    return offer.model_copy(update={"title": title, "raw_title": title})


def apply(records: Records, run: CrawlRun, *, trusted: bool = True, today: date | None = None, **more: Any) -> Applied:
    with records.write() as session:
        now = run.report.updated
        return apply_run(session, run, by="Anne", trusted=trusted, now=now, today=today or now.date(), **more)


def offer(records: Records, which: JobOffer = BAKER) -> OfferRecord:
    with records.read() as session:
        return get_offer(session, which.id)


def state(records: Records, which: JobOffer = BAKER) -> tuple[OfferStatus, StatusReason]:
    record = offer(records, which)
    return record.status, record.reason


def story(records: Records, which: JobOffer = BAKER) -> list[tuple[Any, ...]]:
    """What an offer's history says: kind, statuses and reason, or the changed fields."""
    with records.read() as session:
        return [
            (line.kind, sorted(line.changes))
            if line.changes
            else (line.kind, line.from_status, line.to_status, line.reason)
            for line in history_of(session, which.id)
        ]


@pytest.mark.parametrize(
    ("trusted", "status", "reason"),
    [
        (True, OfferStatus.PUBLISHED, StatusReason.TRUSTED_SOURCE),
        (False, OfferStatus.PENDING, StatusReason.UNTRUSTED_SOURCE),
    ],
)
def test_clean_offers_come_in_with_the_trust_of_their_source(
    records: Records, trusted: bool, status: OfferStatus, reason: StatusReason
) -> None:
    done = apply(records, crawl_run(day(1), [BAKER, COOK]), trusted=trusted)
    assert done == Applied("20260701T120000Z-exemple", added=2, statuses={status: 2})
    assert state(records) == (status, reason)
    assert story(records) == [(HistoryKind.ADDED, None, status, reason)]
    with records.read() as session:
        assert set(published(session)) == ({BAKER.id, COOK.id} if trusted else set())


def test_a_second_time_changes_nothing_and_says_so(records: Records) -> None:
    run = crawl_run(day(1), [BAKER])
    apply(records, run)
    with records.write() as session:
        publish(session, BAKER.id, by="Anne", why="vérifiée", now=day(2))
        before = last_sequence(session)
    assert apply(records, run, trusted=False) == Applied("20260701T120000Z-exemple", already=True)
    with records.read() as session:
        assert last_sequence(session) == before
        assert len(history_of(session, BAKER.id)) == 2


def test_who_applied_what_is_recorded(records: Records) -> None:
    run = crawl_run(day(1), [BAKER], [(COOK, INCOMPLETE)])
    apply(records, run)
    with records.read() as session:
        record = session.scalars(select(RunRecord)).one()
        assert (record.source, record.found, record.kept, record.applied_by) == (SOURCE, 2, 1, "Anne")
        assert (record.started, record.finished, record.applied_at) == (day(1), run.report.updated, run.report.updated)
        assert record.report == run.report.model_dump(mode="json")
        assert offer(records).last_run == record.id


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.FINISHED])
def test_an_unfinished_run_is_refused(records: Records, outcome: Outcome) -> None:
    with pytest.raises(UnfinishedRunError, match=f"n'est pas terminée \\({outcome}\\)"):
        apply(records, crawl_run(day(1), [BAKER], outcome=outcome))
    with records.read() as session:
        assert session.scalars(select(OfferRecord)).all() == []


def test_a_run_is_applied_by_somebody(records: Records) -> None:
    with records.write() as session, pytest.raises(UnsignedError, match="le nom manque"):
        apply_run(session, crawl_run(day(1)), by=" ", trusted=True, now=day(1), today=day(1).date())


def test_seen_again_moves_the_date_and_nothing_else(records: Records) -> None:
    apply(records, crawl_run(day(1), [BAKER]))
    with records.read() as session:
        before = last_sequence(session)
    assert apply(records, crawl_run(day(2), [BAKER])) == Applied("20260702T120000Z-exemple", unchanged=1)
    record = offer(records)
    assert (record.first_seen, record.last_seen) == (day(1), day(2))
    assert (record.document.provenance.first_seen, record.document.provenance.last_seen) == (day(1), day(2))
    assert len(story(records)) == 1
    with records.read() as session:
        assert last_sequence(session) == before


def test_a_new_version_is_kept_with_what_it_changed(records: Records) -> None:
    apply(records, crawl_run(day(1), [BAKER]))
    done = apply(records, crawl_run(day(2), [rewritten(BAKER, "Boulangère")]))
    assert (done.changed, done.unchanged, done.statuses) == (1, 0, {})
    assert offer(records).document.title == "Boulangère"
    assert story(records)[1:] == [(HistoryKind.CHANGED, ["raw_title", "title"])]
    with records.read() as session:
        assert history_of(session, BAKER.id)[1].changes == {
            "title": ["Boulanger", "Boulangère"],
            "raw_title": ["Boulanger", "Boulangère"],
        }
        assert [change.object_id for change in changes_after(session, 1, 10)] == [BAKER.id]


def test_a_refused_offer_never_seen_before_stays_in_the_run_folder(records: Records) -> None:
    assert apply(records, crawl_run(day(1), [], [(BAKER, INCOMPLETE)])).refused == 1
    with records.read() as session:
        assert session.scalars(select(OfferRecord)).all() == []


@pytest.mark.parametrize(
    ("code", "status", "reason"),
    [
        (CLOSED, OfferStatus.EXPIRED, StatusReason.CLOSING_DATE_PASSED),
        (INCOMPLETE, OfferStatus.PENDING, StatusReason.REFUSED_BY_SCREENING),
        (ScreeningCode.OUTSIDE_TERRITORY, OfferStatus.PENDING, StatusReason.REFUSED_BY_SCREENING),
        (ScreeningCode.TOO_OLD, OfferStatus.PENDING, StatusReason.REFUSED_BY_SCREENING),
    ],
)
def test_a_refused_version_leaves_the_public_but_not_the_catalogue(
    records: Records, code: ScreeningCode, status: OfferStatus, reason: StatusReason
) -> None:
    apply(records, crawl_run(day(1), [BAKER]))
    apply(records, crawl_run(day(2), [], [(rewritten(BAKER, "Erreur"), code)]))
    assert state(records) == (status, reason)
    record = offer(records)
    assert (record.document.title, record.refusals, record.last_seen) == ("Boulanger", [code], day(2))
    assert story(records)[1:] == [
        (HistoryKind.CHANGED, ["refusals"]),
        (HistoryKind.STATUS, OfferStatus.PUBLISHED, status, reason),
    ]


@pytest.mark.parametrize(
    ("trusted", "code", "status", "reason"),
    [
        (True, CLOSED, OfferStatus.PUBLISHED, StatusReason.SEEN_AGAIN),
        (False, CLOSED, OfferStatus.PENDING, StatusReason.SEEN_AGAIN),
        (True, INCOMPLETE, OfferStatus.PUBLISHED, StatusReason.TRUSTED_SOURCE),
        (False, INCOMPLETE, OfferStatus.PENDING, StatusReason.UNTRUSTED_SOURCE),
    ],
)
def test_a_clean_version_makes_good(
    records: Records, trusted: bool, code: ScreeningCode, status: OfferStatus, reason: StatusReason
) -> None:
    apply(records, crawl_run(day(1), [BAKER]), trusted=trusted)
    apply(records, crawl_run(day(2), [], [(BAKER, code)]), trusted=trusted)
    apply(records, crawl_run(day(3), [BAKER]), trusted=trusted)
    assert state(records) == (status, reason)
    assert offer(records).refusals == []


def test_one_absence_expires_nothing(records: Records) -> None:
    apply(records, crawl_run(day(1), [BAKER, COOK]))
    apply(records, crawl_run(day(2), [BAKER]))
    assert state(records, COOK) == (OfferStatus.PUBLISHED, StatusReason.TRUSTED_SOURCE)


@pytest.mark.parametrize(("decide", "status"), [(publish, OfferStatus.PUBLISHED), (withdraw, OfferStatus.WITHDRAWN)])
@pytest.mark.parametrize("trusted", [True, False])
def test_no_crawl_overwrites_a_decision(records: Records, decide: Any, status: OfferStatus, trusted: bool) -> None:
    apply(records, crawl_run(day(1), [BAKER]), trusted=trusted)
    with records.write() as session:
        decide(session, BAKER.id, by="Anne", why="appel à l'employeur", now=day(1))
    apply(records, crawl_run(day(2), [rewritten(BAKER, "Boulangère")]), trusted=trusted)
    apply(records, crawl_run(day(3), [], [(rewritten(BAKER, ""), INCOMPLETE)]), trusted=trusted)
    assert state(records) == (status, StatusReason.STAFF_DECISION)
    assert offer(records).document.title == "Boulangère"
    assert story(records)[2:] == [
        (HistoryKind.CHANGED, ["raw_title", "title"]),
        (HistoryKind.CHANGED, ["refusals"]),
    ]


def test_a_withdrawn_offer_stays_withdrawn_when_it_closes_and_comes_back(records: Records) -> None:
    apply(records, crawl_run(day(1), [BAKER]))
    with records.write() as session:
        withdraw(session, BAKER.id, by="Anne", why="arnaque", now=day(1))
    apply(records, crawl_run(day(2), [], [(BAKER, CLOSED)]))
    apply(records, crawl_run(day(3), [BAKER]))
    assert state(records) == (OfferStatus.WITHDRAWN, StatusReason.STAFF_DECISION)


def test_a_published_decision_ends_with_the_offer_and_holds_again_when_it_is_back(records: Records) -> None:
    apply(records, crawl_run(day(1), [BAKER]), trusted=False)
    with records.write() as session:
        publish(session, BAKER.id, by="Anne", why="vérifiée", now=day(1))
    apply(records, crawl_run(day(2), [], [(BAKER, CLOSED)]), trusted=False)
    assert state(records) == (OfferStatus.EXPIRED, StatusReason.CLOSING_DATE_PASSED)
    apply(records, crawl_run(day(3), [BAKER]), trusted=False)
    assert state(records) == (OfferStatus.PUBLISHED, StatusReason.SEEN_AGAIN)


def test_who_publishes_a_closed_offer_is_not_contradicted(records: Records) -> None:
    apply(records, crawl_run(day(1), [BAKER]))
    apply(records, crawl_run(day(2), [], [(BAKER, CLOSED)]))
    with records.write() as session:
        publish(session, BAKER.id, by="Anne", why="l'employeur cherche encore", now=day(2))
    apply(records, crawl_run(day(3), [], [(BAKER, CLOSED)]))
    assert state(records) == (OfferStatus.PUBLISHED, StatusReason.STAFF_DECISION)


def test_an_older_run_does_not_overwrite_a_newer_one(records: Records) -> None:
    apply(records, crawl_run(day(2), [rewritten(BAKER, "Boulangère")]))
    done = apply(records, crawl_run(day(1), [BAKER, COOK]))
    assert (done.added, done.changed, done.outdated) == (0, 0, 2)
    record = offer(records)
    assert (record.document.title, record.last_seen) == ("Boulangère", day(2))
    with records.read() as session:
        assert set(published(session)) == {BAKER.id}  # the newer run did not find the cook any more


def test_a_late_run_is_judged_by_the_day_it_is_applied(records: Records) -> None:
    closing = job_offer("Boulanger", number="1", closes=date(2026, 7, 5))
    done = apply(records, crawl_run(day(1), [closing, COOK]), today=date(2026, 7, 6))
    assert (done.added, done.refused) == (1, 1)


def test_a_replay_is_applied_but_expires_nothing(records: Records) -> None:
    apply(records, crawl_run(day(1), [BAKER]))
    with records.read() as session:
        before = last_sequence(session)
    apply(records, crawl_run(day(2), [COOK], [(BAKER, CLOSED)], replay=True))
    assert state(records) == (OfferStatus.PUBLISHED, StatusReason.TRUSTED_SOURCE)
    assert state(records, COOK) == (OfferStatus.PUBLISHED, StatusReason.TRUSTED_SOURCE)
    with records.read() as session:
        assert [change.object_id for change in changes_after(session, before, 10)] == [COOK.id]


def test_a_replay_is_no_measure_for_later_runs(records: Records) -> None:
    many = [job_offer(f"Poste {number}") for number in range(20)]
    apply(records, crawl_run(day(1), many, replay=True))
    assert apply(records, crawl_run(day(1, 6), [BAKER])).added == 1
    with records.read() as session:
        assert last_started(session, SOURCE) == day(1, 6)


def test_a_run_that_finds_far_fewer_is_held_until_a_person_insists(records: Records) -> None:
    many = [job_offer(f"Poste {number}") for number in range(8)]
    apply(records, crawl_run(day(1), many))
    poor = crawl_run(day(2), many[:3])
    with pytest.raises(HeldRunError, match="retenue pour vérification : offres trouvées : 3, contre 8"):
        apply(records, poor)
    with records.write() as session:
        assert record_run(session, poor, now=day(2)).held
    assert apply(records, poor, override=True).unchanged == 3
    with records.read() as session:
        record = session.get(RunRecord, poor.report.run)
        assert record is not None
        assert record.held
        assert record.applied_by == "Anne"
    assert apply(records, crawl_run(day(3), many[:3])).unchanged == 3  # who insists sets a new measure


def test_a_posting_listed_twice_is_one_offer(records: Records) -> None:
    done = apply(records, crawl_run(day(1), [BAKER, BAKER], [(BAKER, INCOMPLETE)]))
    assert (done.added, done.refused) == (1, 0)


def test_sources_do_not_touch_each_other(records: Records) -> None:
    apply(records, crawl_run(day(1), [BAKER]))
    other = job_offer("Boulanger", number="1", employer="autre")
    assert apply(records, crawl_run(day(1), [other], source="autre"), trusted=False).added == 1
    assert state(records) == (OfferStatus.PUBLISHED, StatusReason.TRUSTED_SOURCE)
    assert state(records, other) == (OfferStatus.PENDING, StatusReason.UNTRUSTED_SOURCE)


LAST_DAY = date(2026, 7, 5)


@pytest.mark.parametrize(
    ("today", "expired"),
    [
        pytest.param(LAST_DAY, 0, id="the last day counts"),
        pytest.param(LAST_DAY + timedelta(days=1), 1, id="the day after"),
    ],
)
@pytest.mark.parametrize("trusted", [True, False])
def test_the_calendar_closes_offers(records: Records, today: date, expired: int, trusted: bool) -> None:
    closing = job_offer("Boulanger", number="1", closes=LAST_DAY, place=CAHORS)
    apply(records, crawl_run(day(1), [closing, COOK]), trusted=trusted)
    before = state(records)
    with records.write() as session:
        assert expire_closed(session, now=day(7), today=today) == expired
    assert state(records) == ((OfferStatus.EXPIRED, StatusReason.CLOSING_DATE_PASSED) if expired else before)
    with records.write() as session:
        assert expire_closed(session, now=day(7), today=today) == 0


@pytest.mark.parametrize(
    ("decide", "on", "status"),
    [
        pytest.param(publish, day(2), OfferStatus.EXPIRED, id="published while open"),
        pytest.param(publish, day(6), OfferStatus.PUBLISHED, id="published after it closed"),
        pytest.param(withdraw, day(2), OfferStatus.WITHDRAWN, id="withdrawn"),
    ],
)
def test_the_calendar_and_decisions(records: Records, decide: Any, on: Any, status: OfferStatus) -> None:
    closing = job_offer("Boulanger", number="1", closes=LAST_DAY)
    apply(records, crawl_run(day(1), [closing]), trusted=False)
    with records.write() as session:
        decide(session, BAKER.id, by="Anne", why="vu", now=on)
        expire_closed(session, now=day(7), today=day(7).date())
    assert offer(records).status is status
