"""From the office's first hour to the cold rooms: people, rules, goods-in, laboratory, trouble."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import select

from devices.events import Fault, Presence, Reading, Scan, Weight
from tests import builders
from tests.builders import KG
from tests.upgrade.day import PASSWORD, Day
from wms import coldroom
from wms.access import keys, logins, passwords, people
from wms.db import Tx
from wms.errors import Refused
from wms.facts import rulebook
from wms.inbound import quality, repack
from wms.inbound.repack import Input, NewRepack
from wms.masterdata import setup
from wms.stock import LossReason, NewLoss, ledger, losses
from wms.stock.ledger import NewWeighing
from wms.tables.access import Role, User
from wms.tables.coldroom import Excursion, Sensor
from wms.tables.masterdata import FieldApplication, FieldRecord
from wms.tables.stock import Lot, LotStatus

METHOD = "GB/T 5009.199"
FINE_NOTE = "品温合格 core temperature fine"
FINE_C, WARM_C, BACK_C = 4.0, 12.5, 4.5
FROZEN_C, THAWING_C = -20.0, -9.0


def people_and_rules(day: Day) -> None:
    """Keys, a password, somebody who logs in and somebody who may not, a rule that changes."""
    w, by = day.w, day.w.users[Role.ADMIN]
    for name, role, prefix in (
        ("orders from the till", Role.INTEGRATOR, None),
        ("gateway of the dock", Role.DEVICE, "scanner-"),
        ("gateway that was sold", Role.DEVICE, "sold-"),
    ):
        new = keys.NewKey(name, role, w.warehouse, prefix)
        newest, _ = day.does(keys.create, new, by=by)
    day.does(keys.disable, newest.id, by=by)
    day.does(people.set_password, w.staff, passwords.hashed(PASSWORD), by=by)
    login = day.read(lambda tx: tx.find(User, w.staff).login)
    logins.authenticate(day.db, logins.Attempt(login, PASSWORD, "192.0.2.1"), now=day.now)
    with suppress(Refused):
        logins.authenticate(day.db, logins.Attempt("nobody", "guessed", "192.0.2.2"), now=day.now)
    day.does(rulebook.change, "undo_s", 90, by=by)
    day.does(rulebook.change, "undo_s", 120, by=by)


def goods_come_in(day: Day) -> None:
    """Scanned at the dock, by label, card and scale; one is taken back, one stays on the dock."""
    w = day.w
    gun, scale, day.spare = day.write(
        lambda tx: [
            builders.a_device(tx, w.warehouse, kind, w.dock).id
            for kind in ("scanner", "scale", "scanner")
        ]
    )
    day.gun = gun
    day.write(lambda tx: _field(tx, day))
    day.beeps(gun, "CMD-RECEIVE", day.card())
    for item, lot, rest, shelf in (
        (w.rice, "R1", "(30)90", w.ambient_bins[0]),
        (w.rice, "R2", "(30)90", w.ambient_bins[1]),
        (w.eggs, "E1", "(30)900", w.chilled_bins[0]),
        (w.eggs, "E2", "(30)300", w.chilled_bins[1]),
        (w.dumplings, "D1", "(30)60", w.frozen_bins[0]),
        (w.dumplings, "D2", "(3103)020000", w.frozen_bins[1]),
        (w.cabbage, "C1", "(30)8(7007)261120", w.chilled_bins[0]),
        (w.cabbage, "C2", "(30)4", w.chilled_bins[1]),
        (w.cabbage, "C3", "(30)2", w.chilled_bins[2]),
    ):
        day.beeps(gun, day.label(item, lot, rest), day.place(shelf))
    day.beeps(gun, "CMD-UNDO", day.place(w.chilled_bins[1]))
    day.hears(Weight(uuid4(), scale, None, day.now, 12_340_000, True))
    day.beeps(gun, day.label(w.cabbage, "C4"))


def _field(tx: Tx, day: Day) -> FieldRecord:
    sown = (day.now - timedelta(days=60)).date()
    record = FieldRecord(
        supplier_id=day.w.supplier, item_id=day.w.cabbage, plot="A-07", sown_on=sown
    )
    sprayed = FieldApplication(
        kind="pesticide",
        product_zh="苦参碱",
        product_en="matrine",
        dose="0.5 L/mu",
        applied_on=sown + timedelta(days=30),
        waiting_days=14,
    )
    return setup.add_field_record(tx, record, [sprayed])


def the_laboratory_answers(day: Day) -> None:
    """Two lots pass, one fails, the last goes on waiting; the good ones go into nitrogen."""
    passed, also, failed, _ = day.read(lambda tx: _lots(tx, day.w.cabbage))
    for lot, is_fine, inhibition in ((passed, True, 11.5), (also, True, 23.0), (failed, False, 64)):
        test = quality.NewTest(lot, is_fine, METHOD, inhibition)
        day.does(quality.record_test, test, by=day.w.quality)
    shelves = day.w.chilled_bins
    inputs = (
        Input(passed, shelves[0], 20 * KG, waste=KG),
        Input(also, shelves[1], 20 * KG, waste=KG),
    )
    day.does(repack.nitrogen, NewRepack(uuid4(), inputs, shelves[2], 38 * KG), by=day.w.staff)


def a_cold_room_gets_warm(day: Day) -> None:
    """It is mended and looked into, its lots are let go but one; elsewhere a probe is silent."""
    chilled, _, silent = day.write(
        lambda tx: [
            builders.a_sensor(tx, room, low=low, high=high).id
            for room, low, high in (
                (day.w.chilled_room, 0.0, 8.0),
                (day.w.frozen_room, -25.0, -15.0),
                (day.w.ambient_room, 5.0, 30.0),
            )
        ]
    )
    _measures(day, silent, [20.0] * 2)
    _measures(day, chilled, [FINE_C] * 4 + [WARM_C] * 4 + [BACK_C] * 4)
    over = day.read(lambda tx: tx.scalars(select(Excursion.id)).one())
    day.does(coldroom.acknowledge, over, by=day.w.quality)
    said = {"cause": "压缩机跳闸 compressor tripped", "action": "已复位 reset"}
    day.does(coldroom.close, over, **said, by=day.w.quality)
    held = select(Lot.id).where(Lot.status == LotStatus.HELD).order_by(Lot.id)
    *let_go, _stays_held = day.read(lambda tx: tx.scalars(held).all())
    for lot in let_go:
        day.does(quality.release, lot, note=FINE_NOTE, by=day.w.quality)
    day.does(coldroom.watch_silence)


def the_freezer_fails(day: Day) -> None:
    """What was promised from it is held and will be short."""
    there = select(Sensor.id).where(Sensor.place_id == day.w.frozen_room)
    sensor = day.read(lambda tx: tx.scalars(there).one())
    _measures(day, sensor, [FROZEN_C] * 2 + [THAWING_C] * 4)
    lasts = select(Excursion.id).where(Excursion.sensor_id == sensor)
    seen = day.read(lambda tx: tx.scalars(lasts).one())
    day.does(coldroom.acknowledge, seen, by=day.w.quality)


def _measures(day: Day, sensor_id: int, values: Sequence[float]) -> None:
    """A value every five minutes, told at once."""
    sensor = day.read(lambda tx: tx.find(Sensor, sensor_id))
    name, _, metric = sensor.code.rpartition(":")
    assert metric == "temperature"
    for value in values:
        day.now += timedelta(minutes=4)
        at, device = day.now, sensor.device_id
        day.hears(Reading(uuid4(), device, at, at, name, "temperature", value, "C", "good"))


def things_go_wrong(day: Day) -> None:
    """A gun that comes and goes, a garbled line, labels nobody knows, a crate that falls."""
    lost = day.write(lambda tx: builders.a_device(tx, day.w.warehouse).id)
    for state in ("online", "offline", "online", "offline"):
        day.hears(Presence(uuid4(), lost, None, day.now, state))
    day.hears(Fault(uuid4(), day.gun, None, day.now, "bad_checksum", b"\x02(01)0690\x00\xff\x03"))
    unheard = day.now - timedelta(minutes=5)
    for code in ("no such label", "(01)1"):
        day.hears(Scan(uuid4(), day.gun, unheard, unheard, code))
    rice = day.read(lambda tx: _lots(tx, day.w.rice))[0]
    fell = NewLoss(uuid4(), rice, day.w.ambient_bins[0], 10 * KG, LossReason.DAMAGED)
    day.does(losses.write_off, fell, by=day.w.staff)


def melons_are_weighed(day: Day) -> None:
    """Counted and weighed: twelve on the scale, three of them carried on with their weight."""
    w, at = day.w, day.now

    def weighed(tx: Tx) -> None:
        melon = builders.a_weighed_item(tx).id
        lot = builders.a_stocked_lot(tx, w, melon, w.chilled_bins[0], 12).id
        of_all = NewWeighing(uuid4(), lot, w.chilled_bins[0], 12, 11_840, at, w.staff)
        ledger.weigh(tx, of_all)
        three = builders.a_move(lot, w.chilled_bins[0], w.chilled_bins[1], 3)
        ledger.post(tx, [replace(three, weight_g=2_930)])

    day.write(weighed)


def _lots(tx: Tx, item_id: int) -> Sequence[int]:
    return tx.scalars(select(Lot.id).where(Lot.item_id == item_id).order_by(Lot.id)).all()


MORNING = (
    people_and_rules,
    goods_come_in,
    the_laboratory_answers,
    a_cold_room_gets_warm,
    melons_are_weighed,
    things_go_wrong,
)
"""In this order, before anything is sold."""
