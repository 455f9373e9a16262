import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError

from crawl_runs import crawl_run, day
from matching.offers import JobOffer, OfferStatus
from matching.profiles import CandidateProfile
from samples import NOON, job_offer
from service.records.apply import apply_run
from service.records.database import Records
from service.records.merging import judged_pairs, merges
from service.records.profiles import profiles, save_profile
from service.records.tables import Base, HistoryEntry, OfferRecord, ProfileRecord
from service.records.upgrade import NewerDatabaseError


def add_offers(records: Records, *offers: JobOffer) -> None:
    for offer in offers:
        run = crawl_run(day(1), [offer], source=offer.employer.key)
        with records.write() as session:
            apply_run(session, run, by="Anne", trusted=True, now=day(1), today=day(1).date())


def test_migrations_make_the_tables_that_the_code_speaks_of(records: Records) -> None:
    with records.write() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.skipif(
    "LOT_RECRUTE_TEST_POSTGRESQL_URL" not in os.environ,
    reason="LOT_RECRUTE_TEST_POSTGRESQL_URL is not set (a PostgreSQL database that tests may empty): "
    "the tests of the records run on SQLite alone",
)
def test_the_records_are_tried_on_postgresql_too(request: pytest.FixtureRequest) -> None:
    names = [item.name for item in request.session.items]
    assert any("[postgresql" in name for name in names)


def test_a_database_is_made_on_first_use_in_a_folder_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "new" / "records.sqlite"
    Records(f"sqlite:///{file}").close()
    assert file.exists()


def test_records_outlive_their_program(records_url: str) -> None:
    first = Records(records_url)
    add_offers(first, job_offer("Boulanger"))
    first.close()
    second = Records(records_url)
    with second.read() as session:
        assert session.scalars(select(OfferRecord.status)).all() == [OfferStatus.PUBLISHED]
    second.close()


def test_a_database_of_a_newer_version_is_refused_and_left_alone(records_url: str) -> None:
    records = Records(records_url)
    with records.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(
        NewerDatabaseError, match=r"version '9999', which this program does not know.*upgrade the program"
    ):
        Records(records_url)
    with records.read() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
    records.close()


@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 30_000)])
def test_sqlite_is_set_for_several_processes(tmp_path: Path, pragma: str, value: object) -> None:
    records = Records(f"sqlite:///{tmp_path / 'records.sqlite'}")
    with records.read() as session:
        assert session.scalar(text(f"PRAGMA {pragma}")) == value
    records.close()


def test_pairs_that_were_parted_before_they_had_a_table_of_their_own_stay_parted(records_url: str) -> None:
    records = Records(records_url)
    add_offers(records, job_offer("Boulanger", employer="fournil"), job_offer("Boulanger", employer="tableau"))
    with records.write() as session:
        one, other = session.scalars(select(OfferRecord.id).order_by(OfferRecord.id.desc()))
        session.execute(text("DROP TABLE judged_pairs"))
        session.execute(text("ALTER TABLE merges ADD COLUMN unmerged_by VARCHAR(128)"))
        session.execute(
            text("INSERT INTO merges (copy_id, kept_id, since, unmerged_by) VALUES (:one, :other, :at, 'Anne')"),
            {"one": one, "other": other, "at": "2026-03-10 12:00:00"},
        )
        session.execute(text("UPDATE alembic_version SET version_num = '0005'"))
    records.close()
    newer = Records(records_url)
    with newer.read() as session:
        ((pair, verdict),) = judged_pairs(session).items()
        assert (pair, verdict.by, verdict.kept_id) == ({one, other}, "Anne", None)
        assert merges(session) == []
    newer.close()


def test_a_transaction_is_all_or_nothing(records: Records) -> None:
    with pytest.raises(ZeroDivisionError), records.write() as session:
        save_profile(session, CandidateProfile(id="a"), now=NOON)
        session.flush()
        raise ZeroDivisionError
    with records.read() as session:
        assert profiles(session) == {}


def test_a_reader_keeps_its_snapshot_while_others_write(records: Records) -> None:
    with records.read() as reader:
        assert profiles(reader) == {}
        with records.write() as writer:
            save_profile(writer, CandidateProfile(id="a"), now=NOON)
        assert profiles(reader) == {}
    with records.read() as reader:
        assert list(profiles(reader)) == ["a"]


def test_moments_come_back_in_utc(records: Records) -> None:
    paris = timezone(timedelta(hours=2))
    with records.write() as session:
        save_profile(session, CandidateProfile(id="a"), now=datetime(2026, 7, 1, 1, tzinfo=paris))
    with records.read() as session:
        created = session.scalars(select(ProfileRecord.created)).one()
    assert created == datetime(2026, 6, 30, 23, tzinfo=UTC)
    assert created.tzinfo is UTC


def test_a_moment_without_zone_is_refused(records: Records) -> None:
    with pytest.raises(StatementError, match="expected a moment with its time zone"), records.write() as session:
        save_profile(session, CandidateProfile(id="a"), now=datetime(2026, 7, 1))  # noqa: DTZ001


def test_a_line_of_history_belongs_to_an_offer(records: Records) -> None:
    with pytest.raises(IntegrityError), records.write() as session:
        session.execute(
            text("INSERT INTO offer_history (offer_id, at, \"by\", kind) VALUES ('x', '2026-07-01', 'y', 'added')")
        )


@pytest.mark.parametrize("alter", ["update", "delete"])
def test_history_is_only_appended_to(records: Records, alter: str) -> None:
    add_offers(records, job_offer("Boulanger"))
    with pytest.raises(TypeError, match="only ever appended to"), records.write() as session:
        entry = session.scalars(select(HistoryEntry)).one()
        if alter == "delete":
            session.delete(entry)
        else:
            entry.by = "someone else"
