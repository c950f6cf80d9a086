"""Rows to look at: searched, filtered, sorted, a page at a time; and what one was before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from wms.facts import audit
from wms.masterdata.kinds import Choice, Ref, Text, folded
from wms.registers import finding
from wms.registers.keeping import Record, Register, recorded, subject

PAGE = 50
PAGE_MAX = 500


@dataclass(frozen=True, slots=True)
class Wish:
    """What shall be listed."""

    words: str = ""
    """Somewhere in a text of the list."""
    only: Mapping[str, Any] = field(default_factory=dict)
    """By column the value it must have, as it is said; unknown ones ask for nothing."""
    retired: bool = False
    sort: str = ""
    """A column, with `-` in front the other way round; what rows are called by comes last."""
    page: int = 1
    size: int = PAGE


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of rows, and how many there are in all."""

    records: list[Record]
    count: int
    page: int
    pages: int


def listed(register: Register, wish: Wish) -> Listed:
    """A page of a noun's rows."""
    tx, noun = register.tx, register.noun
    wanted = _wanted(register, wish)
    count = tx.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    pages = max(1, -(-count // wish.size))
    page = min(max(1, wish.page), pages)
    rows = tx.scalars(
        wanted.order_by(*_order(register, wish)).limit(wish.size).offset((page - 1) * wish.size)
    )
    records = recorded(tx, noun, register.nouns, list(rows))
    return Listed(records, count, page, pages)


def after(register: Register, last_id: int, wish: Wish) -> list[Record]:
    """The next rows behind an id, in the order of their ids: for programs that read all."""
    table: Any = register.noun.table
    wanted = _wanted(register, wish).where(table.id > last_id).order_by(table.id).limit(wish.size)
    return recorded(register.tx, register.noun, register.nouns, list(register.tx.scalars(wanted)))


def everything(register: Register, wish: Wish, most: int) -> list[Record]:
    """All rows of a list as it is shown, up to so many."""
    rows = register.tx.scalars(
        _wanted(register, wish).order_by(*_order(register, wish)).limit(most)
    )
    return recorded(register.tx, register.noun, register.nouns, list(rows))


def one(register: Register, row_id: int) -> Record:
    """One row. Raises: NotFound."""
    return register.record(finding.one(register.tx, register.noun, row_id, register.editor))


def history(register: Register, row_id: int, limit: int = 100) -> list[audit.Entry]:
    """Who changed what of a row, the newest first."""
    return list(audit.entries(register.tx, subject=subject(register.noun, row_id), limit=limit))


def options(register: Register, ref: Ref, most: int) -> list[Record] | None:
    """The rows in use that a reference may name; None when they are too many to choose from."""
    other = register.nouns[ref.noun]
    table: Any = other.table
    can_be_meant = finding.referable(other, ref, register.editor)
    wanted = select(table).where(can_be_meant, table.is_active)
    rows = list(register.tx.scalars(wanted.order_by(getattr(table, other.key)).limit(most + 1)))
    if len(rows) > most:
        return None
    return recorded(register.tx, other, register.nouns, rows)


def counted(register: Register) -> int:
    """How many rows are in use."""
    table: Any = register.noun.table
    wanted = finding.rows(register.noun, register.editor).where(table.is_active)
    return register.tx.scalar(select(func.count()).select_from(wanted.subquery())) or 0


def _wanted(register: Register, wish: Wish) -> Select[Any]:
    noun = register.noun
    table: Any = noun.table
    wanted = finding.rows(noun, register.editor).where(table.is_active.is_(not wish.retired))
    words = folded(wish.words)[:40]
    if words:
        texts = {
            *(one.name for one in noun.kept if one.is_listed and isinstance(one.kind, Text)),
            noun.key,
            *noun.called,
        }
        wanted = wanted.where(
            or_(*(getattr(table, name).icontains(words, autoescape=True) for name in sorted(texts)))
        )
    return wanted.where(and_(True, *_only(register, wish)))


def _only(register: Register, wish: Wish) -> list[Any]:
    """Conditions of the filters; a value nobody can have leaves nothing."""
    table: Any = register.noun.table
    conditions = []
    for column in register.noun.kept:
        said = wish.only.get(column.name)
        if not said or not isinstance(said, str):
            continue
        if isinstance(column.kind, Ref):
            found = register.known.referred(column.kind, said)
            conditions.append(getattr(table, column.name) == (found.id if found else -1))
        elif isinstance(column.kind, Choice):
            conditions += [
                getattr(table, column.name) == value
                for value in column.kind.words
                if str(value) == said
            ]
    return conditions


def _order(register: Register, wish: Wish) -> list[Any]:
    noun = register.noun
    table: Any = noun.table
    name = wish.sort.removeprefix("-")
    by_key = [getattr(table, noun.key), table.id]
    if name not in {one.name for one in noun.kept}:
        return by_key
    column = getattr(table, name)
    return [column.desc() if wish.sort.startswith("-") else column.asc(), *by_key]
