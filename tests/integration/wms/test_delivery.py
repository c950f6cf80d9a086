"""Proof of delivery: everything aboard is accounted for, once, by the right driver."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.builders import KG, NOW, World, a_stocked_lot, a_user, facts_of, lines_of, on_hand, world
from tests.integration.wms.outbound import DAY, a_packed_order, a_trip, state_of
from wms.db import Database, Tx
from wms.errors import ColdchainError, Conflict, NotFound, Refused
from wms.facts.catalogue import Delivered
from wms.outbound import loading
from wms.stock import ledger
from wms.tables.access import Role
from wms.tables.ordering import OrderState
from wms.tables.outbound import Parcel
from wms.tables.stock import LotStatus, Move, MoveReason
from wms.tables.transport import Proof, Stop, StopState, TripState
from wms.transport import delivery, dispatch
from wms.transport.delivery import DoorLine, NewProof
from wms.transport.load import aboard

LATER = NOW + timedelta(hours=4)
PHOTO = b"\xff\xd8\xff\xe0 a photo"
SIGNATURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M 1 1 L 2 2"/></svg>'
)


@dataclass
class Road:
    """A trip on its way with two orders: rice of two lots and eggs, then rice alone."""

    world: World
    trip: int
    orders: list[int]
    stops: list[int]
    lots: list[int]
    eggs: int

    def lines(self, db: Database, at: int = 0, **changes: Any) -> tuple[DoorLine, ...]:
        """Everything aboard for an order is delivered; `changes` alter its first line."""
        cargo = db.read(lambda tx: aboard(tx, [self.orders[at]]))
        first, *rest = [DoorLine(x.order_line_id, x.lot_id, x.quantity) for x in cargo]
        return (replace(first, **changes), *rest)


def a_road(tx: Tx, w: World) -> Road:
    lots = [a_stocked_lot(tx, w, w.rice, one, 20 * KG).id for one in w.ambient_bins[:2]]
    eggs = a_stocked_lot(tx, w, w.eggs, w.chilled_bins[0], 300).id
    first, first_parcels = a_packed_order(tx, w, {w.rice: 30 * KG, w.eggs: 60})
    second, second_parcels = a_packed_order(tx, w, {w.rice: 10 * KG})
    trip = a_trip(tx, w, [first, second])
    for parcel in (*first_parcels, *second_parcels):
        loading.load(tx, trip.id, parcel.sscc, by=w.staff, now=NOW)
    dispatch.depart(tx, trip.id, by=w.staff, now=NOW)
    stops = tx.scalars(select(Stop.id).order_by(Stop.position)).all()
    return Road(w, trip.id, [first.id, second.id], list(stops), lots, eggs)


def a_road_in(db: Database) -> Road:
    w = world(db)
    return db.write(lambda tx: a_road(tx, w))


@pytest.fixture
def road(db: Database) -> Road:
    return a_road_in(db)


@pytest.fixture
def sqlite_road(sqlite_db: Database) -> Road:
    return a_road_in(sqlite_db)


def a_proof(db: Database, road: Road, at: int = 0, **changes: Any) -> NewProof:
    new = NewProof(uuid4(), road.stops[at], " 王姐 ", NOW + timedelta(hours=3), road.lines(db, at))
    return replace(new, **changes)


def prove(db: Database, road: Road, new: NewProof, by: int | None = None) -> Proof:
    driver = by or road.world.driver
    return db.write(lambda tx: delivery.prove(tx, new, by=driver, now=LATER))


def refusal(action: Callable[..., object], *args: object) -> Refused:
    with pytest.raises(Refused) as refused:
        action(*args)
    return refused.value


def moved(db: Database, reason: MoveReason) -> list[tuple[int, str | None]]:
    rows = select(Move.quantity, Move.note).where(Move.reason == reason).order_by(Move.quantity)
    return [(quantity, note) for quantity, note in db.read(lambda tx: tx.execute(rows).all())]


def ends_of(db: Database, reason: MoveReason) -> set[tuple[int, int]]:
    """From which places to which goods went for a reason."""
    rows = select(Move.from_place_id, Move.to_place_id).where(Move.reason == reason)
    return {(source, target) for source, target in db.read(lambda tx: tx.execute(rows).all())}


def test_what_is_delivered_leaves_the_vehicle_for_the_customer(db: Database, road: Road) -> None:
    new = a_proof(db, road, signature_svg=SIGNATURE, photo=PHOTO, temperature_c=4.5)
    prove(db, road, replace(new, position=(28.2, 112.9)))
    assert state_of(db, road.orders[0]) is OrderState.DELIVERED
    assert sorted(moved(db, MoveReason.DELIVER)) == [(60, None), (10 * KG, None), (20 * KG, None)]
    assert db.read(lambda tx: aboard(tx, [road.orders[0]])) == []
    lines = db.read(lambda tx: [line.delivered for line in lines_of(tx, road.orders[0])])
    assert sorted(lines) == [60, 30 * KG]
    parcels = select(Parcel.state).where(Parcel.order_id == road.orders[0])
    assert set(db.read(lambda tx: tx.scalars(parcels).all())) == {"delivered"}
    assert db.read(ledger.check) == []

    shown = db.read(lambda tx: delivery.proof_of(tx, road.orders[0]))
    assert (shown.received_by, shown.temperature_c, shown.flags) == ("王姐", 4.5, ())
    assert shown.done_at == NOW + timedelta(hours=3)
    assert shown.signature_svg is not None
    assert len(shown.lines) == 3
    photo = db.read(lambda tx: delivery.photo_of(tx, road.orders[0]))
    assert photo == (PHOTO, "image/jpeg")


def test_short_goods_are_a_loss_and_refused_goods_come_back(db: Database, road: Road) -> None:
    w = road.world
    first, second, eggs = road.lines(db)
    lines = (
        replace(first, delivered=16 * KG, refused=4 * KG, reason="damaged"),
        replace(second, delivered=7 * KG, short=3 * KG, reason="short"),
        replace(eggs, delivered=0, refused=60, reason="not_ordered"),
    )
    prove(db, road, a_proof(db, road, lines=lines))
    prove(db, road, a_proof(db, road, 1))
    assert moved(db, MoveReason.LOSS) == [(3 * KG, "short")]
    assert ends_of(db, MoveReason.LOSS) == {(w.vehicle_place, w.loss)}
    assert ends_of(db, MoveReason.DELIVER) == {(w.vehicle_place, w.shop_place)}

    def home(tx: Tx) -> object:
        return dispatch.return_(tx, road.trip, by=w.staff, now=LATER)

    db.write(home)
    assert moved(db, MoveReason.RETURN) == [(60, "not_ordered"), (4 * KG, "damaged")]
    assert (4 * KG, "damaged") in moved(db, MoveReason.LOSS)
    assert db.read(lambda tx: on_hand(tx, w.dock, road.eggs)) == 60
    assert db.read(lambda tx: on_hand(tx, w.dock, first.lot_id)) == 0
    assert db.read(lambda tx: on_hand(tx, w.vehicle_place, road.eggs)) == 0
    assert db.read(lambda tx: dispatch.trip(tx, road.trip).state) is TripState.RETURNED
    assert db.read(ledger.check) == []


def test_lines_that_do_not_add_up_are_all_named(sqlite_db: Database, sqlite_road: Road) -> None:
    db, road = sqlite_db, sqlite_road
    first, second, eggs = road.lines(db)
    wrong = (
        replace(first, delivered=1),
        replace(second, short=second.delivered, delivered=0, reason="lost it"),
        DoorLine(eggs.order_line_id, first.lot_id, 5),
        replace(eggs, delivered=-60, refused=120, reason="damaged"),
    )
    refused = refusal(prove, db, road, a_proof(db, road, lines=wrong))
    assert refused.code == "proof.lines"
    assert [line["why"] for line in refused.details["lines"]] == [
        "sum",
        "reason",
        "not_aboard",
        "sum",
    ]
    refused = refusal(prove, db, road, a_proof(db, road, lines=(first, first)))
    assert [line["why"] for line in refused.details["lines"]] == [
        "repeated",
        "repeated",
        "missing",
        "missing",
    ]
    assert refused.details["lines"][2]["aboard"] == second.delivered
    assert state_of(db, road.orders[0]) is OrderState.LOADED


def test_the_same_proof_sent_twice_is_one_proof(db: Database, road: Road) -> None:
    new = a_proof(db, road, photo=PHOTO, signature_svg=SIGNATURE)
    first = prove(db, road, new)
    again = prove(db, road, replace(new, lines=tuple(reversed(new.lines))))
    assert first.id == again.id
    assert len(moved(db, MoveReason.DELIVER)) == 3


def test_another_proof_under_the_same_id_is_refused(db: Database, road: Road) -> None:
    new = a_proof(db, road)
    prove(db, road, new)
    changed = replace(new.lines[0], delivered=0, short=new.lines[0].delivered, reason="short")
    for other in (
        replace(new, received_by="somebody else"),
        replace(new, photo=PHOTO),
        replace(new, lines=(changed, *new.lines[1:])),
    ):
        with pytest.raises(Conflict, match=r"proof\.other_body"):
            prove(db, road, other)


def test_a_stop_is_proved_once(db: Database, road: Road) -> None:
    proofs = [a_proof(db, road) for _ in range(4)]
    proofs += [proofs[0]] * 4

    def try_it(new: NewProof) -> str:
        try:
            return str(prove(db, road, new).id)
        except ColdchainError as error:
            return error.code

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(try_it, proofs))
    kept = db.read(lambda tx: tx.scalars(select(Proof.id)).one())
    assert set(answers) == {str(kept), "stop.done"}
    assert len(moved(db, MoveReason.DELIVER)) == 3
    assert db.read(ledger.check) == []


def test_a_driver_proves_only_stops_of_their_own_trips(
    sqlite_db: Database, sqlite_road: Road
) -> None:
    db, road = sqlite_db, sqlite_road
    stranger = db.write(lambda tx: a_user(tx, Role.DRIVER, road.world.warehouse)).id
    with pytest.raises(NotFound):
        prove(db, road, a_proof(db, road), by=stranger)
    with pytest.raises(NotFound):
        db.write(lambda tx: delivery.arrive(tx, road.stops[0], by=stranger))
    assert prove(db, road, a_proof(db, road), by=road.world.approver).by == road.world.approver


def test_a_trip_that_has_not_left_proves_nothing(sqlite_db: Database) -> None:
    w = world(sqlite_db)

    def planned(tx: Tx) -> int:
        a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 20 * KG)
        order, _ = a_packed_order(tx, w, {w.rice: 10 * KG})
        a_trip(tx, w, [order])
        return tx.scalars(select(Stop.id)).one()

    stop = sqlite_db.write(planned)
    new = NewProof(uuid4(), stop, "Wang", NOW, ())
    with pytest.raises(Refused, match=r"trip\.wrong_state"):
        sqlite_db.write(lambda tx: delivery.prove(tx, new, by=w.driver, now=NOW))
    with pytest.raises(Refused, match=r"trip\.wrong_state"):
        sqlite_db.write(lambda tx: delivery.arrive(tx, stop, by=w.driver))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"received_by": " "}, "proof.received_by"),
        ({"received_by": "x" * 81}, "proof.received_by"),
        ({"temperature_c": 80.1}, "proof.temperature"),
        ({"temperature_c": float("nan")}, "proof.temperature"),
        ({"position": (91.0, 0.0)}, "proof.position"),
        ({"position": (0.0, float("nan"))}, "proof.position"),
        ({"signature_svg": "<svg onload='x'/>"}, "proof.signature"),
        ({"photo": b"GIF89a"}, "proof.photo"),
    ],
)
def test_evidence_that_cannot_be_is_refused(
    sqlite_db: Database, sqlite_road: Road, changes: dict[str, Any], code: str
) -> None:
    new = a_proof(sqlite_db, sqlite_road, **changes)
    assert refusal(prove, sqlite_db, sqlite_road, new).code == code


def test_a_phone_from_the_future_is_flagged_and_not_believed(
    sqlite_db: Database, sqlite_road: Road
) -> None:
    db, road = sqlite_db, sqlite_road
    ahead = LATER + timedelta(minutes=11)
    prove(db, road, a_proof(db, road, occurred_at=ahead, temperature_c=12.0))
    shown = db.read(lambda tx: delivery.proof_of(tx, road.orders[0]))
    assert shown.flags == ("proof.clock_ahead", "proof.too_warm")
    assert (shown.occurred_at, shown.done_at) == (ahead, LATER)


def test_a_phone_from_before_the_departure_is_not_believed(
    sqlite_db: Database, sqlite_road: Road
) -> None:
    db, road = sqlite_db, sqlite_road
    prove(db, road, a_proof(db, road, occurred_at=NOW - timedelta(days=400)))
    shown = db.read(lambda tx: delivery.proof_of(tx, road.orders[0]))
    assert (shown.flags, shown.done_at) == ((), LATER)


def test_a_lot_blocked_on_the_road_is_flagged(sqlite_db: Database, sqlite_road: Road) -> None:
    db, road = sqlite_db, sqlite_road

    def block(tx: Tx) -> None:
        ledger.set_status(tx, [road.eggs], LotStatus.BLOCKED)

    db.write(block)
    day = db.read(lambda tx: delivery.driver_day(tx, road.world.driver, DAY))
    statuses = {line.lot_id: line.lot_status for line in day.trips[0].stops[0].lines}
    assert statuses[road.eggs] is LotStatus.BLOCKED
    prove(db, road, a_proof(db, road))
    (fact,) = db.read(lambda tx: facts_of(tx, Delivered))
    assert fact.flags == ("proof.blocked_lot",)
    assert fact.is_complete


def test_the_driver_sees_the_next_stop_and_what_to_unload(
    sqlite_db: Database, sqlite_road: Road
) -> None:
    db, road = sqlite_db, sqlite_road
    day = db.read(lambda tx: delivery.driver_day(tx, road.world.driver, DAY))
    assert day.next_stop is not None
    assert day.next_stop.stop.order_id == road.orders[0]
    unload = [(line.lot_id, line.quantity) for line in day.next_stop.lines]
    assert unload == [(road.lots[0], 20 * KG), (road.lots[1], 10 * KG), (road.eggs, 60)]
    db.write(lambda tx: delivery.arrive(tx, road.stops[0], by=road.world.driver))
    assert db.read(lambda tx: tx.find(Stop, road.stops[0]).state) is StopState.ARRIVED

    prove(db, road, a_proof(db, road))
    day = db.read(lambda tx: delivery.driver_day(tx, road.world.driver, DAY))
    assert day.next_stop is not None
    assert day.next_stop.stop.order_id == road.orders[1]
    assert day.trips[0].stops[0].lines == ()

    prove(db, road, a_proof(db, road, 1))
    day = db.read(lambda tx: delivery.driver_day(tx, road.world.driver, DAY))
    assert day.next_stop is None
    nobody = db.read(lambda tx: delivery.driver_day(tx, road.world.approver, DAY))
    assert nobody.trips == ()


def test_a_trip_with_open_stops_does_not_come_back(sqlite_db: Database, sqlite_road: Road) -> None:
    db, road = sqlite_db, sqlite_road
    prove(db, road, a_proof(db, road))
    with pytest.raises(Refused) as refused:
        db.write(lambda tx: dispatch.return_(tx, road.trip, by=road.world.staff, now=LATER))
    assert refused.value.code == "trip.open_stops"
    assert len(refused.value.details["orders"]) == 1
    db.write(lambda tx: delivery.arrive(tx, road.stops[1], by=road.world.driver))
    with pytest.raises(Refused, match=r"trip\.open_stops"):
        db.write(lambda tx: dispatch.return_(tx, road.trip, by=road.world.staff, now=LATER))


def test_an_order_without_a_proof_has_none_to_show(sqlite_db: Database, sqlite_road: Road) -> None:
    with pytest.raises(NotFound):
        sqlite_db.read(lambda tx: delivery.proof_of(tx, sqlite_road.orders[0]))
    prove(sqlite_db, sqlite_road, a_proof(sqlite_db, sqlite_road))
    with pytest.raises(NotFound):
        sqlite_db.read(lambda tx: delivery.photo_of(tx, sqlite_road.orders[0]))
