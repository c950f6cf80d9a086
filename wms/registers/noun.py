"""A noun described once: its columns, who may see and enter it, and what is peculiar to it.

Everything else follows from the description: list, form, history, REST, sheets out and in.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, true

from wms import codes
from wms.codes import Code
from wms.db import Tx
from wms.masterdata.kinds import Kind, Words
from wms.tables.access import Role
from wms.tables.base import Table


@dataclass(frozen=True, slots=True)
class Editor:
    """Who asks: their role, whose warehouse they work in (None: all), and when."""

    role: Role
    now: datetime
    user_id: int | None = None
    warehouse_id: int | None = None


class Fault(NamedTuple):
    """What is wrong with one column."""

    column: str
    code: Code
    details: Mapping[str, Any]


def fault(column: str, code: Code, **details: Any) -> Fault:
    """A column's fault, said with the details of its code."""
    codes.must_carry(code, details)
    return Fault(column, code, details)


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that is known of every row."""

    name: str
    kind: Kind
    zh: str
    en: str
    hint: Words = ("", "")
    is_optional: bool = False
    """May be left out; it is then the default, or nothing."""
    default: Any = None
    is_once: bool = False
    """Said when the row is made, and never changed: it is printed and scanned."""
    is_fixed_in_use: bool = False
    """Cannot change once the row is in use: what happened would look different."""
    is_unique: bool = False
    is_listed: bool = False
    is_kept: bool = True
    """False: `add` and `saved` take it; the row has no such column."""

    @property
    def is_required(self) -> bool:
        return not self.is_optional


@dataclass(frozen=True, slots=True)
class Draft:
    """What a row shall become: every kept column's value, references as ids."""

    values: Mapping[str, Any]
    row: Any = None
    """The row that there is; None when it is new."""

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)


def _as_it_is(values: dict[str, Any], key: str) -> Iterator[Fault]:
    return iter(())


def _nothing_wrong(tx: Tx, draft: Draft) -> Iterator[Fault]:
    return iter(())


def _never_used(tx: Tx, row: Any) -> bool:
    return False


def _needed_by_nobody(tx: Tx, row: Any) -> int:
    return 0


def _nothing_more(tx: Tx, row: Any, values: Mapping[str, Any], editor: Editor) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """The whole description. Rules are functions; what has none says nothing."""

    name: str
    """In addresses, permissions and the history: `items`."""
    table: type[Table]
    one: Words
    many: Words
    icon: str
    place: int
    """Where it stands among the nouns: what others refer to comes first."""
    lead: Words
    sees: frozenset[Role]
    edits: frozenset[Role]
    columns: tuple[Column, ...]
    key: str = "code"
    """The column by which people, sheets and programs call a row."""
    called: tuple[str, str] = ("name_zh", "name_en")
    """Columns that say what a row is called in each language."""
    only: ColumnElement[bool] = field(default_factory=true)
    """Which rows of the table are of this noun."""
    prepare: Callable[[dict[str, Any], str], Iterator[Fault]] = _as_it_is
    """What takes long and needs no books: given the values and the row's key, before any
    transaction."""
    judge: Callable[[Tx, Draft], Iterator[Fault]] = _nothing_wrong
    """What must hold between columns, or towards other rows."""
    add: Callable[[Tx, Mapping[str, Any], Editor], Table] | None = None
    """Makes a row; None: its columns are the row."""
    saved: Callable[[Tx, Any, Mapping[str, Any], Editor], None] = _nothing_more
    """What else changes with a row; is given only the values that changed."""
    is_used: Callable[[Tx, Any], bool] = _never_used
    has_sheets: bool = True
    """Whether it is written as sheets and read from them."""
    needed_by: Callable[[Tx, Any], int] = _needed_by_nobody
    """How many things in use would lack it: then it is not retired."""

    def column(self, name: str) -> Column | None:
        return next((one for one in self.columns if one.name == name), None)

    @property
    def key_column(self) -> Column:
        return next(one for one in self.columns if one.name == self.key)

    @property
    def listed(self) -> tuple[Column, ...]:
        return tuple(one for one in self.columns if one.is_listed)

    @property
    def kept(self) -> tuple[Column, ...]:
        return tuple(one for one in self.columns if one.is_kept)
