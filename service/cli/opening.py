"""Opening settings, records and index for a command."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from service.cli.console import fail, failing_on, say

if TYPE_CHECKING:
    from matching.index.protocol import Index
    from matching.understanding import Understanding
    from service.records.database import Records
    from service.settings import Settings


def read_settings() -> "Settings":
    """Return the settings of the environment; a wrong one ends the command with its name and what was expected."""
    from pydantic import ValidationError

    from service.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        faults = (f"LOT_RECRUTE_{str(fault['loc'][0]).upper()} : {fault['msg']}" for fault in error.errors())
        fail("; ".join(faults))


@contextmanager
def open_records(settings: "Settings") -> Iterator["Records"]:
    """Open the records, made if there are none."""
    from service.records.database import Records
    from service.records.upgrade import NewerDatabaseError

    try:
        records = Records(settings.records_url)
    except NewerDatabaseError as error:
        fail(str(error))
    with closing(records):
        yield records


@contextmanager
def open_index(settings: "Settings") -> Iterator[tuple["Index", "Understanding"]]:
    """Open the index, with the model whose vectors it holds."""
    from matching.index.protocol import IndexUnreachableError, RebuildNeededError
    from service import indexing

    understanding = indexing.make_understanding(settings)
    with failing_on(ValueError):
        opened = indexing.open_index(settings, understanding)
    with closing(opened) as index, failing_on(RebuildNeededError, IndexUnreachableError):
        yield index, understanding


def follow(settings: "Settings", records: "Records") -> None:
    """Bring the index up to date with the records; where it cannot be reached, it follows later."""
    from matching.index.protocol import IndexUnreachableError
    from service import indexing

    with open_index(settings) as (index, understanding):
        try:
            indexing.follow(records, index, understanding)
        except IndexUnreachableError as error:
            say(f"enregistré ; l'index suivra plus tard : {error}")
