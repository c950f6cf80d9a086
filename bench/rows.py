"""What people do all day, through the door: `python -m bench.rows [--on sqlite] [--lots 1000]`.

Every row is HTTP against the running product on one core, in processor seconds of the product and
its database; the people who ask are on another. The cities are made once and kept in build/bench.
"""

import argparse
import hashlib
import os
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg
from sqlalchemy import select

from bench import city
from bench.door import Client, Door, opened, sessions
from bench.figures import Figure, noise
from bench.postgres import cluster
from tests.servers import admin, url_of
from wms.db import Database, Tx, migrate
from wms.tables.masterdata import Item, Place, PlaceKind, Shop, Supplier
from wms.tables.ordering import Order, OrderState
from wms.tables.stock import Balance, Lot

KEPT = Path(__file__).parent.parent / "build" / "bench"
SIZES = (1_000, 100_000)
BLOCKS = 3
"""Each figure is the middle one of so many."""
RECEIPTS, ORDERS, LOOKS, CODES = 60, 8, 5, 300
STATIONS_S = 5.0
BULK = 200


@dataclass(frozen=True)
class Scene:
    """A running city with everybody at the door, and the labels that lie about."""

    door: Door
    people: dict[str, Client]
    crew: list[Client]
    shop_id: int
    items: list[tuple[int, str]]
    """Ids and GTINs of the goods that come daily."""
    gtins: dict[str, str]
    """By the codes of goods."""
    card: str
    bins: list[str]
    on_dock: Iterator[str]
    lots: list[tuple[str, str]]
    """GTINs and codes of lots in bins."""
    root: str
    waiting: list[tuple[int, int]]
    """Ids and versions of orders that wait for review."""

    def spent(self, work: Callable[[], object]) -> float:
        """Processor seconds of the product and its database for some work."""
        before = self.door.cpu_s()
        work()
        return self.door.cpu_s() - before

    def rate(self, name: str, count: int, one: Callable[[], object], least: float) -> Figure:
        """How many of something a processor second is enough for."""
        one()
        blocks = [self.spent(lambda: [one() for _ in range(count)]) for _ in range(BLOCKS)]
        return Figure(name, count / statistics.median(blocks), "/CPU-s", least=least)

    def look(self, name: str, client: Client, path: str, most: float = 100) -> Figure:
        """What a page costs."""
        client.get(path)
        looks = [self.spent(lambda: client.get(path)) for _ in range(LOOKS)]
        return Figure(name, statistics.median(looks) * 1000, "CPU-ms", most=most)


def receiving(scene: Scene) -> list[Figure]:
    """Goods in: the supplier's card once, then the label of a crate and the bin it goes to."""
    staff, numbers = scene.crew[0], iter(range(10**6))
    staff.scan(scene.card)

    def receive() -> None:
        number = next(numbers)
        gtin = scene.items[number % len(scene.items)][1]
        staff.scan(f"(01){gtin}(3103)100000(10)R{number}", "floor.received")
        staff.scan(scene.bins[number % len(scene.bins)], "floor.put_away")

    least = 60 if scene.door.database_pid is None else 45
    return [scene.rate("receive a lot: label and place", RECEIPTS, receive, least)]


def putting_away(scene: Scene) -> list[Figure]:
    """Lots that stand on the dock."""
    staff, bins = scene.crew[1], scene.bins
    staff.scan("CMD-RECEIVE")

    def put_away() -> None:
        lot = next(scene.on_dock)
        staff.scan(lot, "floor.where_to")
        staff.scan(bins[int(lot[1:]) % len(bins)], "floor.put_away")

    least = 70 if scene.door.database_pid is None else 50
    return [scene.rate("put away: lot and place", RECEIPTS, put_away, least)]


