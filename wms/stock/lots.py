"""What a lot is by itself: its code, its family, where it has been, how warm, how long it keeps."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from devices.coldchain.excursion import USABLE
from devices.coldchain.exposure import Lived, lived_through, warmest
from devices.coldchain.shelf_life import Life, sell_until
from wms.db import Tx, among
from wms.errors import NotFound
from wms.masterdata import numbers, policies
from wms.rules.date_marks import LabelDates
from wms.rules.shelf_life import REFERENCE_C
from wms.tables.coldroom import Reading, Sensor
from wms.tables.masterdata import COUNTED, Item, Place
from wms.tables.stock import Lot, LotLink, Move, Packing

TRUSTED = timedelta(hours=1)
"""How long a reading speaks for the time after it, where its sensor has no silence set."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Something of a lot was in a place of ours from `since` until `until`."""

    place_id: int
    since: datetime
    until: datetime


def new_code(tx: Tx, now: datetime) -> str:
    """The next lot code: the day and the number of the day.

    Ten digits: with more, or with letters, GTIN and lot no longer fit the bars of a 60 mm label.
    """
    _, day, number = numbers.next(tx, "L", policies.business_day(tx, now)).split("-")
    return f"{day[2:]}{number}"


LABEL_DATES = tuple(one.name for one in fields(LabelDates) if one.name != "harvested_on")
"""Columns of a lot that keep its label; the harvest has a moment of its own."""


def label_dates(dates: LabelDates) -> dict[str, Any]:
    """The dates of a label as the columns of a lot."""
    return {name: getattr(dates, name) for name in LABEL_DATES}


def labelled(lot: Lot) -> LabelDates:
    """The dates of the label that a lot came with."""
    return LabelDates(**{name: getattr(lot, name) for name in LABEL_DATES})


def by_code(tx: Tx, code: str) -> Lot:
    """Raises: NotFound."""
    lot = tx.scalar(select(Lot).where(Lot.code == code))
    if lot is None:
        raise NotFound("lot", code=code)
    return lot


def is_known_at(tx: Tx, lot_id: int, warehouse_id: int) -> bool:
    """Whether something of a lot is, or was, in a warehouse."""
    came_there = (Move.lot_id == lot_id) & (Place.warehouse_id == warehouse_id)
    came = select(Move.id).join(Place, Place.id == Move.to_place_id).where(came_there)
    return tx.scalar(came.limit(1)) is not None


def descendants(tx: Tx, lot_ids: Iterable[int]) -> set[int]:
    """The lots themselves and everything that was ever made of them."""
    return _family(tx, lot_ids, downwards=True)


def ancestors(tx: Tx, lot_ids: Iterable[int]) -> set[int]:
    """The lots themselves and everything they were made of."""
    return _family(tx, lot_ids, downwards=False)


def _family(tx: Tx, lot_ids: Iterable[int], *, downwards: bool) -> set[int]:
    tx.flush()
    family = (
        select(Lot.id.label("id")).where(among(Lot.id, sorted(set(lot_ids)))).cte(recursive=True)
    )
    link = aliased(LotLink)
    near, far = (link.parent_id, link.child_id) if downwards else (link.child_id, link.parent_id)
    # UNION, not UNION ALL: a lot reached on two ways is walked once.
    family = family.union(select(far).where(near == family.c.id))
    return set(tx.scalars(select(family.c.id)))


def life(tx: Tx, lot: Lot, item: Item) -> Life:
    """How long the lot keeps by the policies in force when it came in."""
    if lot.packing is Packing.NITROGEN:
        days = nitrogen_days(tx, item, lot.received_at)
        return Life(days * 24, REFERENCE_C[item.temperature_class])
    said_at_c = policies.get(tx, "life_reference_c", lot.received_at)
    reference_c = said_at_c.get(item.category, REFERENCE_C[item.temperature_class])
    return Life(item.life_hours, reference_c)


def nitrogen_days(tx: Tx, item: Item, at: datetime) -> int:
    """How many days an item keeps in nitrogen in the cold store: 7 to 30 by its category."""
    days = policies.get(tx, "nitrogen_days", at)
    return int(days.get(item.category, days["other"]))


