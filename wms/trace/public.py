"""What a consumer reads: these fields and no others. No customer, no price, no person of ours.

A supplier's name is shown only where the supplier has agreed to it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil, floor
from typing import Any

from sqlalchemy import select

from devices.coldchain.exposure import Lived
from wms.db import Tx, among
from wms.errors import NotFound
from wms.rules.shelf_life import harmless, summary
from wms.stock import lots
from wms.tables.masterdata import FieldRecord, Item, Place, PlaceKind, Supplier, Warehouse
from wms.tables.stock import Lot, LotLink, LotStatus, Move, Packing
from wms.trace.genealogy import applications_of, tests_of
from wms.units import TemperatureClass

POINTS = 48
"""Points of the public curve: enough for a phone's width."""


@dataclass(frozen=True, slots=True)
class Application:
    """A pesticide or fertiliser put on the field."""

    applied_on: date
    kind: str
    product_zh: str
    product_en: str
    waiting_days: int


@dataclass(frozen=True, slots=True)
class ResidueResult:
    """A residue test of the lot or of what it was packed from."""

    tested_at: datetime
    passed: bool
    method: str


@dataclass(frozen=True, slots=True)
class Step:
    """Where the goods came to, and when: a kind of place, never a customer's name."""

    at: datetime
    what: str
    """received, stored, packed, on_the_way, delivered."""
    place_zh: str
    place_en: str


@dataclass(frozen=True, slots=True)
class CurvePoint:
    at: datetime
    temperature_c: float | None
    """None: not measured. A gap stays a gap."""


@dataclass(frozen=True, slots=True)
class Temperature:
    """How cold the goods stayed, by the warmest thermometer around them."""

    min_c: float
    max_c: float
    mean_c: float
    low_c: float
    high_c: float
    """The band that does the goods no harm."""
    minutes_above: int
    minutes_below: int
    measured_minutes: int
    span_minutes: int
    """How long the goods were with us: on the dock, in rooms, on vehicles."""
    measured_at: datetime
    """Until when anything was measured."""
    curve: tuple[CurvePoint, ...]

    @property
    def unmeasured_minutes(self) -> int:
        return max(0, self.span_minutes - self.measured_minutes)

    @property
    def in_band_minutes(self) -> int:
        return max(0, self.measured_minutes - self.minutes_above - self.minutes_below)


@dataclass(frozen=True, slots=True)
class PublicTrace:
    """The whole public record of a lot."""

    gtin: str
    lot_code: str
    serial: str | None
    """Of a pack whose code has proved itself."""
    name_zh: str
    name_en: str
    picture: str
    category: str
    temperature_class: TemperatureClass
    status: LotStatus
    """Held and blocked lots carry a banner: not for eating until cleared."""
    is_expired: bool
    supplier_zh: str | None
    supplier_en: str | None
    """None where the supplier has not agreed to be named."""
    village_zh: str
    village_en: str
    sown_on: date | None
    harvested_at: datetime
    packed_at: datetime | None
    """When it was packed in nitrogen; None for goods in air."""
    best_before: datetime
    applications: tuple[Application, ...]
    tests: tuple[ResidueResult, ...]
    journey: tuple[Step, ...]
    temperature: Temperature | None
    """None where no thermometer was near."""


def public_view(
    tx: Tx, gtin: str, lot_code: str, *, serial: str | None = None, now: datetime
) -> PublicTrace:
    """What the code on a pack tells its reader. Raises: NotFound."""
    lot, item = _found(tx, gtin, lot_code)
    family = lots.ancestors(tx, [lot.id])
    supplier = tx.find(Supplier, lot.supplier_id)
    field = tx.get(FieldRecord, lot.field_record_id) if lot.field_record_id else None
    is_named = supplier.name_is_public
    return PublicTrace(
        gtin=item.gtin,
        lot_code=lot.code,
        serial=serial,
        name_zh=item.name_zh,
        name_en=item.name_en,
        picture=item.picture,
        category=item.category,
        temperature_class=item.temperature_class,
        status=lot.status,
        is_expired=lot.sell_until <= now,
        supplier_zh=supplier.name_zh if is_named else None,
        supplier_en=supplier.name_en if is_named else None,
        village_zh=supplier.village_zh,
        village_en=supplier.village_en,
        sown_on=field.sown_on if field else None,
        harvested_at=lot.harvested_at,
        packed_at=lot.received_at if lot.packing is Packing.NITROGEN else None,
        best_before=lot.sell_until,
        applications=_applications(tx, field),
        tests=_tests(tx, family),
        journey=_journey(tx, family),
        temperature=_temperature(tx, lot, item, now),
    )


@dataclass(frozen=True, slots=True)
class PublicItem:
    """What the code of an article alone tells: which goods, and how to keep them."""

    gtin: str
    serial: str | None
    """Of a pack whose code has proved itself."""
    name_zh: str
    name_en: str
    picture: str
    category: str
    temperature_class: TemperatureClass


def public_item(tx: Tx, gtin: str, *, serial: str | None = None) -> PublicItem:
    """Raises: NotFound."""
    item = tx.scalar(select(Item).where(Item.gtin == gtin.rjust(14, "0")))
    if item is None:
        raise NotFound("item", code=gtin)
    names = (item.name_zh, item.name_en, item.picture, item.category, item.temperature_class)
    return PublicItem(item.gtin, serial, *names)


