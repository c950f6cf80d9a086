"""Losses: what was written off and why, against what was delivered."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from wms.db import Tx
from wms.oversight.reports.period import Period, share
from wms.rules.review import line_cents
from wms.tables.masterdata import Item, Place, PlaceKind
from wms.tables.stock import Lot, Move, MoveReason


@dataclass(frozen=True, slots=True)
class LossLine:
    """One item lost for one reason; valued at today's price."""

    item_id: int
    code: str
    name_zh: str
    name_en: str
    reason: str
    quantity: int
    weight_g: int
    cents: int


@dataclass(frozen=True, slots=True)
class LossReport:
    """All losses of a period and the share of everything that went out which they are."""

    lines: tuple[LossLine, ...]
    delivered_g: int

    @property
    def lost_g(self) -> int:
        return sum(line.weight_g for line in self.lines)

    @property
    def cents(self) -> int:
        return sum(line.cents for line in self.lines)

    @property
    def rate(self) -> float | None:
        """Lost weight of lost and delivered weight together."""
        return share(self.lost_g, self.lost_g + self.delivered_g)


def losses(tx: Tx, period: Period, warehouse_id: int | None = None) -> LossReport:
    """What was lost in a period, the heaviest first. At the door counts too: short and spoilt."""
    total = func.sum(Move.quantity)
    rows = (
        select(Item, Move.note, total)
        .select_from(Move)
        .join(Place, Move.to_place_id == Place.id)
        .join(Lot, Move.lot_id == Lot.id)
        .join(Item, Lot.item_id == Item.id)
        .where(Place.kind == PlaceKind.LOSS, period.contains(Move.at))
        .group_by(Item.id, Move.note)
    )
    if warehouse_id is not None:
        rows = rows.where(Place.warehouse_id == warehouse_id)
    lines = [_line(item, reason, int(lost)) for item, reason, lost in tx.execute(rows)]
    return LossReport(_heaviest_first(lines), _delivered_g(tx, period, warehouse_id))


def _delivered_g(tx: Tx, period: Period, warehouse_id: int | None) -> int:
    rows = (
        select(func.coalesce(func.sum(Move.quantity * Item.piece_g), 0))
        .select_from(Move)
        .join(Place, Move.from_place_id == Place.id)
        .join(Lot, Move.lot_id == Lot.id)
        .join(Item, Lot.item_id == Item.id)
        .where(Move.reason == MoveReason.DELIVER, period.contains(Move.at))
    )
    if warehouse_id is not None:
        rows = rows.where(Place.warehouse_id == warehouse_id)
    return int(tx.scalars(rows).one())


def _heaviest_first(lines: Sequence[LossLine]) -> tuple[LossLine, ...]:
    return tuple(sorted(lines, key=lambda line: (-line.weight_g, line.code, line.reason)))


def _line(item: Item, reason: str | None, quantity: int) -> LossLine:
    return LossLine(
        item_id=item.id,
        code=item.code,
        name_zh=item.name_zh,
        name_en=item.name_en,
        reason=reason or "",
        quantity=quantity,
        weight_g=quantity * item.piece_g,
        cents=line_cents(quantity, item.price_cents, item.unit),
    )
