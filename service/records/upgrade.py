"""Brings a database to the newest version of the tables."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent / "migrations"


class NewerDatabaseError(Exception):
    """The database was made by a newer version of the program."""

    def __init__(self, found: str, newest: str) -> None:
        super().__init__(
            f"the database is at version {found!r}, which this program does not know (its newest is {newest!r}): "
            "a newer version of lot-recrute made it; upgrade the program"
        )


def upgrade(connection: Connection) -> None:
    """Run the migrations that a database lacks, in the transaction that is open.

    Raises:
        NewerDatabaseError: The database is at a version that this program does not know.
    """
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    newest = scripts.get_current_head()
    found = MigrationContext.configure(connection).get_current_revision()
    if found == newest:
        return
    if found is not None and found not in {script.revision for script in scripts.walk_revisions()}:
        raise NewerDatabaseError(found, str(newest))
    command.upgrade(config, "head")
