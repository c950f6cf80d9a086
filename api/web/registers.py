"""Registers of master data as routes ask for them: which noun an address means, and who asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Path

from api.web.deps import Caller, Db, Now
from wms import registers
from wms.db import Database
from wms.errors import NotFound
from wms.registers import NOUNS, Editor, Entered, Noun, Record, Register, lists, reading

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a caller works on the rows of one noun."""

    noun: Noun
    by: Editor
    db: Database

    @property
    def may_edit(self) -> bool:
        """Whether the caller's role changes rows."""
        return self.by.role in self.noun.edits

    def read(self, work: Callable[[Register], Answer], *, is_whole: bool = False) -> Answer:
        """Look at the register. Raises: Forbidden."""
        return self.db.read(
            lambda tx: work(registers.register(tx, self.noun, self.by, is_whole=is_whole))
        )

    def write(self, work: Callable[[Register], Answer], *, is_whole: bool = False) -> Answer:
        """Change the register. Raises: Forbidden."""
        return self.db.write(
            lambda tx: work(registers.register(tx, self.noun, self.by, is_whole=is_whole))
        )

    def create(self, said: Mapping[str, Any]) -> Record:
        """Make a row of what was said. Raises: as `Register.create`."""
        entered = self._prepared(reading.read(self.noun, said, is_new=True), "")
        return self.write(lambda register: register.create(entered))

    def change(self, row_id: int, said: Mapping[str, Any], version: str) -> Record:
        """Give a row other values. Raises: as `Register.change`."""
        there = self.read(lambda register: lists.one(register, row_id))
        entered = reading.read(self.noun, said, is_new=False)
        prepared = self._prepared(entered, str(there.values[self.noun.key]))
        return self.write(lambda register: register.change(row_id, prepared, version))

    def _prepared(self, entered: Entered, key: str) -> Entered:
        reading.prepare(self.noun, entered, key or str(entered.values.get(self.noun.key, "")))
        return entered


def editor_of(caller: Caller, now: Now) -> Editor:
    """The caller as who enters things."""
    assert caller.role is not None
    return Editor(caller.role, now, caller.user_id, caller.warehouse_id)


async def _desk(
    name: Annotated[str, Path(alias="noun", max_length=40)], caller: Caller, now: Now, db: Db
) -> Desk:
    """Raises: NotFound for what is no noun."""
    noun = NOUNS.get(name)
    if noun is None:
        raise NotFound("noun", key=name)
    return Desk(noun, editor_of(caller, now), db)


AtDesk = Annotated[Desk, Depends(_desk)]
"""The noun in the path, for the caller."""
