"""Rows of a noun as they lie in the books: whose they are, by which code, what is taken."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, false, func, select, true

from wms.db import Tx
from wms.errors import NotFound
from wms.masterdata.kinds import Ref, same
from wms.registers.noun import Column, Editor, Noun
from wms.tables.base import Table


class Found(NamedTuple):
    """A row that something refers to."""

    id: int
    code: str
    is_active: bool


def rows(noun: Noun, editor: Editor) -> Select[Any]:
    """The rows that are the editor's business."""
    return select(noun.table).where(noun.only, _mine(noun, editor))


def one(tx: Tx, noun: Noun, row_id: int, editor: Editor, *, to_change: bool = False) -> Any:
    """One row. Raises: NotFound, also for another warehouse's."""
    table: Any = noun.table
    if to_change:
        tx.lock(table, row_id)
    row = tx.scalar(rows(noun, editor).where(table.id == row_id))
    if row is None:
        raise NotFound(noun.table.__tablename__, id=str(row_id))
    return row


def referable(noun: Noun, ref: Ref, editor: Editor) -> ColumnElement[bool]:
    """The rows that a reference of the editor's can mean."""
    only = true() if ref.only is None else ref.only
    return and_(noun.only, only, _mine(noun, editor))


def by_code(tx: Tx, noun: Noun, ref: Ref, code: str, editor: Editor) -> Found | None:
    """Whoever is called so, in whatever case or width."""
    table: Any = noun.table
    key = getattr(table, noun.key)
    wanted = select(table.id, key, table.is_active).where(referable(noun, ref, editor))
    # The code itself first: it has an index.
    for matches in (key == code, func.lower(key) == same(code)):
        row = tx.execute(wanted.where(matches)).first()
        if row is not None:
            return Found(*row)
    return None


class Known:
    """What a row is held against: other nouns' rows by code, values that are taken.

    For one row each is asked for; for a sheet (`is_whole`) a noun is read once.
    """

    def __init__(
        self, tx: Tx, noun: Noun, nouns: Mapping[str, Noun], editor: Editor, *, is_whole: bool
    ) -> None:
        self._tx = tx
        self._noun = noun
        self._nouns = nouns
        self._editor = editor
        self._is_whole = is_whole
        self._codes: dict[Ref, dict[str, Found]] = {}
        self._taken: dict[str, dict[str, int]] = {}

    def referred(self, ref: Ref, code: str) -> Found | None:
        """The row of another noun that is called so."""
        other = self._nouns[ref.noun]
        if not self._is_whole:
            return by_code(self._tx, other, ref, code, self._editor)
        if ref not in self._codes:
            table: Any = other.table
            wanted = select(table.id, getattr(table, other.key), table.is_active)
            found = self._tx.execute(wanted.where(referable(other, ref, self._editor)))
            self._codes[ref] = {same(row[1]): Found(*row) for row in found}
        return self._codes[ref].get(same(code))

    def taken(self, column: Column, value: Any) -> int | None:
        """Whose value this is already, in any case, anywhere in the table."""
        table: Any = self._noun.table
        kept = getattr(table, column.name)
        if not self._is_whole:
            return self._tx.scalar(
                select(table.id).where(func.lower(kept) == same(str(value))).limit(1)
            )
        if column.name not in self._taken:
            found = self._tx.execute(select(kept, table.id).where(kept.is_not(None)))
            self._taken[column.name] = {same(str(said)): row_id for said, row_id in found}
        return self._taken[column.name].get(same(str(value)))

    def note(self, values: Mapping[str, Any], number: int) -> None:
        """A row of a sheet shall be so: what is its own is taken for the rows behind it."""
        for column in self._noun.columns:
            if column.is_unique and values.get(column.name) is not None:
                self.taken(column, "")
                self._taken[column.name][same(str(values[column.name]))] = -number


def names(tx: Tx, noun: Noun, ids: Sequence[int]) -> dict[int, str]:
    """Codes of rows by id; all of the noun's when they are many."""
    table: Any = noun.table
    wanted = select(table.id, getattr(table, noun.key))
    if len(ids) <= FEW:
        wanted = wanted.where(table.id.in_(ids))
    return {row_id: code for row_id, code in tx.execute(wanted)}


FEW = 200


def _mine(noun: Noun, editor: Editor) -> ColumnElement[bool]:
    """Whose rows they are: what its table's paths to a warehouse say; goods are everybody's."""
    if editor.warehouse_id is None:
        return true()
    paths = noun.table.kept.warehouse
    if not paths:
        return true()
    either: ColumnElement[bool] = false()
    for path in paths:
        either = either | _along(noun.table, path.split("."), editor.warehouse_id)
    return either


def _along(table: Any, path: Sequence[str], warehouse_id: int) -> ColumnElement[bool]:
    column = getattr(table, path[0])
    if len(path) == 1:
        return column == warehouse_id  # type: ignore[no-any-return]
    (key,) = column.property.columns[0].foreign_keys
    target = _classes()[key.column.table.name]
    return column.in_(  # type: ignore[no-any-return]
        select(target.id).where(_along(target, path[1:], warehouse_id))
    )


@cache
def _classes() -> Mapping[str, Any]:
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Table.registry.mappers}
