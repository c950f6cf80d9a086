"""What Alembic runs; everything it needs comes from `wms.db.migrate`."""

from alembic import context

from wms.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    # SQLite cannot alter a table: batch mode builds a new one and copies.
    render_as_batch=True,
)
context.run_migrations()