def _found(tx: Tx, gtin: str, lot_code: str) -> tuple[Lot, Item]:
    same = (Lot.code == lot_code) & (Item.gtin == gtin.rjust(14, "0"))
    row = tx.execute(select(Lot, Item).join(Item, Item.id == Lot.item_id).where(same)).first()
    if row is None:
        raise NotFound("lot", code=lot_code)
    return row.Lot, row.Item


def _applications(tx: Tx, field: FieldRecord | None) -> tuple[Application, ...]:
    rows = applications_of(tx, [field.id]).get(field.id, []) if field else []
    return tuple(
        Application(row.applied_on, row.kind, row.product_zh, row.product_en, row.waiting_days)
        for row in rows
    )


def _tests(tx: Tx, family: Collection[int]) -> tuple[ResidueResult, ...]:
    rows = [row for some in tests_of(tx, family).values() for row in some]
    rows.sort(key=lambda row: row.tested_at)
    return tuple(ResidueResult(row.tested_at, row.passed, row.method) for row in rows)


_WHAT = {
    PlaceKind.DOCK: "received",
    PlaceKind.ROOM: "stored",
    PlaceKind.BIN: "stored",
    PlaceKind.REPACK: "packed",
    PlaceKind.VEHICLE: "on_the_way",
    PlaceKind.CUSTOMER: "delivered",
}


def _journey(tx: Tx, family: Collection[int]) -> tuple[Step, ...]:
    """The first time the goods came to each room, line, van and shop; shops count as one."""
    rows: Any = tx.execute(
        select(Move.at, Place.kind, Place.room_id, Place.id, Warehouse)
        .join(Place, Place.id == Move.to_place_id)
        .join(Warehouse, Warehouse.id == Place.warehouse_id)
        .where(among(Move.lot_id, family), Place.kind.in_(_WHAT))
        .order_by(Move.at)
    )
    steps: dict[tuple[str, int], Step] = {}
    rooms = {
        place.id: place for place in tx.scalars(select(Place).where(Place.kind == PlaceKind.ROOM))
    }
    for at, kind, room_id, place_id, warehouse in rows:
        what = _WHAT[kind]
        is_stored = what == "stored"
        key = (what, (room_id or place_id) if is_stored else warehouse.id)
        room = rooms.get(key[1]) if is_stored else None
        named = "" if what in ("on_the_way", "delivered") else warehouse
        steps.setdefault(key, _step(at, what, named, room))
    return tuple(sorted(steps.values(), key=lambda step: step.at))


def _step(at: datetime, what: str, warehouse: Warehouse | str, room: Place | None) -> Step:
    if isinstance(warehouse, str):
        return Step(at, what, "", "")
    parts_zh = [warehouse.name_zh, room.name_zh if room else ""]
    parts_en = [warehouse.name_en, room.name_en if room else ""]
    return Step(at, what, " ".join(filter(None, parts_zh)), ", ".join(filter(None, parts_en)))


def _temperature(tx: Tx, lot: Lot, item: Item, now: datetime) -> Temperature | None:
    """The curve of the goods in this lot: their parents' until they were packed, then its own."""
    until = min(now, lot.sell_until)
    links = select(LotLink.parent_id).where(LotLink.child_id == lot.id)
    parents = set(tx.scalars(links))
    been = lots.stays(tx, parents, lot.received_at) if parents else []
    been += lots.stays(tx, [lot.id], until)
    lived = [*(lots.lived_by(tx, parents, lot.received_at) if parents else [])]
    lived += lots.lived_by(tx, [lot.id], until)
    band = harmless(item.temperature_class)
    total = summary(lived, band)
    if total is None:
        return None
    span = _united([(stay.since, stay.until) for stay in been])
    return Temperature(
        total.min_c,
        total.max_c,
        total.mean_c,
        band.low_c,
        band.high_c,
        total.minutes_above,
        total.minutes_below,
        floor(total.measured_hours * 60 + _ROUNDING),
        round(sum((until - since) / timedelta(minutes=1) for since, until in span)),
        max(one.until for one in lived),
        _curve(lived, span[0][0], span[-1][1]),
    )


_ROUNDING = 1e-6
"""What sums of hours may lack of a whole minute."""


def _united(stretches: Sequence[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """The same time, each moment once."""
    found: list[tuple[datetime, datetime]] = []
    for since, until in sorted(stretches):
        if found and since <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((since, until))
    return found


def _curve(lived: Sequence[Lived], begin: datetime, end: datetime) -> tuple[CurvePoint, ...]:
    """The warmest of each equal stretch, and nothing where nothing was measured: a public curve
    hides neither a peak nor a gap."""
    step = max((end - begin) / POINTS, timedelta(minutes=1))
    warmest: dict[int, float] = {}
    for one in lived:
        first, last = (one.since - begin) // step, (one.until - begin) / step
        for place in range(max(0, first), min(ceil(last), POINTS)):
            warmest[place] = max(warmest.get(place, one.temperature_c), one.temperature_c)
    places = min(POINTS, max(1, ceil((end - begin) / step)))
    return tuple(CurvePoint(begin + step * place, warmest.get(place)) for place in range(places))
