"""From facts of loose words to typed ones: a database of the first release keeps what it says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from tests import servers
from wms import equipment
from wms.db import Database, Tx, migrate
from wms.db.engines import migration_engine
from wms.errors import Conflict
from wms.facts import catalogue as said
from wms.facts import events, notices, outbox
from wms.facts.catalogue import Happened, Subject, SubjectKind
from wms.floor import answer
from wms.oversight import Kind, open_items
from wms.tables.access import Role
from wms.tables.base import UtcDateTime
from wms.tables.coldroom import ExcursionKind
from wms.tables.facts import Fact
from wms.tables.floor import StationTask
from wms.tables.ordering import Order
from wms.tables.stock import LotStatus
from wms.tables.transport import ProofFlag

AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
TOLD = "2026-03-04T05:06:07+00:00"
"""The same moment as facts used to write it."""
PROOF, DIGEST = UUID("00000000-0000-0000-0000-0000000000aa"), "d" * 64

EXCURSION = {
    "place": 2,
    "sensor": 9,
    "excursion_kind": "high",
    "started_at": TOLD,
    "ended_at": None,
    "peak": 9.5,
}
SEEN = (5, 2, 9, ExcursionKind.HIGH, AT, None, 9.5)
ORDER = {"number": "SO-1", "shop_id": 1, "cents": 4_000}
HELD = {"reason": "quality", "cause": "flood", "lots": ["L1", "L2"], "lot_count": 2, "note": None}
ALONE = {**HELD, "lots": ["L1"], "lot_count": 1}
TWO, ONE = ("quality", "flood", ("L1", "L2"), 2, None), ("quality", "flood", ("L1",), 1, None)
SHORT = {
    "order_id": 1,
    "order_number": "SO-1",
    "order_line_id": 77,
    "item_id": 1,
    "item_code": "I1",
    "name_zh": "米",
    "name_en": "Rice",
    "approved": 10,
    "short": 4,
}
WARNED = {"code": "order.unusual", "blocks": False, "item": "I1", "quantity": 40}


@dataclass(frozen=True)
class Old:
    """A fact as the first release wrote it, and what it has to be read as."""

    kind: str
    subject: str
    data: dict[str, Any]
    now: Happened


LOT: dict[str, Any] = {"lot": "L1"}
GONE = {"name_zh": "枪", "name_en": "Gun"}
OLD = (
    Old(
        "LotReceived",
        "lot:7",
        {**LOT, "item": "I1", "supplier": "S1", "quantity": 10, "status": "testing"},
        said.LotReceived(7, "L1", "I1", "S1", 10, LotStatus.TESTING),
    ),
    Old(
        "LotPutAway",
        "lot:7",
        {**LOT, "place": "A-1", "quantity": 10},
        said.LotPutAway(7, "L1", "A-1", 10),
    ),
    Old(
        "LotTested",
        "lot:7",
        {**LOT, "test": 3, "passed": True, "status": "released"},
        said.LotTested(7, "L1", 3, True, LotStatus.RELEASED),
    ),
    Old("LotHeld", "flood", HELD, said.LotHeld(None, *TWO)),
    Old("LotHeld", "lot:7", ALONE, said.LotHeld(7, *ONE)),
    Old("LotBlocked", "lot:7", ALONE, said.LotBlocked(7, *ONE)),
    Old(
        "LotReleased",
        "lot:7",
        {**LOT, "status": "released", "sell_until": TOLD, "sell_until_before": TOLD, "note": "ok"},
        said.LotReleased(7, "L1", LotStatus.RELEASED, AT, AT, "ok"),
    ),
    Old("LotReleased", "flood", HELD, said.RecallLifted(None, *TWO)),
    Old("LotReleased", "lot:7", ALONE, said.RecallLifted(7, *ONE)),
    Old(
        "LotRepacked",
        "lot:8",
        {"lot": "L2", "item": "I1", "parents": ["L1"], "quantity": 9, "sell_until": TOLD},
        said.LotRepacked(8, "L2", "I1", ("L1",), 9, AT),
    ),
    Old(
        "StockLost",
        "lot:7",
        {**LOT, "place": "A-1", "quantity": 1, "reason": "damaged"},
        said.StockLost(7, "L1", "A-1", 1, "damaged"),
    ),
    Old(
        "ExcursionOpened",
        "excursion:5",
        {**EXCURSION, "is_late": False},
        said.ExcursionOpened(*SEEN, is_late=False),
    ),
    Old("ExcursionEnded", "excursion:5", EXCURSION, said.ExcursionEnded(*SEEN)),
    Old(
        "ExcursionClosed",
        "excursion:5",
        {**EXCURSION, "cause": "door", "action": "shut"},
        said.ExcursionClosed(*SEEN, "door", "shut"),
    ),
    Old(
        "SensorSilent",
        "excursion:5",
        {**EXCURSION, "is_late": True},
        said.SensorSilent(*SEEN, is_late=True),
    ),
    Old(
        "OrderPlaced",
        "order:1",
        {**ORDER, "body": DIGEST},
        said.OrderPlaced(1, "SO-1", 1, 4_000),
    ),
    Old("OrderChanged", "order:1", ORDER, said.OrderChanged(1, "SO-1", 1, 4_000)),
    Old(
        "OrderApproved",
        "order:1",
        {**ORDER, "findings": [WARNED]},
        said.OrderApproved(
            1,
            "SO-1",
            1,
            4_000,
            (said.Warned("order.unusual", {"item": "I1", "quantity": 40}),),
        ),
    ),
    Old(
        "OrderReturned",
        "order:1",
        {**ORDER, "reason": "late"},
        said.OrderReturned(1, "SO-1", 1, 4_000, "late"),
    ),
    Old(
        "OrderCancelled",
        "order:1",
        {**ORDER, "reason": None},
        said.OrderCancelled(1, "SO-1", 1, 4_000, None),
    ),
    Old("OrderPicked", "order:1", {"order": "SO-1"}, said.OrderPicked(1, "SO-1", 1)),
    Old(
        "OrderPacked",
        "order:1",
        {"order": "SO-1", "parcels": ["069"], "weight_g": 9_000},
        said.OrderPacked(1, "SO-1", 1, ("069",), 9_000),
    ),
    Old(
        "Delivered",
        "order:1",
        {
            "number": "SO-1",
            "shop_id": 1,
            "trip": "TR-1",
            "received_by": "Li",
            "is_complete": True,
            "flags": ["proof.too_warm", "proof.clock_ahead"],
        },
        said.Delivered(1, "SO-1", 1, "TR-1", "Li", True, ("proof.too_warm", "proof.clock_ahead")),
    ),
    Old("WaveFrozen", "wave:1", {"wave": "W-1", "orders": 2}, said.WaveFrozen(1, "W-1", 2)),
    Old("WaveReleased", "wave:1", {"wave": "W-1", "orders": 2}, said.WaveReleased(1, "W-1", 2)),
    Old(
        "WaveShort",
        "wave:1",
        {"wave": "W-1", "shortages": [SHORT], "lines": 1},
        said.WaveShort(1, "W-1", 1),
    ),
    Old(
        "RoutePlanned",
        "wave:1",
        {"number": "W-1", "trips": 1, "unserved": 0, "engine": "cp"},
        said.RoutePlanned(1, "W-1", 1, 0, "cp"),
    ),
    Old(
        "PlanFailed",
        "wave:1",
        {"number": "W-1", "failure": "no answer"},
        said.PlanFailed(1, "W-1", "no answer"),
    ),
    Old(
        "TripLoaded",
        "trip:1",
        {"trip": "TR-1", "vehicle": "V1", "parcels": 2, "weight_g": 9_000},
        said.TripLoaded(1, "TR-1", "V1", 2, 9_000),
    ),
    Old(
        "TripDeparted",
        "trip:1",
        {"number": "TR-1", "left_behind": 0},
        said.TripDeparted(1, "TR-1", 0),
    ),
    Old(
        "TripReturned",
        "trip:1",
        {"number": "TR-1", "refused": 3},
        said.TripReturned(1, "TR-1", 3),
    ),
    Old("DeviceWentAway", "device:gun-1", GONE, said.DeviceWentAway("gun-1", "枪", "Gun")),
    Old("DeviceBack", "device:gun-1", GONE, said.DeviceBack("gun-1", "枪", "Gun")),
    Old(
        "ScanRefused",
        "station:gun-1",
        {"code": "scan.empty", "scanned": "?"},
        said.ScanRefused("gun-1", "scan.empty", "?"),
    ),
)

KEPT = {
    "fact": ("at",),
    "outbox": ("next_at",),
    "notice": ("at",),
    "station_task": ("updated_at",),
}
"""Columns of moments that a test looks at; SQLite cannot tell that they are moments."""


class OldHouse:
    """A database at the first revision, filled table by table as its columns were then."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._tables = sa.MetaData()

    def add(self, name: str, **given: Any) -> None:
        """A row with what is given; what else the table demands says nothing."""
        moments = [
            sa.Column(column, UtcDateTime(), nullable=False) for column in KEPT.get(name, ())
        ]
        ids = [
            sa.Column(key, sa.Uuid(), primary_key=key == "id", nullable=False)
            for key, value in given.items()
            if isinstance(value, UUID)
        ]
        table = sa.Table(
            name,
            self._tables,
            *moments,
            *ids,
            autoload_with=self._connection,
            extend_existing=True,
            resolve_fks=False,
        )
        bare = {
            column.name: _nothing(column.type)
            for column in table.columns
            if not (column.nullable or column.name == "id" or column.name in given)
        }
        self._connection.execute(sa.insert(table).values(**bare, **given))


