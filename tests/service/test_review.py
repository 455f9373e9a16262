from datetime import date

import pytest
from sqlalchemy import select

from crawl_runs import crawl_run, day
from crawlers.postings import ScreeningCode
from crawlers.running.report import Outcome
from matching.offers import OfferStatus, StatusReason
from samples import job_offer
from service.records.apply import apply_run
from service.records.database import Records
from service.records.decisions import withdraw
from service.records.review import review_run
from service.records.rules import State
from service.records.runs import CrawlRun
from service.records.tables import RunRecord

TODAY = date(2026, 7, 2)
STAYS = job_offer("Boulanger", number="stays")
CHANGES = job_offer("Cuisinier", number="changes")
BREAKS = job_offer("Maçon", number="breaks")
GOES = job_offer("Serveur", number="goes")
WITHDRAWN = job_offer("Vendeur", number="withdrawn")
COMES = job_offer("Soudeur", number="comes")
REFUSED = job_offer("Ailleurs", number="refused")


@pytest.fixture
def catalogue(records: Records) -> Records:
    with records.write() as session:
        run = crawl_run(day(1), [STAYS, CHANGES, BREAKS, GOES, WITHDRAWN])
        apply_run(session, run, by="Anne", trusted=True, now=day(1), today=day(1).date())
        withdraw(session, WITHDRAWN.id, by="Anne", why="doublon", now=day(1))
    return records


RUN = crawl_run(
    day(2),
    [STAYS, CHANGES.model_copy(update={"title": "Cuisinière"}), COMES],
    [(BREAKS, ScreeningCode.INCOMPLETE), (REFUSED, ScreeningCode.OUTSIDE_TERRITORY)],
)


def test_a_review_shows_what_a_run_would_change(catalogue: Records) -> None:
    with catalogue.read() as session:
        review = review_run(session, RUN, trusted=True, today=TODAY)
    assert (review.run, review.source, review.finished, review.applied_at) == (RUN.report.run, "exemple", True, None)
    assert review.conclusion.kind == "complete"
    assert [(added.offer.title, added.state.status) for added in review.added] == [("Soudeur", OfferStatus.PUBLISHED)]
    assert [(changed.offer.title, dict(changed.changes), changed.state) for changed in review.changed] == [
        ("Cuisinière", {"title": ("Cuisinier", "Cuisinière")}, None),
        (
            "Maçon",
            {"refusals": ([], [ScreeningCode.INCOMPLETE])},
            State(OfferStatus.PENDING, StatusReason.REFUSED_BY_SCREENING),
        ),
    ]
    assert review.unchanged == 1
    assert [(line.offer.title, line.refusals) for line in review.refused] == [
        ("Maçon", (ScreeningCode.INCOMPLETE,)),
        ("Ailleurs", (ScreeningCode.OUTSIDE_TERRITORY,)),
    ]
    assert [(one.record.document.title, one.missed, one.state) for one in review.gone] == [("Serveur", 1, None)]


def test_a_review_writes_nothing(catalogue: Records) -> None:
    with catalogue.write() as session:
        review_run(session, RUN, trusted=True, today=TODAY)
    with catalogue.read() as session:
        assert session.scalars(select(RunRecord.id)).all() == ["20260701T120000Z-exemple"]


def test_apply_does_what_the_review_showed(catalogue: Records) -> None:
    with catalogue.write() as session:
        review = review_run(session, RUN, trusted=True, today=TODAY)
        done = apply_run(session, RUN, by="Anne", trusted=True, now=day(2), today=TODAY)
        assert (done.added, done.changed, done.unchanged) == (len(review.added), len(review.changed), review.unchanged)
        after = review_run(session, RUN, trusted=True, today=TODAY)
    assert after.applied_at == day(2)
    assert (after.added, after.changed, after.unchanged) == ((), (), 4)


@pytest.mark.parametrize(
    ("run", "finished", "held"),
    [
        pytest.param(crawl_run(day(2), [STAYS], outcome=Outcome.INTERRUPTED), False, True, id="interrupted"),
        pytest.param(crawl_run(day(2), []), True, True, id="empty"),
        pytest.param(crawl_run(day(2), [STAYS, CHANGES, BREAKS]), True, False, id="fewer, not far fewer"),
    ],
)
def test_a_review_says_what_stands_against_the_run(
    catalogue: Records, run: CrawlRun, finished: bool, held: bool
) -> None:
    with catalogue.read() as session:
        review = review_run(session, run, trusted=True, today=TODAY)
    assert (review.finished, review.conclusion.held is not None) == (finished, held)


def test_an_outdated_run_shows_as_such(catalogue: Records) -> None:
    with catalogue.read() as session:
        review = review_run(session, crawl_run(day(1, 6), [STAYS, COMES]), trusted=True, today=TODAY)
    assert (review.added, review.changed, review.unchanged) == ((), (), 0)
    assert [line.offer.title for line in review.outdated] == ["Boulanger", "Soudeur"]
