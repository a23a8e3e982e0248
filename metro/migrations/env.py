"""Alembic's environment: the migration runs on the connection it is given, in that connection's transaction."""

from alembic import context

from metro.models import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
