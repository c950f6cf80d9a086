"""What migrations do on purpose to rows that were there. All else they must leave as it was."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, inspect, text

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]
"""By table every row, by column."""


@dataclass(frozen=True, slots=True)
class Change:
    """One migration rewrites these columns of a table, or takes these rows away."""

    revision: str
    table: str
    columns: frozenset[str] = frozenset()
    gone: str = ""
    """A condition of SQL on the table as it was before."""


CHANGES: tuple[Change, ...] = (
    Change("0002", "fact", columns=frozenset({"data"})),
    Change("0002", "station_task", gone="flow = 'scale'"),
)
"""A migration that rewrites or removes what was there has a line here and says why in its text."""


def since(revision: str) -> list[Change]:
    """What the migrations after this one do on purpose."""
    return [one for one in CHANGES if one.revision > revision]


def rows_of(connection: Connection, changes: Sequence[Change] = ()) -> Rows:
    """Every row, but for those that a change takes away."""
    gone = {one.table: one.gone for one in changes if one.gone}
    tables = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
    return {name: _rows(connection, name, gone.get(name, "FALSE")) for name in tables}


def _rows(connection: Connection, table: str, gone: str) -> Sequence[Row]:
    rows = connection.execute(text(f'SELECT * FROM "{table}" WHERE NOT ({gone})'))
    return [dict(row) for row in rows.mappings()]


def lost(before: Rows, after: Rows, changes: Sequence[Change]) -> Iterator[str]:
    """Tables in which rows are gone, or have other values in columns that are still there."""
    rewritten = {(one.table, column) for one in changes for column in one.columns}
    for table, rows in before.items():
        now = after.get(table)
        if now is None:
            yield f"{table} is not there any more"
        elif rows and not now:
            yield f"{table} is empty"
        elif rows:
            columns = [one for one in rows[0] if one in now[0] and (table, one) not in rewritten]
            missing = (_count(rows, columns) - _count(now, columns)).total()
            where = [one for one in columns if _count(rows, [one]) - _count(now, [one])]
            if missing:
                said = ", ".join(where) or "how its values belong together"
                yield f"{table}: {missing} of {len(rows)} rows are gone or other in {said}"


def _count(rows: Sequence[Row], columns: Sequence[str]) -> Counter[str]:
    return Counter(repr([row[name] for name in columns]) for row in rows)
