"""Templates with something in them, and a PostgreSQL database that tests borrow in turn.

To copy and drop a database takes PostgreSQL a quarter of a second of work, to put back a few rows
a tenth of that. A test that changed the schema leaves a database that is made anew.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import psycopg

from tests import servers
from wms.db import Database

Made = TypeVar("Made")

_SCHEMA = """
SELECT md5(string_agg(concat(c.oid, c.relname), ',' ORDER BY c.oid)),
    (SELECT md5(string_agg(concat(t.oid, t.tgenabled), ',' ORDER BY t.oid)) FROM pg_trigger t)
FROM pg_class c WHERE c.relkind <> 't'
"""
_KEEP = """
CREATE SCHEMA kept;
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('CREATE TABLE kept.%1$I AS TABLE public.%1$I', name);
    END LOOP;
END $$
"""
# As a replica: no trigger guards what may never change, no foreign key asks for an order.
_PUT_BACK = """
SET session_replication_role = replica;
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'kept' LOOP
        EXECUTE format('DELETE FROM public.%I', name);
        EXECUTE format('INSERT INTO public.%1$I SELECT * FROM kept.%1$I', name);
    END LOOP;
END $$
"""
_ALONE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Lent:
    """A copy of a template, with the rows it began with kept beside."""

    def __init__(self, admin_url: str, template: str, name: str) -> None:
        self.url = servers.url_of(admin_url, name)
        self._admin_url, self._template, self._name = admin_url, template, name
        self._make()

    @contextmanager
    def borrowed(self) -> Iterator[str]:
        """The URL; afterwards the rows are as they were."""
        yield self.url
        with psycopg.connect(self.url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(_ALONE)
            is_as_it_was = connection.execute(_SCHEMA).fetchone() == self._schema
            if is_as_it_was:
                connection.execute(_PUT_BACK)
        if not is_as_it_was:
            servers.admin(self._admin_url, f"DROP DATABASE {self._name} WITH (FORCE)")
            self._make()

    def _make(self) -> None:
        servers.admin(self._admin_url, f"CREATE DATABASE {self._name} TEMPLATE {self._template}")
        servers.admin(self.url, _KEEP)
        with psycopg.connect(self.url.replace("+psycopg", "")) as connection:
            self._schema = connection.execute(_SCHEMA).fetchone()


def file_with(make: Callable[[Database], Made], empty: Path, path: Path) -> tuple[Path, Made]:
    """Copy an empty SQLite file, make something in it, and say what."""
    shutil.copyfile(empty, path)
    return path, _made(f"sqlite:///{path}", make)


def database_with(
    make: Callable[[Database], Made], admin_url: str, empty: str, name: str
) -> tuple[Lent, Made]:
    """Copy an empty PostgreSQL database, make something in it, and lend what comes of it."""
    servers.admin(admin_url, f"CREATE DATABASE {name} TEMPLATE {empty}")
    made = _made(servers.url_of(admin_url, name), make)
    return Lent(admin_url, name, f"lent_{name}"), made


def _made(url: str, make: Callable[[Database], Made]) -> Made:
    db = Database(url)
    try:
        return make(db)
    finally:
        db.close()
