"""What an inspector or buyer relies on, piece by piece, and the digest of each.

A piece is a row with what belongs to it, in the columns that no longer change once they are set.
Where they may still change, every change says a fact or an entry of the audit about its subject.
Columns without a value do not count, so that a table can get new ones.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, String, Uuid, cast, func, select

from wms.db import Tx, core
from wms.facts.catalogue import SubjectKind
from wms.tables import Table
from wms.tables.access import ApiKey, User
from wms.tables.coldroom import Excursion, ExcursionState
from wms.tables.facts import Fact
from wms.tables.inbound import ResidueTest
from wms.tables.masterdata import FieldApplication, FieldRecord, Policy
from wms.tables.ordering import Order, OrderLine, Review
from wms.tables.stock import Hold, Lot, LotLink, Move, MoveWeight, WeightChange
from wms.tables.transport import Proof, ProofFlag, ProofLine

PAGE = 400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Child:
    """Rows that belong to a piece."""

    table: type[Table]
    of: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of piece."""

    name: str
    table: type[Table]
    columns: tuple[str, ...]
    persons: tuple[str, ...] = ()
    children: tuple[Child, ...] = ()
    where: ColumnElement[bool] | None = None
    """Rows that are such a piece already."""
    subject: SubjectKind | None = None
    """A change says a fact about it."""
    audited: str | None = None
    """A change makes an entry of the audit about it, which begins so."""


PARTS: tuple[Part, ...] = (
    Part(
        "fact", Fact, ("kind", "subject_kind", "subject_id", "warehouse_id", "at"), ("data", "by")
    ),
    Part(
        "move",
        Move,
        (
            "lot_id",
            "from_place_id",
            "to_place_id",
            "quantity",
            "reason",
            "note",
            "order_line_id",
            "at",
        ),
        ("by",),
        (Child(MoveWeight, "move_id", ("weight_g",)),),
    ),
    Part(
        "weight",
        WeightChange,
        ("move_id", "lot_id", "place_id", "quantity", "weight_g", "change_g", "reason", "at"),
        ("by",),
    ),
    Part(
        "lot",
        Lot,
        (
            "code",
            "item_id",
            "supplier_id",
            "field_record_id",
            "supplier_lot",
            "produced_on",
            "packed_on",
            "frozen_on",
            "best_before_on",
            "sell_by_on",
            "use_by_on",
            "expires_at",
            "packing",
            "harvested_at",
            "received_at",
            "sell_until",
        ),
        children=(Child(LotLink, "child_id", ("parent_id", "quantity", "at")),),
    ),
    Part(
        "hold",
        Hold,
        ("lot_id", "reason", "cause", "excursion_id", "note", "placed_at"),
        ("placed_by",),
    ),
    Part(
        "release",
        Hold,
        ("lot_id", "released_at", "release_note"),
        ("released_by",),
        where=Hold.released_at.is_not(None),
    ),
    Part(
        "test",
        ResidueTest,
        ("lot_id", "passed", "method", "inhibition_pct", "note", "tested_at"),
        ("by",),
    ),
    Part(
        "excursion",
        Excursion,
        ("warehouse_id", "place_id", "sensor_id", "kind", "opened_at"),
    ),
    Part(
        "closing",
        Excursion,
        ("started_at", "ended_at", "peak", "cause", "action", "acknowledged_at", "closed_at"),
        ("acknowledged_by", "closed_by"),
        where=Excursion.state == ExcursionState.CLOSED,
        subject=SubjectKind.EXCURSION,
    ),
    Part("review", Review, ("order_id", "decision", "reason", "at"), ("by",)),
    Part(
        "order",
        Order,
        (
            "number",
            "shop_id",
            "warehouse_id",
            "kind",
            "placed_at",
            "deliver_from",
            "deliver_until",
            "total_cents",
        ),
        ("placed_by",),
        (
            Child(
                OrderLine,
                "order_id",
                ("item_id", "ordered", "approved", "delivered", "unit_price_cents"),
            ),
        ),
        subject=SubjectKind.ORDER,
    ),
    Part(
        "proof",
        Proof,
        ("stop_id", "order_id", "temperature_c", "occurred_at", "received_at"),
        ("received_by", "signature_svg", "photo", "photo_type", "latitude", "longitude", "by"),
        (
            Child(
                ProofLine,
                "proof_id",
                ("order_line_id", "lot_id", "delivered", "short", "refused", "reason"),
            ),
            Child(ProofFlag, "proof_id", ("code",)),
        ),
    ),
    Part(
        "field",
        FieldRecord,
        ("supplier_id", "item_id", "plot", "sown_on"),
        children=(
            Child(
                FieldApplication,
                "field_record_id",
                ("kind", "product_zh", "product_en", "dose", "applied_on", "waiting_days"),
            ),
        ),
        audited="field_record",
    ),
    Part("policy", Policy, ("key", "value", "valid_from"), ("by",)),
    Part(
        "rights",
        User,
        ("role", "warehouse_id", "shop_id", "is_active", "password_hash"),
        ("login", "name"),
        audited="user",
    ),
    Part(
        "key",
        ApiKey,
        ("name", "secret_digest", "role", "warehouse_id", "device_prefix", "is_active"),
        audited="key",
    ),
)
"""Readings are pieces, too: all that one sensor sent between two blocks, see `sealing`."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece as it is now."""

    part: Part
    key: str
    content: str
    named: bytes = field(repr=False)
    """What names people, in one spelling; empty where there is nobody to name."""

    def persons(self, salt: str | None) -> str:
        """The salted digest of what names people."""
        if not self.part.persons or salt is None:
            return ""
        return hmac.new(salt.encode(), self.named, "sha256").hexdigest()


