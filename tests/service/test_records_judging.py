"""What people say of two offers: it stands above the rule, and over the sources and decisions that it minds."""

from collections.abc import Sequence

import pytest

from crawl_runs import crawl_run, day
from matching.offers import Employer, JobOffer, StatusReason
from samples import CAHORS, job_offer
from service.records.apply import apply_run
from service.records.catalogue import get_offer, published
from service.records.database import Records
from service.records.decisions import publish, withdraw
from service.records.errors import NotOnShowError, SameOfferError, UnknownOfferError, UnsignedError
from service.records.history import history_of
from service.records.judging import join, part, to_judge
from service.records.merging import merges

TEXT = "La scierie cherche une personne pour {} la ligne de sciage, entretenir les lames et charger les camions."


def printed(source: str, word: str = "conduire", *, title: str = "Scieur", number: str = "1") -> JobOffer:
    """One job as a source words it; another word makes another job of it, for the rule."""
    offer = job_offer(title, TEXT.format(word), employer=source, number=number, place=CAHORS)
    return offer.model_copy(update={"employer": Employer(key=source, name="Scierie Exemple")})


OWN, AGENCY, COPY = printed("scierie"), printed("agence", "surveiller"), printed("tableau")


def apply(records: Records, offers: Sequence[JobOffer], on: int = 1, *, source: str = "") -> None:
    run = crawl_run(day(on), offers, source=source or offers[0].employer.key)
    with records.write() as session:
        apply_run(session, run, by="Anne", trusted=True, now=day(on), today=day(on).date())


def say(records: Records, verdict: object, one: JobOffer, other: JobOffer, *, on: int = 1) -> None:
    with records.write() as session:
        verdict(session, one.id, other.id, by="Anne", why="vu", now=day(on, hour=14))  # type: ignore[operator]


def public(records: Records) -> set[str]:
    with records.read() as session:
        return set(published(session))


def shown_to_judge(records: Records) -> set[frozenset[str]]:
    with records.read() as session:
        return {frozenset((one.id, other.id)) for one, other in to_judge(session)}


def test_a_pair_is_shown_until_somebody_judges_it(records: Records) -> None:
    apply(records, [OWN])
    apply(records, [AGENCY])
    assert public(records) == {OWN.id, AGENCY.id}
    assert shown_to_judge(records) == {frozenset((OWN.id, AGENCY.id))}
    say(records, part, OWN, AGENCY)
    assert shown_to_judge(records) == set()
    assert public(records) == {OWN.id, AGENCY.id}


def test_two_offers_of_one_source_are_not_asked_about(records: Records) -> None:
    apply(records, [AGENCY, printed("agence", "tenir", number="2")])
    assert shown_to_judge(records) == set()


def test_what_a_person_joined_stays_joined(records: Records) -> None:
    apply(records, [OWN])
    apply(records, [AGENCY])
    say(records, join, AGENCY, OWN)
    for on in (2, 3):
        apply(records, [OWN], on)
        apply(records, [AGENCY], on)
        assert public(records) == {OWN.id}
    with records.read() as session:
        (last,) = (line for line in history_of(session, AGENCY.id) if line.reason is StatusReason.DUPLICATE)
        assert (last.by, last.why) == ("Anne", f"{OWN.id} : vu")


def test_the_copy_returns_when_the_kept_one_is_over(records: Records) -> None:
    apply(records, [OWN])
    apply(records, [AGENCY])
    say(records, join, AGENCY, OWN)
    for on in (2, 3):
        apply(records, [printed("scierie", title="Comptable", number="9")], on)
    assert AGENCY.id in public(records)


def test_a_person_may_join_offers_of_one_source(records: Records) -> None:
    twin = printed("scierie", number="2")
    apply(records, [OWN, twin])
    say(records, join, OWN, twin)
    assert public(records) == {twin.id}


def test_a_person_may_join_what_a_person_published(records: Records) -> None:
    apply(records, [OWN])
    apply(records, [AGENCY])
    with records.write() as session:
        for offer in (OWN, AGENCY):
            publish(session, offer.id, by="Luc", why="relue", now=day(1))
    say(records, join, OWN, AGENCY)
    assert public(records) == {AGENCY.id}


@pytest.mark.parametrize(("copy", "kept"), [(OWN, AGENCY), (AGENCY, OWN)])
def test_the_person_says_which_is_shown(records: Records, copy: JobOffer, kept: JobOffer) -> None:
    apply(records, [OWN])
    apply(records, [AGENCY])
    say(records, join, copy, kept)
    assert public(records) == {kept.id}


def test_people_who_join_in_a_circle_still_show_one(records: Records) -> None:
    three = [OWN, AGENCY, printed("tableau", "tenir")]
    for offer in three:
        apply(records, [offer])
    for copy, kept in zip(three, [*three[1:], three[0]], strict=True):
        say(records, join, copy, kept)
    assert len(public(records)) == 1


def test_the_last_word_counts(records: Records) -> None:
    apply(records, [OWN])
    apply(records, [COPY])
    assert public(records) == {OWN.id}
    say(records, part, OWN, COPY, on=2)
    assert public(records) == {OWN.id, COPY.id}
    say(records, join, COPY, OWN, on=3)
    assert public(records) == {OWN.id}
    say(records, part, COPY, OWN, on=4)
    apply(records, [COPY], on=5)
    assert public(records) == {OWN.id, COPY.id}
    with records.read() as session:
        assert merges(session) == []


def test_there_is_nothing_to_join_where_one_is_not_public(records: Records) -> None:
    apply(records, [OWN])
    apply(records, [AGENCY])
    with records.write() as session:
        withdraw(session, AGENCY.id, by="Luc", why="pourvue", now=day(1))
    with pytest.raises(NotOnShowError):
        say(records, join, OWN, AGENCY)
    with records.read() as session:
        assert get_offer(session, AGENCY.id).reason is StatusReason.STAFF_DECISION
    assert shown_to_judge(records) == set()


@pytest.mark.parametrize("verdict", [join, part])
@pytest.mark.parametrize(
    ("other", "by", "error"),
    [("0" * 16, "Anne", UnknownOfferError), (OWN.id, "Anne", SameOfferError), (AGENCY.id, " ", UnsignedError)],
)
def test_bad_verdicts_are_refused(
    records: Records, verdict: object, other: str, by: str, error: type[Exception]
) -> None:
    apply(records, [OWN])
    apply(records, [AGENCY])
    with pytest.raises(error), records.write() as session:
        verdict(session, OWN.id, other, by=by, why="vu", now=day(1))  # type: ignore[operator]
    assert public(records) == {OWN.id, AGENCY.id}
