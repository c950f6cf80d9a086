"""Sealing evidence: digests of its pieces, in blocks whose hashes are entries of the audit chain.

A block is sealed every hour and whenever somebody asks for the chain's head. Whoever kept a head
outside can then be shown that nothing sealed before it was altered, added or taken away.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby, islice

from sqlalchemy import exists, func, insert, select

from wms import codes
from wms.db import Database, Tx, core
from wms.facts import audit
from wms.facts.evidence import PAGE, PARTS, Part, Piece, key_of, pieces
from wms.facts.measured import digests, micros, moment
from wms.tables.coldroom import Reading
from wms.tables.evidence import EvidenceSeal
from wms.tables.facts import Audit, Fact
from wms.tables.masterdata import Policy

SEALED = "evidence.sealed"
READING = "reading"
BLOCK_MAX = 2_000
"""Pieces of a block: so many are written at once, and others write in between."""
LATE = timedelta(minutes=1)
"""What has begun to be written when a block is sealed is there after this long."""
_SEAL = core(EvidenceSeal)


@dataclass(frozen=True, slots=True)
class Fault:
    """A piece of evidence that is not what was sealed, or a block that is not."""

    code: codes.Evidence
    part: str
    key: str

    def __str__(self) -> str:
        return f"{self.code}: {self.part} {self.key}"


@dataclass(frozen=True, slots=True)
class _Sealed:
    """What was sealed of one piece."""

    key: str
    content: str
    persons: str = ""
    salt: str | None = None
    block_id: int = 0


@dataclass(frozen=True, slots=True)
class _Block:
    """An entry of the audit that seals; `facts` and `entries` had been said when it was read."""

    id: int
    at: datetime
    part: str
    rows: int
    hash: str
    facts: int
    entries: int
    until: int


def seal(db: Database, *, now: datetime) -> int:
    """Seal what is not sealed yet; returns how many pieces."""
    count = 0
    for part in PARTS:
        # What was changed with a word is sealed as it is now; afterwards what is new.
        for find in (_changed, _new):
            while found := db.read(partial(find, part=part, now=now)):
                count += _write(db, found, now)
                if len(found.sealed) < BLOCK_MAX:
                    break
    if readings := db.read(lambda tx: _new_readings(tx, now)):
        count += _write(db, readings, now)
    return count


def verify(tx: Tx, *, now: datetime) -> list[Fault]:
    """Everything sealed that is not what it was; the chain itself is `audit.verify`'s business."""
    blocks = {block.id: block for block in _blocks(tx)}
    faults = _faulty_blocks(tx, blocks)
    for part in PARTS:
        faults += _faulty_pieces(tx, part, blocks, now)
    faults += _faulty_readings(tx, blocks, now)
    faults += _unaudited_policies(tx, blocks)
    return faults


def erase_names(tx: Tx, part: str, key: str) -> None:
    """Let go of what proves who was named in a piece, whose columns are emptied with it."""
    theirs = (_SEAL.c.part == part) & (_SEAL.c.key == key)
    tx.execute(_SEAL.update().where(theirs).values(salt=None))


@dataclass(frozen=True, slots=True)
class _Found:
    """What a block will hold, and what had been said when it was read."""

    part: str
    sealed: Sequence[_Sealed]
    facts: int
    entries: int
    until: int = 0


def _write(db: Database, found: _Found, now: datetime) -> int:
    def store(tx: Tx) -> None:
        data = {
            "rows": len(found.sealed),
            "hash": _hash(found.part, found.sealed),
            "facts": found.facts,
            "entries": found.entries,
            "until": found.until,
        }
        audit.record(tx, SEALED, f"evidence:{found.part}", data, by=None, now=now)
        head = audit.head(tx)
        assert head is not None
        rows = [
            {
                "part": found.part,
                "key": one.key,
                "block_id": head.id,
                "content": one.content,
                "persons": one.persons,
                "salt": one.salt,
            }
            for one in found.sealed
        ]
        tx.connection().execute(insert(_SEAL), rows)

    db.write(store)
    return len(found.sealed)


def _hash(part: str, sealed: Iterable[_Sealed]) -> str:
    lines = sorted(f"{part} {one.key} {one.content} {one.persons}\n" for one in sealed)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _new(tx: Tx, part: Part, now: datetime) -> _Found | None:
    """Pieces without a seal."""
    primary = next(iter(core(part.table).primary_key))
    is_sealed = exists().where(_SEAL.c.part == part.name, _SEAL.c.key == key_of(part))
    asked = select(primary).where(~is_sealed).order_by(primary).limit(BLOCK_MAX)
    if part.where is not None:
        asked = asked.where(part.where)
    said = _said_so_far(tx, now)
    return _found(part, pieces(tx, part, tx.scalars(asked).all()), said)


