"""A column among many ids, as one bound value: neither database takes a parameter per id.

PostgreSQL ends at 65,535 parameters a statement, SQLite at a setting; a lot may have 100,000
descendants.
"""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import BigInteger

FEW = 500
"""Up to so many ids are parameters of their own, which planners estimate better."""


def among(column: Any, ids: Collection[int]) -> ColumnElement[bool]:
    """Whether a whole-number column is one of these ids, however many there are."""
    if len(ids) <= FEW:
        return column.in_(ids)  # type: ignore[no-any-return]
    return column.in_(select(_numbers(bindparam(None, json.dumps(list(ids)), Text))))  # type: ignore[no-any-return]


def just(column: Any, value: Any) -> ColumnElement[bool]:
    """A column at a value that is written into the statement, so that a partial index is found."""
    written = bindparam(None, value, column.type, literal_execute=True)
    return column == written  # type: ignore[no-any-return]


class _numbers(FunctionElement[int]):  # noqa: N801
    """The whole numbers of a JSON array, a row each."""

    type = BigInteger()
    inherit_cache = True


@compiles(_numbers, "sqlite")
def _on_sqlite(element: _numbers, compiler: Any, **options: Any) -> str:
    return f"value FROM json_each({compiler.process(element.clauses, **options)})"


@compiles(_numbers, "postgresql")
def _on_postgresql(element: _numbers, compiler: Any, **options: Any) -> str:
    told = compiler.process(element.clauses, **options)
    return f"CAST(json_array_elements_text(CAST({told} AS JSON)) AS BIGINT)"
