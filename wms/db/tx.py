"""One unit of work, as use cases see it."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, inspect, select, tuple_
from sqlalchemy import Table as CoreTable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session

from wms.errors import NotFound

Answer = TypeVar("Answer")
Row = TypeVar("Row", bound=DeclarativeBase)

KEYS_AT_ONCE = 5_000
"""Both databases bound the parameters of one statement."""


_FOR_CHANGE: dict[str, Any] = {"key_share": True}
"""Keys never change, so whoever only refers to a locked row need not wait for it."""


class Tx(Session):
    """SQLAlchemy's unit of work plus locked reads; rows keep their values after the commit."""

    def __init__(self, connection: Connection) -> None:
        # The transaction is the connection's: whoever opened it ends it.
        super().__init__(
            bind=connection, join_transaction_mode="rollback_only", expire_on_commit=False
        )
        self._connection = connection

    def connection(self, *arguments: Any, **options: Any) -> Connection:
        """The connection, for set-based SQL."""
        if self.in_nested_transaction():  # which the session opens at its first statement
            return super().connection(*arguments, **options)
        # The session's own way begins a unit of work that set-based SQL does not need.
        return self._connection

    def commit(self) -> None:
        raise AssertionError("only Database commits")

    def finish(self) -> None:
        """Write what is pending; the last thing before the commit."""
        self.flush()
        if self.in_transaction():
            super().commit()

    def lock(self, kind: type[Row], key: Any) -> Row:
        """Read a row for change, fresh from the database. Raises: NotFound."""
        # populate_existing: a plain locked get would hand back the stale copy already in memory.
        row = self.get(kind, key, with_for_update=_FOR_CHANGE, populate_existing=True)
        if row is None:
            raise NotFound(kind.__tablename__, id=str(key))
        return row

    def lock_all(self, rows: Select[Row]) -> Sequence[Row]:
        """Read rows for change, fresh. The select must order by primary key."""
        fresh: Any = rows.with_for_update(**_FOR_CHANGE).execution_options(populate_existing=True)
        return list(self.scalars(fresh))

    def find(self, kind: type[Row], key: Any) -> Row:
        """Read a row. Raises: NotFound."""
        row = self.get(kind, key)
        if row is None:
            raise NotFound(kind.__tablename__, id=str(key))
        return row

    def reload(self, kind: type[Row]) -> None:
        """Read the loaded rows of a kind again: set-based SQL changed them behind our back.

        Rows that are gone are let go.
        """
        rows = [row for row in self.identity_map.values() if type(row) is kind]
        if not rows:
            return
        loaded = {inspect(row).identity or (): row for row in rows}
        keys, key = sorted(loaded), tuple_(*core(kind).primary_key)
        found: set[object] = set()
        for start in range(0, len(keys), KEYS_AT_ONCE):
            these = key.in_(keys[start : start + KEYS_AT_ONCE])
            again = select(kind).where(these).execution_options(populate_existing=True)
            found.update(self.scalars(again))
        for row in loaded.values():
            if row not in found:
                self.expunge(row)

    @property
    def is_sqlite(self) -> bool:
        return self._connection.dialect.name == "sqlite"


def run(connection: Connection, use_case: Callable[[Tx], Answer]) -> Answer:
    """Run a use case in a transaction of its own on a connection, and commit it."""
    with connection.begin(), Tx(connection) as tx:
        answer = use_case(tx)
        tx.finish()
        return answer


def core(kind: type[DeclarativeBase]) -> CoreTable:
    """The Core table behind a mapped class, for set-based SQL."""
    table = kind.__table__
    assert isinstance(table, CoreTable)
    return table


def per_dialect(build: Callable[[Any], Any]) -> Mapping[str, Any]:
    """A statement for each database by dialect name; `build` gets the dialect's own `insert`.

    Both spell ON CONFLICT alike, so only the constructor differs. Apart from the bulk loader for
    readings nothing else knows the dialect.
    """
    return {"sqlite": build(sqlite.insert), "postgresql": build(postgresql.insert)}


def insert_new(tx: Tx, table: type[DeclarativeBase], rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert those rows whose key is not there yet; return how many were new.

    On PostgreSQL a key that another open transaction is inserting is waited for.
    """
    return len(insert_new_keys(tx, table, rows))


def insert_new_keys(
    tx: Tx, table: type[DeclarativeBase], rows: Sequence[Mapping[str, Any]]
) -> Sequence[Any]:
    """Insert those rows whose key is not there yet; return the first key column of the new ones."""
    if not rows:
        return []
    connection = tx.connection()
    statement = _insert_new(core(table))[connection.dialect.name]
    key = next(iter(core(table).primary_key))
    if len(rows) == 1 and key.name in rows[0]:  # half the cost of RETURNING
        return [rows[0][key.name]] * connection.execute(statement, rows[0]).rowcount
    # A rowcount is not to be had for many rows, nor for one whose key the database makes.
    return connection.execute(statement.returning(key), list(rows)).scalars().all()


@cache
def _insert_new(table: CoreTable) -> Mapping[str, Any]:
    return per_dialect(
        lambda insert: (
            insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
        )
    )