def _changed(tx: Tx, part: Part, now: datetime) -> _Found | None:
    """Sealed pieces of whose subject something was said since, and that say something else."""
    last = _last_block(tx, part.name)
    if last is None or (part.subject is None and part.audited is None):
        return None
    keys = _subjects_since(tx, part, last)
    said = _said_so_far(tx, now)
    differ = []
    for some in _pages(pieces(tx, part, keys)):
        sealed = _latest(tx, part, some)
        differ += [one for one in some if one.key in sealed and not _agrees(one, sealed[one.key])]
    return _found(part, islice(differ, BLOCK_MAX), said)


def _found(part: Part, some: Iterable[Piece], said: tuple[int, int]) -> _Found | None:
    sealed = []
    for piece in some:
        salt = secrets.token_hex(16) if part.persons else None
        sealed.append(_Sealed(piece.key, piece.content, piece.persons(salt), salt))
    return _Found(part.name, sealed, *said) if sealed else None


def _said_so_far(tx: Tx, now: datetime) -> tuple[int, int]:
    """The newest fact and entry that nothing still being written can come before."""
    newest = select(Fact.id).order_by(Fact.id.desc()).limit(1)
    if not tx.is_sqlite:
        newest = newest.where(Fact.at <= now - LATE)
    return tx.scalar(newest) or 0, tx.scalar(select(func.max(Audit.id))) or 0


def _subjects_since(tx: Tx, part: Part, block: _Block) -> set[int]:
    if part.subject is not None:
        said = select(Fact.subject_id).where(
            Fact.subject_kind == part.subject, Fact.id > block.facts
        )
        return {int(id) for id in tx.scalars(said) if id.isdecimal()}
    about = f"{part.audited}:"
    entries = select(Audit.subject).where(Audit.id > block.entries, Audit.subject.startswith(about))
    ids = {subject.removeprefix(about) for subject in tx.scalars(entries)}
    return {int(id) for id in ids if id.isdecimal()}


def _blocks(tx: Tx) -> Iterator[_Block]:
    """Entries that seal."""
    asked = select(Audit).where(Audit.action == SEALED).execution_options(yield_per=PAGE)
    return map(_block, tx.scalars(asked))


def _last_block(tx: Tx, part: str) -> _Block | None:
    """The newest block of a part."""
    theirs = (Audit.action == SEALED) & (Audit.subject == f"evidence:{part}")
    row = tx.scalars(select(Audit).where(theirs).order_by(Audit.id.desc()).limit(1)).first()
    return None if row is None else _block(row)


def _block(row: Audit) -> _Block:
    """An entry as what it should be; whoever rewrote it is found by the chain and the hash."""
    said, numbers = row.data, ("rows", "facts", "entries", "until")
    rows, facts, entries, until = (int(said.get(name, 0)) for name in numbers)
    part, hash = row.subject.removeprefix("evidence:"), str(said.get("hash", ""))
    return _Block(row.id, row.at, part, rows, hash, facts, entries, until)


def _faulty_blocks(tx: Tx, blocks: dict[int, _Block]) -> list[Fault]:
    """Blocks whose seals are not those that were hashed into the chain."""
    faults, seen = [], set()
    columns = (_SEAL.c.block_id, _SEAL.c.part, _SEAL.c.key, _SEAL.c.content, _SEAL.c.persons)
    asked = select(*columns).order_by(_SEAL.c.block_id).execution_options(yield_per=PAGE)
    for block_id, rows in groupby(tx.execute(asked), key=lambda row: row[0]):
        seen.add(block_id)
        block = blocks.get(block_id)
        sealed = [_Sealed(row[2], row[3], row[4]) for row in rows if block and row[1] == block.part]
        if block is None or _hash(block.part, sealed) != block.hash:
            faults.append(Fault(codes.Evidence.BLOCK, "block", str(block_id)))
    gone = sorted(set(blocks) - seen)
    return faults + [Fault(codes.Evidence.BLOCK, "block", str(id)) for id in gone]


def _faulty_pieces(tx: Tx, part: Part, blocks: dict[int, _Block], now: datetime) -> Iterator[Fault]:
    """Pieces that were sealed and say something else now, or are gone."""
    there: set[str] = set()
    for some in _pages(pieces(tx, part)):
        sealed = _latest(tx, part, some)
        there |= sealed.keys()
        for piece in some:
            kept = sealed.get(piece.key)
            if kept is None or _agrees(piece, kept):
                continue
            if not _was_said(tx, part, piece.key, blocks.get(kept.block_id)):
                yield Fault(codes.Evidence.ALTERED, part.name, piece.key)
    yield from _gone(tx, part, there, blocks, now)