def _nothing(of: Any) -> Any:
    empty = {str: "", int: 1, float: 0.0, bool: True, bytes: b"", dict: {}, datetime: AT}
    return date(2026, 3, 4) if of.python_type is date else empty[of.python_type]


def filled(url: str) -> None:
    """One order on its way through one warehouse, and everything that was ever said."""
    migrate.upgrade(url, "0001")
    engine = migration_engine(sa.make_url(url))
    with engine.begin() as connection:
        house = OldHouse(connection)
        house.add("warehouse", kind="main")
        for number, kind in enumerate(("dock", "room", "customer", "vehicle")):
            house.add("place", warehouse_id=1, code=f"P{number}", kind=kind)
        house.add("shop", warehouse_id=1, place_id=3, open_minute=0, close_minute=1_440)
        house.add("user_account", role="driver", warehouse_id=1)
        house.add("item", unit="g", temperature_class="ambient", gtin="0" * 14)
        house.add("vehicle", warehouse_id=1, place_id=4, shift_end_minute=1_440)
        house.add("wave", number="W-1", warehouse_id=1, state="released")
        for number in (1, 2):
            house.add(
                "sales_order",
                client_id=uuid4(),
                number=f"SO-{number}",
                shop_id=1,
                warehouse_id=1,
                kind="standard",
                state="delivered",
                wave_id=1,
            )
        house.add("route_plan", wave_id=1, warehouse_id=1, state="stored")
        house.add("trip", number="TR-1", plan_id=1, warehouse_id=1, vehicle_id=1, state="departed")
        house.add("stop", trip_id=1, order_id=1, shop_id=1, state="done")
        house.add("proof", id=PROOF, stop_id=1, order_id=1, by=1)
        house.add("device", id="scale-1", warehouse_id=1, kind="scale", place_id=1)
        house.add("device", id="gun-1", warehouse_id=1, kind="scanner", place_id=1)
        told(house)
        stations(house)
    engine.dispose()


