"""What a crawl may conclude: a story each, from the run to the offer's status."""

from datetime import timedelta
from typing import Any

import pytest

from crawl_runs import crawl_run, day
from crawlers.codes import CrawlCode
from crawlers.postings import GoneOffer
from crawlers.running.report import CrawlReport
from matching.offers import JobOffer, OfferStatus, StatusReason
from samples import job_offer
from service.records.apply import apply_run, expire_closed, expire_not_seen
from service.records.catalogue import get_offer
from service.records.conclusion import Completeness, conclude
from service.records.database import Records
from service.records.decisions import publish, withdraw
from service.records.errors import HeldRunError
from service.records.guard import Verdict
from service.records.review import review_run
from service.records.runs import CrawlRun

BAKER = job_offer("Boulanger", "Du pain.", number="1")
COOK = job_offer("Cuisinier", "Des plats.", number="2")
LIVE = (OfferStatus.PUBLISHED, StatusReason.TRUSTED_SOURCE)
ABSENT = (OfferStatus.EXPIRED, StatusReason.ABSENT_TWICE)
DECIDED = (OfferStatus.PUBLISHED, StatusReason.STAFF_DECISION)


def report(listed: int, announced: int | None = None, *, says_empty: bool = False, **codes: int) -> CrawlReport:
    base = crawl_run(day(1)).report
    complete = not codes and (listed == announced if announced is not None else listed > 0 or says_empty)
    return base.model_copy(
        update={
            "listed": listed,
            "found": listed,
            "announced": announced,
            "codes": {CrawlCode(code): count for code, count in codes.items()},
            "complete": complete,
        }
    )


@pytest.mark.parametrize(
    ("seen", "held", "kind", "why"),
    [
        pytest.param(report(3), None, "complete", None, id="whole"),
        pytest.param(report(0, connection_failed=1), None, "suspicious", "connection_failed 1", id="site down"),
        pytest.param(report(20, 58, http_error=1), None, "suspicious", "20 offres listées, 58", id="cut at page 2"),
        pytest.param(report(12, http_error=1), None, "partial", "http_error 1", id="cut at page 2, no number"),
        pytest.param(report(0, no_links=1), None, "suspicious", "sans la mention", id="empty after a redesign"),
        pytest.param(report(0, says_empty=True), None, "complete", None, id="honestly empty"),
        pytest.param(report(40, 58), None, "partial", "40 offres listées, 58 annoncées", id="58 announced, 40 shown"),
        pytest.param(report(104, 11_815), None, "suspicious", "104 offres listées, 11815", id="104 of 11,815"),
        pytest.param(report(104), "104, contre 11815", "suspicious", "104, contre 11815", id="guard"),
    ],
)
def test_a_run_has_a_verdict_and_a_reason(seen: CrawlReport, held: str | None, kind: str, why: str | None) -> None:
    conclusion = conclude(seen, Verdict(held))
    assert conclusion.kind == Completeness(kind)
    assert conclusion.why == why if why is None else why in str(conclusion.why)


def apply(records: Records, run: CrawlRun, **more: Any) -> None:
    with records.write() as session:
        now = run.report.updated
        apply_run(session, run, by="Anne", trusted=True, now=now, today=now.date(), **more)


def state(records: Records, which: JobOffer = BAKER) -> tuple[OfferStatus, StatusReason]:
    with records.read() as session:
        offer = get_offer(session, which.id)
        return offer.status, offer.reason


def partial(number: int) -> CrawlRun:
    return crawl_run(day(number), [COOK], fault=CrawlCode.HTTP_ERROR)


def complete(number: int) -> CrawlRun:
    return crawl_run(day(number), [COOK])


def replayed(number: int) -> CrawlRun:
    return crawl_run(day(number), [COOK], replay=True)


def seen(number: int) -> CrawlRun:
    return crawl_run(day(number), [BAKER, COOK])


@pytest.mark.parametrize(
    ("later", "after"),
    [
        pytest.param([complete], LIVE, id="absent once"),
        pytest.param([complete, complete], ABSENT, id="absent twice: a PDF still there that no page links any more"),
        pytest.param([partial, partial, partial], LIVE, id="partial runs prove nothing"),
        pytest.param([complete, partial, complete], ABSENT, id="a partial run between proves nothing either way"),
        pytest.param([complete, seen, complete], LIVE, id="seen in between"),
        pytest.param([replayed, replayed, replayed], LIVE, id="a replay expires nothing"),
        pytest.param([complete, replayed], LIVE, id="nor does it count"),
        pytest.param([complete, complete, seen], (OfferStatus.PUBLISHED, StatusReason.SEEN_AGAIN), id="back"),
    ],
)
def test_only_two_complete_listings_in_a_row_prove_absence(
    records: Records, later: list[Any], after: tuple[OfferStatus, StatusReason]
) -> None:
    apply(records, seen(1))
    for number, run in enumerate(later, start=2):
        apply(records, run(number))
    assert state(records) == after
    assert state(records, COOK) == LIVE


