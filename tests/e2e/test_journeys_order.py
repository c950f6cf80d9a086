"""Journey (c): a shop orders, and at the end somebody signs for it and it is on the statement."""

import threading
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from sqlalchemy import func, select

from tests.builders import KG, a_stocked_lot
from tests.e2e import wiring
from tests.e2e.house import Premises, Station, lose_the_answer, premises
from wms.db import Tx
from wms.masterdata import policies
from wms.printing import documents
from wms.stock import ledger
from wms.tables.access import Role
from wms.tables.masterdata import Item
from wms.tables.ordering import Order, OrderState
from wms.tables.stock import Lot, Move
from wms.tables.transport import PlanState, Proof, Trip, TripState
from wms.transport import delivery, dispatch
from wms.transport.delivery import DriverTrip

QUANTITIES = {"rice": 20 * KG, "eggs": 60, "dumplings": 4 * KG}


@pytest.fixture(scope="module")
def house(lasting_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Premises]:
    """A warehouse with goods of every temperature class, and guns for picking and loading."""
    guns = [wiring.gun("gun-pick", "stage"), wiring.gun("gun-load", "stage")]
    with premises(lasting_url, tmp_path_factory.mktemp("orders"), guns) as opened:
        opened.db.write(lambda tx: stock(tx, opened))
        yield opened


def stock(tx: Tx, house: Premises) -> None:
    """Two lots of rice, of which each order needs both, and one of the others."""
    w = house.world
    for hours in (2_000, 3_000):
        a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 15 * KG, life_hours=hours)
    a_stocked_lot(tx, w, w.eggs, w.chilled_bins[0], 300)
    a_stocked_lot(tx, w, w.dumplings, w.frozen_bins[0], 40 * KG)


def test_an_order_travels_from_the_shops_phone_to_its_statement(house: Premises) -> None:
    order_id = an_order_clicked_twice(house)
    approved(house, order_id)
    trip = planned(house, released(house))
    with house.station("gun-pick") as station:
        parcels = picked_and_packed(house, station, order_id)
    with house.station("gun-load") as station:
        loaded(station, trip, parcels)
    driver = house.person(Role.DRIVER)
    departed(house, driver, trip)
    delivered(house, driver, order_id)
    assert on_the_statement(house, order_id)
    back = driver.post(f"/v1/trips/{trip.id}/return", json=an_act(house))
    assert back.status_code == 200, back.text
    assert house.read(lambda tx: tx.find(Trip, trip.id).state) is TripState.RETURNED
    assert house.read(ledger.check) == []


def an_order_clicked_twice(house: Premises) -> int:
    """Two clicks at the same moment are one order."""
    w = house.world
    items = {"rice": w.rice, "eggs": w.eggs, "dumplings": w.dumplings}
    lines = [{"item_id": items[name], "quantity": n} for name, n in QUANTITIES.items()]
    body = {"client_id": str(uuid4()), "shop_id": w.shop, "lines": lines}
    shop = house.person(Role.SHOP)
    assert "商品" in shop.get("/shop/order").text
    answers: list[httpx2.Response] = []
    clicks = [
        threading.Thread(target=lambda: answers.append(shop.post("/v1/orders", json=body)))
        for _ in range(2)
    ]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    assert [one.status_code for one in answers] == [201, 201], answers[0].text
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert house.read(lambda tx: tx.scalar(select(func.count(Order.id)))) == 1
    return int(answers[0].json()["id"])


def approved(house: Premises, order_id: int) -> None:
    order = house.read(lambda tx: tx.find(Order, order_id))
    dispatcher = house.person(Role.DISPATCHER)
    assert order.number in dispatcher.get("/office/orders").text
    form = {"version": order.version}
    answer = dispatcher.post(f"/office/orders/{order_id}/approve", data=form)
    assert answer.status_code == 303, answer.text
    stale = dispatcher.post(f"/office/orders/{order_id}/approve", data=form)
    assert stale.status_code == 409
    assert house.read(lambda tx: tx.find(Order, order_id).state) is OrderState.APPROVED


def released(house: Premises) -> int:
    """One press: lots are chosen, and papers and routes follow."""
    dispatcher = house.person(Role.DISPATCHER)
    form = {"warehouse_id": house.world.warehouse}
    answer = dispatcher.post("/office/waves/release", data=form)
    assert answer.status_code == 303, answer.text
    wave_id = int(answer.headers["location"].partition("waves/")[2].partition("?")[0])

    def kinds(tx: Tx) -> bool:
        return {one.kind for one in documents.of_wave(tx, wave_id)} >= {"pick_list", "slip"}

    house.eventually(kinds, "the papers")
    return wave_id


