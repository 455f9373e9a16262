from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from crawl_runs import day
from matching.profiles import CandidateProfile
from service.records.database import Records
from service.records.errors import UnknownProfileError
from service.records.outbox import changes_after, last_sequence
from service.records.profiles import delete_profile, get_profile, profiles, save_profile
from service.records.tables import OutboxKind, ProfileRecord

BAKER = CandidateProfile(id="boulanger", wanted_jobs=("boulanger",), max_minutes=30)


def test_a_kept_profile_comes_back_as_it_was(records: Records) -> None:
    with records.write() as session:
        assert save_profile(session, BAKER, now=day(1)) == BAKER
    with records.read() as session:
        assert get_profile(session, "boulanger") == BAKER


def test_a_profile_without_name_is_given_one_of_its_own(records: Records) -> None:
    with records.write() as session:
        names = {save_profile(session, CandidateProfile(text="oui"), now=day(1)).id for _ in range(2)}
    with records.read() as session:
        assert set(profiles(session)) == names
    assert len(names) == 2


def test_saving_again_replaces(records: Records) -> None:
    with records.write() as session:
        save_profile(session, BAKER, now=day(1))
    changed = BAKER.model_copy(update={"max_minutes": 45})
    with records.write() as session:
        save_profile(session, changed, now=day(2))
    with records.read() as session:
        assert profiles(session) == {"boulanger": changed}
        record = session.get(ProfileRecord, "boulanger")
        assert record is not None
        assert (record.created, record.updated) == (day(1), day(2))


def test_an_erased_profile_is_gone_and_the_index_is_told(records: Records) -> None:
    with records.write() as session:
        save_profile(session, BAKER, now=day(1))
        before = last_sequence(session)
        delete_profile(session, "boulanger")
    with records.read() as session:
        assert profiles(session, ["boulanger"]) == {}
        assert [(change.kind, change.object_id) for change in changes_after(session, before, 10)] == [
            (OutboxKind.PROFILE, "boulanger")
        ]


@pytest.mark.parametrize("act", [get_profile, delete_profile])
def test_an_unknown_profile_is_named(records: Records, act: Callable[[Session, str], object]) -> None:
    with records.write() as session, pytest.raises(UnknownProfileError, match="'personne'"):
        act(session, "personne")


def test_the_outbox_is_read_in_order_and_in_portions(records: Records) -> None:
    with records.read() as session:
        assert last_sequence(session) == 0
    names = [f"p{number}" for number in range(5)]
    for name in names:
        with records.write() as session:
            save_profile(session, CandidateProfile(id=name), now=day(1))
    read, position = [], 0
    with records.read() as session:
        while portion := changes_after(session, position, 2):
            assert len(portion) <= 2
            read += [change.object_id for change in portion]
            position = portion[-1].sequence
        assert position == last_sequence(session)
    assert read == names


def test_a_number_of_the_outbox_is_never_given_twice(records: Records) -> None:
    with records.write() as session:
        save_profile(session, BAKER, now=day(1))
        number = last_sequence(session)
        session.delete(changes_after(session, 0, 1)[0])
    with records.write() as session:
        save_profile(session, BAKER, now=day(1))
        assert last_sequence(session) > number