def ordering(scene: Scene) -> list[Figure]:
    """Five lines each: placed, approved, in a wave, picked by scans, packed."""

    def orders() -> None:
        placed = [_place(scene) for _ in range(ORDERS)]
        for order in placed:
            path = f"/office/orders/{order['id']}/approve"
            scene.people["dispatcher"].press(path, version=order["version"])
        scene.people["dispatcher"].press("/office/waves/release", warehouse_id=1)
        for order in placed:
            _pick(scene, scene.crew[2], str(order["number"]))

    orders()
    blocks = [scene.spent(orders) for _ in range(BLOCKS)]
    least = 14 if scene.door.database_pid is None else 9
    scene.crew[2].scan("CMD-STOP")
    rate = ORDERS / statistics.median(blocks)
    return [Figure("order of 5 lines to packed", rate, "/CPU-s", least=least)]


def _place(scene: Scene) -> dict[str, Any]:
    lines = [{"item_id": item, "quantity": 10 * city.KG} for item, _ in scene.items[:5]]
    body = {"client_id": uuid4(), "shop_id": scene.shop_id, "lines": lines}
    return scene.people["keeper"].send("/v1/orders", body)


def _pick(scene: Scene, staff: Client, number: str) -> None:
    reply = staff.scan(number)
    while reply["code"] != "floor.packed":
        wanted = reply["data"]
        reply = staff.scan(f"(01){scene.gtins[wanted['item']]}(10){wanted['lot']}")


def stations(scene: Scene) -> list[Figure]:
    """Everybody puts away, each beep when the one before is answered; then half as much is offered
    as that way was done."""
    least = 95 if scene.door.database_pid is None else 65
    waits: list[float] = []
    for staff in scene.crew:
        staff.scan("CMD-RECEIVE")
    before, began = scene.door.cpu_s(), time.perf_counter()
    moves = _beep_all(scene, waits, every_s=0.0)
    spent_s, took_s = scene.door.cpu_s() - before, time.perf_counter() - began
    rate = moves / spent_s
    unhurried: list[float] = []
    _beep_all(scene, unhurried, every_s=2 * took_s / moves * len(scene.crew))
    return [
        Figure("32 stations, moves", rate, "/CPU-s", least=least),
        Figure("32 stations, p99", _p(waits, 0.99), "ms", most=2_000 * len(scene.crew) / rate),
        Figure("32 stations at half of it, p99", _p(unhurried, 0.99), "ms", most=150),
    ]


