"""Objects for tests: a small world, and one-liners for what a test is about.

Everything goes through the tables and the ledger, so a built world passes `ledger.check`.
"""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TypeVar
from uuid import uuid4
from weakref import WeakKeyDictionary

from sqlalchemy import select

from wms.db import Database, Tx
from wms.facts import events
from wms.facts.catalogue import Happened, LotReceived
from wms.rules.fefo import Demand
from wms.stock import ledger
from wms.tables.access import Role, User
from wms.tables.coldroom import Sensor
from wms.tables.equipment import Device
from wms.tables.facts import Fact
from wms.tables.masterdata import (
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
from wms.tables.stock import Balance, Lot, LotStatus, MoveReason
from wms.tables.transport import Vehicle
from wms.units import TemperatureClass, Unit

NOW = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
"""13:00 in Changsha, an hour before the cut-off."""

KG = 1000

Row = TypeVar("Row")
Said = TypeVar("Said", bound=Happened)

_numbers = count(1)


def number() -> int:
    """A number no other object of this run has."""
    return next(_numbers)


def number_from(first: int) -> None:
    """Count from here on, for a world that must be the same every time it is made."""
    global _numbers
    _numbers = count(first)


@dataclass
class World:
    """The ids of a small but complete business: one warehouse and everything around it."""

    warehouse: int
    dock: int
    chilled_room: int
    chilled_bins: list[int]
    ambient_room: int
    ambient_bins: list[int]
    frozen_room: int
    frozen_bins: list[int]
    stage: int
    loss: int
    repack: int
    counted: int
    supplier: int
    supplier_place: int
    shop: int
    shop_place: int
    vehicle: int
    vehicle_place: int
    cabbage: int
    """Chilled, in grams, 10 kg packs, needs a residue test."""
    rice: int
    """Ambient, in grams, 10 kg packs."""
    eggs: int
    """Chilled, in pieces, trays of 30."""
    dumplings: int
    """Frozen, in grams, 1 kg packs."""
    users: dict[Role, int] = field(default_factory=dict)

    @property
    def staff(self) -> int:
        return self.users[Role.STAFF]

    @property
    def approver(self) -> int:
        return self.users[Role.DISPATCHER]

    @property
    def driver(self) -> int:
        return self.users[Role.DRIVER]

    @property
    def keeper(self) -> int:
        """The shop's own user."""
        return self.users[Role.SHOP]

    @property
    def quality(self) -> int:
        return self.users[Role.QUALITY]


_came_with: WeakKeyDictionary[Database, World] = WeakKeyDictionary()


def comes_with(db: Database, made: World) -> None:
    """Note that a database was copied from one with this world in it."""
    _came_with[db] = deepcopy(made)


def world(db: Database) -> World:
    """A small world, committed: the one that the database came with, or a new one."""
    return _came_with.pop(db, None) or db.write(a_world)


def a_world(tx: Tx) -> World:
    """A warehouse with three rooms and their bins, suppliers, a shop, a van, items and people."""
    at = a_warehouse(tx).id
    rooms = {kind: a_room(tx, at, kind).id for kind in TemperatureClass}
    bins = {kind: [a_bin(tx, rooms[kind]).id for _ in range(3)] for kind in TemperatureClass}
    supplier = a_supplier(tx, at)
    shop = a_shop(tx, at)
    users = {role: a_user(tx, role, at, shop.id).id for role in Role if role.value not in _MACHINES}
    van = a_vehicle(tx, at, driver_id=users[Role.DRIVER])
    return World(
        warehouse=at,
        dock=a_place(tx, at, PlaceKind.DOCK).id,
        chilled_room=rooms[TemperatureClass.CHILLED],
        chilled_bins=bins[TemperatureClass.CHILLED],
        ambient_room=rooms[TemperatureClass.AMBIENT],
        ambient_bins=bins[TemperatureClass.AMBIENT],
        frozen_room=rooms[TemperatureClass.FROZEN],
        frozen_bins=bins[TemperatureClass.FROZEN],
        stage=a_place(tx, at, PlaceKind.STAGE).id,
        loss=a_place(tx, at, PlaceKind.LOSS).id,
        repack=a_place(tx, at, PlaceKind.REPACK).id,
        counted=a_place(tx, at, PlaceKind.COUNT).id,
        supplier=supplier.id,
        supplier_place=supplier.place_id,
        shop=shop.id,
        shop_place=shop.place_id,
        vehicle=van.id,
        vehicle_place=van.place_id,
        cabbage=an_item(tx, needs_residue_test=True).id,
        rice=an_item(
            tx, temperature_class=TemperatureClass.AMBIENT, life_hours=8760, price_cents=600
        ).id,
        eggs=an_item(
            tx, unit=Unit.PIECE, piece_g=60, pack_quantity=30, life_hours=480, price_cents=90
        ).id,
        dumplings=an_item(
            tx, temperature_class=TemperatureClass.FROZEN, pack_quantity=1000, life_hours=4320
        ).id,
        users=users,
    )


_MACHINES = {Role.INTEGRATOR.value, Role.DEVICE.value}


def a_warehouse(tx: Tx, kind: WarehouseKind = WarehouseKind.MAIN) -> Warehouse:
    n = number()
    return _add(
        tx,
        Warehouse(
            code=f"WH{n}",
            name_zh=f"{n}号仓",
            name_en=f"Warehouse {n}",
            kind=kind,
            latitude=28.2,
            longitude=113.0,
        ),
    )


def a_place(
    tx: Tx,
    warehouse_id: int,
    kind: PlaceKind,
    *,
    room_id: int | None = None,
    temperature_class: TemperatureClass | None = None,
    capacity_g: int | None = None,
) -> Place:
    n = number()
    return _add(
        tx,
        Place(
            warehouse_id=warehouse_id,
            code=f"{kind.value.upper()}-{n}",
            kind=kind,
            room_id=room_id,
            temperature_class=temperature_class,
            name_zh=f"位置{n}",
            name_en=f"{kind.value} {n}",
            capacity_g=capacity_g,
        ),
    )


def a_room(tx: Tx, warehouse_id: int, temperature_class: TemperatureClass) -> Place:
    room = a_place(tx, warehouse_id, PlaceKind.ROOM, temperature_class=temperature_class)
    room.room_id = room.id
    return _add(tx, room)


def a_bin(tx: Tx, room_id: int, *, capacity_g: int | None = 2_000_000) -> Place:
    room = tx.find(Place, room_id)
    return a_place(
        tx,
        room.warehouse_id,
        PlaceKind.BIN,
        room_id=room_id,
        temperature_class=room.temperature_class,
        capacity_g=capacity_g,
    )


def a_supplier(
    tx: Tx, warehouse_id: int, kind: SupplierKind = SupplierKind.FARMER, *, public: bool = True
) -> Supplier:
    n = number()
    return _add(
        tx,
        Supplier(
            code=f"S{n}",
            kind=kind,
            name_zh=f"农户{n}",
            name_en=f"Farmer {n}",
            village_zh="果园村",
            village_en="Guoyuan",
            name_is_public=public,
            place_id=a_place(tx, warehouse_id, PlaceKind.SUPPLIER).id,
        ),
    )


def an_item(
    tx: Tx,
    *,
    unit: Unit = Unit.GRAM,
    temperature_class: TemperatureClass = TemperatureClass.CHILLED,
    pack_quantity: int = 10_000,
    piece_g: int = 1,
    price_cents: int = 400,
    life_hours: int = 72,
    needs_residue_test: bool = False,
) -> Item:
    n = number()
    return _add(
        tx,
        Item(
            code=f"I{n}",
            gtin=gtin(n),
            name_zh=f"商品{n}",
            name_en=f"Item {n}",
            category="leaf",
            unit=unit,
            temperature_class=temperature_class,
            pack_quantity=pack_quantity,
            piece_g=piece_g,
            price_cents=price_cents,
            life_hours=life_hours,
            needs_residue_test=needs_residue_test,
        ),
    )


def a_weighed_item(tx: Tx) -> Item:
    """Catch weight: melons of about 1 kg, by the piece."""
    item = an_item(tx, unit=Unit.PIECE, piece_g=1000, pack_quantity=1)
    item.is_weighed, item.weight_tolerance_pct = True, 20
    return _add(tx, item)


def gtin(n: int) -> str:
    """A GTIN-14 with a right check digit."""
    digits = f"0690000{n:06d}"
    total = sum(int(digit) * (3 if i % 2 == 0 else 1) for i, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def a_field_record(tx: Tx, supplier_id: int, item_id: int) -> FieldRecord:
    return _add(
        tx,
        FieldRecord(
            supplier_id=supplier_id,
            item_id=item_id,
            plot=f"P{number()}",
            sown_on=(NOW - timedelta(days=50)).date(),
        ),
    )


def a_shop(tx: Tx, warehouse_id: int, *, customer_class: str = "community") -> Shop:
    n = number()
    return _add(
        tx,
        Shop(
            code=f"SH{n}",
            name_zh=f"社区店{n}",
            name_en=f"Shop {n}",
            customer_class=customer_class,
            warehouse_id=warehouse_id,
            place_id=a_place(tx, warehouse_id, PlaceKind.CUSTOMER).id,
            address_zh=f"五一大道{n}号",
            address_en=f"{n} Wuyi Avenue",
            latitude=28.19 + n % 50 / 1000,
            longitude=112.98 + n % 70 / 1000,
        ),
    )


def a_user(
    tx: Tx,
    role: Role = Role.STAFF,
    warehouse_id: int | None = None,
    shop_id: int | None = None,
) -> User:
    n = number()
    return _add(
        tx,
        User(
            login=f"{role.value}{n}",
            name=f"{role.value} {n}",
            password_hash="no password",
            role=role,
            warehouse_id=None if role is Role.ADMIN else warehouse_id,
            shop_id=shop_id if role is Role.SHOP else None,
            created_at=NOW,
        ),
    )


def a_vehicle(
    tx: Tx,
    warehouse_id: int,
    *,
    driver_id: int | None = None,
    temperature_classes: str = "ambient,chilled,frozen",
) -> Vehicle:
    n = number()
    return _add(
        tx,
        Vehicle(
            code=f"V{n}",
            plate=f"湘A{n:05d}",
            warehouse_id=warehouse_id,
            place_id=a_place(tx, warehouse_id, PlaceKind.VEHICLE).id,
            driver_id=driver_id,
            capacity_g=1_000_000,
            capacity_crates=60,
            capacity_ml=6_000_000,
            temperature_classes=temperature_classes,
            shift_start_minute=6 * 60,
            shift_end_minute=20 * 60,
            fixed_cost_cents=5_000,
            cost_per_km_cents=150,
            cost_per_hour_cents=3_000,
        ),
    )


def a_device(
    tx: Tx, warehouse_id: int, kind: str = "scanner", place_id: int | None = None
) -> Device:
    n = number()
    return _add(
        tx,
        Device(
            id=f"{kind}-{n}",
            warehouse_id=warehouse_id,
            kind=kind,
            name_zh=f"设备{n}",
            name_en=f"Device {n}",
            place_id=place_id,
        ),
    )


def a_sensor(tx: Tx, room_id: int, *, low: float | None = 0.0, high: float | None = 8.0) -> Sensor:
    room = tx.find(Place, room_id)
    device = a_device(tx, room.warehouse_id, "controller", room_id)
    return _add(
        tx,
        Sensor(
            code=f"{device.id}:temperature",
            device_id=device.id,
            warehouse_id=room.warehouse_id,
            place_id=room_id,
            metric="temperature",
            unit="C",
            low=low,
            high=high,
        ),
    )


def a_lot(
    tx: Tx,
    item_id: int,
    supplier_id: int,
    *,
    status: LotStatus = LotStatus.RELEASED,
    life_hours: int = 72,
    received_at: datetime = NOW,
) -> Lot:
    """A lot, nowhere yet."""
    return _add(
        tx,
        Lot(
            code=f"L{number()}",
            item_id=item_id,
            supplier_id=supplier_id,
            harvested_at=received_at - timedelta(hours=6),
            received_at=received_at,
            sell_until=received_at + timedelta(hours=life_hours),
            status=status,
        ),
    )


def stocked(tx: Tx, lot: Lot, place_id: int, quantity: int) -> Lot:
    """Put so much of a lot into a place, straight from its supplier."""
    supplier = tx.find(Supplier, lot.supplier_id)
    ledger.post(tx, [a_move(lot.id, supplier.place_id, place_id, quantity, MoveReason.RECEIVE)])
    return lot


def a_stocked_lot(
    tx: Tx,
    w: World,
    item_id: int,
    place_id: int,
    quantity: int,
    *,
    status: LotStatus = LotStatus.RELEASED,
    life_hours: int = 72,
    received_at: datetime = NOW,
) -> Lot:
    """A new lot of the world's supplier, with so much of it in a place.

    Its life is counted from `NOW` whenever it came.
    """
    life_hours += round((NOW - received_at) / timedelta(hours=1))
    life = {"status": status, "life_hours": life_hours, "received_at": received_at}
    return stocked(tx, a_lot(tx, item_id, w.supplier, **life), place_id, quantity)


def a_move(
    lot_id: int,
    from_place_id: int,
    to_place_id: int,
    quantity: int,
    reason: MoveReason = MoveReason.RELOCATE,
) -> ledger.NewMove:
    """A move with an id of its own."""
    return ledger.NewMove(uuid4(), lot_id, from_place_id, to_place_id, quantity, reason, NOW)


def an_order(
    tx: Tx,
    w: World,
    lines: dict[int, int],
    *,
    state: OrderState = OrderState.SUBMITTED,
    shop_id: int | None = None,
    placed_at: datetime = NOW,
) -> Order:
    """An order of the world's shop for so much of each item, with its lines."""
    order = _add(
        tx,
        Order(
            client_id=uuid4(),
            body_digest="",
            number=f"SO-{number()}",
            shop_id=shop_id or w.shop,
            warehouse_id=w.warehouse,
            kind=OrderKind.STANDARD,
            state=state,
            placed_at=placed_at,
            deliver_from=placed_at + timedelta(hours=3),
            deliver_until=placed_at + timedelta(hours=9),
        ),
    )
    for item_id, quantity in lines.items():
        price = tx.find(Item, item_id).price_cents
        line = OrderLine(
            order_id=order.id, item_id=item_id, ordered=quantity, unit_price_cents=price
        )
        _add(tx, line)
    return order


def lines_of(tx: Tx, order_id: int) -> list[OrderLine]:
    """An order's lines, as they are in the database now."""
    rows = select(OrderLine).where(OrderLine.order_id == order_id).order_by(OrderLine.id)
    return list(tx.scalars(rows.execution_options(populate_existing=True)))


def an_approved_order(tx: Tx, w: World, lines: dict[int, int]) -> Order:
    """An order whose whole quantity is approved and promised."""
    order = an_order(tx, w, lines, state=OrderState.APPROVED)
    rows = lines_of(tx, order.id)
    for line in rows:
        line.approved = line.ordered
    ledger.promise(tx, w.warehouse, rows, fresh_until=NOW)
    return order


def demands_of(tx: Tx, order_id: int) -> list[Demand]:
    """What an order still needs lots for."""
    return [
        Demand(line.id, line.item_id, line.promised, NOW)
        for line in lines_of(tx, order_id)
        if line.promised
    ]


def on_hand(tx: Tx, place_id: int, lot_id: int) -> int:
    """How much of a lot is in a place."""
    row = tx.scalars(
        select(Balance)
        .where(Balance.place_id == place_id, Balance.lot_id == lot_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    return row.on_hand if row else 0


def a_fact(lot_id: int = 1, code: str = "L1") -> LotReceived:
    """Something that happened, of no further consequence."""
    return LotReceived(lot_id, code, "I1", "S1", 10 * KG, LotStatus.RELEASED)


def facts_of(tx: Tx, kind: type[Said]) -> list[Said]:
    """What happened of one kind, oldest first."""
    rows = tx.scalars(select(Fact).where(Fact.kind == kind.kind).order_by(Fact.id))
    return [fact for row in rows if isinstance(fact := events.of(row), kind)]


def _add(tx: Tx, row: Row) -> Row:
    tx.add(row)
    tx.flush()
    return row
