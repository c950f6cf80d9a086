"""What follows facts: labels, papers, notices; each twice does no harm."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from api.ground.settings import Settings
from api.work import consumers
from api.work.printing import Press, PressClosed
from labels.designs import PickList
from labels.gs1 import check_digit
from labels.layout import Square
from labels.printing import sheets
from routing import solving
from routing.model import Limits, Plan, Problem
from routing.solving import SolverDied
from tests import builders
from tests.builders import NOW, World
from tests.web import an_app, logged_in, stranger, with_key
from wms.db import Database, Tx
from wms.facts import FactKind, Task, events, notices, outbox
from wms.printing import documents, papers
from wms.tables.access import Role
from wms.tables.facts import Job
from wms.tables.ordering import Order, OrderState
from wms.tables.outbound import Parcel, ParcelState, Wave, WaveState
from wms.tables.stock import Allocation, AllocationState
from wms.tables.transport import PlanState, TripState
from wms.transport import dispatch

AN_EMPTY_LIST = PickList(
    number="P-1", warehouse="仓", wave="W-1", ready_by="14:30", code="W-1", lines=()
)
DRAWS_AND_WAITS = """
from api.work.printing import Press
from tests.integration.api.test_consumers import AN_EMPTY_LIST

press = Press()
press.draw([AN_EMPTY_LIST])
print(*press._pool._processes, flush=True)
input()
"""
SETTINGS = Settings(public_url="https://trace.example.com")


@pytest.fixture
def world(db: Database) -> World:
    return builders.world(db)


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """One drawing process for all tests here."""
    made = Press()
    yield made
    made.close()


def test_a_drawing_process_that_died_is_replaced() -> None:
    press = Press()
    listed = AN_EMPTY_LIST
    [[before]] = press.draw([listed])
    assert press._pool is not None
    for child in (press._pool._processes or {}).values():
        child.kill()
        child.join()
    with pytest.raises(BrokenProcessPool):
        press.draw([listed])
    [[after]] = press.draw([listed])
    assert before.media_type == after.media_type == "application/pdf"
    press.close()
    with pytest.raises(PressClosed):
        press.draw([listed])


def test_a_drawing_process_ends_with_a_product_that_was_killed() -> None:
    command = [sys.executable, "-c", DRAWS_AND_WAITS]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as product:
        assert product.stdout is not None
        child = int(product.stdout.readline())
        assert runs(child)
        product.kill()
    ends = time.monotonic() + 10
    while runs(child) and time.monotonic() < ends:
        time.sleep(0.05)
    assert not runs(child)


def runs(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_drawing_process_without_work_ends() -> None:
    press = Press(idle_s=0.01)
    press.draw([AN_EMPTY_LIST])
    assert press._timer is not None
    press._timer.join(10)
    assert press._pool is None


def _task(db: Database, world: World, kind: FactKind, subject: str, **data: object) -> Task:
    """The first task of a fact."""

    def record(tx: Tx) -> None:
        events.record(tx, kind, subject, at=NOW, warehouse_id=world.warehouse, **data)

    db.write(record)
    return db.write(lambda tx: outbox.claim(tx, uuid4(), NOW, limit=1))[0]


def _allocated(tx: Tx, world: World) -> tuple[Order, Wave]:
    """An order in a wave, with one lot of cabbage for it."""
    lot = builders.a_stocked_lot(tx, world, world.cabbage, world.chilled_bins[0], 50_000)
    order = builders.an_order(tx, world, {world.cabbage: 20_000})
    wave = Wave(
        number="W-20261121-0001",
        warehouse_id=world.warehouse,
        state=WaveState.RELEASED,
        day=NOW.date(),
        frozen_at=NOW,
    )
    tx.add(wave)
    tx.flush()
    order.wave_id = wave.id
    tx.add(
        Allocation(
            order_line_id=builders.lines_of(tx, order.id)[0].id,
            warehouse_id=world.warehouse,
            place_id=world.chilled_bins[0],
            lot_id=lot.id,
            quantity=20_000,
            state=AllocationState.OPEN,
        )
    )
    tx.flush()
    return order, wave


def test_a_new_lot_gets_its_label_as_pdf_and_zpl_once(
    db: Database, world: World, press: Press
) -> None:
    lot = db.write(lambda tx: builders.a_lot(tx, world.cabbage, world.supplier))
    task = _task(db, world, FactKind.LOT_RECEIVED, f"lot:{lot.id}")
    make = consumers.quick(SETTINGS, press)["labels"]
    for _ in range(2):
        make(db, task, lambda: NOW)
    made = db.read(lambda tx: documents.about(tx, f"lot:{lot.id}"))
    assert [one.media_type for one in made] == ["application/pdf", "application/x-zpl"]
    _, zpl = db.read(lambda tx: documents.get(tx, made[1].id))
    assert lot.code.encode() in zpl


def test_the_labels_link_leads_to_our_own_trace(db: Database, world: World) -> None:
    lot = db.write(lambda tx: builders.a_lot(tx, world.cabbage, world.supplier))
    said = db.read(lambda tx: papers.lot_label(tx, lot.id, stem="https://t.example.com", now=NOW))
    [label] = sheets.labels_of([said])
    [link] = [part.content for part in label.parts if isinstance(part, Square)]
    assert link == f"HTTPS://T.EXAMPLE.COM/01/{said.gtin:0>14}/10/{lot.code}"
    assert said.storage == "0–8 °C"


def test_a_released_wave_gets_its_pick_list_and_slips(
    db: Database, world: World, press: Press
) -> None:
    order, wave = db.write(lambda tx: _allocated(tx, world))
    task = _task(db, world, FactKind.WAVE_RELEASED, f"wave:{wave.id}")
    for _ in range(2):
        consumers.print_wave(press, db, task, lambda: NOW)
    made = db.read(lambda tx: documents.of_wave(tx, wave.id))
    assert [(one.kind, one.subject) for one in made] == [
        ("pick_list", f"wave:{wave.id}:room:{world.chilled_room}"),
        ("slip", f"order:{order.id}"),
    ]
    _, pdf = db.read(lambda tx: documents.get(tx, made[0].id))
    assert pdf.startswith(b"%PDF-")


def test_a_pick_list_names_place_lot_quantity_and_shop(db: Database, world: World) -> None:
    order, wave = db.write(lambda tx: _allocated(tx, world))
    [(_, listed)] = db.read(lambda tx: papers.pick_lists(tx, wave.id))
    [line] = listed.lines
    assert (line.quantity, line.unit) == ("20", "kg")
    assert listed.code == wave.number
    [(slip_of, slip)] = db.read(lambda tx: papers.slips(tx, wave.id, now=NOW))
    assert slip_of == order.id
    assert slip.totals == "20 kg"


def test_a_packed_order_gets_a_slip_with_the_sscc_of_each_parcel(
    db: Database, world: World, press: Press
) -> None:
    order, _ = db.write(lambda tx: _allocated(tx, world))

    def pack(tx: Tx) -> Parcel:
        parcel = Parcel(
            sscc="06901234500000001" + check_digit("06901234500000001"),
            order_id=order.id,
            state=ParcelState.PACKED,
            place_id=world.stage,
            weight_g=20_500,
            packed_at=NOW,
        )
        tx.add(parcel)
        tx.flush()
        return parcel

    parcel = db.write(pack)
    task = _task(db, world, FactKind.ORDER_PACKED, f"order:{order.id}")
    consumers.quick(SETTINGS, press)["labels"](db, task, lambda: NOW)
    made = db.read(lambda tx: documents.about(tx, f"parcel:{parcel.id}"))
    assert {one.media_type for one in made} == {"application/pdf", "application/x-zpl"}


def test_a_released_wave_gets_a_plan_and_planning_twice_does_no_harm(
    db: Database, world: World
) -> None:
    order, wave = db.write(lambda tx: _allocated(tx, world))

    def release(tx: Tx) -> None:
        tx.lock(Order, order.id).state = OrderState.RELEASED
        for line in builders.lines_of(tx, order.id):
            line.approved = line.allocated = line.ordered

    db.write(release)
    task = _task(db, world, FactKind.WAVE_RELEASED, f"wave:{wave.id}")
    for _ in range(2):
        consumers.plan_routes(SETTINGS.data_dir, db, task, lambda: NOW)
    plan = db.read(lambda tx: dispatch.plan_of(tx, wave.id))
    assert plan is not None
    assert plan.unserved == ()
    day = NOW.astimezone(ZoneInfo("Asia/Shanghai")).date()
    [trip] = db.read(lambda tx: dispatch.trips(tx, world.warehouse, day))
    assert trip.state is TripState.PLANNED


def test_a_solver_that_dies_is_told_to_a_person_at_the_second_try(
    db: Database, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, wave = db.write(lambda tx: _allocated(tx, world))
    task = _task(db, world, FactKind.WAVE_RELEASED, f"wave:{wave.id}")

    def dies(problem: Problem, limits: Limits, timeout_s: float) -> Plan:
        raise SolverDied(-9, "killed")

    monkeypatch.setattr(solving, "solve_in_process", dies)
    for attempt in (1, 2):
        with pytest.raises(SolverDied):
            consumers.plan_routes(
                SETTINGS.data_dir, db, replace(task, attempt=attempt), lambda: NOW
            )
    plan = db.read(lambda tx: dispatch.plan_of(tx, wave.id))
    assert plan is not None
    assert plan.state is PlanState.FAILED


def test_a_notice_reaches_the_roles_it_concerns_once(db: Database, world: World) -> None:
    task = _task(db, world, FactKind.EXCURSION_OPENED, "excursion:5", peak=9.5)
    for _ in range(2):
        consumers.tell(db, task, lambda: NOW)

    def seen(role: Role, warehouse_id: int) -> list[notices.Told]:
        return db.read(lambda tx: notices.newest(tx, role, warehouse_id=warehouse_id, shop_id=None))

    [told] = seen(Role.QUALITY, world.warehouse)
    assert (told.kind, told.subject_id, told.data["peak"]) == ("ExcursionOpened", 5, 9.5)
    assert seen(Role.DISPATCHER, world.warehouse) == []
    assert seen(Role.QUALITY, world.warehouse + 1) == []


def test_a_shop_is_told_of_its_own_orders_only(db: Database, world: World) -> None:
    order = db.write(lambda tx: builders.an_order(tx, world, {world.cabbage: 10_000}))
    task = _task(db, world, FactKind.ORDER_RETURNED, f"order:{order.id}")
    consumers.tell(db, task, lambda: NOW)

    def seen(shop_id: int) -> list[notices.Told]:
        return db.read(lambda tx: notices.newest(tx, Role.SHOP, warehouse_id=None, shop_id=shop_id))

    [told] = seen(world.shop)
    assert seen(world.shop + 1) == []
    db.write(lambda tx: notices.read(tx, told.id, now=NOW))
    assert seen(world.shop)[0].is_read


def test_every_fact_that_notices_follow_has_somebody_to_tell() -> None:
    told = {kind for kind, who in events.INTERESTED.items() if events.NOTICES in who}
    assert told == set(notices.TOLD)


def test_every_consumer_of_a_fact_exists(press: Press) -> None:
    named = {name for names in events.INTERESTED.values() for name in names}
    assert named == set(consumers.quick(SETTINGS, press)) | set(consumers.slow(SETTINGS, press))


def test_a_document_is_shown_to_its_warehouse_and_to_nobody_else(
    sqlite_db: Database, tmp_path: Path
) -> None:
    here, elsewhere = builders.world(sqlite_db), builders.world(sqlite_db)
    new = documents.NewDocument("slip", "order:1", here.warehouse, "text/plain", "单 1.txt", b"hi")
    sqlite_db.write(lambda tx: documents.keep(tx, [new], now=NOW))
    [paper] = sqlite_db.read(lambda tx: documents.about(tx, "order:1"))
    app = an_app(sqlite_db, tmp_path)
    shown = logged_in(app, here.staff).get(f"/v1/documents/{paper.id}")
    assert (shown.content, shown.headers["content-type"]) == (b"hi", "text/plain; charset=utf-8")
    assert shown.headers["content-disposition"].startswith("inline; filename*=UTF-8''%E5%8D%95")
    hidden = logged_in(app, elsewhere.staff).get(f"/v1/documents/{paper.id}")
    absent = logged_in(app, elsewhere.staff).get("/v1/documents/999999")
    assert hidden.status_code == absent.status_code == 404
    printer = with_key(app, Role.DEVICE, prefix="p-", warehouse_id=here.warehouse)
    assert printer.post(f"/v1/documents/{paper.id}/printed").status_code == 204
    assert sqlite_db.read(lambda tx: documents.get(tx, paper.id))[0].copies == 1


def test_health_names_what_is_wrong(sqlite_db: Database, tmp_path: Path) -> None:
    app = an_app(sqlite_db, tmp_path)
    client = with_key(app, Role.INTEGRATOR)
    checks = client.get("/health").json()["checks"]
    assert checks["schema"]["state"] == checks["database"]["state"] == "ok"
    assert checks["worker"]["state"] == "warning"
    world = builders.world(sqlite_db)
    sqlite_db.write(lambda tx: builders.a_device(tx, world.warehouse))
    assert client.get("/health").json()["checks"]["devices"]["figures"]["away"] == 1
    page = client.get("/metrics").text
    assert 'coldchain_outbox_rows{state="dead"} 0.0' in page
    assert "coldchain_request_seconds_bucket" in page


def test_health_says_when_the_worker_last_ran(sqlite_db: Database, tmp_path: Path) -> None:
    app = an_app(sqlite_db, tmp_path)
    sqlite_db.write(lambda tx: tx.add(Job(name="silence", next_at=NOW, last_at=NOW)))
    worker = stranger(app).get("/health").json()["checks"]["worker"]
    assert worker["figures"] == {"last_at": NOW.isoformat()}


def test_health_is_failing_without_tables(tmp_path: Path) -> None:
    db = Database(f"sqlite:///{tmp_path}/empty.db")
    db.write(lambda tx: None)
    answer = stranger(an_app(db, tmp_path)).get("/health")
    db.close()
    assert (answer.status_code, answer.json()["status"]) == (503, "failing")
