"""The demo's standing world: warehouses, people, suppliers with fields, shops, vans, sensors."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from api.demo import city
from api.demo.goods import GOODS, Good
from api.demo.partners import FLEET, PRODUCERS, TREATMENTS, Producer
from labels import gs1
from wms.access import PasswordHash, people
from wms.db import Tx
from wms.masterdata import setup
from wms.tables.access import Role
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
from wms.tables.transport import Vehicle
from wms.units import BANDS, TemperatureClass

AMBIENT, CHILLED, FROZEN = TemperatureClass
MAIN_ROOMS = (
    setup.NewRoom(CHILLED, 40, 2400),
    setup.NewRoom(FROZEN, 12, 900),
    setup.NewRoom(AMBIENT, 30, 1800),
)
SUB_ROOMS = (
    setup.NewRoom(CHILLED, 16, 900),
    setup.NewRoom(FROZEN, 6, 500),
    setup.NewRoom(AMBIENT, 10, 700),
)
SHOPS_WITH_LOGIN = 12
PASSWORD = "apple-river-42"
"""Of every demo login; the demo listens on this machine only."""


@dataclass(slots=True)
class World:
    """Ids of what was made, for history and the people who go on working in it."""

    warehouses: list[int] = field(default_factory=list)
    """The main warehouse first."""
    items: dict[str, int] = field(default_factory=dict)
    suppliers: dict[str, int] = field(default_factory=dict)
    grows: dict[str, list[tuple[str, int | None]]] = field(default_factory=dict)
    """Per good: suppliers that bring it, each with its field record if it has one."""
    shops: list[int] = field(default_factory=list)
    users: dict[str, int] = field(default_factory=dict)
    drivers: dict[int, list[int]] = field(default_factory=dict)
    """Per warehouse."""


def build(tx: Tx, *, seed: int, today: date, now: datetime, password: PasswordHash) -> World:
    """Make the whole standing world; everything follows from the seed."""
    chance = random.Random(seed)
    made = World()
    _warehouses(tx, made)
    _items(tx, made)
    _suppliers(tx, made, chance, today)
    _shops(tx, made, seed)
    _people(tx, made, now, password)
    _vehicles(tx, made, now, password)
    for warehouse_id in made.warehouses:
        _devices(tx, warehouse_id)
    _radio(tx, made)
    return made


def _warehouses(tx: Tx, made: World) -> None:
    for index, district in enumerate(city.DISTRICTS):
        is_main = index == 0
        body = f"29{index:010d}"
        warehouse = setup.open_warehouse(
            tx,
            Warehouse(
                code="MAIN" if is_main else district.code,
                name_zh="主仓" if is_main else f"{district.zh}分仓",
                name_en="Main warehouse" if is_main else f"{district.en} sub-warehouse",
                kind=WarehouseKind.MAIN if is_main else WarehouseKind.SUB,
                gln=body + gs1.check_digit(body),
                latitude=district.latitude,
                longitude=district.longitude,
            ),
            MAIN_ROOMS if is_main else SUB_ROOMS,
        )
        made.warehouses.append(warehouse.id)


def _items(tx: Tx, made: World) -> None:
    for good in GOODS:
        made.items[good.code] = setup.kept(tx, _item(good)).id


def _item(good: Good) -> Item:
    return Item(
        code=good.code,
        gtin=good.gtin,
        name_zh=good.zh,
        name_en=good.en,
        category=good.category,
        picture=good.picture,
        unit=good.unit,
        temperature_class=good.temperature,
        pack_quantity=good.pack,
        piece_g=good.piece_g,
        price_cents=good.price_cents,
        life_hours=good.life_hours,
        needs_residue_test=good.needs_test,
    )


def _suppliers(tx: Tx, made: World, chance: random.Random, today: date) -> None:
    main = made.warehouses[0]
    for index, producer in enumerate(PRODUCERS):
        village = city.VILLAGES[producer.village]
        body = f"28{index:010d}"
        supplier = setup.add_supplier(
            tx,
            Supplier(
                code=producer.code,
                kind=producer.kind,
                name_zh=producer.zh,
                name_en=producer.en,
                village_zh=village[0],
                village_en=village[1],
                name_is_public=producer.kind is not SupplierKind.FARMER,
                gln=body + gs1.check_digit(body),
            ),
            warehouse_id=main,
        )
        made.suppliers[producer.code] = supplier.id
        for good in GOODS:
            if good.category in producer.categories and _brings(chance, producer, good):
                record = _field(tx, supplier.id, made.items[good.code], chance, today, good)
                made.grows.setdefault(good.code, []).append((producer.code, record))
    _let_somebody_bring_everything(made)


def _brings(chance: random.Random, producer: Producer, good: Good) -> bool:
    return producer.kind is SupplierKind.SUPPLIER or chance.random() < 0.55


def _let_somebody_bring_everything(made: World) -> None:
    for good in GOODS:
        if good.code not in made.grows:
            producer = next(p for p in PRODUCERS if good.category in p.categories)
            made.grows[good.code] = [(producer.code, None)]


def _field(
    tx: Tx, supplier_id: int, item_id: int, chance: random.Random, today: date, good: Good
) -> int | None:
    if good.category not in ("leaf", "fruiting", "root", "mushroom", "fruit"):
        return None
    sown = today - timedelta(days=chance.randint(45, 110))
    record = FieldRecord(
        supplier_id=supplier_id,
        item_id=item_id,
        plot=f"{chance.choice('ABCDEF')}-{chance.randint(1, 24):02d}",
        sown_on=sown,
    )
    applications = []
    for kind, zh, en, dose, waiting in chance.sample(TREATMENTS, k=chance.randint(1, 3)):
        after = chance.randint(5, max(6, (today - sown).days - 22))
        applications.append(
            FieldApplication(
                kind=kind,
                product_zh=zh,
                product_en=en,
                dose=dose,
                applied_on=sown + timedelta(days=after),
                waiting_days=waiting,
            )
        )
    return setup.add_field_record(tx, record, applications).id


def _shops(tx: Tx, made: World, seed: int) -> None:
    for number, spot in enumerate(city.shops(seed)):
        shop = setup.add_shop(
            tx,
            Shop(
                code=spot.code,
                name_zh=spot.zh,
                name_en=spot.en,
                customer_class="bulk" if number % 40 == 39 else "community",
                warehouse_id=made.warehouses[spot.district],
                address_zh=spot.address_zh,
                address_en=spot.address_en,
                latitude=spot.latitude,
                longitude=spot.longitude,
                open_minute=6 * 60,
                close_minute=21 * 60 + 30,
                service_s=240 + 30 * (number % 5),
                credit_limit_cents=2_000_000 if number % 40 != 39 else 20_000_000,
            ),
        )
        made.shops.append(shop.id)


def _people(tx: Tx, made: World, now: datetime, password: PasswordHash) -> None:
    main = made.warehouses[0]
    for login, name, role, warehouse, shop in (
        ("admin", "Administrator 管理员", Role.ADMIN, None, None),
        ("dispatcher", "Dispatcher 调度员", Role.DISPATCHER, None, None),
        ("quality", "Quality manager 质量主管", Role.QUALITY, None, None),
        ("staff", "Warehouse staff 仓库员工", Role.STAFF, main, None),
        *(
            (f"staff-{city.DISTRICTS[index].code.lower()}", f"{city.DISTRICTS[index].zh}分仓员工",
             Role.STAFF, warehouse_id, None)
            for index, warehouse_id in enumerate(made.warehouses[1:], 1)
        ),
        ("shop", "Shop owner 店主", Role.SHOP, None, made.shops[0]),
        *(
            (f"shop{number:03d}", f"Shop {number:03d} 店主", Role.SHOP, None,
             made.shops[number - 1])
            for number in range(2, SHOPS_WITH_LOGIN + 1)
        ),
    ):  # fmt: skip
        new = people.NewUser(login, name, role, password, "", warehouse, shop)
        made.users[login] = people.create_user(tx, new, by=None, now=now).id


def _vehicles(tx: Tx, made: World, now: datetime, password: PasswordHash) -> None:
    number = 0
    for index, warehouse_id in enumerate(made.warehouses):
        for letter, count, grams, crates, volume, classes, fixed, per_km, per_hour in FLEET:
            for _ in range(count * (2 if index == 0 else 1)):
                number += 1
                login = "driver" if number == 1 else f"driver{number:02d}"
                driver = people.NewUser(
                    login, f"Driver {number:02d} 司机", Role.DRIVER, password, "zh", warehouse_id
                )
                made.users[login] = people.create_user(tx, driver, by=None, now=now).id
                made.drivers.setdefault(warehouse_id, []).append(made.users[login])
                setup.add_vehicle(
                    tx,
                    Vehicle(
                        code=f"{letter}{number:02d}",
                        plate=f"湘A·{letter}{8000 + 37 * number}",
                        warehouse_id=warehouse_id,
                        driver_id=made.users[login],
                        capacity_g=grams,
                        capacity_crates=crates,
                        capacity_ml=volume,
                        temperature_classes=classes,
                        shift_start_minute=6 * 60,
                        shift_end_minute=22 * 60,
                        fixed_cost_cents=fixed,
                        cost_per_km_cents=per_km,
                        cost_per_hour_cents=per_hour,
                    ),
                )


def _devices(tx: Tx, warehouse_id: int) -> None:
    """What hangs on wires in the main warehouse: guns, a scale, a controller for each room."""
    warehouse = tx.find(Warehouse, warehouse_id)
    places = {place.code: place for place in _places(tx, warehouse_id)}
    dock, stage = places[f"{warehouse.code}-DOCK"], places[f"{warehouse.code}-STAGE"]
    rooms = [p for p in places.values() if p.kind is PlaceKind.ROOM]
    if warehouse.kind is not WarehouseKind.MAIN:
        return
    _device(tx, "main-gun-dock", "serial-lines", dock, ("收货扫码枪", "Goods-in scanner"))
    _device(tx, "main-gun-pick", "serial-lines", stage, ("拣货扫码枪", "Picking scanner"))
    _device(tx, "main-gun-load", "serial-lines", stage, ("装车扫码枪", "Loading scanner"))
    _device(tx, "main-scale", "scale", dock, ("收货台秤", "Goods-in scale"))
    for room in rooms:
        names = (f"{room.name_zh}控制器", f"{room.name_en} controller")
        controller = _device(tx, room.code.lower(), "modbus", room, names)
        for metric, unit in (("temperature", "C"), ("humidity", "%")):
            _sensor(tx, controller, room, metric, unit, name=f"{controller.id}/air")


def _radio(tx: Tx, made: World) -> None:
    """One gateway hears the rooms of all sub-warehouses, another the loggers in the vehicles."""
    dock = tx.query(Place).filter_by(code="MAIN-DOCK").one()
    gateway = _device(tx, "wireless", "mqtt", dock, ("无线网关", "Wireless gateway"))
    for warehouse_id in made.warehouses[1:]:
        for room in _places(tx, warehouse_id):
            if room.kind is PlaceKind.ROOM:
                for metric, unit in _RADIO_METRICS:
                    _sensor(tx, gateway, room, metric, unit, name=room.code.lower())
    fleet = _device(tx, "fleet", "mqtt", dock, ("车载记录仪", "Vehicle loggers"))
    for van in tx.query(Place).filter_by(kind=PlaceKind.VEHICLE).order_by(Place.id):
        for metric, unit in (("temperature", "C"), ("battery_pct", "%")):
            _sensor(tx, fleet, van, metric, unit, name=van.code.lower())


_RADIO_METRICS = (("temperature", "C"), ("humidity", "%"), ("door_open", ""), ("battery_pct", "%"))


def _sensor(tx: Tx, device: Device, place: Place, metric: str, unit: str, *, name: str) -> None:
    """A probe takes the limits of the room it hangs in; vehicles are kept like a chilled room."""
    sensor = setup.add_sensor(tx, device, metric, unit, channel=name)
    sensor.place_id, sensor.warehouse_id = place.id, place.warehouse_id
    sensor.open_delay_s, sensor.close_delay_s = 180, 120
    if metric == "temperature":
        band = BANDS[place.temperature_class or TemperatureClass.CHILLED]
        sensor.low, sensor.high, sensor.holds_lots = band.low_c, band.high_c, True


def _device(tx: Tx, id: str, kind: str, place: Place, names: tuple[str, str]) -> Device:
    device = Device(
        id=id,
        warehouse_id=place.warehouse_id,
        kind=kind,
        name_zh=names[0],
        name_en=names[1],
        place_id=place.id,
    )
    return setup.add_device(tx, device)


def _places(tx: Tx, warehouse_id: int) -> list[Place]:
    return list(tx.query(Place).filter_by(warehouse_id=warehouse_id).order_by(Place.id))


LOGINS: Mapping[str, str] = {
    "staff": "staff",
    "dispatcher": "dispatcher",
    "driver": "driver",
    "shop": "shop",
    "quality": "quality",
    "admin": "admin",
}
"""Role to demo login, all with `PASSWORD`."""
