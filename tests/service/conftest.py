"""The records, empty, on every database that is at hand."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from service.records.database import Records

POSTGRESQL = os.environ.get("LOT_RECRUTE_TEST_POSTGRESQL_URL")
"""A database that tests may empty. `test_records_database` says so where it is not set."""


@pytest.fixture(params=["sqlite", "postgresql"] if POSTGRESQL else ["sqlite"])
def records_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'records.sqlite'}"
    assert POSTGRESQL
    engine = create_engine(POSTGRESQL)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return POSTGRESQL


@pytest.fixture
def records(records_url: str) -> Iterator[Records]:
    """The records, open."""
    opened = Records(records_url)
    yield opened
    opened.close()