def born_at(lot: Lot) -> datetime:
    """When the life of the lot began: at harvest, in nitrogen at its packing."""
    return lot.received_at if lot.packing is Packing.NITROGEN else lot.harvested_at


def lived_sell_until(tx: Tx, lot: Lot, now: datetime) -> datetime:
    """The end of life by the temperatures lived through; never later than it was."""
    item = tx.find(Item, lot.item_id)
    lived = lived_by(tx, [lot.id], now)
    return min(lot.sell_until, sell_until(born_at(lot), life(tx, lot, item), lived))


def stays(tx: Tx, lot_ids: Collection[int], until: datetime) -> list[Stay]:
    """Where these lots have been, from their moves. A stay that lasts ends at `until`."""
    tx.flush()
    rows = tx.execute(
        select(Move.lot_id, Move.from_place_id, Move.to_place_id, Move.quantity, Move.at)
        .where(among(Move.lot_id, lot_ids), Move.at <= until)
        .order_by(Move.at)
    )
    counted = _Counted()
    for lot_id, source, target, quantity, at in rows:
        counted.add(lot_id, target, quantity, at)
        counted.add(lot_id, source, -quantity, at)
    kept = _counted_places(tx, {place_id for _, place_id in counted.quantity})
    return [stay for stay in counted.finish(until) if stay.place_id in kept]


class _Counted:
    """Quantities per lot and place while its moves are played through."""

    def __init__(self) -> None:
        self.quantity: dict[tuple[int, int], int] = defaultdict(int)
        self.since: dict[tuple[int, int], datetime] = {}
        self.stays: list[Stay] = []

    def add(self, lot_id: int, place_id: int, quantity: int, at: datetime) -> None:
        key = (lot_id, place_id)
        self.quantity[key] += quantity
        if self.quantity[key] > 0:
            self.since.setdefault(key, at)
        elif key in self.since:
            self.stays.append(Stay(place_id, self.since.pop(key), at))

    def finish(self, until: datetime) -> list[Stay]:
        lasting = [Stay(place_id, since, until) for (_, place_id), since in self.since.items()]
        return sorted(self.stays + lasting, key=lambda stay: (stay.since, stay.place_id))


def _counted_places(tx: Tx, place_ids: Collection[int]) -> set[int]:
    return set(
        tx.scalars(select(Place.id).where(among(Place.id, place_ids), Place.kind.in_(COUNTED)))
    )


def lived_by(tx: Tx, lot_ids: Collection[int], until: datetime) -> list[Lived]:
    """The temperatures these lots lived through, without overlaps: the warmest place counts."""
    been = stays(tx, lot_ids, until)
    return list(warmest(_curves(tx, been)))


def _curves(tx: Tx, been: Collection[Stay]) -> Iterator[Lived]:
    """What each thermometer near each stay measured during it."""
    sensors = (
        select(Sensor.id, Sensor.silence_s, Place.id)
        .join(Place, (Sensor.place_id == Place.id) | (Sensor.place_id == Place.room_id))
        .where(Place.id.in_({stay.place_id for stay in been}), Sensor.metric == "temperature")
    )
    for sensor_id, silence_s, place_id in tx.execute(sensors).all():
        trusted = timedelta(seconds=silence_s) if silence_s else TRUSTED
        for stay in been:
            if stay.place_id == place_id:
                yield from measured(tx, sensor_id, stay.since, stay.until, trusted)


def measured(
    tx: Tx, sensor_id: int, since: datetime, until: datetime, trusted: timedelta
) -> Iterator[Lived]:
    """A sensor's curve in steps: each reading holds until the next, `trusted` at most."""
    points: Any = tx.execute(
        select(Reading.at, Reading.value).where(
            Reading.sensor_id == sensor_id,
            Reading.at > since - trusted,
            Reading.at < until,
            Reading.quality.in_(USABLE),
            Reading.value.is_not(None),
        )
    ).all()
    yield from lived_through(points, since, until, trusted)
