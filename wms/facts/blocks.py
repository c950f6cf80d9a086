"""Blocks of sealed evidence, as entries of the audit chain say them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from wms.db import Tx
from wms.tables.facts import Audit

SEALED = "evidence.sealed"
PAGE = 400


@dataclass(frozen=True, slots=True)
class Block:
    """An entry of the audit that seals; `facts` and `entries` had been said when it was read."""

    id: int
    at: datetime
    part: str
    rows: int
    hash: str
    facts: int
    entries: int
    until: int


def blocks_of(tx: Tx) -> Iterator[Block]:
    """Entries that seal."""
    asked = select(Audit).where(Audit.action == SEALED).execution_options(yield_per=PAGE)
    return map(_block, tx.scalars(asked))


def last_block(tx: Tx, part: str) -> Block | None:
    """The newest block of a part."""
    theirs = (Audit.action == SEALED) & (Audit.subject == f"evidence:{part}")
    row = tx.scalars(select(Audit).where(theirs).order_by(Audit.id.desc()).limit(1)).first()
    return None if row is None else _block(row)


def _block(row: Audit) -> Block:
    """An entry as what it should be; whoever rewrote it is found by the chain and the hash."""
    said, numbers = row.data, ("rows", "facts", "entries", "until")
    rows, facts, entries, until = (int(said.get(name, 0)) for name in numbers)
    part, hash = row.subject.removeprefix("evidence:"), str(said.get("hash", ""))
    return Block(row.id, row.at, part, rows, hash, facts, entries, until)