def told(house: OldHouse) -> None:
    for number, old in enumerate(OLD, 1):
        about = {"kind": old.kind, "subject": old.subject, "data": old.data}
        house.add("fact", **about, at=AT, warehouse_id=1)
        if old.kind == "ExcursionOpened":
            data = {**old.data, "subject": old.subject}
            house.add("notice", fact_id=number, role="quality", kind=old.kind, data=data, at=AT)
        for consumer in events.INTERESTED[events.KINDS[old.kind]]:
            ready = {"fact_id": number, "consumer": consumer, "state": "ready", "attempts": 0}
            house.add("outbox", **ready, next_at=AT)


def stations(house: OldHouse) -> None:
    """A scale with something on it, a gun in the middle of an order, another at rest."""
    tasks = {
        "scale-1": ("scale", "weighed", {"weight_mg": 12_340_000, "mode": "gross"}),
        "gun-1": ("pick", "goods", {"order_id": 1, "wave_id": 1, "next": {"left": 2}}),
        "gun-2": ("receive", "label", {"next": {"supplier": "S1"}}),
    }
    for station, (flow, step, data) in tasks.items():
        place = {"station": station, "flow": flow, "step": step, "data": data}
        house.add("station_task", **place, updated_at=AT)


@pytest.fixture(params=["sqlite", "postgresql"])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind, of no revision yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/old.db"
        return
    server: str = request.getfixturevalue("postgres_server")
    name = f"old_{uuid4().hex}"
    servers.admin(server, f"CREATE DATABASE {name}")
    yield servers.url_of(server, name)
    servers.admin(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def upgraded(old_url: str, open_db: Callable[[str], Database]) -> Database:
    filled(old_url)
    migrate.upgrade(old_url)
    return open_db(old_url)


LATER = {
    "DeviceRefuses",
    "LotsRecalled",
    "OrderShort",
    "OrderUndelivered",
    "RecalledGoodsDelivered",
    "TripClosed",
}
"""Facts that did not exist when facts were kept as text."""


def test_every_old_fact_is_read_as_what_it_said(upgraded: Database) -> None:
    rows = upgraded.read(lambda tx: tx.scalars(sa.select(Fact).order_by(Fact.id)).all())

    assert [events.of(row) for row in rows] == [old.now for old in OLD]
    subjects = [Subject(SubjectKind(row.subject_kind), row.subject_id) for row in rows]
    assert subjects == [old.now.subject for old in OLD]
    assert {row.at for row in rows} == {AT}
    assert {old.now.kind for old in OLD} == set(events.KINDS) - LATER


def test_facts_stay_append_only_after_the_upgrade(upgraded: Database) -> None:
    for change in ("UPDATE fact SET kind = ''", "DELETE FROM fact"):
        with pytest.raises(Conflict, match="append-only"):
            upgraded.write(lambda tx, change=change: tx.execute(sa.text(change)))


def test_what_waits_for_a_consumer_is_done_after_the_upgrade(upgraded: Database) -> None:
    tasks = upgraded.write(lambda tx: outbox.claim(tx, uuid4(), AT, limit=1_000))

    wanted = sum(len(events.INTERESTED[events.KINDS[old.kind]]) for old in OLD)
    assert len(tasks) == wanted
    assert upgraded.read(outbox.dead) == []


def test_a_notice_of_old_says_what_it_said(upgraded: Database) -> None:
    (seen,) = upgraded.read(
        lambda tx: notices.newest(tx, Role.QUALITY, warehouse_id=None, shop_id=None)
    )
    assert seen.fact == said.ExcursionOpened(*SEEN, is_late=False)


def test_an_order_keeps_the_digest_of_what_was_sent(upgraded: Database) -> None:
    digests = sa.select(Order.body_digest).order_by(Order.id)
    assert upgraded.read(lambda tx: tx.scalars(digests).all()) == [DIGEST, ""]


def test_shortages_and_flags_are_rows_of_their_own(upgraded: Database) -> None:
    flags = sa.select(ProofFlag.code).where(ProofFlag.proof_id == PROOF).order_by(ProofFlag.code)
    raised = upgraded.read(lambda tx: tx.scalars(flags).all())
    assert raised == ["proof.clock_ahead", "proof.too_warm"]

    def short(tx: Tx) -> list[Any]:
        return [item for item in open_items.open_items(tx, 1) if item.kind is Kind.SHORTAGE]

    (item,) = upgraded.read(short)
    assert item.subject == Subject(SubjectKind.WAVE, "1")
    assert item.details == {"wave": "W-1", "lines": 1}


def test_a_scale_still_shows_what_lies_on_it(upgraded: Database) -> None:
    assert upgraded.read(lambda tx: equipment.weight_near(tx, "gun-1", AT)) == 12_340_000
    stations = sa.select(StationTask.station).order_by(StationTask.station)
    assert upgraded.read(lambda tx: tx.scalars(stations).all()) == ["gun-1", "gun-2"]


def test_a_station_in_the_middle_of_something_starts_over_and_one_at_rest_goes_on(
    upgraded: Database,
) -> None:
    def beep(station: str, code: str) -> answer.ScanReply:
        scanned = answer.Beep(uuid4(), station, code, warehouse_id=1)
        return upgraded.write(lambda tx: answer.scan(tx, scanned, now=AT))

    assert upgraded.read(lambda tx: answer.current(tx, "gun-1")).code == "floor.ready"
    lost = beep("gun-1", "LOC-P0")
    assert (lost.tone, lost.code, lost.step) == ("warn", "floor.start_over", "idle")
    assert beep("gun-1", "CMD-PICK").code == "floor.pick"
    assert beep("gun-2", "LOC-P0").code == "floor.label_expected"
