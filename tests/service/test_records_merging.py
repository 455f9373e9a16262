"""Copies of one job: which is shown, when the other returns, and what people say of them."""

from collections.abc import Sequence
from itertools import permutations

import pytest

from crawl_runs import crawl_run, day
from crawlers.entering import ENTERED
from matching.offers import Employer, JobOffer, OfferStatus, StatusReason
from samples import CAHORS, job_offer
from service.records.apply import apply_run, expire_not_seen
from service.records.catalogue import get_offer, published
from service.records.database import Records
from service.records.decisions import publish, withdraw
from service.records.history import history_of
from service.records.judging import part
from service.records.merging import merges, shown_for
from service.records.outbox import last_sequence

TEXT = "La scierie cherche une personne pour conduire la ligne de sciage, entretenir les lames et charger les camions."


def printed(source: str, platform: str = "schema_org", *, number: str = "1", more: str = "") -> JobOffer:
    """One job, as a source prints it."""
    offer = job_offer("Scieur", TEXT + more, employer=source, number=number, place=CAHORS)
    where = offer.provenance.model_copy(update={"platform": platform})
    return offer.model_copy(update={"provenance": where, "employer": Employer(key=source, name="Scierie Exemple")})


OWN, BOARD, HAND = printed("scierie"), printed("tableau", "france_travail", more=" Poste à Cahors."), printed(ENTERED)


def apply(records: Records, offers: Sequence[JobOffer], on: int = 1, *, source: str = "", replay: bool = False) -> None:
    run = crawl_run(day(on), offers, source=source or offers[0].employer.key, replay=replay)
    with records.write() as session:
        apply_run(session, run, by="Anne", trusted=True, now=day(on), today=day(on).date())


def public(records: Records) -> set[str]:
    with records.read() as session:
        return set(published(session))


@pytest.mark.parametrize("order", [*permutations((OWN, BOARD, HAND))])
def test_the_employers_own_page_wins_in_any_order(records: Records, order: tuple[JobOffer, ...]) -> None:
    for offer in order:
        apply(records, [offer])
    assert public(records) == {OWN.id}
    with records.read() as session:
        assert {(one.copy_id, one.kept_id) for one in merges(session)} == {(BOARD.id, OWN.id), (HAND.id, OWN.id)}
        last = history_of(session, BOARD.id)[-1]
        assert (last.to_status, last.reason) == (OfferStatus.EXPIRED, StatusReason.DUPLICATE)


def test_a_merge_stands_and_is_silent_when_nothing_changes(records: Records) -> None:
    apply(records, [OWN])
    apply(records, [BOARD])
    with records.read() as session:
        before = last_sequence(session)
    apply(records, [BOARD], on=2)
    with records.read() as session:
        assert last_sequence(session) == before
    assert public(records) == {OWN.id}


def test_the_copy_returns_when_the_kept_one_ends(records: Records) -> None:
    apply(records, [OWN])
    apply(records, [BOARD])
    for on in (2, 3):
        apply(records, [], on, source="scierie")
        apply(records, [printed("scierie", number="9").model_copy(update={"title": "Comptable"})], on)
    with records.read() as session:
        assert get_offer(session, OWN.id).status is OfferStatus.EXPIRED
        assert get_offer(session, BOARD.id).reason is StatusReason.NO_LONGER_DUPLICATE
        assert not merges(session)
    assert BOARD.id in public(records)


def test_a_copy_that_is_over_itself_does_not_return(records: Records) -> None:
    apply(records, [BOARD])
    apply(records, [OWN])
    apply(records, [OWN], on=28)
    with records.write() as session:
        expire_not_seen(session, now=day(31, hour=13))
    with records.write() as session:
        withdraw(session, OWN.id, by="Anne", why="pourvue", now=day(31, hour=14))
    with records.read() as session:
        assert get_offer(session, BOARD.id).reason is StatusReason.NOT_SEEN
    assert public(records) == set()


def test_two_offers_of_one_source_stay_two_beside_a_copy(records: Records) -> None:
    twins = [printed("tableau", "france_travail", number=number) for number in "12"]
    apply(records, twins)
    assert public(records) == {twin.id for twin in twins}
    apply(records, [OWN])
    assert len(public(records)) == 2
    assert OWN.id in public(records)


@pytest.mark.parametrize("decision", [publish, withdraw])
def test_no_merge_overrules_a_person(records: Records, decision: object) -> None:
    apply(records, [BOARD])
    with records.write() as session:
        decision(session, BOARD.id, by="Anne", why="vu", now=day(1))  # type: ignore[operator]
    apply(records, [OWN])
    with records.read() as session:
        assert get_offer(session, BOARD.id).reason is StatusReason.STAFF_DECISION
    assert public(records) == ({BOARD.id} if decision is publish else {OWN.id})


def test_a_pair_that_a_person_parted_stays_parted(records: Records) -> None:
    apply(records, [OWN])
    apply(records, [BOARD])
    with records.write() as session:
        part(session, BOARD.id, OWN.id, by="Anne", why="deux postes", now=day(1))
    apply(records, [OWN], on=2)
    apply(records, [BOARD], on=2)
    assert public(records) == {OWN.id, BOARD.id}
    with records.read() as session:
        last = history_of(session, BOARD.id)[-1]
        assert (last.by, last.why, last.reason) == ("Anne", "deux postes", StatusReason.NO_LONGER_DUPLICATE)


def test_a_replay_merges_nothing(records: Records) -> None:
    apply(records, [OWN])
    apply(records, [BOARD], on=2, replay=True)
    assert public(records) == {OWN.id, BOARD.id}


def test_what_a_person_withdrew_stays_out_of_sight_under_its_other_address(records: Records) -> None:
    apply(records, [OWN])
    apply(records, [BOARD])
    with records.read() as session:
        assert shown_for(session, BOARD.id) == OWN.id
    with records.write() as session:
        withdraw(session, OWN.id, by="Anne", why="pourvue", now=day(2))
    apply(records, [BOARD], on=3)
    assert public(records) == set()
    with records.read() as session:
        assert shown_for(session, BOARD.id) is None
    with records.write() as session:
        part(session, OWN.id, BOARD.id, by="Anne", why="un autre poste", now=day(4))
    assert public(records) == {BOARD.id}
