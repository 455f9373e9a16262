"""The records, empty, on every database that is at hand."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from service.records.database import Records

POSTGRESQL = os.environ.get("LOT_RECRUTE_TEST_POSTGRESQL_URL")
"""A database that tests may empty. `test_records_database` says so where it is not set."""


@pytest.fixture(scope="session")
def postgresql_url(worker_id: str) -> Iterator[str]:
    """URL of the database, or of one beside it for each of several workers: they empty it under each other's feet."""
    assert POSTGRESQL
    if worker_id == "master":
        yield POSTGRESQL
        return
    own = make_url(POSTGRESQL).set(database=f"{make_url(POSTGRESQL).database}_{worker_id}")
    engine = create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{own.database}"'))
        connection.execute(text(f'CREATE DATABASE "{own.database}"'))
        yield own.render_as_string(hide_password=False)
        connection.execute(text(f'DROP DATABASE "{own.database}" WITH (FORCE)'))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"] if POSTGRESQL else ["sqlite"])
def records_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'records.sqlite'}"
    url: str = request.getfixturevalue("postgresql_url")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


@pytest.fixture
def records(records_url: str) -> Iterator[Records]:
    """The records, open."""
    opened = Records(records_url)
    yield opened
    opened.close()
