"""What was said of a row, read column by column, and judged against the books."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wms import codes
from wms.db import Tx
from wms.errors import Refused
from wms.masterdata.kinds import Ref, Unfit
from wms.registers.finding import Known
from wms.registers.noun import Column, Draft, Editor, Fault, Noun


@dataclass(slots=True)
class Entered:
    """Values by column as far as they could be read, and what is wrong."""

    values: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)

    def wrong(self, one: Fault) -> None:
        """A column's first fault is the one that is told."""
        self.faults.setdefault(one.column, one)


def read(noun: Noun, said: Mapping[str, Any], *, is_new: bool) -> Entered:
    """Read what was said; what is blank is nothing. Touches no database."""
    entered = Entered()
    for name in said:
        if noun.column(name) is None:
            entered.wrong(Fault(name, codes.Entry.UNKNOWN, {}))
    for column in noun.columns:
        if column.name in said or is_new:
            _read(column, said.get(column.name), entered, is_new)
    return entered


def _read(column: Column, said: Any, entered: Entered, is_new: bool) -> None:
    if said is None or (isinstance(said, str) and not said.strip()):
        is_asked = column.is_kept or is_new
        if is_asked:
            entered.values[column.name] = column.default
        if is_asked and column.is_required and column.default is None:
            entered.wrong(Fault(column.name, codes.Entry.REQUIRED, {}))
        return
    try:
        entered.values[column.name] = column.kind.read(said)
    except Unfit as unfit:
        entered.wrong(Fault(column.name, unfit.code, unfit.details))


def judge(tx: Tx, noun: Noun, entered: Entered, row: Any, editor: Editor, known: Known) -> Draft:
    """Everything that must hold, on top of what could be read; faults are added to what was
    entered, references become ids."""
    _refer(noun, entered, row, editor, known)
    changed = {
        column.name: column
        for column in noun.columns
        if column.name in entered.values and column.name not in entered.faults
        if row is None or not column.is_kept or _differs(row, column, entered.values[column.name])
    }
    for column in changed.values():
        _judge_column(noun, column, entered, row, known)
    fixed = [one.name for one in changed.values() if row is not None and one.is_fixed_in_use]
    if fixed and noun.is_used(tx, row):
        for name in fixed:
            entered.wrong(Fault(name, codes.Entry.IN_USE, {}))
    before = {} if row is None else {one.name: getattr(row, one.name) for one in noun.kept}
    draft = Draft(before | entered.values, row)
    if not entered.faults:
        for one in noun.judge(tx, draft):
            entered.wrong(one)
    return draft


def must_be_right(entered: Entered) -> None:
    """Raises: Refused("entry.faults") with a fault a column."""
    if entered.faults:
        raise Refused(codes.Entry.FAULTS, faults=told(entered.faults.values()))


def told(faults: Iterable[Fault]) -> dict[str, Any]:
    """Faults as plain JSON: by column its code and what fills its words."""
    return {one.column: {"code": str(one.code), "details": dict(one.details)} for one in faults}


def _differs(row: Any, column: Column, value: Any) -> bool:
    return bool(getattr(row, column.name) != value)


def _judge_column(noun: Noun, column: Column, entered: Entered, row: Any, known: Known) -> None:
    value = entered.values[column.name]
    if row is not None and column.is_once:
        entered.wrong(Fault(column.name, codes.Entry.SAID_ONCE, {}))
    if column.is_unique and value is not None:
        taken_by = known.taken(column, value)
        if taken_by is not None and (row is None or taken_by != row.id):
            entered.wrong(Fault(column.name, codes.Entry.TAKEN, {"said": str(value)}))


def _refer(noun: Noun, entered: Entered, row: Any, editor: Editor, known: Known) -> None:
    for column in noun.columns:
        value = entered.values.get(column.name)
        if not isinstance(column.kind, Ref) or not isinstance(value, str):
            continue
        found = known.referred(column.kind, value)
        entered.values[column.name] = None if found is None else found.id
        if found is None:
            entered.wrong(Fault(column.name, codes.Entry.NOT_THERE, {"said": value}))
        elif not found.is_active and (row is None or getattr(row, column.name) != found.id):
            entered.wrong(Fault(column.name, codes.Entry.RETIRED, {"said": value}))


def prepare(noun: Noun, entered: Entered, key: str) -> None:
    """What takes long and needs no books, before any transaction."""
    if not entered.faults:
        for one in noun.prepare(entered.values, key):
            entered.wrong(one)