def _beep_all(scene: Scene, waits: list[float], every_s: float) -> int:
    """Put away at all stations for some seconds, at each a lot in so many; how many lots were."""
    started = time.perf_counter()
    lock, moves = threading.Lock(), [0] * len(scene.crew)

    def work(station: int, staff: Client) -> None:
        due = started + every_s * station / len(scene.crew)
        while time.perf_counter() < started + STATIONS_S:
            time.sleep(max(0.0, due - time.perf_counter()))
            due += every_s
            with lock:
                lot = next(scene.on_dock)
            for code, said in ((lot, "where_to"), (scene.bins[station], "put_away")):
                began = time.perf_counter()
                staff.scan(code, f"floor.{said}")
                waits.append((time.perf_counter() - began) * 1000)
            moves[station] += 1

    threads = [threading.Thread(target=work, args=each) for each in enumerate(scene.crew)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(moves)


def _p(waits: Sequence[float], share: float) -> float:
    return sorted(waits)[int(len(waits) * share)]


def pages(scene: Scene) -> list[Figure]:
    """What the office, quality and a shop look at."""
    office, quality, keeper = (scene.people[one] for one in ("dispatcher", "quality", "keeper"))
    order, _ = scene.waiting[0]
    catalogue = f"/v1/catalogue?shop_id={scene.shop_id}"
    return [
        scene.look("review queue of 2,000", office, "/office/orders"),
        scene.look("one order", office, f"/office/orders/{order}"),
        scene.look("dispatch board of 60 trips", office, "/office/trips"),
        scene.look("home of the office", office, "/office"),
        scene.look("stock page", office, "/office/stock"),
        scene.look("catalogue of 200 items", keeper, catalogue),
        scene.look("order page of a shop", keeper, "/shop/order"),
        scene.look("wall of rooms", quality, "/quality"),
        scene.look("reports", office, "/office/reports"),
        scene.look("trace of a usual lot", office, f"/office/lots/{scene.lots[-1][1]}"),
    ]


def approving(scene: Scene) -> list[Figure]:
    """Many orders in one press."""
    some = [f"{order}:{version}" for order, version in scene.waiting[-BULK:]]
    office = scene.people["dispatcher"]
    spent_s = scene.spent(lambda: office.press("/office/orders/approve", chosen=some))
    return [Figure("approve an order of 20 lines in bulk", spent_s / BULK * 1000, "CPU-ms", most=5)]


def consuming(scene: Scene) -> list[Figure]:
    """Strangers who scan labels, no label twice."""
    stranger, some = Client(scene.door), iter(scene.lots)
    waits: list[float] = []

    def scan() -> None:
        gtin, code = next(some)
        began = time.perf_counter()
        stranger.get(f"/01/{gtin}/10/{quote(code)}")
        waits.append((time.perf_counter() - began) * 1000)

    count = min(CODES, len(scene.lots) // (BLOCKS + 1))
    rate = scene.rate("consumer's page", count, scan, 200)
    return [rate, Figure("consumer's page, p95 one by one", _p(waits, 0.95), "ms", most=100)]


def calling_back(scene: Scene) -> list[Figure]:
    """The lot that half of the stock was packed from: traced, then called back."""
    quality, office = scene.people["quality"], scene.people["dispatcher"]
    trace_s = scene.spent(lambda: office.get(f"/office/lots/{scene.root}"))
    body = {"client_id": uuid4(), "lot": scene.root, "note": "Foreign body"}
    recall_s = scene.spent(lambda: quality.send("/v1/recalls", body))
    return [
        Figure("trace of the lot half of the stock is of", trace_s, "CPU-s", most=2),
        Figure("recall of it", recall_s, "CPU-s", most=2),
    ]


def memory(scene: Scene) -> list[Figure]:
    """After everything before it."""
    return [Figure("memory after all pages, at its peak", scene.door.peak_mb(), "MB", most=150)]


ROWS: dict[str, Callable[[Scene], list[Figure]]] = {
    "receive": receiving,
    "put_away": putting_away,
    "order": ordering,
    "stations": stations,
    "pages": pages,
    "consumer": consuming,
    "approve": approving,
    "memory": memory,
    "recall": calling_back,
}


def measure() -> list[Figure]:
    """All rows on both databases at both sizes."""
    return [
        figure
        for on in ("sqlite", "postgresql")
        for lots in SIZES
        for figure in measured(on, lots, ROWS)
    ]


def measured(on: str, lots: int, rows: Sequence[str]) -> Iterator[Figure]:
    """Some rows on one database with so many lots."""
    served, asking = _cores()
    with _city(on, lots, served) as (url, folder, database_pid):
        known = sessions(url)
        os.sched_setaffinity(0, {asking})
        with opened(url, folder, served, database_pid) as door:
            scene = _scene(door, url, known)
            for row in rows:
                for figure in ROWS[row](scene):
                    name = f"{on} {lots:,}: {figure.name}"
                    yield Figure(name, figure.value, figure.unit, figure.most, figure.least)


def _cores() -> tuple[int, int]:
    """The core that serves and the core that asks; one machine may have only one."""
    cores = sorted(os.sched_getaffinity(0))
    return cores[-1], cores[0]


@contextmanager
def _city(on: str, lots: int, core: int) -> Iterator[tuple[str, Path, int | None]]:
    """A fresh copy of a city: its URL, a data directory, and the database's process."""
    with tempfile.TemporaryDirectory() as folder:
        if on == "sqlite":
            path = Path(folder) / "coldchain.db"
            shutil.copyfile(_file(lots), path)
            yield f"sqlite:///{path}", Path(folder), None
            return
        mine = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {core})
        with cluster(KEPT / "postgres") as (server, pid):
            os.sched_setaffinity(0, mine)
            template = _template(server, lots)
            admin(server, "DROP DATABASE IF EXISTS run")
            admin(server, f"CREATE DATABASE run TEMPLATE {template} STRATEGY FILE_COPY")
            yield url_of(server, "run"), Path(folder), pid


def _stamp() -> str:
    """Changes with the tables and with what the city is made of."""
    made_of = Path(city.__file__).read_bytes() + str(migrate.head()).encode()
    return hashlib.sha256(made_of).hexdigest()[:12]


def _file(lots: int) -> Path:
    path = KEPT / f"city-{lots}-{_stamp()}.db"
    if not path.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        _made(f"sqlite:///{path}.new", lots)
        Path(f"{path}.new").rename(path)
    return path


def _template(server: str, lots: int) -> str:
    name = f"city_{lots}_{_stamp()}"
    with psycopg.connect(server.replace("+psycopg", "")) as connection:
        known = connection.execute("SELECT datname FROM pg_database").fetchall()
    if (name,) not in known:
        admin(server, "DROP DATABASE IF EXISTS making")
        admin(server, "CREATE DATABASE making")
        _made(url_of(server, "making"), lots)
        admin(url_of(server, "making"), "VACUUM ANALYZE")
        admin(server, f"ALTER DATABASE making RENAME TO {name}")
    return name


def _made(url: str, lots: int) -> None:
    """A city in an empty database."""
    migrate.upgrade(url)
    db = Database(url)
    db.write(lambda tx: city.build(tx, lots))
    db.close()


def _scene(door: Door, url: str, known: dict[str, Any]) -> Scene:
    clients = {name: Client(door, session) for name, session in known.items()}
    db = Database(url)
    try:
        return db.read(lambda tx: _looked_up(tx, door, clients))
    finally:
        db.close()


def _looked_up(tx: Tx, door: Door, clients: dict[str, Client]) -> Scene:
    bins = tx.scalars(select(Place.code).where(Place.kind == PlaceKind.BIN).order_by(Place.id))
    items = tx.execute(
        select(Item.id, Item.code, Item.gtin).order_by(Item.id).limit(city.POPULAR)
    ).all()
    lots = select(Lot.code, Item.gtin, Place.kind).join(Balance, Balance.lot_id == Lot.id)
    lots = lots.join(Place, Place.id == Balance.place_id).join(Item, Item.id == Lot.item_id)
    found = tx.execute(lots.order_by(Lot.id)).all()
    here = [(gtin, code) for code, gtin, kind in found if kind is PlaceKind.BIN]
    waiting = select(Order.id, Order.version).where(Order.state == OrderState.SUBMITTED)
    return Scene(
        door=door,
        people=clients,
        crew=[clients[f"staff{number}"] for number in range(city.STATIONS)],
        shop_id=tx.scalars(select(Shop.id).order_by(Shop.id)).first() or 0,
        items=[(item_id, gtin) for item_id, _, gtin in items],
        gtins={code: gtin for _, code, gtin in items},
        card=f"SUP-{tx.scalars(select(Supplier.code).order_by(Supplier.id)).first()}",
        bins=[f"LOC-{code}" for code in bins],
        on_dock=iter([code for code, _, kind in found if kind is PlaceKind.DOCK]),
        lots=here[1:],
        root=here[len(here) // 2][1],
        waiting=[(order, version) for order, version in tx.execute(waiting.order_by(Order.id))],
    )


def main() -> int:
    """Print the table; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--on", choices=["sqlite", "postgresql"], action="append")
    parser.add_argument("--lots", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--row", choices=ROWS, action="append")
    chosen = parser.parse_args()
    missed = 0
    print(noise(), flush=True)
    for on in chosen.on or ["sqlite", "postgresql"]:
        for lots in chosen.lots:
            for figure in measured(on, lots, chosen.row or list(ROWS)):
                print(figure.line(), flush=True)
                missed += not figure.is_met
    print(noise())
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
