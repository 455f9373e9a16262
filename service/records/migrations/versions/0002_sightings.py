"""How many complete listings in a row no longer held an offer."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the count."""
    op.add_column("offers", sa.Column("missed", sa.Integer, nullable=False, server_default="0"))
