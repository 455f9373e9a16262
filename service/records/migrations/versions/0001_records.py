"""Runs, offers and their history, profiles, outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(32)
SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "runs",
        sa.Column("id", sa.String(128), primary_key=True),
        sa.Column("source", sa.String(64), nullable=False, index=True),
        sa.Column("started", MOMENT, nullable=False),
        sa.Column("finished", MOMENT),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("replay", sa.Boolean, nullable=False),
        sa.Column("found", sa.Integer, nullable=False),
        sa.Column("kept", sa.Integer, nullable=False),
        sa.Column("report", sa.JSON, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("held", sa.Text),
        sa.Column("applied_at", MOMENT),
        sa.Column("applied_by", sa.String(128)),
    )
    op.create_table(
        "offers",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("source", sa.String(64), nullable=False, index=True),
        sa.Column("status", WORD, nullable=False, index=True),
        sa.Column("reason", WORD, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("refusals", sa.JSON, nullable=False),
        sa.Column("closes_on", sa.Date, index=True),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("last_seen", MOMENT, nullable=False),
        sa.Column("last_run", sa.String(128), sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("decided_by", sa.String(128)),
        sa.Column("decided_at", MOMENT),
    )
    op.create_table(
        "offer_history",
        sa.Column("id", SEQUENCE, primary_key=True),
        sa.Column("offer_id", sa.String(16), sa.ForeignKey("offers.id"), nullable=False, index=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.String(128), nullable=False),
        sa.Column("run_id", sa.String(128), sa.ForeignKey("runs.id")),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("from_status", WORD),
        sa.Column("to_status", WORD),
        sa.Column("reason", WORD),
        sa.Column("why", sa.Text),
        sa.Column("changes", sa.JSON),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "profiles",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("updated", MOMENT, nullable=False),
    )
    op.create_table(
        "outbox",
        sa.Column("sequence", SEQUENCE, primary_key=True),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("object_id", sa.String(64), nullable=False),
        sqlite_autoincrement=True,
    )
