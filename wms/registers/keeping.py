"""Rows are made, changed, retired and brought back, each on the record with what it was before.

A row's version is a digest of its values: whoever changes one says which they have read.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wms import codes
from wms.db import Tx
from wms.errors import Conflict, Forbidden, Refused
from wms.facts import audit
from wms.masterdata.kinds import Ref
from wms.registers import finding, reading
from wms.registers.finding import Known
from wms.registers.noun import Column, Draft, Editor, Noun
from wms.registers.reading import Entered


@dataclass(frozen=True, slots=True)
class Record:
    """A row as others see it."""

    id: int
    version: str
    is_active: bool
    name_zh: str
    name_en: str
    values: Mapping[str, Any]
    """By column as it is kept; of a reference the other's code."""


class Register:
    """A noun's rows, within one transaction, for one editor."""

    def __init__(
        self,
        tx: Tx,
        noun: Noun,
        nouns: Mapping[str, Noun],
        editor: Editor,
        *,
        is_whole: bool = False,
    ) -> None:
        if editor.role not in noun.sees:
            raise Forbidden(noun.name)
        self.tx = tx
        self.noun = noun
        self.nouns = nouns
        self.editor = editor
        self.known = Known(tx, noun, nouns, editor, is_whole=is_whole)

    def create(self, entered: Entered) -> Record:
        """Make a row. Raises: Forbidden; Refused("entry.faults")."""
        self._must_edit()
        draft = self.judged(entered, None)
        reading.must_be_right(entered)
        row, said = self.made(draft)
        self._tell([said])
        return self.record(row)

    def change(self, row_id: int, entered: Entered, version: str) -> Record:
        """Give a row other values. What was not said stays as it is.

        Raises: Forbidden; NotFound; Conflict("entry.stale"); Refused("entry.faults").
        """
        self._must_edit()
        row = finding.one(self.tx, self.noun, row_id, self.editor, to_change=True)
        if version != version_of(self.noun, row):
            raise Conflict(codes.Entry.STALE, key=self._key(row))
        draft = self.judged(entered, row)
        reading.must_be_right(entered)
        self._tell([said] if (said := self.changed(draft, entered.values)) else [])
        return self.record(row)

    def retire(self, row_id: int, version: str) -> Record:
        """Take a row out of use; it stays in the books.

        Raises: Forbidden; NotFound; Conflict("entry.stale"); Refused("entry.still_needed").
        """
        row = self._turned(row_id, version, is_active=False)
        if count := self.noun.needed_by(self.tx, row):
            raise Refused(codes.Entry.STILL_NEEDED, key=self._key(row), count=count)
        return self._is_active_now(row, "retired")

    def restore(self, row_id: int, version: str) -> Record:
        """Bring a retired row back. Raises: Forbidden; NotFound; Conflict("entry.stale")."""
        row = self._turned(row_id, version, is_active=True)
        return self._is_active_now(row, "restored")

    def judged(self, entered: Entered, row: Any) -> Draft:
        """What the row shall be; what is wrong is added to what was entered."""
        return reading.judge(self.tx, self.noun, entered, row, self.editor, self.known)

    def made(self, draft: Draft) -> tuple[Any, audit.Said]:
        """Make the row, without telling anybody yet."""
        if self.noun.add is not None:
            row: Any = self.noun.add(self.tx, draft.values, self.editor)
        else:
            row = self.noun.table(**draft.values)
        self.tx.add(row)
        self.tx.flush()
        new = {
            column.name: [None, self._plain(column, value)]
            for column in self.noun.kept
            if (value := getattr(row, column.name)) is not None
        }
        return row, self._said(row, "created", new)

    def differences(self, draft: Draft, values: Mapping[str, Any]) -> dict[str, Any]:
        """What would be other than it is, by column: before and after, as plain values."""
        found: dict[str, Any] = {}
        for column in self.noun.columns:
            if column.name not in values:
                continue
            value = values[column.name]
            if not column.is_kept:
                found[column.name] = [None, column.kind.plain(value)]
            elif getattr(draft.row, column.name) != value:
                before = getattr(draft.row, column.name)
                found[column.name] = [self._plain(column, before), self._plain(column, value)]
        return found

    def changed(self, draft: Draft, values: Mapping[str, Any]) -> audit.Said | None:
        """Change the row, without telling anybody yet; None when it is so already."""
        changes = self.differences(draft, values)
        if not changes:
            return None
        other = {name: values[name] for name in changes}
        for column in self.noun.kept:
            if column.name in other:
                setattr(draft.row, column.name, other[column.name])
        self.tx.flush()
        self.noun.saved(self.tx, draft.row, other, self.editor)
        self.tx.flush()
        return self._said(draft.row, "changed", changes)

    def record(self, row: Any) -> Record:
        """A row as others see it."""
        return recorded(self.tx, self.noun, self.nouns, [row])[0]

    def tell(self, said: list[audit.Said]) -> None:
        """Put many changes on the record at once."""
        self._must_edit()
        self._tell(said)

    def _must_edit(self) -> None:
        if self.editor.role not in self.noun.edits:
            raise Forbidden(self.noun.name)
        is_everybodys = not self.noun.table.kept.warehouse
        if is_everybodys and self.editor.warehouse_id is not None:
            # What all warehouses share is changed by who works for all of them.
            raise Forbidden(self.noun.name)

    def _turned(self, row_id: int, version: str, *, is_active: bool) -> Any:
        self._must_edit()
        row = finding.one(self.tx, self.noun, row_id, self.editor, to_change=True)
        if version != version_of(self.noun, row):
            raise Conflict(codes.Entry.STALE, key=self._key(row))
        row.is_active = is_active
        self.tx.flush()
        return row

    def _is_active_now(self, row: Any, deed: str) -> Record:
        self.noun.saved(self.tx, row, {"is_active": row.is_active}, self.editor)
        self.tx.flush()
        self._tell([self._said(row, deed, {})])
        return self.record(row)

    def _said(self, row: Any, deed: str, changes: Mapping[str, Any]) -> audit.Said:
        data = {"key": self._key(row), "changes": changes}
        return audit.Said(f"{self.noun.name}.{deed}", subject(self.noun, row.id), data)

    def _tell(self, said: list[audit.Said]) -> None:
        audit.record_all(self.tx, said, by=self.editor.user_id, now=self.editor.now)

    def _key(self, row: Any) -> str:
        return str(getattr(row, self.noun.key))

    def _plain(self, column: Column, value: Any) -> Any:
        if value is None or not isinstance(column.kind, Ref):
            return None if value is None else column.kind.plain(value)
        return finding.names(self.tx, self.nouns[column.kind.noun], [value]).get(value)


