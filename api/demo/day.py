"""One day's work of the demo, step by step, through the use cases that pages and guns use.

History plays these steps at their hours of past days; the live crew plays them now.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from api.demo.goods import Good
from routing.solving import heuristic
from wms import ordering
from wms.db import Tx
from wms.errors import Refused
from wms.inbound import quality, receiving
from wms.masterdata import policies
from wms.ordering import approval
from wms.outbound import loading, packing, picking, waves
from wms.stock import ledger, losses
from wms.tables.access import User
from wms.tables.masterdata import Item, Place, PlaceKind, Shop, Supplier, Warehouse
from wms.tables.ordering import Order, OrderKind, OrderState
from wms.tables.outbound import Wave
from wms.tables.stock import Lot, LotStatus
from wms.tables.transport import Trip, TripState, Vehicle
from wms.transport import delivery, dispatch
from wms.units import TemperatureClass, Unit

RESIDUE_METHOD = "GB/T 5009.199 enzyme inhibition"
STORAGE = (PlaceKind.ROOM, PlaceKind.BIN)
DOOR_TEMPERATURE_C = 4.5
AT_THE_DOOR = timedelta(minutes=5)
SHORT_LIFE_HOURS = 96
KEEPS = timedelta(hours=22)
"""What does not keep so long cannot be promised for the evening."""


@dataclass(slots=True)
class Town:
    """The demo world as its people know it: who is who and where things are."""

    chance: random.Random
    warehouses: Sequence[int]
    """The main warehouse first."""
    items: Mapping[str, Item]
    producers: Mapping[str, Sequence[int]]
    """Suppliers that bring a good, by its code."""
    users: Mapping[str, int]
    places: Mapping[tuple[int, PlaceKind], int]
    bins: Mapping[tuple[int, TemperatureClass], Sequence[int]]
    shops: Mapping[int, Sequence[int]]
    held: Sequence[object] = ()

    def hold(self, tx: Tx) -> None:
        """Keep the rows every step reads in memory: a session forgets what nobody holds."""
        kinds = (Warehouse, Place, Item, Supplier, Shop, User, Vehicle)
        self.held = [row for kind in kinds for row in tx.scalars(select(kind))]

    def new_id(self) -> UUID:
        """A client-made id; from the seed, so that the same demo is the same."""
        return UUID(int=self.chance.getrandbits(128), version=4)


def town(tx: Tx, *, seed: int, grows: Mapping[str, Sequence[str]]) -> Town:
    """Get to know the world that `world.build` made; `grows`: codes of suppliers per good."""
    suppliers = {one.code: one.id for one in tx.scalars(select(Supplier))}
    places = list(tx.scalars(select(Place).order_by(Place.id)))
    shelves: dict[tuple[int, TemperatureClass], list[int]] = {}
    for place in places:
        if place.kind is PlaceKind.BIN and place.temperature_class:
            shelves.setdefault((place.warehouse_id, place.temperature_class), []).append(place.id)
    shops: dict[int, list[int]] = {}
    for shop in tx.scalars(select(Shop).order_by(Shop.id)):
        shops.setdefault(shop.warehouse_id, []).append(shop.id)
    return Town(
        chance=random.Random(seed),
        warehouses=sorted(shops),
        items={one.code: one for one in tx.scalars(select(Item))},
        producers={good: [suppliers[code] for code in codes] for good, codes in grows.items()},
        users={one.login: one.id for one in tx.scalars(select(User))},
        places={(one.warehouse_id, one.kind): one.id for one in places},
        bins=shelves,
        shops=shops,
    )


def known_growers(tx: Tx) -> dict[str, list[str]]:
    """Who has brought which good so far."""
    rows = (
        select(Item.code, Supplier.code)
        .join(Lot, Lot.item_id == Item.id)
        .join(Supplier, Supplier.id == Lot.supplier_id)
        .distinct()
        .order_by(Item.code, Supplier.code)
    )
    growers: dict[str, list[str]] = {}
    for good, supplier in tx.execute(rows):
        growers.setdefault(good, []).append(supplier)
    return growers


def stock_up(
    tx: Tx, town: Town, warehouse_id: int, goods: Sequence[Good], packs: int, at: datetime
) -> list[Lot]:
    """Bring every one of these goods of which there is less than half of so many packs.

    Of what keeps for hours only, a third is brought: nobody buys leaves for next week.
    """
    have = ledger.available(tx, warehouse_id, None, at + KEEPS)
    lots = []
    for good in goods:
        item = town.items[good.code]
        there = have[item.id].sellable if item.id in have else 0
        wanted = packs if good.life_hours > SHORT_LIFE_HOURS else max(1, packs // 3)
        if there < item.pack_quantity * wanted / 2:
            quantity = item.pack_quantity * (wanted + town.chance.randint(0, wanted // 2))
            lots.append(receive(tx, town, warehouse_id, good, quantity, at))
            at += timedelta(seconds=town.chance.randint(20, 60))
    return lots


def receive(tx: Tx, town: Town, warehouse_id: int, good: Good, quantity: int, at: datetime) -> Lot:
    """A supplier brings a good; it is taken in and put away."""
    item = town.items[good.code]
    receipt = receiving.NewReceipt(
        id=town.new_id(),
        dock_place_id=town.places[warehouse_id, PlaceKind.DOCK],
        item_id=item.id,
        supplier_id=town.chance.choice(town.producers[good.code]),
        quantity=quantity,
        harvested_at=at - timedelta(minutes=town.chance.randint(90, 300)),
    )
    staff = town.users["staff"]
    lot = receiving.receive(tx, receipt, by=staff, now=at)
    shelf = town.chance.choice(town.bins[warehouse_id, item.temperature_class])
    away = receiving.NewPutAway(town.new_id(), lot.id, receipt.dock_place_id, shelf)
    receiving.put_away(tx, away, by=staff, now=at + timedelta(minutes=5))
    return lot


def answer_residues(tx: Tx, town: Town, at: datetime, *, failing: float = 0.01) -> None:
    """The laboratory answers for every lot that waits."""
    waiting = select(Lot.id).where(Lot.status == LotStatus.TESTING).order_by(Lot.id)
    for lot_id in tx.scalars(waiting).all():
        passed = town.chance.random() >= failing
        inhibition = town.chance.uniform(4, 32) if passed else town.chance.uniform(55, 80)
        found = quality.NewTest(lot_id, passed, RESIDUE_METHOD, round(inhibition, 1))
        quality.record_test(tx, found, by=town.users["quality"], now=at)


def order(
    tx: Tx, town: Town, shop_id: int, at: datetime, *, kind: OrderKind = OrderKind.STANDARD
) -> Order | None:
    """A shop orders a few things that are there; None when it found nothing."""
    wares = [ware for ware in ordering.catalogue(tx, shop_id, at) if ware.sellable > 0]
    if not wares:
        return None
    chosen = town.chance.sample(wares, k=min(len(wares), town.chance.randint(2, 6)))
    lines = []
    for ware in chosen:
        most = max(1, min(3, ware.sellable // ware.pack_quantity))
        lines.append((ware.item_id, ware.pack_quantity * town.chance.randint(1, most)))
    new = ordering.NewOrder(town.new_id(), shop_id, tuple(sorted(lines)), kind)
    return ordering.place(tx, new, by=None, now=at)


def approve(tx: Tx, town: Town, placed: Order, at: datetime) -> bool:
    """The approver approves, or sends back what the rules refuse."""
    by = town.users["dispatcher"]
    try:
        with tx.begin_nested():
            approval.approve(tx, placed.id, version=placed.version, by=by, now=at)
    except Refused as refusal:
        reason = f"{refusal.code}: please order less"
        approval.send_back(tx, placed.id, reason, version=placed.version, by=by, now=at)
        return False
    return True


def release_wave(tx: Tx, town: Town, warehouse_id: int, at: datetime) -> Wave | None:
    """Cut-off: freeze and allocate what was approved."""
    day = policies.business_day(tx, at)
    if not waves.waiting(tx, warehouse_id, day, now=at):
        return None
    by = town.users["dispatcher"]
    wave = waves.freeze(tx, warehouse_id, day, by=by, now=at)
    return waves.release(tx, wave.id, by=by, now=at + timedelta(minutes=1))


def pick_and_pack(tx: Tx, town: Town, order_id: int, at: datetime) -> None:
    """Fetch an order lot by lot and pack it."""
    staff = town.users["staff"]
    warehouse_id = tx.find(Order, order_id).warehouse_id
    stage = town.places[warehouse_id, PlaceKind.STAGE]
    for pick in picking.prepare(tx, order_id, now=at).picks:
        at += timedelta(seconds=town.chance.randint(25, 70))
        cause = town.new_id()
        picking.pick(tx, pick.allocation_id, cause=cause, to_place_id=stage, by=staff, now=at)
    if tx.find(Order, order_id).state is OrderState.PICKED:
        packing.pack(tx, order_id, by=staff, now=at + timedelta(minutes=2))


def orders_of(tx: Tx, wave_id: int, state: OrderState) -> Sequence[int]:
    """The orders of a wave that are in a state."""
    of_wave = (Order.wave_id == wave_id) & (Order.state == state)
    return tx.scalars(select(Order.id).where(of_wave).order_by(Order.id)).all()


def plan(tx: Tx, wave: Wave, at: datetime) -> None:
    """Route a wave at once, without the solver: the demo has a fortnight to plan in seconds."""
    question = dispatch.read_problem(tx, wave.id, now=at)
    found = heuristic.construct(question.problem, rounds=20)
    dispatch.store_plan(tx, wave.id, question, found, now=at)


def trips_of(tx: Tx, wave_id: int) -> Sequence[Trip]:
    """The trips on which a wave's parcels ride."""
    planned = select(Trip).where(Trip.state == TripState.PLANNED).order_by(Trip.id)
    of_wave = dispatch.plan_of(tx, wave_id)
    return tx.scalars(planned.where(Trip.plan_id == (of_wave.id if of_wave else 0))).all()