def key_of(part: Part) -> ColumnElement[str]:
    """The key of a row as text, the same on both databases."""
    column = _primary(part)
    written = cast(column, String)
    if isinstance(column.type, Uuid):
        return func.replace(written, "-", "")
    return written


def pieces(tx: Tx, part: Part, keys: Iterable[Any] | None = None) -> Iterator[Piece]:
    """Every piece of a part, or those with these keys, in pages by key."""
    if keys is not None:
        wanted = sorted(keys)
        for start in range(0, len(wanted), PAGE):
            these = _primary(part).in_(wanted[start : start + PAGE])
            yield from _page(tx, part, these)[0]
        return
    after: Any = None
    while True:
        beyond = None if after is None else _primary(part) > after
        found, after = _page(tx, part, beyond)
        yield from found
        if len(found) < PAGE:
            return


def _page(tx: Tx, part: Part, where: ColumnElement[bool] | None) -> tuple[list[Piece], Any]:
    table, primary = core(part.table), _primary(part)
    names = (*part.columns, *part.persons)
    asked = select(primary, *(table.c[name] for name in names)).order_by(primary).limit(PAGE)
    for condition in (part.where, where):
        if condition is not None:
            asked = asked.where(condition)
    rows = tx.execute(asked).all()
    belonging = _children(tx, part, [row[0] for row in rows]) if part.children and rows else {}
    found = [_piece(part, row, belonging.get(row[0], [])) for row in rows]
    return found, rows[-1][0] if rows else None


def _children(tx: Tx, part: Part, keys: Sequence[Any]) -> Mapping[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for child in part.children:
        table = core(child.table)
        of = table.c[child.of]
        columns = [table.c[name] for name in child.columns]
        for row in tx.execute(select(of, *columns).where(of.in_(keys))):
            said = _said(child.columns, row[1:])
            found.setdefault(row[0], []).append([child.table.__tablename__, said])
    for belonging in found.values():
        belonging.sort(key=_spelt)
    return found


def _piece(part: Part, row: Any, belonging: list[Any]) -> Piece:
    key = row[0].hex if isinstance(row[0], UUID) else str(row[0])
    edge = 1 + len(part.columns)
    said = [part.name, key, _said(part.columns, row[1:edge]), belonging]
    content = hashlib.sha256(_spelt(said).encode()).hexdigest()
    named = _spelt(_said(part.persons, row[edge:])).encode() if part.persons else b""
    return Piece(part, key, content, named)


def _said(names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    both = zip(names, values, strict=True)
    return {name: _plain(value) for name, value in both if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        length = value - _EPOCH
        return (length.days * 86_400 + length.seconds) * 1_000_000 + length.microseconds
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    return value


def _spelt(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def _primary(part: Part) -> Any:
    [column] = core(part.table).primary_key
    return column
