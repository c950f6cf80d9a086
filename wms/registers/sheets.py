"""A sheet of rows, judged as a whole: what each would change, and nothing until all are right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from wms import codes
from wms.errors import Forbidden, Refused
from wms.facts import audit
from wms.masterdata.kinds import same
from wms.registers import finding, reading
from wms.registers.keeping import Register
from wms.registers.noun import Column, Draft, Fault, Noun

ROWS_MAX = 10_000
Rows = Mapping[int, Mapping[str, Any]]
"""By its number what a row says of each column."""


class Fate(StrEnum):
    """What becomes of a row of a sheet."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A row of a sheet by its number there: what becomes of it, and why not."""

    number: int
    key: str
    fate: Fate
    changes: Sequence[str] = ()
    """Names of columns that would be others."""
    faults: Mapping[str, Any] | None = None


def columns_of(noun: Noun, headings: Sequence[str]) -> list[Column | None]:
    """Which column each heading of a sheet means, by its name or its words; None for a blank one.

    Raises: Refused("sheet.unknown_columns" | "sheet.twice" | "sheet.no_key").
    """
    meant = {
        same(word): column
        for column in noun.columns
        for word in (column.name, column.zh, column.en)
    }
    found = [meant.get(same(heading.rstrip("*"))) for heading in headings]
    strange = [
        heading[:40]
        for heading, column in zip(headings, found, strict=True)
        if column is None and heading.strip()
    ]
    if strange:
        raise Refused(codes.Sheet.UNKNOWN_COLUMNS, columns=", ".join(strange[:10]))
    names = [column.name for column in found if column is not None]
    if twice := {name for name in names if names.count(name) > 1}:
        raise Refused(codes.Sheet.TWICE, columns=", ".join(sorted(twice)))
    if noun.key not in names:
        raise Refused(codes.Sheet.NO_KEY, column=noun.key_column.zh)
    return found


def said_of(
    columns: Sequence[Column | None], rows: Sequence[Sequence[str]]
) -> dict[int, dict[str, Any]]:
    """By its number the row by column name, the first below the headings being 2; blank ones and
    what lies outside the headings are left out."""
    return {
        number: {
            column.name: cell
            for column, cell in zip(columns, row, strict=False)
            if column is not None
        }
        for number, row in enumerate(rows, 2)
        if any(row)
    }


def judge(register: Register, rows: Rows) -> list[Verdict]:
    """What would become of each row. Changes nothing. Raises: Forbidden;
    Refused("sheet.too_many_rows")."""
    return [judged.verdict for judged in _judged(register, rows, to_change=False)]


def take(register: Register, rows: Rows) -> list[Verdict]:
    """Take all rows in, or none.

    Raises: Forbidden; Refused("sheet.too_many_rows" | "sheet.has_faults").
    """
    judged = _judged(register, rows, to_change=True)
    if wrong := [one.verdict.number for one in judged if one.verdict.fate is Fate.WRONG]:
        raise Refused(codes.Sheet.HAS_FAULTS, rows=", ".join(map(str, wrong[:20])))
    told: list[audit.Said | None] = []
    for one in judged:
        if one.verdict.fate is Fate.NEW:
            told.append(register.made(one.draft)[1])
        elif one.verdict.fate is Fate.CHANGED:
            told.append(register.changed(one.draft, one.values))
    register.tell([said for said in told if said is not None])
    return [one.verdict for one in judged]


@dataclass(frozen=True, slots=True)
class _Judged:
    verdict: Verdict
    draft: Draft
    values: Mapping[str, Any]


def _judged(register: Register, rows: Rows, *, to_change: bool) -> list[_Judged]:
    if not register.noun.has_sheets:
        raise Forbidden(register.noun.name)
    if len(rows) > ROWS_MAX:
        raise Refused(codes.Sheet.TOO_MANY_ROWS, most=ROWS_MAX)
    there = _there(register, to_change=to_change)
    seen: dict[str, int] = {}
    judged = []
    for number, row in rows.items():
        key = same(str(row.get(register.noun.key) or ""))
        if key in seen:
            twice = Fault(register.noun.key, codes.Sheet.SAME_KEY, {"row": seen[key]})
            judged.append(_wrong(register.noun, number, row, [twice]))
            continue
        if key:
            seen[key] = number
        judged.append(_row(register, number, row, there.get(key)))
    return judged


def _row(register: Register, number: int, row: Mapping[str, Any], there: Any) -> _Judged:
    noun = register.noun
    if there is not None:  # called as it is, in whatever case or width the sheet says it
        row = {**row, noun.key: getattr(there, noun.key)}
    entered = reading.read(noun, row, is_new=there is None)
    draft = register.judged(entered, there)
    if entered.faults:
        return _wrong(noun, number, row, list(entered.faults.values()))
    key = str(draft[noun.key])
    register.known.note(draft.values, number if there is None else -there.id)
    if there is None:
        return _Judged(Verdict(number, key, Fate.NEW), draft, entered.values)
    changes = tuple(register.differences(draft, entered.values))
    fate = Fate.CHANGED if changes else Fate.SAME
    return _Judged(Verdict(number, key, fate, changes), draft, entered.values)


def _wrong(noun: Noun, number: int, row: Mapping[str, Any], faults: list[Fault]) -> _Judged:
    key = str(row.get(noun.key) or "")[:40]
    return _Judged(Verdict(number, key, Fate.WRONG, faults=reading.told(faults)), Draft({}), {})


def _there(register: Register, *, to_change: bool) -> dict[str, Any]:
    """The editor's rows by the code they are called by."""
    table: Any = register.noun.table
    wanted = finding.rows(register.noun, register.editor).order_by(table.id)
    rows = register.tx.lock_all(wanted) if to_change else list(register.tx.scalars(wanted))
    return {same(str(getattr(row, register.noun.key))): row for row in rows}