def test_an_older_run_counts_no_absence(records: Records) -> None:
    apply(records, seen(3))
    apply(records, complete(1))
    apply(records, complete(2))
    assert state(records) == LIVE


def test_the_only_offer_of_an_honestly_empty_listing_expires(records: Records) -> None:
    apply(records, crawl_run(day(1), [BAKER]))
    for number in (2, 3):
        apply(records, crawl_run(day(number), []))
    assert state(records) == ABSENT


def test_an_empty_listing_without_marker_needs_a_person_and_expires_nothing(records: Records) -> None:
    apply(records, crawl_run(day(1), [BAKER]))
    for number in (2, 3, 4):
        run = crawl_run(day(number), [], fault=CrawlCode.NO_LINKS)
        with pytest.raises(HeldRunError, match="sans la mention"):
            apply(records, run)
        apply(records, run, override=True)
    assert state(records) == LIVE


GONE = GoneOffer(addresses=(BAKER.provenance.url,), code="gone")
SAYS = GoneOffer(addresses=(BAKER.provenance.url,), code="says_closed")


@pytest.mark.parametrize(
    ("gone", "fault", "replay", "after"),
    [
        (GONE, None, False, (OfferStatus.EXPIRED, StatusReason.PAGE_GONE)),
        (SAYS, None, False, (OfferStatus.EXPIRED, StatusReason.PAGE_SAYS_CLOSED)),
        (GONE, CrawlCode.HTTP_ERROR, False, (OfferStatus.EXPIRED, StatusReason.PAGE_GONE)),
        (GONE, None, True, LIVE),
        (GoneOffer(addresses=("https://exemple.example/9",), code="gone"), None, False, LIVE),
    ],
)
def test_an_offer_ends_with_its_own_page(
    records: Records, gone: GoneOffer, fault: CrawlCode | None, replay: bool, after: tuple[OfferStatus, StatusReason]
) -> None:
    apply(records, seen(1))
    apply(records, crawl_run(day(2), [COOK], gone=[gone], fault=fault, replay=replay))
    assert state(records) == after


@pytest.mark.parametrize(("decide", "status"), [(publish, OfferStatus.PUBLISHED), (withdraw, OfferStatus.WITHDRAWN)])
def test_a_decision_stands_and_the_review_flags_it(records: Records, decide: Any, status: OfferStatus) -> None:
    apply(records, seen(1))
    with records.write() as session:
        decide(session, BAKER.id, by="Anne", why="appel à l'employeur", now=day(1))
    run = crawl_run(day(2), [COOK], gone=[GONE])
    with records.read() as session:
        review = review_run(session, run, trusted=True, today=day(2).date())
    flagged = [(absence.reason, absence.state) for absence in review.gone]
    assert flagged == ([(StatusReason.PAGE_GONE, None)] if status is OfferStatus.PUBLISHED else [])
    apply(records, run)
    assert state(records) == (status, StatusReason.STAFF_DECISION)


def test_the_closing_date_passes(records: Records) -> None:
    closing = job_offer("Boulanger", number="1", closes=day(5).date())
    apply(records, crawl_run(day(1), [closing]))
    with records.write() as session:
        assert expire_closed(session, now=day(6), today=day(6).date()) == 1
    assert state(records) == (OfferStatus.EXPIRED, StatusReason.CLOSING_DATE_PASSED)


def test_an_offer_is_back_after_a_week(records: Records) -> None:
    apply(records, seen(1))
    apply(records, crawl_run(day(2), [COOK], gone=[GONE]))
    apply(records, seen(9))
    assert state(records) == (OfferStatus.PUBLISHED, StatusReason.SEEN_AGAIN)
    apply(records, complete(10))
    assert state(records) == (OfferStatus.PUBLISHED, StatusReason.SEEN_AGAIN)


def test_what_no_run_has_seen_for_30_days_leaves_and_comes_back(records: Records) -> None:
    apply(records, seen(1))
    with records.write() as session:
        assert expire_not_seen(session, now=day(1) + timedelta(days=30)) == 0
        assert expire_not_seen(session, now=day(1) + timedelta(days=30, seconds=1)) == 2
    assert state(records) == (OfferStatus.EXPIRED, StatusReason.NOT_SEEN)
    apply(records, crawl_run(day(1) + timedelta(days=40), [BAKER], fault=CrawlCode.HTTP_ERROR))
    assert state(records) == (OfferStatus.PUBLISHED, StatusReason.SEEN_AGAIN)


def test_a_person_vouches_for_30_days(records: Records) -> None:
    apply(records, crawl_run(day(1), [BAKER]))
    with records.write() as session:
        publish(session, BAKER.id, by="Anne", why="appel à l'employeur", now=day(20))
        assert expire_not_seen(session, now=day(20) + timedelta(days=30)) == 0
    assert state(records) == DECIDED
    with records.write() as session:
        assert expire_not_seen(session, now=day(20) + timedelta(days=31)) == 1


def test_an_absence_in_one_source_says_nothing_of_anothers(records: Records) -> None:
    apply(records, seen(1))
    for number in (2, 3):
        apply(records, crawl_run(day(number), [], source="autre"))
    assert state(records) == LIVE
