"""Journey (b): a cold room fails, its lots are held, and a person lets them go again.

The same story by wire (Modbus), by radio to our own listener, and by radio over a broker.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from api.ground.clock import system_clock
from tests.builders import an_item, number
from tests.e2e import wiring
from tests.e2e.house import Premises, premises
from tests.integration.devices.broker import Broker
from wms.db import Tx
from wms.facts import notices
from wms.facts.catalogue import Subject, SubjectKind
from wms.stock import ledger, lots
from wms.tables.access import Role
from wms.tables.coldroom import Excursion, ExcursionState, Sensor
from wms.tables.masterdata import Place, PlaceKind
from wms.tables.stock import Lot, LotStatus
from wms.units import Unit

SENSORS = {
    "by-wire": "by-wire/air:temperature",
    "by-radio": "by-radio:temperature",
    "by-broker": "by-broker:temperature",
}
PIECES = 60
FOR_EVER = 10**6


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    made = Broker(tmp_path_factory.mktemp("broker"))
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def house(
    lasting_url: str, broker: Broker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Premises]:
    """Three cold rooms, each watched in another way."""
    devices = [
        wiring.gun("gun-dock"),
        wiring.controller("by-wire"),
        wiring.sensor_over_our_listener("by-radio"),
        wiring.sensor_over_a_broker("by-broker", broker.port),
    ]
    folder = tmp_path_factory.mktemp("rooms")
    # Wireless sensors send times of their own, so here the clock is the real one.
    with premises(lasting_url, folder, devices, clock=system_clock) as opened:
        yield opened


def room_of(house: Premises, name: str) -> Place:
    def look(tx: Tx) -> Place:
        sensor = tx.scalars(select(Sensor).where(Sensor.code == SENSORS[name])).one()
        return tx.find(Place, sensor.place_id)

    return house.read(look)


def put_into(house: Premises, room: Place) -> Lot:
    """Take in a good that nobody else has, and scan it into the room's bin."""
    shelf = (Place.room_id == room.id) & (Place.kind == PlaceKind.BIN)
    place_id = house.read(lambda tx: tx.scalars(select(Place.id).where(shelf)).one())
    item = house.db.write(lambda tx: an_item(tx, unit=Unit.PIECE, pack_quantity=30, piece_g=60))
    name = f"COLD-{number()}"
    with house.station("gun-dock") as dock:
        dock.ok(house.card())
        dock.ok(house.label(item.id, name, f"30{PIECES}\x1d"))
        dock.ok(house.place(place_id))
    return house.read(lambda tx: tx.scalars(select(Lot).where(Lot.supplier_lot == name)).one())


def sellable(house: Premises, item_id: int) -> int:
    """How much of it the shop's catalogue offers."""
    shop = house.machine(Role.INTEGRATOR)
    answer = shop.get("/v1/catalogue", params={"shop_id": house.world.shop})
    assert answer.status_code == 200, answer.text
    return next(one["sellable"] for one in answer.json() if one["item_id"] == item_id)


@pytest.mark.parametrize("name", SENSORS)
def test_a_failing_room_holds_its_lots_until_quality_lets_them_go(
    house: Premises, name: str
) -> None:
    room = room_of(house, name)
    lot = put_into(house, room)
    assert sellable(house, lot.item_id) == PIECES

    assert house.controls[name].send(f"fail {name} {FOR_EVER}") == "ok"
    in_room = select(Excursion).where(Excursion.place_id == room.id)
    excursion = house.eventually(lambda tx: tx.scalars(in_room).first(), "an excursion")
    assert lots_status(house, lot) is LotStatus.HELD
    assert sellable(house, lot.item_id) == 0
    house.eventually(lambda tx: told(tx, excursion), "a notice")
    quality = house.person(Role.QUALITY)
    assert room.name_zh in quality.get("/quality/excursions").text
    assert room.name_zh in quality.get("/office/exceptions").text

    assert house.controls[name].send(f"fail {name} 0") == "ok"
    ended = Excursion.id == excursion.id, Excursion.ended_at.is_not(None)
    house.eventually(lambda tx: tx.scalar(select(Excursion.id).where(*ended)), "its end")
    assert lots_status(house, lot) is LotStatus.HELD
    handled = {"cause": "compressor tripped", "action": "reset, goods checked"}
    closed = quality.post(f"/quality/excursions/{excursion.id}/close", data=handled)
    assert closed.status_code == 303, closed.text
    freed = quality.post(f"/quality/lots/{lot.code}/release", data={"note": "core at 6 °C"})
    assert freed.status_code == 303, freed.text

    assert lots_status(house, lot) is LotStatus.RELEASED
    assert sellable(house, lot.item_id) == PIECES
    state = house.read(lambda tx: tx.find(Excursion, excursion.id).state)
    assert state is ExcursionState.CLOSED
    assert house.read(ledger.check) == []


def lots_status(house: Premises, lot: Lot) -> LotStatus:
    return house.read(lambda tx: lots.by_code(tx, lot.code).status)


def told(tx: Tx, excursion: Excursion) -> bool:
    seen = notices.newest(tx, Role.QUALITY, warehouse_id=None, shop_id=None)
    about = Subject(SubjectKind.EXCURSION, str(excursion.id))
    return any(one.fact.subject == about for one in seen)