def _gone(
    tx: Tx, part: Part, there: set[str], blocks: dict[int, _Block], now: datetime
) -> Iterator[Fault]:
    """Sealed pieces that are not there any more although nothing lets them go."""
    count = select(func.count(func.distinct(_SEAL.c.key))).where(_SEAL.c.part == part.name)
    if tx.scalar(count) == len(there):
        return
    newest = (
        select(_SEAL.c.key, func.max(_SEAL.c.block_id))
        .where(_SEAL.c.part == part.name)
        .group_by(_SEAL.c.key)
        .order_by(_SEAL.c.key)
    )
    for key, block_id in tx.execute(newest).all():
        block = blocks.get(block_id)
        if key in there or _may_be_gone(part, block, now):
            continue
        if part.where is None or not _was_said(tx, part, key, block):
            yield Fault(codes.Evidence.MISSING, part.name, key)


def _latest(tx: Tx, part: Part, some: Sequence[Piece]) -> dict[str, _Sealed]:
    """The newest seal of each of these pieces."""
    columns = (_SEAL.c.key, _SEAL.c.content, _SEAL.c.persons, _SEAL.c.salt, _SEAL.c.block_id)
    asked = select(*columns).where(
        _SEAL.c.part == part.name, _SEAL.c.key.in_([one.key for one in some])
    )
    rows = tx.execute(asked.order_by(_SEAL.c.block_id))
    return {row[0]: _Sealed(*row) for row in rows}


def _agrees(piece: Piece, sealed: _Sealed) -> bool:
    if piece.content != sealed.content:
        return False
    # Without the salt the names have been erased, and nobody can say any more what they were.
    return sealed.salt is None or piece.persons(sealed.salt) == sealed.persons


def _was_said(tx: Tx, part: Part, key: str, block: _Block | None) -> bool:
    """Whether something was said about a piece since its block, so that it may have changed."""
    if block is None:
        return False
    if part.subject is not None:
        about = (Fact.subject_kind == part.subject) & (Fact.subject_id == key)
        return bool(tx.scalar(select(exists().where(about, Fact.id > block.facts))))
    if part.audited is not None:
        entry = (Audit.subject == f"{part.audited}:{key}") & (Audit.id > block.entries)
        return bool(tx.scalar(select(exists().where(entry))))
    return False


def _may_be_gone(part: Part, block: _Block | None, now: datetime) -> bool:
    """Whether a row has had its time since it was sealed; its block holds without it."""
    length = part.table.kept.term.value
    if block is None or length is None or length == timedelta.max:
        return False
    return bool(block.at + length <= now)


def _new_readings(tx: Tx, now: datetime) -> _Found | None:
    """All that each sensor sent since the last block, as one piece each."""
    last = _last_block(tx, READING)
    since, until = (last.until if last else -1), micros(now - LATE)
    if until <= since:
        return None
    within = (Reading.received_at > moment(since)) & (Reading.received_at <= moment(until))
    sealed = [
        _Sealed(f"{sensor}:{until}", digest) for (sensor, _), digest in digests(tx, [until], within)
    ]
    return _Found(READING, sealed, *_said_so_far(tx, now), until=until) if sealed else None


def _faulty_readings(tx: Tx, blocks: dict[int, _Block], now: datetime) -> Iterator[Fault]:
    windows = sorted({one.until for one in blocks.values() if one.part == READING})
    if not windows:
        return
    asked = select(_SEAL.c.key, _SEAL.c.content).where(_SEAL.c.part == READING)
    sealed = {key: content for key, content in tx.execute(asked)}
    within = Reading.received_at <= moment(windows[-1])
    for (sensor, window), digest in digests(tx, windows, within):
        key = f"{sensor}:{window}"
        kept = sealed.pop(key, None)
        if kept is None:
            yield Fault(codes.Evidence.ADDED, READING, key)
        elif kept != digest:
            yield Fault(codes.Evidence.ALTERED, READING, key)
    oldest = now - Reading.kept.term.value
    for key in sorted(sealed):
        if int(key.partition(":")[2]) > micros(oldest):
            yield Fault(codes.Evidence.MISSING, READING, key)


def _unaudited_policies(tx: Tx, blocks: dict[int, _Block]) -> list[Fault]:
    """Rules that came after the first block without an entry of the audit."""
    first = min((one.id for one in blocks.values() if one.part == "policy"), default=None)
    if first is None:
        return []
    old = {
        key
        for key in tx.scalars(
            select(_SEAL.c.key).where(_SEAL.c.part == "policy", _SEAL.c.block_id == first)
        )
    }
    said = select(Audit.subject, Audit.at).where(Audit.action == "policy.changed")
    audited = {(row.subject, row.at) for row in tx.execute(said)}
    return [
        Fault(codes.Evidence.UNAUDITED, "policy", str(row.id))
        for row in tx.scalars(select(Policy).order_by(Policy.id))
        if str(row.id) not in old and (f"policy:{row.key}", row.valid_from) not in audited
    ]


def _pages(some: Iterable[Piece]) -> Iterator[list[Piece]]:
    rest = iter(some)
    while page := list(islice(rest, PAGE)):
        yield page
