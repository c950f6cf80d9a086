"""Proofs as shop, office and inspector see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from wms.db import Tx
from wms.errors import NotFound
from wms.tables.access import User
from wms.tables.masterdata import Item
from wms.tables.stock import Lot
from wms.tables.transport import Proof, ProofFlag, ProofLine, Stop
from wms.units import Unit


@dataclass(frozen=True, slots=True)
class ProofLineView:
    """What happened to one lot of one line at the door."""

    order_line_id: int
    item_id: int
    name_zh: str
    name_en: str
    unit: Unit
    lot_id: int
    lot_code: str
    delivered: int
    short: int
    refused: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class ProofView:
    """Who took what in, when, where and how cold."""

    id: UUID
    order_id: int
    received_by: str
    signature_svg: str | None
    has_photo: bool
    temperature_c: float | None
    latitude: float | None
    longitude: float | None
    occurred_at: datetime
    received_at: datetime
    done_at: datetime | None
    """When it counts as delivered: the phone's time where that is believable."""
    driver: str
    flags: tuple[str, ...]
    """Message codes of what somebody should look at."""
    lines: tuple[ProofLineView, ...]


def proof_of(tx: Tx, order_id: int) -> ProofView:
    """The proof of an order's delivery. Raises: NotFound."""
    row = tx.execute(
        select(Proof, User.name, Stop.done_at)
        .join(User, Proof.by == User.id)
        .join(Stop, Proof.stop_id == Stop.id)
        .where(Proof.order_id == order_id)
    ).first()
    if row is None:
        raise NotFound("proof", order_id=order_id)
    proof, driver, done_at = row
    return ProofView(
        id=proof.id,
        order_id=order_id,
        received_by=proof.received_by,
        signature_svg=proof.signature_svg,
        has_photo=proof.photo is not None,
        temperature_c=proof.temperature_c,
        latitude=proof.latitude,
        longitude=proof.longitude,
        occurred_at=proof.occurred_at,
        received_at=proof.received_at,
        done_at=done_at,
        driver=driver,
        flags=tuple(_flags(tx, proof.id)),
        lines=tuple(_lines(tx, proof.id)),
    )


def photo_of(tx: Tx, order_id: int) -> tuple[bytes, str]:
    """The photo taken at the door and its media type. Raises: NotFound."""
    taken = select(Proof.photo, Proof.photo_type).where(Proof.order_id == order_id)
    row = tx.execute(taken).first()
    if row is None or row.photo is None or row.photo_type is None:
        raise NotFound("photo", order_id=order_id)
    return row.photo, row.photo_type


def _flags(tx: Tx, proof_id: UUID) -> Sequence[str]:
    raised = select(ProofFlag.code).where(ProofFlag.proof_id == proof_id)
    return tx.scalars(raised.order_by(ProofFlag.code)).all()


def _lines(tx: Tx, proof_id: UUID) -> list[ProofLineView]:
    rows = (
        select(ProofLine, Lot, Item)
        .join(Lot, ProofLine.lot_id == Lot.id)
        .join(Item, Lot.item_id == Item.id)
        .where(ProofLine.proof_id == proof_id)
        .order_by(Item.code, Lot.code)
    )
    return [
        ProofLineView(
            order_line_id=line.order_line_id,
            item_id=item.id,
            name_zh=item.name_zh,
            name_en=item.name_en,
            unit=item.unit,
            lot_id=lot.id,
            lot_code=lot.code,
            delivered=line.delivered,
            short=line.short,
            refused=line.refused,
            reason=line.reason,
        )
        for line, lot, item in tx.execute(rows)
    ]
