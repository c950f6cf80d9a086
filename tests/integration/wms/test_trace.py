"""One lot from the field to the shop and back, on both databases."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from devices.events import Reading as Measured
from tests.builders import KG, NOW, World, a_field_record, a_sensor, world
from tests.integration.wms.outbound import a_packed_order, a_trip
from wms import coldroom, trace
from wms.db import Database, Tx
from wms.errors import NotFound
from wms.inbound import NewPutAway, NewReceipt, quality, receiving, repack
from wms.inbound.quality import HoldReason, NewHold, NewTest
from wms.inbound.repack import Input, NewRepack
from wms.outbound import loading, packing
from wms.stock import block, ledger
from wms.stock.ledger import NewMove
from wms.tables.masterdata import FieldApplication, FieldRecord, Item, Shop, Supplier
from wms.tables.ordering import Order
from wms.tables.stock import Lot, LotStatus, MoveReason


def later(hours: float) -> datetime:
    return NOW + timedelta(hours=hours)


@dataclass
class Story:
    """Cabbages received, tested, kept cold, packed in nitrogen, and partly delivered."""

    world: World
    parent: Lot
    child: Lot
    order: Order
    gtin: str


def tell(db: Database) -> Story:
    w = world(db)
    parent, code = db.write(lambda tx: grow_and_receive(tx, w))
    db.write(lambda tx: coldroom.store(tx, cold(code), received_at=later(2)))
    child = db.write(lambda tx: pack_in_nitrogen(tx, w, parent))
    order = db.write(lambda tx: deliver(tx, w))
    gtin = db.read(lambda tx: tx.find(Item, w.cabbage).gtin)
    return Story(w, parent, child, order, gtin)


def grow_and_receive(tx: Tx, w: World) -> tuple[Lot, str]:
    field = a_field_record(tx, w.supplier, w.cabbage)
    tx.add(
        FieldApplication(
            field_record_id=field.id,
            kind="pesticide",
            product_zh="苦参碱",
            product_en="Matrine",
            dose="2 ml/l",
            applied_on=(NOW - timedelta(days=20)).date(),
            waiting_days=7,
        )
    )
    receipt = NewReceipt(uuid4(), w.dock, w.cabbage, w.supplier, 100 * KG, "F-7")
    lot = receiving.receive(tx, receipt, by=w.staff, now=NOW)
    test = NewTest(lot.id, True, "enzyme inhibition", 8.0)
    quality.record_test(tx, test, by=w.quality, now=later(0.1))
    put = NewPutAway(uuid4(), lot.id, w.dock, w.chilled_bins[0])
    receiving.put_away(tx, put, by=w.staff, now=later(0.2))
    return lot, a_sensor(tx, w.chilled_room).code


def cold(code: str) -> list[Measured]:
    """Two hours at 4 °C with twenty minutes at 9 °C."""
    device = code.partition(":")[0]
    return [
        Measured(uuid4(), device, at, at, device, "temperature", value, "C", "good")
        for minute in range(0, 120, 5)
        for at, value in [(later(minute / 60), 9.0 if 60 <= minute < 80 else 4.0)]
    ]


def pack_in_nitrogen(tx: Tx, w: World, parent: Lot) -> Lot:
    holds = quality.proposal(tx, parent.id, now=later(2)).holds
    if holds:
        quality.release(tx, parent.id, note="short", by=w.quality, now=later(2))
    inputs = (Input(parent.id, w.chilled_bins[0], 60 * KG, waste=KG),)
    new = NewRepack(uuid4(), inputs, w.chilled_bins[1], 59 * KG)
    return repack.nitrogen(tx, new, by=w.staff, now=later(2))


def deliver(tx: Tx, w: World) -> Order:
    """30 kg to the shop, of which 5 kg come back."""
    order, parcels = a_packed_order(tx, w, {w.cabbage: 30 * KG})
    trip = a_trip(tx, w, [order])
    loading.load(tx, trip.id, parcels[0].sscc, by=w.driver, now=later(3))
    for part in packing.goods_of(tx, order.id):
        line, lot = part.order_line_id, part.lot_id
        van, shop = w.vehicle_place, w.shop_place
        ledger.post(
            tx,
            [
                NewMove(
                    uuid4(), lot, van, shop, part.quantity, MoveReason.DELIVER, later(4),
                    w.driver, order_line_id=line,
                ),
                NewMove(
                    uuid4(), lot, shop, van, 5 * KG, MoveReason.RETURN, later(5),
                    w.driver, order_line_id=line,
                ),
            ],
        )  # fmt: skip
    return order


def test_a_lot_is_traced_back_to_its_field_through_a_repack(db: Database) -> None:
    story = tell(db)
    origin = db.read(lambda tx: trace.back(tx, story.child.id))

    assert [one.lot_code for one in origin.sources] == [story.child.code, story.parent.code]
    parent = origin.sources[1]
    assert (parent.supplier_zh, parent.village_en, parent.supplier_lot) == (
        db.read(lambda tx: tx.find(Supplier, story.world.supplier).name_zh), "Guoyuan", "F-7",
    )  # fmt: skip
    assert [one[3] for one in parent.applications] == ["Matrine"]
    assert [one[1:3] for one in parent.tests] == [(True, "enzyme inhibition")]
    assert origin.links == ((story.parent.id, story.child.id, 59 * KG),)


def test_a_lot_is_traced_on_to_every_shop_and_place_that_has_any_of_it(db: Database) -> None:
    story = tell(db)
    found = db.read(lambda tx: trace.forward(tx, story.parent.id))

    assert found.lots == (story.parent.code, story.child.code)
    assert found.shops == 1
    total = sum(one.quantity for one in found.delivered)
    assert total == 25 * KG
    assert {one.order_number for one in found.delivered} == {story.order.number}
    assert all(one.first_at == later(4) for one in found.delivered)
    here = sum(one.quantity for one in found.here)
    assert here + total + found.lost == 100 * KG
    assert found.lost == KG
    assert {one.place_kind.value for one in found.here} == {"bin", "vehicle"}


def test_a_consumer_reads_the_field_the_test_and_the_temperatures(db: Database) -> None:
    story = tell(db)
    seen = db.read(
        lambda tx: trace.public_view(tx, story.gtin, story.child.code, serial="7", now=later(6))
    )

    assert (seen.status, seen.is_expired, seen.village_en) == (LotStatus.RELEASED, False, "Guoyuan")
    assert seen.supplier_en is not None
    assert [one.product_en for one in seen.applications] == ["Matrine"]
    assert [one.passed for one in seen.tests] == [True]
    assert seen.packed_at == later(2)
    assert [step.what for step in seen.journey] == [
        "received", "stored", "packed", "on_the_way", "delivered",
    ]  # fmt: skip
    assert seen.temperature is not None
    assert (seen.temperature.min_c, seen.temperature.max_c) == (4.0, 9.0)
    assert (seen.temperature.minutes_above, seen.temperature.minutes_below) == (20, 0)
    assert len(seen.temperature.curve) <= 48
    assert max(point.temperature_c or 0 for point in seen.temperature.curve) == 9.0


def test_what_was_not_measured_is_said_and_is_a_gap_in_the_curve(db: Database) -> None:
    story = tell(db)
    cold = db.read(
        lambda tx: trace.public_view(tx, story.gtin, story.child.code, now=later(6)).temperature
    )
    assert cold is not None
    assert cold.span_minutes == 6 * 60
    assert 0 < cold.unmeasured_minutes == cold.span_minutes - cold.measured_minutes
    assert cold.in_band_minutes == cold.measured_minutes - 20
    assert cold.curve[-1].temperature_c is None
    assert cold.measured_at < later(6)


def test_a_field_s_plot_is_nobody_s_business(sqlite_db: Database) -> None:
    story = tell(sqlite_db)
    plot = sqlite_db.read(lambda tx: tx.scalars(select(FieldRecord.plot)).one())
    seen = sqlite_db.read(
        lambda tx: trace.public_view(tx, story.gtin, story.child.code, now=later(6))
    )
    assert plot not in repr(seen)


def test_a_consumer_reads_nothing_about_customers_or_staff(sqlite_db: Database) -> None:
    story = tell(sqlite_db)
    shown = repr(
        sqlite_db.read(
            lambda tx: asdict(trace.public_view(tx, story.gtin, story.child.code, now=later(6)))
        )
    )
    shop = sqlite_db.read(lambda tx: tx.find(Shop, story.world.shop))
    for secret in (shop.name_zh, shop.name_en, shop.code, shop.address_zh, story.order.number):
        assert secret not in shown


def test_a_supplier_who_has_not_agreed_is_not_named(sqlite_db: Database) -> None:
    story = tell(sqlite_db)

    def withdraw(tx: Tx) -> None:
        tx.find(Supplier, story.world.supplier).name_is_public = False

    sqlite_db.write(withdraw)
    seen = sqlite_db.read(
        lambda tx: trace.public_view(tx, story.gtin, story.child.code, now=later(6))
    )
    assert (seen.supplier_zh, seen.supplier_en) == (None, None)


def test_a_blocked_lot_says_so_to_whoever_scans_it(sqlite_db: Database) -> None:
    story = tell(sqlite_db)
    recall = NewHold(HoldReason.RECALL, "recall:1")
    sqlite_db.write(lambda tx: block(tx, [story.parent.id], recall, by=None, now=later(6)))
    seen = sqlite_db.read(
        lambda tx: trace.public_view(tx, story.gtin, story.child.code, now=later(6))
    )
    assert seen.status is LotStatus.BLOCKED


@pytest.mark.parametrize(
    ("gtin", "code"), [("06900000000000", None), (None, "L0000000000"), (None, "' OR 1=1 --")]
)
def test_what_does_not_exist_is_not_found(
    sqlite_db: Database, gtin: str | None, code: str | None
) -> None:
    story = tell(sqlite_db)
    with pytest.raises(NotFound):
        sqlite_db.read(
            lambda tx: trace.public_view(
                tx, gtin or story.gtin, code or story.child.code, now=later(6)
            )
        )
