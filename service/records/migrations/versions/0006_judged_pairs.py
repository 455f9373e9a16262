"""What people say of two offers; until now, only that they are two jobs, beside the merges."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_MOVE = """
    INSERT INTO judged_pairs (first_id, second_id, "by", why, at)
    SELECT CASE WHEN copy_id < kept_id THEN copy_id ELSE kept_id END,
           CASE WHEN copy_id < kept_id THEN kept_id ELSE copy_id END,
           MAX(unmerged_by), '', MAX(since)
    FROM merges WHERE unmerged_by IS NOT NULL GROUP BY 1, 2
"""


def upgrade() -> None:
    """Create the table and move the parted pairs into it."""
    op.create_table(
        "judged_pairs",
        sa.Column("first_id", sa.String(16), sa.ForeignKey("offers.id"), primary_key=True),
        sa.Column("second_id", sa.String(16), sa.ForeignKey("offers.id"), primary_key=True),
        sa.Column("kept_id", sa.String(16)),
        sa.Column("by", sa.String(128), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.execute(_MOVE)
    op.execute("DELETE FROM merges WHERE unmerged_by IS NOT NULL")
    with op.batch_alter_table("merges") as merges:
        merges.drop_column("unmerged_by")
