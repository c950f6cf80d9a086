"""A city to measure in: one large warehouse, its lots, shops, orders, trips; made set by set.

Told is how many live lots lie in its bins. All else is the same at every size: 20 goods have nine
tenths of the lots and 180 others the rest, 500 shops have 2,000 orders waiting for review and as
many delivered behind them, 60 trips are under way, half of the lots were packed from one.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, func, insert, literal, select

from tests.builders import gtin
from wms.access.passwords import NOBODY
from wms.db import Tx, core
from wms.db.partitions import ensure_partitions
from wms.masterdata import policies, setup
from wms.tables.access import Role, User
from wms.tables.coldroom import Reading
from wms.tables.equipment import Device
from wms.tables.masterdata import (
    FieldApplication,
    FieldRecord,
    Item,
    Place,
    PlaceKind,
    Shop,
    Supplier,
    SupplierKind,
    Warehouse,
    WarehouseKind,
)
from wms.tables.ordering import Order, OrderKind, OrderLine, OrderState
from wms.tables.outbound import Parcel, ParcelState, Wave, WaveState
from wms.tables.stock import Balance, Lot, LotLink, LotStatus, Move, MoveReason
from wms.tables.transport import (
    PlanState,
    Proof,
    RoutePlan,
    Stop,
    StopState,
    Trip,
    TripState,
    Vehicle,
)
from wms.units import TemperatureClass, Unit

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
"""Noon of a Monday in Changsha, two hours before the cut-off: here the product's clock begins."""
KG = 1_000
ITEMS, POPULAR, SUPPLIERS = 200, 20, 20
SHOPS, STATIONS = 500, 32
WAITING, DELIVERED, LINES = 2_000, 2_000, 20
TRIPS, STOPS = 60, 8
ON_DOCK = 2_000
BINS, BIN_G = 50, 10**11
PARTS = 10
"""Lots that each lot of the tree was packed into."""
READ_EVERY, STORED = timedelta(minutes=5), timedelta(days=2)
PEOPLE = {
    "dispatcher": Role.DISPATCHER,
    "quality": Role.QUALITY,
    "keeper": Role.SHOP,
    "driver": Role.DRIVER,
    **{f"staff{number}": Role.STAFF for number in range(STATIONS)},
}


