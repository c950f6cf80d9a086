"""What a database looks like: every definition by its name, to be compared with another's."""

from sqlalchemy import create_engine, text

from tests import servers
from wms.db.engines import SQLITE
from wms.tables import Table

ON_SQLITE = "SELECT type || ' ' || name, sql FROM sqlite_master WHERE tbl_name NOT LIKE 'alembic%'"
ON_POSTGRESQL = (
    "SELECT 'column ' || table_name || '.' || column_name, data_type || ' ' || is_nullable ||"
    " ' ' || coalesce(character_maximum_length::text, '') || coalesce(column_default, '')"
    " FROM information_schema.columns WHERE table_schema = 'public'"
    " UNION ALL SELECT 'constraint ' || conrelid::regclass || '.' || conname,"
    " pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
    " UNION ALL SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
)
ADDED = ("trigger", "constraint alembic", "column alembic", "index alembic", "reading_default", "reading_20")
"""What only migrations and the work of every month add: triggers, partitions, the revision."""


def of_database(url: str) -> dict[str, list[str]]:
    """By name the parts of every definition, in any order."""
    is_sqlite = url.startswith("sqlite")
    engine = create_engine(url, module=SQLITE) if is_sqlite else create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(text(ON_SQLITE if is_sqlite else ON_POSTGRESQL)).all()
    engine.dispose()
    return {
        name: sorted(" ".join(_bare(definition).split()).split(","))
        for name, definition in rows
        if not any(word in name for word in ADDED)
    }


def of_tables(url: str) -> dict[str, list[str]]:
    """The same of what the tables say, made in an empty database."""
    engine = create_engine(url, module=SQLITE) if url.startswith("sqlite") else create_engine(url)
    Table.metadata.create_all(engine)
    engine.dispose()
    return of_database(url)


def of_tables_on(admin_url: str, name: str) -> dict[str, list[str]]:
    """The same in a PostgreSQL database that is there only for the question."""
    servers.admin(admin_url, f"CREATE DATABASE {name}")
    try:
        return of_tables(servers.url_of(admin_url, name))
    finally:
        servers.admin(admin_url, f"DROP DATABASE {name} WITH (FORCE)")


def _bare(definition: object) -> str:
    return str(definition).replace('"', " ").replace("(", " ( ").replace(")", " ) ,")
