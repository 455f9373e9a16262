"""What a person should look at in an offer."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column; offers kept before have no flags until they are seen again."""
    op.add_column("offers", sa.Column("flags", sa.JSON, nullable=False, server_default="[]"))
