"""The list of what a person must act on, and how its items end."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.builders import (
    KG,
    NOW,
    World,
    a_device,
    a_sensor,
    a_stocked_lot,
    an_approved_order,
    world,
)
from tests.integration.wms.outbound import a_released_order
from wms.db import Database, Tx
from wms.errors import NotFound, Refused
from wms.facts import audit, outbox
from wms.oversight import Kind, OpenItem, open_items
from wms.tables.coldroom import Excursion, ExcursionKind, ExcursionState
from wms.tables.equipment import DeviceFault
from wms.tables.facts import Job, Outbox, OutboxState
from wms.tables.inbox import Inbox
from wms.tables.ordering import Order
from wms.tables.outbound import WaveShortage
from wms.tables.stock import Hold, LotStatus
from wms.tables.transport import PlanState, RoutePlan, UnservedOrder
from wms.transport import dispatch


def everything(tx: Tx, w: World) -> None:
    """One thing of each kind."""
    sensor = a_sensor(tx, w.chilled_room)
    tx.add(
        Excursion(
            warehouse_id=w.warehouse,
            place_id=w.chilled_room,
            sensor_id=sensor.id,
            kind=ExcursionKind.HIGH,
            state=ExcursionState.ACKNOWLEDGED,
            started_at=NOW,
            opened_at=NOW,
            peak=11.5,
        )
    )
    for _ in range(2):
        lot = a_stocked_lot(tx, w, w.eggs, w.chilled_bins[0], 30, status=LotStatus.HELD)
        hold = {"lot_id": lot.id, "reason": "excursion", "cause": "excursion:1"}
        tx.add(Hold(**hold, placed_at=NOW))
    a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 100 * KG)
    order = a_released_order(tx, w, {w.rice: 10 * KG})
    _unserve(tx, w, order)
    assert order.wave_id is not None
    short = {"wave_id": order.wave_id, "order_id": order.id, "approved": 10}
    tx.add(WaveShortage(**short, item_id=w.rice, short=5))
    dispatch.plan_failed(tx, order.wave_id, "no answer", now=NOW + timedelta(minutes=1))
    _devices(tx, w)
    dead = tx.query(Outbox).first()
    assert dead is not None
    dead.state, dead.error, dead.attempts = OutboxState.DEAD, "printer on fire", 8
    tx.add(Job(name="silence", next_at=NOW, error="boom"))


def _unserve(tx: Tx, w: World, order: Order) -> None:
    plan = RoutePlan(
        wave_id=order.wave_id,
        warehouse_id=w.warehouse,
        day=NOW.date(),
        state=PlanState.STORED,
        basis="",
        problem="",
        created_at=NOW,
    )
    tx.add(plan)
    tx.flush()
    details = {"missing_g": 5}
    tx.add(
        UnservedOrder(plan_id=plan.id, order_id=order.id, reason="capacity.weight", details=details)
    )


def _devices(tx: Tx, w: World) -> None:
    gun = a_device(tx, w.warehouse)
    gun.last_seen_at = NOW
    a_device(tx, w.warehouse)  # never seen: nobody misses it yet
    tx.add(
        Inbox(
            id=uuid4(),
            source=gun.id,
            kind="scan",
            body_digest="",
            body={"data": "LOC-1"},
            reply={"code": "place.full", "details": {"place": "B-1"}},
            was_refused=True,
            received_at=NOW,
        )
    )
    for device in (gun.id, "a stranger"):
        tx.add(
            DeviceFault(
                id=uuid4(), device=device, reason="checksum", payload=b"\x01\x02", received_at=NOW
            )
        )


@pytest.fixture
def w(db: Database) -> World:
    built = world(db)
    db.write(lambda tx: everything(tx, built))
    return built


def listed(db: Database, warehouse_id: int | None = None) -> list[OpenItem]:
    return db.read(lambda tx: open_items.open_items(tx, warehouse_id))


def first(db: Database, kind: Kind) -> OpenItem:
    return next(item for item in listed(db) if item.kind is kind)


def settle(db: Database, w: World, kind: Kind, key: str) -> None:
    db.write(lambda tx: open_items.settle(tx, kind, key, by=w.quality, now=NOW))


def test_one_list_shows_everything_worst_first(db: Database, w: World) -> None:
    items = listed(db, w.warehouse)
    assert [item.kind for item in items] == [
        Kind.EXCURSION,
        Kind.HELD_LOTS,
        Kind.UNSERVED,
        Kind.SHORTAGE,
        Kind.PLAN_FAILED,
        Kind.REFUSED_SCAN,
        Kind.DEVICE_AWAY,
        Kind.DEVICE_FAULT,
        Kind.DEAD_LETTER,
    ]
    assert {item.warehouse_id for item in items} == {w.warehouse}
    by_kind = {item.kind: item for item in items}
    assert by_kind[Kind.EXCURSION].details["peak"] == 11.5
    assert by_kind[Kind.HELD_LOTS].details["lots"] == 2
    assert by_kind[Kind.UNSERVED].code == "unserved.capacity.weight"
    assert by_kind[Kind.SHORTAGE].details["lines"] == 1
    assert by_kind[Kind.REFUSED_SCAN].code == "place.full"
    assert by_kind[Kind.REFUSED_SCAN].details["body"] == {"data": "LOC-1"}
    assert by_kind[Kind.DEVICE_FAULT].details["payload"] == "01 02"
    assert by_kind[Kind.DEAD_LETTER].details["error"] == "printer on fire"


def test_what_belongs_to_no_warehouse_is_shown_to_those_who_see_all(db: Database, w: World) -> None:
    everywhere, here = listed(db), listed(db, w.warehouse)
    more = [item.kind for item in everywhere if item not in here]
    assert sorted(more) == [Kind.DEVICE_FAULT, Kind.JOB_FAILED]
    assert listed(db, 404) == []


@pytest.mark.parametrize("kind", [Kind.DEVICE_FAULT, Kind.REFUSED_SCAN, Kind.UNSERVED])
def test_what_a_person_settled_is_gone_and_audited(db: Database, w: World, kind: Kind) -> None:
    while kind in {item.kind for item in listed(db)}:
        settle(db, w, kind, first(db, kind).key)
    actions = db.read(lambda tx: [entry.action for entry in audit.entries(tx)])
    assert "exception.settled" in actions


def test_what_ends_by_work_cannot_be_waved_away(db: Database, w: World) -> None:
    for kind in (Kind.EXCURSION, Kind.HELD_LOTS, Kind.DEAD_LETTER, Kind.SHORTAGE):
        with pytest.raises(Refused, match=r"exception\.acts_elsewhere"):
            settle(db, w, kind, "1")
    for kind, key in (
        (Kind.DEVICE_FAULT, str(uuid4())),
        (Kind.REFUSED_SCAN, "nonsense"),
        (Kind.UNSERVED, "1"),
        (Kind.UNSERVED, "9:9"),
    ):
        with pytest.raises(NotFound):
            settle(db, w, kind, key)


def test_a_dead_letter_is_tried_again_at_a_persons_word(db: Database, w: World) -> None:
    key = int(first(db, Kind.DEAD_LETTER).key)
    db.write(lambda tx: open_items.retry(tx, key, by=w.approver, now=NOW))
    assert Kind.DEAD_LETTER not in {item.kind for item in listed(db)}
    claimed = db.write(lambda tx: outbox.claim(tx, uuid4(), NOW, limit=100))
    assert key in {task.id for task in claimed}
    with pytest.raises(Refused, match=r"outbox\.wrong_state"):
        db.write(lambda tx: open_items.retry(tx, key, by=w.approver, now=NOW))
    newest = next(iter(db.read(lambda tx: list(audit.entries(tx)))))
    assert (newest.action, newest.data["error"]) == ("outbox.retried", "printer on fire")


def test_a_wave_planned_again_is_no_failure_any_more(db: Database, w: World) -> None:
    def plan_again(tx: Tx) -> None:
        wave_id = int(first_subject.id)
        order = an_approved_order(tx, w, {w.rice: 10 * KG})
        order.wave_id = wave_id
        _unserve(tx, w, order)

    first_subject = first(db, Kind.PLAN_FAILED).subject
    db.write(plan_again)
    assert Kind.PLAN_FAILED not in {item.kind for item in listed(db)}