def subject(noun: Noun, row_id: int) -> str:
    """How the history calls a row."""
    return f"{noun.name}:{row_id}"


def version_of(noun: Noun, row: Any) -> str:
    """A digest of what is known of a row: it is another as soon as anything is."""
    kept = [[column.name, str(getattr(row, column.name))] for column in noun.kept]
    kept.append(["is_active", str(row.is_active)])
    said = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def recorded(tx: Tx, noun: Noun, nouns: Mapping[str, Noun], rows: list[Any]) -> list[Record]:
    """Rows as others see them; what they refer to is looked up once a column."""
    called: dict[str, dict[int, str]] = {}
    for column in noun.kept:
        if isinstance(column.kind, Ref):
            ids = {getattr(row, column.name) for row in rows} - {None}
            called[column.name] = (
                finding.names(tx, nouns[column.kind.noun], sorted(ids)) if ids else {}
            )
    zh, en = noun.called
    return [
        Record(
            id=row.id,
            version=version_of(noun, row),
            is_active=row.is_active,
            name_zh=str(getattr(row, zh)),
            name_en=str(getattr(row, en)),
            values={
                column.name: called[column.name].get(getattr(row, column.name))
                if column.name in called
                else getattr(row, column.name)
                for column in noun.kept
            },
        )
        for row in rows
    ]
