"""Which offers are copies of which."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "merges",
        sa.Column("copy_id", sa.String(16), sa.ForeignKey("offers.id"), primary_key=True),
        sa.Column("kept_id", sa.String(16), sa.ForeignKey("offers.id"), primary_key=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unmerged_by", sa.String(128)),
    )