def build(tx: Tx, lots: int) -> None:
    """Make the city with so many live lots in its bins."""
    warehouse = Warehouse(
        code="CITY",
        name_zh="长沙总仓",
        name_en="City store",
        kind=WarehouseKind.MAIN,
        latitude=28.2,
        longitude=113.0,
    )
    cold = setup.NewRoom(TemperatureClass.CHILLED, BINS, 6_000)
    at = setup.open_warehouse(tx, warehouse, [cold]).id
    policies.set(tx, "quota_g", {"community": 10**9}, valid_from=NOW - timedelta(days=90), by=None)
    items = [setup.kept(tx, _item(number)).id for number in range(ITEMS)]
    fields = [_supplier(tx, at, number, items[number]) for number in range(SUPPLIERS)]
    shops = [_shop(tx, at, number) for number in range(SHOPS)]
    people = {login: _person(tx, login, role, at, shops[0]) for login, role in PEOPLE.items()}
    _stock(tx, at, fields, items, lots)
    _readings(tx, at)
    vans = [_vehicle(tx, at, number, people["driver"]) for number in range(TRIPS)]
    _orders(tx, at, shops, items, WAITING, OrderState.SUBMITTED, NOW - timedelta(hours=1))
    for back in range(DELIVERED // (TRIPS * STOPS) + 1):
        count = min(TRIPS * STOPS, DELIVERED - back * TRIPS * STOPS)
        before = NOW - timedelta(days=3 + 3 * back)
        orders = _orders(tx, at, shops, items, count, OrderState.DELIVERED, before)
        _trips(tx, at, vans, orders, before, is_over=True)
    orders = _orders(tx, at, shops, items, TRIPS * STOPS, OrderState.PACKED, NOW)
    _trips(tx, at, vans, orders, NOW, is_over=False)


def _item(number: int) -> Item:
    return Item(
        code=f"I{number}",
        gtin=gtin(number),
        name_zh=f"商品{number}",
        name_en=f"Item {number}",
        category=("leaf", "root", "fruit", "mushroom")[number % 4],
        unit=Unit.GRAM,
        temperature_class=TemperatureClass.CHILLED,
        pack_quantity=10 * KG,
        piece_g=1,
        price_cents=400,
        life_hours=24 * 30,
    )


def _supplier(tx: Tx, at: int, number: int, item_id: int) -> tuple[int, int]:
    """Ids of a supplier and of a sowing of theirs."""
    supplier = Supplier(
        code=f"S{number}",
        kind=SupplierKind.BASE,
        name_zh=f"果园{number}基地",
        name_en=f"Orchard {number}",
        village_zh=f"果园村{number}组",
        village_en=f"Guoyuan {number}",
        name_is_public=True,
    )
    setup.add_supplier(tx, supplier, warehouse_id=at)
    sown_on = (NOW - timedelta(days=60)).date()
    sowing = FieldRecord(supplier_id=supplier.id, item_id=item_id, plot="P1", sown_on=sown_on)
    applied = [
        FieldApplication(
            kind=kind,
            product_zh="药剂",
            product_en="Agent",
            dose="1 kg",
            applied_on=sown_on + timedelta(days=after),
            waiting_days=7,
        )
        for kind, after in (("fertiliser", 10), ("pesticide", 30))
    ]
    return supplier.id, setup.add_field_record(tx, sowing, applied).id


def _shop(tx: Tx, at: int, number: int) -> int:
    shop = Shop(
        code=f"SH{number}",
        name_zh=f"社区店{number}",
        name_en=f"Shop {number}",
        warehouse_id=at,
        address_zh=f"五一大道{number}号",
        address_en=f"{number} Wuyi Avenue",
        phone="0731-0000000",
        latitude=28.19 + number % 50 / 1000,
        longitude=112.98 + number % 70 / 1000,
        credit_limit_cents=10**9,
    )
    return setup.add_shop(tx, shop).id


def _person(tx: Tx, login: str, role: Role, at: int, shop_id: int) -> int:
    user = User(
        login=login,
        name=login,
        password_hash=NOBODY,
        role=role,
        warehouse_id=at,
        shop_id=shop_id if role is Role.SHOP else None,
        created_at=NOW,
    )
    return setup.kept(tx, user).id


def _vehicle(tx: Tx, at: int, number: int, driver_id: int) -> tuple[int, int]:
    vehicle = Vehicle(
        code=f"V{number}",
        plate=f"湘A{number:05d}",
        warehouse_id=at,
        driver_id=driver_id,
        capacity_g=1_000 * KG,
        capacity_crates=60,
        capacity_ml=6_000_000,
        temperature_classes="chilled",
        shift_start_minute=6 * 60,
        shift_end_minute=20 * 60,
        fixed_cost_cents=5_000,
        cost_per_km_cents=150,
        cost_per_hour_cents=3_000,
    )
    return setup.add_vehicle(tx, vehicle).id, driver_id


def _stock(
    tx: Tx, at: int, fields: Sequence[tuple[int, int]], items: Sequence[int], lots: int
) -> None:
    """The lots in the bins and on the dock, with the moves that brought them there."""
    came = NOW - STORED
    rows = []
    for number in range(lots + ON_DOCK):
        common = number % 10 or lots < ITEMS
        item = items[number % POPULAR] if common else items[number // 10 % ITEMS]
        supplier_id, field_id = fields[number % SUPPLIERS]
        rows.append(
            {
                "code": f"L{number:07d}",
                "item_id": item,
                "supplier_id": supplier_id,
                "field_record_id": field_id,
                "packing": "air",
                "harvested_at": came - timedelta(hours=6),
                "received_at": came + timedelta(seconds=number % 3600),
                "sell_until": NOW + timedelta(days=5, minutes=number % 20_000),
                "status": LotStatus.RELEASED,
            }
        )
    tx.connection().execute(insert(core(Lot)), rows)
    first = tx.scalars(select(func.min(Lot.id))).one()
    bins = tx.scalars(select(Place.id).where(Place.kind == PlaceKind.BIN).order_by(Place.id)).all()
    tx.execute(core(Place).update().where(Place.kind == PlaceKind.BIN).values(capacity_g=BIN_G))
    [dock] = tx.scalars(select(Place.id).where(Place.kind == PlaceKind.DOCK))
    tx.flush()
    last = first + lots - 1
    in_bins, on_dock = Lot.id <= last, Lot.id > last
    _lie(tx, at, in_bins, bins[0] + Lot.id % len(bins))
    _lie(tx, at, on_dock, literal(dock))
    root = first + lots // 2
    parent = root + (Lot.id - root - 1) // PARTS
    made = select(parent, Lot.id, literal(10 * KG), Lot.received_at).where(
        Lot.id > root, Lot.id <= last
    )
    into = ["parent_id", "child_id", "quantity", "at"]
    tx.execute(insert(LotLink).from_select(into, made))


def _lie(tx: Tx, at: int, which: ColumnElement[bool], place: ColumnElement[int]) -> None:
    """A hundred kilograms of each of these lots came from its supplier to a place."""
    random = func.lower(func.hex(func.randomblob(16))) if tx.is_sqlite else func.gen_random_uuid()
    moves = (
        select(
            random,
            Lot.id,
            Supplier.place_id,
            place,
            literal(100 * KG),
            literal(str(MoveReason.RECEIVE)),
            Lot.received_at,
        )
        .join(Supplier, Supplier.id == Lot.supplier_id)
        .where(which)
    )
    into = ["id", "lot_id", "from_place_id", "to_place_id", "quantity", "reason", "at"]
    tx.execute(insert(Move).from_select(into, moves, include_defaults=False))
    copied = ("item_id", "sell_until", "received_at", "status")
    balances = select(
        literal(at),
        place,
        Lot.id,
        literal(100 * KG),
        literal(0),
        literal(True),
        *(getattr(Lot, name) for name in copied),
    ).where(which)
    into = ["warehouse_id", "place_id", "lot_id", "on_hand", "allocated", "is_pickable", *copied]
    tx.execute(insert(Balance).from_select(into, balances, include_defaults=False))


def _readings(tx: Tx, at: int) -> None:
    """What the thermometer of the room has said since the lots came."""
    [room] = tx.scalars(select(Place).where(Place.kind == PlaceKind.ROOM))
    device = Device(
        id="room",
        warehouse_id=at,
        kind="controller",
        name_zh="冷库",
        name_en="Room",
        place_id=room.id,
        is_online=True,
        last_seen_at=NOW,
    )
    sensor = setup.add_sensor(tx, setup.add_device(tx, device), "temperature", "C")
    ensure_partitions(tx, NOW)
    times = [NOW - STORED + READ_EVERY * step for step in range(STORED // READ_EVERY)]
    rows = [
        {
            "sensor_id": sensor.id,
            "at": moment,
            "value": 3 + step % 12 / 10,
            "quality": "good",
            "received_at": moment,
        }
        for step, moment in enumerate(times)
    ]
    tx.connection().execute(insert(core(Reading)), rows)


def _orders(
    tx: Tx,
    at: int,
    shops: Sequence[int],
    items: Sequence[int],
    count: int,
    state: OrderState,
    placed_at: datetime,
) -> list[tuple[int, int]]:
    """So many orders of 20 lines in a state; ids of each and of its shop."""
    deliver_until = placed_at.replace(hour=10, minute=0) + timedelta(days=1)
    rows = [
        {
            "client_id": uuid4(),
            "body_digest": "",
            "number": f"SO-{state}-{placed_at:%m%d}-{number}",
            "shop_id": shops[number % len(shops)],
            "warehouse_id": at,
            "kind": OrderKind.STANDARD,
            "state": state,
            "version": 1,
            "placed_at": placed_at,
            "deliver_from": deliver_until - timedelta(hours=4),
            "deliver_until": deliver_until,
            "total_cents": LINES * 4_000,
            "note": "后门收货" if number % 40 == 0 else None,
        }
        for number in range(count)
    ]
    tx.connection().execute(insert(core(Order)), rows)
    these = (Order.state == state) & (Order.placed_at == placed_at)
    made = tx.execute(select(Order.id, Order.shop_id).where(these).order_by(Order.id)).all()
    is_waiting = state is OrderState.SUBMITTED
    for line in range(LINES):
        # Of the goods that come daily: some orders ask for more than their shop is used to.
        item = items[0] + (Order.id * 7 + line) % ITEMS
        unusual = 4 if is_waiting and line == 0 else 1
        ordered = literal(10 * KG * unusual)
        done = literal(0) if is_waiting else ordered
        delivered = ordered if state is OrderState.DELIVERED else literal(0)
        zero = literal(0)
        lines = select(
            Order.id, item, ordered, done, zero, zero, done, delivered, literal(400)
        ).where(these)
        into = ["order_id", "item_id", "ordered", "approved", "promised", "allocated", "picked"]
        into += ["delivered", "unit_price_cents"]
        tx.execute(insert(OrderLine).from_select(into, lines, include_defaults=False))
    return [(order_id, shop_id) for order_id, shop_id in made]


def _trips(
    tx: Tx,
    at: int,
    vans: Sequence[tuple[int, int]],
    orders: Sequence[tuple[int, int]],
    when: datetime,
    *,
    is_over: bool,
) -> None:
    """Trips of a day that carry these orders, one parcel each; with proofs when they are over."""
    day, leaves = when.date(), when + timedelta(hours=1)
    plan = _plan(tx, at, day, when)
    trips = [
        Trip(
            number=f"T-{day:%m%d}-{number}",
            plan_id=plan.id,
            warehouse_id=at,
            vehicle_id=vehicle_id,
            driver_id=driver_id,
            day=day,
            state=TripState.RETURNED if is_over else TripState.LOADING,
            departs_at=leaves,
            returns_at=leaves + timedelta(hours=4),
            distance_m=42_000,
            load_g=800 * KG,
            load_crates=40,
        )
        for number, (vehicle_id, driver_id) in enumerate(vans)
    ]
    tx.add_all(trips)
    tx.flush()
    [stage] = tx.scalars(select(Place.id).where(Place.kind == PlaceKind.STAGE))
    stops: list[dict[str, Any]] = [
        {
            "trip_id": trips[number // STOPS].id,
            "position": number % STOPS + 1,
            "order_id": order_id,
            "shop_id": shop_id,
            "state": StopState.DONE if is_over else StopState.PLANNED,
            "arrives_at": leaves + timedelta(minutes=20 * (number % STOPS + 1)),
            "leaves_at": leaves + timedelta(minutes=20 * (number % STOPS + 1) + 5),
        }
        for number, (order_id, shop_id) in enumerate(orders)
    ]
    connection = tx.connection()
    connection.execute(insert(core(Stop)), stops)
    parcels = [
        {
            "sscc": f"{plan.id:03d}{order_id:015d}",
            "order_id": order_id,
            "state": ParcelState.DELIVERED if is_over else ParcelState.PACKED,
            "place_id": stage,
            "weight_g": 200 * KG,
            "packed_at": when,
        }
        for order_id, _ in orders
    ]
    connection.execute(insert(core(Parcel)), parcels)
    for order in tx.scalars(select(Order).where(Order.id.in_([one for one, _ in orders]))):
        order.wave_id = plan.wave_id
    if not is_over:
        return
    mine = select(Stop.id, Stop.order_id).where(Stop.trip_id.in_([trip.id for trip in trips]))
    proofs = [
        {
            "id": uuid4(),
            "stop_id": stop_id,
            "order_id": order_id,
            "received_by": "店员",
            "occurred_at": leaves,
            "received_at": leaves,
            "by": vans[0][1],
        }
        for stop_id, order_id in tx.execute(mine)
    ]
    connection.execute(insert(core(Proof)), proofs)


def _plan(tx: Tx, at: int, day: date, when: datetime) -> RoutePlan:
    wave = Wave(
        number=f"W-{day:%m%d}",
        warehouse_id=at,
        state=WaveState.DONE,
        day=day,
        frozen_at=when,
        released_at=when,
    )
    plan = RoutePlan(
        wave_id=setup.kept(tx, wave).id,
        warehouse_id=at,
        day=day,
        state=PlanState.STORED,
        basis="",
        problem="{}",
        created_at=when,
    )
    return setup.kept(tx, plan)
