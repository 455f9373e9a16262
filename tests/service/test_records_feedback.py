from collections.abc import Iterator
from datetime import timedelta

import pytest

from crawl_runs import crawl_run, day
from matching.feedback import Feedback, FeedbackKind, NotForMe
from matching.profiles import CandidateProfile
from samples import job_offer
from service.records.apply import apply_run
from service.records.database import Records
from service.records.errors import UnknownOfferError, UnknownProfileError
from service.records.feedback import SAID_ENOUGH, faults, give_feedback, report_fault, said_by
from service.records.profiles import delete_profile, save_profile

BAKER, MASON = job_offer("Boulanger"), job_offer("Maçon")
TOO_FAR = Feedback(offer=BAKER.id, kind=FeedbackKind.NOT_FOR_ME, why=NotForMe.TOO_FAR)
GONE = Feedback(offer=MASON.id, kind=FeedbackKind.EXPIRED)


@pytest.fixture
def told(records: Records) -> Iterator[Records]:
    """Records with two offers and one profile, which said two things."""
    with records.write() as session:
        run = crawl_run(day(1), [BAKER, MASON])
        apply_run(session, run, by="Anne", trusted=True, now=day(1), today=day(1).date())
        save_profile(session, CandidateProfile(id="p"), now=day(1))
        give_feedback(session, "p", TOO_FAR, now=day(2))
        give_feedback(session, "p", GONE, now=day(3))
    yield records


def test_what_was_said_comes_back_in_order_with_its_offers(told: Records) -> None:
    with told.read() as session:
        said, offers = said_by(session, "p")
        assert said == [TOO_FAR, GONE]
        assert {offer.title for offer in offers.values()} == {"Boulanger", "Maçon"}
        assert said_by(session, "somebody else") == ([], {})


def test_staff_see_faults_only(told: Records) -> None:
    with told.read() as session:
        assert [(one.offer_id, one.kind, one.at) for one in faults(session)] == [
            (MASON.id, FeedbackKind.EXPIRED, day(3))
        ]


def test_an_erased_profile_leaves_faults_without_a_name(told: Records) -> None:
    with told.write() as session:
        delete_profile(session, "p")
    with told.read() as session:
        assert said_by(session, "p") == ([], {})
        assert [(one.offer_id, one.profile_id) for one in faults(session)] == [(MASON.id, None)]


def test_unknown_offers_and_profiles_are_named(told: Records) -> None:
    with told.write() as session:
        with pytest.raises(UnknownProfileError, match="'q'"):
            give_feedback(session, "q", TOO_FAR, now=day(2))
        with pytest.raises(UnknownOfferError, match="'x'"):
            give_feedback(session, "p", Feedback(offer="x", kind=FeedbackKind.APPLIED), now=day(2))


def test_a_visitors_word_is_kept_without_a_name(told: Records) -> None:
    with told.write() as session:
        report_fault(session, BAKER.id, FeedbackKind.MISLEADING, now=day(4))
    with told.read() as session:
        newest = faults(session)[0]
        assert (newest.offer_id, newest.kind, newest.profile_id) == (BAKER.id, FeedbackKind.MISLEADING, None)


@pytest.mark.parametrize(
    ("kind", "later", "kept"),
    [
        (FeedbackKind.EXPIRED, timedelta(hours=1), 1),
        (FeedbackKind.EXPIRED, SAID_ENOUGH, 2),
        (FeedbackKind.DUPLICATE, timedelta(hours=1), 2),
    ],
)
def test_a_fault_told_again_within_a_day_adds_nothing(
    told: Records, kind: FeedbackKind, later: timedelta, kept: int
) -> None:
    with told.write() as session:
        report_fault(session, BAKER.id, FeedbackKind.EXPIRED, now=day(4))
        report_fault(session, BAKER.id, kind, now=day(4) + later)
    with told.read() as session:
        assert len([one for one in faults(session) if one.offer_id == BAKER.id]) == kept


def test_only_faults_are_reported(told: Records) -> None:
    with told.write() as session, pytest.raises(ValueError, match="'interested' is no fault"):
        report_fault(session, BAKER.id, FeedbackKind.INTERESTED, now=day(4))
