from collections.abc import Callable, Collection
from typing import Any

import pytest

from crawl_runs import crawl_run, day
from matching.offers import OfferStatus, StatusReason
from samples import job_offer
from service.records.apply import apply_run
from service.records.catalogue import counts, get_offer, list_offers, published
from service.records.database import Records
from service.records.decisions import publish, withdraw
from service.records.errors import UnknownOfferError, UnsignedError
from service.records.history import history_of
from service.records.outbox import changes_after
from service.records.tables import HistoryKind

BAKER = job_offer("Boulanger", number="1", employer="fournil")
COOK = job_offer("Cuisinier", number="2", employer="auberge")
WAITER = job_offer("Serveur", number="3", employer="auberge")


@pytest.fixture
def catalogue(records: Records) -> Records:
    with records.write() as session:
        for number, (source, offers, trusted) in enumerate(
            [("fournil", [BAKER], True), ("auberge", [COOK, WAITER], False)], start=1
        ):
            run = crawl_run(day(number), offers, source=source)
            apply_run(session, run, by="Anne", trusted=trusted, now=day(number), today=day(number).date())
    return records


@pytest.mark.parametrize(
    ("where", "titles", "total"),
    [
        ({}, {"Cuisinier", "Serveur", "Boulanger"}, 3),
        ({"statuses": [OfferStatus.PENDING]}, {"Cuisinier", "Serveur"}, 2),
        ({"statuses": [OfferStatus.PENDING, OfferStatus.PUBLISHED]}, {"Cuisinier", "Serveur", "Boulanger"}, 3),
        ({"statuses": [OfferStatus.EXPIRED]}, set(), 0),
        ({"source": "fournil"}, {"Boulanger"}, 1),
        ({"source": "fournil", "statuses": [OfferStatus.PENDING]}, set(), 0),
        ({"offset": 2}, {"Boulanger"}, 3),
        ({"offset": 5}, set(), 3),
        ({"statuses": [OfferStatus.PENDING], "limit": 0}, set(), 2),
    ],
)
def test_offers_are_listed_by_status_and_source(
    catalogue: Records, where: dict[str, Any], titles: Collection[str], total: int
) -> None:
    with catalogue.read() as session:
        listed = list_offers(session, **where)
    assert {record.document.title for record in listed.offers} == titles
    assert listed.total == total


def test_pages_neither_repeat_nor_skip(catalogue: Records) -> None:
    with catalogue.read() as session:
        pages = [list_offers(session, offset=offset, limit=1).offers for offset in range(3)]
    assert {record.id for page in pages for record in page} == {BAKER.id, COOK.id, WAITER.id}


def test_every_status_is_counted(catalogue: Records) -> None:
    with catalogue.read() as session:
        assert counts(session) == {
            OfferStatus.PENDING: 2,
            OfferStatus.PUBLISHED: 1,
            OfferStatus.WITHDRAWN: 0,
            OfferStatus.EXPIRED: 0,
        }


@pytest.mark.parametrize(
    ("ids", "found"), [(None, {BAKER.id}), ([BAKER.id, COOK.id, "?"], {BAKER.id}), ([COOK.id], set()), ([], set())]
)
def test_only_published_offers_are_public(
    catalogue: Records, ids: Collection[str] | None, found: Collection[str]
) -> None:
    with catalogue.read() as session:
        assert set(published(session, ids)) == found


@pytest.mark.parametrize(("decide", "status"), [(publish, "published"), (withdraw, "withdrawn")])
@pytest.mark.parametrize("offer", [BAKER, COOK])
def test_a_decision_is_signed_dated_and_announced(
    catalogue: Records, decide: Callable[..., Any], status: str, offer: Any
) -> None:
    with catalogue.write() as session:
        before = get_offer(session, offer.id).status
        decide(session, offer.id, by=" Anne ", why=" vérifiée par téléphone ", now=day(3))
    with catalogue.read() as session:
        record = get_offer(session, offer.id)
        line = history_of(session, offer.id)[-1]
        announced = changes_after(session, 3, 10)
    assert (record.status, record.reason) == (status, StatusReason.STAFF_DECISION)
    assert (record.decided_by, record.decided_at) == ("Anne", day(3))
    assert (line.kind, line.from_status, line.to_status, line.reason) == (
        HistoryKind.STATUS,
        before,
        status,
        StatusReason.STAFF_DECISION,
    )
    assert (line.by, line.at, line.why, line.run_id) == ("Anne", day(3), "vérifiée par téléphone", None)
    assert [change.object_id for change in announced] == [offer.id]


@pytest.mark.parametrize(("by", "why", "missing"), [("", "vu", "le nom"), ("Anne", " ", "le motif")])
def test_a_decision_is_never_anonymous(catalogue: Records, by: str, why: str, missing: str) -> None:
    with pytest.raises(UnsignedError, match=f"{missing} manque"), catalogue.write() as session:
        publish(session, COOK.id, by=by, why=why, now=day(3))


def test_an_unknown_offer_is_named(records: Records) -> None:
    with records.write() as session, pytest.raises(UnknownOfferError, match="'abc'"):
        publish(session, "abc", by="Anne", why="vu", now=day(3))
