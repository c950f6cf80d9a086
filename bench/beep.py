"""From a gun's trigger to the answer on the station's page, through the whole running product.

A simulated gun on a pseudo-terminal reads suppliers' labels and bins in turn: half of the beeps
make a lot, the others put it away, and each is on the disk before it is answered.
"""

import http.client
import itertools
import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import httpx2
from sqlalchemy import select

from api.demo import guns, world
from bench.figures import Figure
from bench.idle import cpu_s
from bench.product import Product, demo
from wms.db import Database, Tx
from wms.tables.masterdata import Item, Place, PlaceKind, Supplier
from wms.units import TemperatureClass

BEEPS = 200
WARM_UP = 20
STATION = "main-gun-dock"
PATIENCE_S = 20.0


def measure() -> list[Figure]:
    """Beep, one after the other, as one person at one station does."""
    with demo(speed=0) as (product, data_dir):
        labels = itertools.cycle(_labels(data_dir))
        with _gun(data_dir) as gun, _page(product) as page:
            for _ in range(WARM_UP):
                _beep(gun, page, next(labels))
            before = cpu_s(product.pid)
            waits_ms = sorted(_beep(gun, page, next(labels)) for _ in range(BEEPS))
            spent_ms = (cpu_s(product.pid) - before) * 1000
    return [
        Figure("processor time of a beep and what follows it", spent_ms / BEEPS, "ms"),
        Figure("beep to answer at the station, p50", waits_ms[BEEPS // 2], "ms"),
        Figure("beep to answer at the station, p99", waits_ms[BEEPS * 99 // 100], "ms", most=100),
    ]


def _labels(data_dir: Path) -> list[str]:
    """A label of a supplier for each of some goods, each followed by a bin that suits it."""
    db = Database(f"sqlite:///{data_dir / 'coldchain.db'}")
    try:
        return db.read(_pairs)
    finally:
        db.close()


def _pairs(tx: Tx) -> list[str]:
    cold = TemperatureClass.CHILLED
    items = tx.scalars(select(Item).where(Item.temperature_class == cold).order_by(Item.id))
    supplier = tx.scalars(select(Supplier).order_by(Supplier.id)).first()
    bins = (Place.kind == PlaceKind.BIN) & (Place.temperature_class == cold)
    shelves = tx.scalars(select(Place.code).where(bins, Place.code.startswith("MAIN-")))
    assert supplier is not None
    lots = itertools.count(100)
    return [
        code
        for item, shelf in zip(items, shelves, strict=False)
        for code in (
            guns.supplier_label(item, supplier, f"B{next(lots)}", item.pack_quantity),
            f"LOC-{shelf}",
        )
    ]


def _beep(gun: IO[str], page: "Answers", label: str) -> float:
    """Read one label; milliseconds until its answer is on the page."""
    began = time.perf_counter()
    gun.write(label.replace("\x1d", "<GS>") + "\n")
    gun.flush()
    answer = page.next()
    waited_ms = (time.perf_counter() - began) * 1000
    assert answer["tone"] != "stop", answer
    while not gun.readline().startswith("heard"):  # it hangs up on who does not listen
        pass
    return waited_ms


@contextmanager
def _gun(data_dir: Path) -> Iterator[IO[str]]:
    with socket.socket(socket.AF_UNIX) as gun:
        gun.settimeout(PATIENCE_S)
        gun.connect(str(data_dir / "run" / f"{STATION}.sock"))
        with gun.makefile("rw", encoding="utf-8") as lines:
            yield lines


class Answers:
    """The server-sent events of a station."""

    def __init__(self, stream: http.client.HTTPResponse) -> None:
        self._stream = stream

    def next(self) -> dict[str, str]:
        """Wait for the next answer."""
        while line := self._stream.readline():
            if line.startswith(b"data: "):
                answer: dict[str, str] = json.loads(line.removeprefix(b"data: "))
                return answer
        raise AssertionError("the stream ended")


@contextmanager
def _page(product: Product) -> Iterator[Answers]:
    with httpx2.Client(base_url=product.address) as person:
        login = {"login": world.LOGINS["staff"], "password": world.PASSWORD}
        assert person.post("/login", data=login).status_code == 303
        cookies = "; ".join(f"{name}={value}" for name, value in person.cookies.items())
    at = urlsplit(product.address)
    assert at.hostname is not None
    line = http.client.HTTPConnection(at.hostname, at.port, timeout=PATIENCE_S)
    line.request("GET", f"/v1/stations/{STATION}/events", headers={"Cookie": cookies})
    stream = line.getresponse()
    assert stream.status == 200, stream.read()
    assert re.match(rb"retry", stream.readline())
    yield Answers(stream)
    line.close()
