"""What feedback changes for the person who gave it, told as stories."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from matching.embeddings import load_embedder
from matching.feedback import Feedback, FeedbackKind, NotForMe, learn
from matching.index.embedded import EmbeddedIndex
from matching.offers import Contract, JobOffer, WorkingHours, WorkingTime
from matching.parsed import Parsed
from matching.profiles import CandidateProfile
from matching.recommendations import Criterion, Recommendation
from matching.recommender import Recommender
from matching.understanding import Understanding
from samples import CAHORS, FIGEAC, SOUILLAC, job_offer

TODAY = date(2026, 7, 1)
FULL = Parsed(raw="temps plein", value=WorkingHours(time=WorkingTime.FULL))
NEAR = job_offer("Boulanger", "Pain au levain.", employer="fournil", place=CAHORS, contract=Contract.CDI)
SAME_HOUSE = job_offer("Boulanger de nuit", "Pain.", employer="fournil", place=CAHORS, contract=Contract.CDI)
FAR = job_offer("Boulangère", "Pain.", employer="levain", place=SOUILLAC, contract=Contract.CDD)
FARTHER = job_offer("Boulanger tourier", "Viennoiserie.", employer="four", place=FIGEAC, contract=Contract.INTERIM)
PASTRY = job_offer("Pâtissier", "Entremets.", employer="sucre", place=CAHORS).model_copy(update={"working_time": FULL})
OFFERS = (NEAR, SAME_HOUSE, FAR, FARTHER, PASTRY)
BAKER = CandidateProfile(wanted_jobs=("boulanger",), commune_insee="46042", transport="car")


class Candidate:
    """Says something of offers, and looks at the list again."""

    def __init__(self, recommender: Recommender, understanding: Understanding) -> None:
        self.recommender = recommender
        self.entries = {entry.offer.id: entry for entry in understanding.offers([(offer, 1) for offer in OFFERS])}

    def sees(self, *said: tuple[JobOffer, FeedbackKind, NotForMe | None]) -> dict[str, Recommendation]:
        feedback = [Feedback(offer=offer.id, kind=kind, why=why) for offer, kind, why in said]
        taught = learn(BAKER, feedback, self.entries)
        found = self.recommender.recommend(BAKER, today=TODAY, taught=taught)
        return {one.offer.id: one for one in found}


@pytest.fixture(scope="module")
def baker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Candidate]:
    understanding = Understanding(load_embedder())
    index = EmbeddedIndex(Path(tmp_path_factory.mktemp("index")), understanding.model)
    index.put_offers(understanding.offers([(offer, 1) for offer in OFFERS]))
    yield Candidate(Recommender(index, understanding), understanding)
    index.close()


def weight(one: Recommendation, criterion: Criterion) -> float:
    return sum(reason.weight for reason in one.reasons if reason.criterion is criterion)


@pytest.mark.parametrize("why", [None, *NotForMe])
def test_what_is_not_for_me_is_gone_whatever_the_reason(baker: Candidate, why: NotForMe | None) -> None:
    assert FAR.id in baker.sees()
    assert FAR.id not in baker.sees((FAR, FeedbackKind.NOT_FOR_ME, why))


def test_without_a_reason_nothing_else_changes(baker: Candidate) -> None:
    before, after = baker.sees(), baker.sees((FAR, FeedbackKind.NOT_FOR_ME, None))
    assert {offer: one.score for offer, one in before.items() if offer != FAR.id} == {
        offer: one.score for offer, one in after.items()
    }


def test_too_far_takes_what_is_as_far_or_farther(baker: Candidate) -> None:
    before, after = baker.sees(), baker.sees((FAR, FeedbackKind.NOT_FOR_ME, NotForMe.TOO_FAR))
    assert set(before) - set(after) == {FAR.id}  # Souillac is 51 km away, Figeac 49
    assert after[FARTHER.id].score == before[FARTHER.id].score
    nearer = baker.sees((FARTHER, FeedbackKind.NOT_FOR_ME, NotForMe.TOO_FAR))
    assert set(before) - set(nearer) == {FAR.id, FARTHER.id}
    assert nearer[NEAR.id].score == before[NEAR.id].score


@pytest.mark.parametrize(
    ("accepted", "limit"),
    [(None, None), (120, 75), (80, 75), (75, 75), (30, 30)],
)
def test_too_far_lowers_the_accepted_way_and_never_widens_it(
    baker: Candidate, accepted: int | None, limit: int | None
) -> None:
    profile = BAKER.model_copy(update={"max_minutes": accepted})
    taught = learn(profile, [Feedback(offer=FAR.id, kind="not_for_me", why="too_far")], baker.entries)
    assert taught.narrowed(profile).max_minutes == limit  # Souillac is some 79 minutes away


def test_not_this_employer_takes_all_their_offers_and_nobody_elses(baker: Candidate) -> None:
    before, after = baker.sees(), baker.sees((NEAR, FeedbackKind.NOT_FOR_ME, NotForMe.EMPLOYER))
    assert set(before) - set(after) == {NEAR.id, SAME_HOUSE.id}


def test_not_this_contract_takes_that_contract_and_leaves_the_unknown(baker: Candidate) -> None:
    after = baker.sees((FARTHER, FeedbackKind.NOT_FOR_ME, NotForMe.CONTRACT), (NEAR, FeedbackKind.NOT_FOR_ME, None))
    assert set(after) == {SAME_HOUSE.id, FAR.id, PASTRY.id}


def test_not_these_hours_asks_for_the_others(baker: Candidate) -> None:
    taught = learn(BAKER, [Feedback(offer=PASTRY.id, kind="not_for_me", why="hours")], baker.entries)
    assert taught.narrowed(BAKER).working_time is WorkingTime.PART


def test_not_this_work_pushes_like_work_away_and_says_so(baker: Candidate) -> None:
    before, after = baker.sees(), baker.sees((SAME_HOUSE, FeedbackKind.NOT_FOR_ME, NotForMe.WORK))
    pushed, spared = weight(after[NEAR.id], Criterion.FEEDBACK), weight(after[PASTRY.id], Criterion.FEEDBACK)
    assert -0.6 <= pushed <= -0.3
    assert pushed < spared
    assert after[NEAR.id].score == pytest.approx(before[NEAR.id].score + pushed)
    said = next(reason for reason in after[NEAR.id].reasons if reason.criterion is Criterion.FEEDBACK)
    assert said.sentence == "Proche d'un travail que vous avez écarté : Boulanger de nuit"


@pytest.mark.parametrize(("kind", "stays"), [(FeedbackKind.INTERESTED, True), (FeedbackKind.APPLIED, False)], ids=str)
def test_what_interests_brings_like_work_nearer(baker: Candidate, kind: FeedbackKind, stays: bool) -> None:
    before, after = baker.sees(), baker.sees((SAME_HOUSE, kind, None))
    assert (SAME_HOUSE.id in after) is stays
    brought = weight(after[NEAR.id], Criterion.FEEDBACK)
    assert 0.1 <= brought <= 0.2
    assert after[NEAR.id].score == pytest.approx(before[NEAR.id].score + brought)


@pytest.mark.parametrize("kind", [kind for kind in FeedbackKind if kind.for_staff])
def test_a_fault_of_the_offer_teaches_nothing(baker: Candidate, kind: FeedbackKind) -> None:
    assert baker.sees((NEAR, kind, None)) == baker.sees()
    assert learn(BAKER, [Feedback(offer=NEAR.id, kind=kind)], baker.entries) == learn(BAKER, [], {})


def test_faults_are_those_of_the_rule() -> None:
    assert {kind.value for kind in FeedbackKind if kind.for_staff} == {
        "expired",
        "wrong_place",
        "duplicate",
        "misleading",
    }


def test_the_last_word_counts(baker: Candidate) -> None:
    no, yes = (NEAR, FeedbackKind.NOT_FOR_ME, NotForMe.EMPLOYER), (NEAR, FeedbackKind.INTERESTED, None)
    assert baker.sees(no, yes) == baker.sees(yes)
    assert baker.sees(yes, no) == baker.sees(no)
    assert baker.sees(no, (NEAR, FeedbackKind.EXPIRED, None)) == baker.sees(no)


def test_an_offer_that_is_no_longer_known_is_only_hidden() -> None:
    taught = learn(BAKER, [Feedback(offer="gone", kind="not_for_me", why="employer")], {})
    assert taught.offers == {"gone"}
    assert taught.recruiters == frozenset()


def test_a_reason_belongs_to_not_for_me() -> None:
    with pytest.raises(ValidationError, match="means nothing with 'expired'"):
        Feedback(offer="x", kind="expired", why="too_far")