def load(tx: Tx, town: Town, trip: Trip, at: datetime) -> None:
    """Scan every parcel aboard, the last stop first."""
    for parcel in loading.view(tx, trip.id).parcels:
        loading.load(tx, trip.id, parcel.sscc, by=town.users["staff"], now=at)


def drive(
    tx: Tx, town: Town, trip: Trip, *, stops: int | None = None, until: datetime | None = None
) -> None:
    """Depart, deliver at so many stops (None: at all, and come back); at none that would be reached
    after `until`."""
    driver = trip.driver_id or town.users["driver"]
    dispatch.depart(tx, trip.id, by=driver, now=trip.departs_at)
    seen = dispatch.trip(tx, trip.id).stops
    for stop in seen[:stops]:
        if until is not None and stop.arrives_at + AT_THE_DOOR > until:
            break
        deliver(tx, town, stop.id, driver, stop.arrives_at)
    if stops is None:
        dispatch.return_(tx, trip.id, by=driver, now=trip.returns_at)


def deliver(tx: Tx, town: Town, stop_id: int, driver: int, at: datetime) -> None:
    """Hand over what is aboard; now and then something is damaged or refused."""
    delivery.arrive(tx, stop_id, by=driver)
    cargo = _cargo(tx, driver, stop_id, at)
    lines = tuple(_at_the_door(town, *part) for part in cargo)
    proof = delivery.NewProof(
        id=town.new_id(),
        stop_id=stop_id,
        received_by=town.chance.choice(("店主", "店员", "Shop owner", "Shop assistant")),
        occurred_at=at + AT_THE_DOOR - timedelta(minutes=1),
        lines=lines,
        signature_svg=_signature(town.chance),
        temperature_c=round(town.chance.gauss(DOOR_TEMPERATURE_C, 0.8), 1),
    )
    delivery.prove(tx, proof, by=driver, now=at + AT_THE_DOOR)


