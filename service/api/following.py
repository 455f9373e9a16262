"""Keeps the index of a running site in step with the records."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from matching.index.protocol import Index, IndexUnreachableError
from matching.understanding import Understanding
from service.indexing import follow
from service.records.database import Records

EVERY_SECONDS = 0.5
"""What another process applied is found within a second."""
AFTER_FAILURE_SECONDS = 10.0
"""A database that is away, an index of another model: no reason to ask twice a second."""

_log = logging.getLogger(__name__)


@contextmanager
def following(records: Records, index: Index, understanding: Understanding) -> Iterator[None]:
    """Let the index follow the records as long as the context is open."""
    ended = Event()

    def run() -> None:
        wait = 0.0
        while not ended.wait(wait):
            try:
                follow(records, index, understanding)
                wait = EVERY_SECONDS
            except IndexUnreachableError as error:
                _log.warning("the index could not follow the records: %s", error)
                wait = AFTER_FAILURE_SECONDS
            except Exception:  # the site goes on with what the index has
                _log.exception("the index could not follow the records")
                wait = AFTER_FAILURE_SECONDS

    thread = Thread(target=run, name="index-follower", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
