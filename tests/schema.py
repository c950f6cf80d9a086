"""What a database looks like: every definition by its name, to be compared with another's."""

import re

from sqlalchemy import create_engine, text

from tests import servers
from wms.db.engines import SQLITE
from wms.tables import Table

ON_SQLITE = "SELECT type || ' ' || name, sql FROM sqlite_master"
ON_POSTGRESQL = (
    "SELECT 'column ' || table_name || '.' || column_name, data_type || ' ' || is_nullable ||"
    " ' ' || coalesce(character_maximum_length::text, '') || coalesce(column_default, '')"
    " FROM information_schema.columns WHERE table_schema = 'public'"
    " UNION ALL SELECT 'constraint ' || conrelid::regclass || '.' || conname,"
    " pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
    " UNION ALL SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
    " UNION ALL SELECT 'trigger ' || tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid)"
    " FROM pg_trigger WHERE NOT tgisinternal"
)
BY_MIGRATIONS = ("trigger", "alembic")
"""What no table says: who may not change history, and the revision."""
BY_THE_MONTH = ("reading_default", "reading_20")
"""Partitions."""


def of_database(url: str) -> dict[str, list[str]]:
    """By name the parts of every definition, in any order, but for partitions."""
    is_sqlite = url.startswith("sqlite")
    engine = create_engine(url, module=SQLITE) if is_sqlite else create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(text(ON_SQLITE if is_sqlite else ON_POSTGRESQL)).all()
    engine.dispose()
    return {
        name: sorted(" ".join(_bare(definition).split()).split(","))
        for name, definition in rows
        if not any(word in name for word in BY_THE_MONTH)
    }


def without_what_migrations_add(definitions: dict[str, list[str]]) -> dict[str, list[str]]:
    """What can be compared with the tables."""
    return {
        name: parts
        for name, parts in definitions.items()
        if not any(word in name for word in BY_MIGRATIONS)
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


_CASTS = re.compile(r"::(character varying|text)(\[\])?")
_ALONE = re.compile(r"\(('[^']*'|ARRAY\[[^\]]*\])\)")


def _bare(definition: object) -> str:
    """Without what PostgreSQL writes in one way in a new database, in another after a restore."""
    plain = _ALONE.sub(r"\1", _ALONE.sub(r"\1", _CASTS.sub("", str(definition))))
    return plain.replace('"', " ").replace("(", " ( ").replace(")", " ) ,")