def write_off_expired(tx: Tx, town: Town, warehouse_id: int, at: datetime) -> int:
    """Evening: what can no longer be sold leaves the books as loss."""
    gone = 0
    for lot in losses.expired(tx, warehouse_id, now=at):
        loss = losses.NewLoss(
            town.new_id(), lot.lot_id, lot.place_id, lot.free, losses.LossReason.EXPIRED
        )
        gone += losses.write_off(tx, loss, by=town.users["staff"], now=at)
    return gone


def _cargo(tx: Tx, driver: int, stop_id: int, at: datetime) -> list[tuple[int, int, int, Unit]]:
    day = policies.business_day(tx, at)
    for trip in delivery.driver_day(tx, driver, day).trips:
        for stop in trip.stops:
            if stop.stop.id == stop_id:
                return [
                    (line.order_line_id, line.lot_id, line.quantity, line.unit)
                    for line in stop.lines
                ]
    return []


def _at_the_door(
    town: Town, order_line_id: int, lot_id: int, quantity: int, unit: Unit
) -> delivery.DoorLine:
    part = 1 if unit is Unit.PIECE else 1000
    luck = town.chance.random()
    if luck > 0.04 or quantity <= part:
        return delivery.DoorLine(order_line_id, lot_id, quantity)
    if luck > 0.02:
        return delivery.DoorLine(
            order_line_id, lot_id, quantity - part, refused=part, reason="damaged"
        )
    return delivery.DoorLine(order_line_id, lot_id, quantity - part, short=part, reason="short")


def _signature(chance: random.Random) -> str:
    points = [(20 + 18 * step, 40 + chance.randint(-22, 22)) for step in range(9)]
    path = "M" + " L".join(f"{x} {y}" for x, y in points)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80">'
        f'<path d="{path}" fill="none" stroke="black" stroke-width="2"/></svg>'
    )
