"""Runs migrations on the connection that the program hands over."""

from alembic import context

from service.records.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