def planned(house: Premises, wave_id: int) -> Trip:
    """The worker has solved the routes in a process of their own."""
    plan = house.eventually(lambda tx: dispatch.plan_of(tx, wave_id), "the plan")
    assert (plan.state, plan.unserved) == (PlanState.STORED, ())
    [trip] = house.read(lambda tx: tx.scalars(select(Trip).where(Trip.plan_id == plan.id)).all())
    assert trip.driver_id == house.world.driver
    return trip


def picked_and_packed(house: Premises, station: Station, order_id: int) -> list[str]:
    """Scan what the page says until it says that the order is packed; returns the SSCCs."""
    station.ok("CMD-PICK")
    said = station.ok(house.read(lambda tx: tx.find(Order, order_id).number))
    fetched = []
    while said["code"] != "floor.packed":
        assert said["code"] in ("floor.pick_next", "floor.picked")
        fetched.append(said["data"]["lot"])
        said = station.ok(own_label(house, said["data"]["lot"]))
    assert len(fetched) == len(set(fetched)) == 4
    return list(said["data"]["parcels"])


def own_label(house: Premises, lot_code: str) -> str:
    """What a gun reads off our own label of a lot."""

    def gtin(tx: Tx) -> str:
        of_lot = select(Item.gtin).join(Lot, Lot.item_id == Item.id)
        return tx.scalars(of_lot.where(Lot.code == lot_code)).one()

    return f"]C101{house.read(gtin)}10{lot_code}"


def loaded(station: Station, trip: Trip, parcels: list[str]) -> None:
    station.ok("CMD-LOAD")
    station.ok(trip.number)
    said = [station.ok(f"]C100{sscc}") for sscc in parcels]
    assert said[-1]["code"] == "floor.trip_loaded"


def departed(house: Premises, driver: httpx2.Client, trip: Trip) -> None:
    answer = driver.post(f"/v1/trips/{trip.id}/departure", json=an_act(house))
    assert answer.status_code == 200, answer.text
    assert trip.number in driver.get("/driver").text


def an_act(house: Premises) -> dict[str, Any]:
    return {"id": str(uuid4()), "occurred_at": house.clock().isoformat()}


def delivered(house: Premises, driver: httpx2.Client, order_id: int) -> None:
    """The proof is sent, its answer is lost on the way, and the phone sends it twice more."""
    proof = a_proof(house, order_id)
    id = UUID(proof["id"])
    lose_the_answer(
        driver, "/v1/proofs", proof, lambda: house.read(lambda tx: tx.get(Proof, id) is not None)
    )
    again = [driver.post("/v1/proofs", json=proof) for _ in range(2)]
    assert [one.status_code for one in again] == [200, 200], again[0].text
    assert [one.json()["replayed"] for one in again] == [True, True]
    assert house.read(lambda tx: tx.scalar(select(func.count(Proof.id)))) == 1
    assert house.read(lambda tx: tx.find(Order, order_id).state) is OrderState.DELIVERED
    other = {**proof, "received_by": "Somebody Else"}
    assert driver.post("/v1/proofs", json=other).status_code == 409


def a_proof(house: Premises, order_id: int) -> dict[str, Any]:
    """All is handed over but one tray of eggs, which the shop refuses as damaged."""
    stop = next(stop for stop in trip_of_today(house).stops if stop.stop.order_id == order_id)
    lines = []
    for line in stop.lines:
        refused = 30 if line.item_id == house.world.eggs else 0
        reason = {"reason": "damaged"} if refused else {}
        known = {"order_line_id": line.order_line_id, "lot_id": line.lot_id}
        amounts = {"delivered": line.quantity - refused, "refused": refused}
        lines.append({**known, **amounts, **reason})
    said = {"received_by": "Wang", "temperature_c": 4.5, "lines": lines}
    return {**an_act(house), "stop_id": stop.stop.id, **said}


def trip_of_today(house: Premises) -> DriverTrip:
    def look(tx: Tx) -> DriverTrip:
        day = policies.business_day(tx, house.clock())
        return delivery.driver_day(tx, house.world.driver, day).trips[0]

    return house.read(look)


def on_the_statement(house: Premises, order_id: int) -> bool:
    shop = house.person(Role.SHOP)
    number = house.read(lambda tx: tx.find(Order, order_id).number)
    page = shop.get("/shop/statement")
    assert page.status_code == 200, page.text
    arrived = select(func.sum(Move.quantity)).where(Move.to_place_id == house.world.shop_place)
    assert house.read(lambda tx: tx.scalar(arrived)) == sum(QUANTITIES.values()) - 30
    return number in page.text
