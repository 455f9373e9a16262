"""The records' database: SQLite (one file, WAL) or PostgreSQL, opened at the newest version of its tables."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session

from service.records.upgrade import upgrade

SQLITE_BUSY_SECONDS = 30.0
"""How long a writer waits for its turn before it gives up."""
POSTGRESQL_WRITER_LOCK = 4_600_046
"""Any number, as long as every writer of this program takes the same."""


class Records:
    """The truth, through transactions.

    Writers take turns, from their first statement on: what a transaction has read stays true until its commit, and
    the outbox is numbered in the order of the commits.
    """

    def __init__(self, url: str) -> None:
        """Open the database, creating or upgrading its tables first.

        Raises:
            NewerDatabaseError: A newer version of the program made it.
        """
        self._engine = _engine(make_url(url))
        self._writing = self._engine.execution_options(writing=True)
        if self._engine.dialect.name == "postgresql":  # SQLite's WAL gives a reader a snapshot by itself
            self._engine = self._engine.execution_options(isolation_level="REPEATABLE READ")
        with self._writing.begin() as connection:
            upgrade(connection)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session on one snapshot of the records."""
        with Session(self._engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a session whose changes are committed together at the end, or not at all."""
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Release the connections."""
        self._engine.dispose()


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        engine = create_engine(url, pool_pre_ping=True)
    else:
        if url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args={"timeout": SQLITE_BUSY_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are opened by `_begin`, not by the driver
    connection.execute("PRAGMA foreign_keys = ON")
    deadline = time.monotonic() + SQLITE_BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            # a new file that two processes open at once: SQLite does not wait for this change by itself
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
    elif writing and connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({POSTGRESQL_WRITER_LOCK})")
