"""The real product for end-to-end tests: its parts as threads, its devices as processes.

Everything between a simulated device's bytes and an answer over HTTP is the product's own; a test
chooses only the database, the devices, and the moment at which the clock starts.
"""

import http.client
import json
import re
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit

import httpx2
from sqlalchemy import update

from api.ground.clock import Clock
from api.ground.settings import Settings
from api.running.server import listen
from api.running.supervisor import DEVICES_FILE, House
from devices.drivers.serial_lines import BELS
from tests import builders
from tests.builders import NOW, World
from tests.e2e.wiring import Wired
from tests.integration.devices.simulators import Control, control, simulator
from wms.access import keys, passwords
from wms.db import Database, Tx
from wms.tables.access import Role, User
from wms.tables.masterdata import Item, Place, Supplier

PATIENCE_S = 45.0
"""How long a test waits for what must happen; on a busy machine seconds are nothing."""
PASSWORD = "six-green-cabbages"

Seen = TypeVar("Seen")


class Running:
    """A clock that starts at a chosen moment, runs like any other, and can be put forward."""

    def __init__(self, start: datetime = NOW) -> None:
        self._start = start
        self._began_s = time.monotonic()

    def __call__(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._began_s)

    def forward(self, **span: float) -> None:
        """Put it forward."""
        self._start += timedelta(**span)


def eventually(look: Callable[[], Seen | None], what: str = "it") -> Seen:
    """Wait until a look finds something, and return it; fail when it never does."""
    deadline = time.monotonic() + PATIENCE_S
    while not (found := look()):
        assert time.monotonic() < deadline, f"{what} never came true"
        time.sleep(0.02)
    return found


class Gun:
    """A simulated gun in somebody's hand: pull the trigger, hear the answer."""

    def __init__(self, held: Control) -> None:
        self._held = held

    def scan(self, label: str) -> bytes:
        """Read a label; returns every byte that the host played back."""
        said = self._held.send(label.replace("\x1d", "<GS>"))
        assert said == "sent", said
        heard = b""
        while not _is_whole(heard):
            heard += heard_bytes(self._held.heard())
        return heard


def heard_bytes(line: str) -> bytes:
    """What a simulator printed as `heard b'…'`, as bytes again."""
    assert line.startswith("heard b"), line
    return line.removeprefix("heard b")[1:-1].encode().decode("unicode_escape").encode("latin-1")


def _is_whole(heard: bytes) -> bool:
    """One tone says it all; a warning or a stop is followed by a line of text."""
    return heard == b"\x07" or heard.endswith(b"\r\n")


class Screen:
    """The page of a station that somebody has open: every reply, in the order it was shown."""

    def __init__(self, person: httpx2.Client, station: str) -> None:
        at = urlsplit(str(person.base_url))
        assert at.hostname is not None
        self.replies: list[dict[str, Any]] = []
        self._news = threading.Condition()
        self._line = http.client.HTTPConnection(at.hostname, at.port)
        cookies = "; ".join(f"{name}={value}" for name, value in person.cookies.items())
        self._line.request("GET", f"/v1/stations/{station}/events", headers={"Cookie": cookies})
        self._socket = self._line.sock
        self._stream = self._line.getresponse()
        assert self._stream.status == 200, self._stream.read()
        assert self._stream.readline().startswith(b"retry")
        self._reader = threading.Thread(target=self._read, name=f"screen-{station}")
        self._reader.start()

    def reply(self, number: int) -> dict[str, Any]:
        """Wait for the reply with this number, counted from 0."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.replies) > number, PATIENCE_S)
            return self.replies[number]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):  # the product may have hung up before us
            self._socket.shutdown(socket.SHUT_RDWR)
        self._reader.join(PATIENCE_S)
        self._line.close()

    def _read(self) -> None:
        with suppress(OSError, http.client.HTTPException):  # the page was left
            while line := self._stream.readline():
                if line.startswith(b"data: "):
                    with self._news:
                        self.replies.append(json.loads(line.removeprefix(b"data: ")))
                        self._news.notify_all()


@dataclass(frozen=True)
class Station:
    """A gun and the page beside it."""

    gun: Gun
    screen: Screen

    def beep(self, label: str) -> dict[str, Any]:
        """Read a label; returns what the page then shows, which is what the gun says, too."""
        number = len(self.screen.replies)
        heard = self.gun.scan(label)
        shown = self.screen.reply(number)
        assert heard.count(b"\x07") == BELS[shown["tone"]], (heard, shown)
        assert shown["tone"] == "ok" or heard.strip(b"\x07\r\n").decode() == shown["text"]
        return shown

    def ok(self, label: str) -> dict[str, Any]:
        """Read a label of which all is well; returns what the page shows."""
        shown = self.beep(label)
        assert shown["tone"] == "ok", shown
        return shown


@dataclass(frozen=True)
class Premises:
    """A product in which people and devices are at work."""

    url: str
    db: Database
    clock: Clock
    world: World
    folder: Path
    controls: Mapping[str, Control]
    _open: ExitStack

    def person(self, role: Role) -> httpx2.Client:
        """A browser in which somebody has logged in with their password."""
        client = self._open.enter_context(httpx2.Client(base_url=self.url, timeout=PATIENCE_S))
        login = self.db.read(lambda tx: tx.find(User, self.world.users[role]).login)
        entered = client.post("/login", data={"login": login, "password": PASSWORD})
        assert entered.status_code == 303, entered.text
        token = re.search(r'name="csrf" content="([^"]+)"', client.get("/login").text)
        assert token is not None
        client.headers["X-CSRF-Token"] = token[1]
        return client

    def machine(self, role: Role, device_prefix: str | None = None) -> httpx2.Client:
        """A program with a fresh key."""
        new = keys.NewKey(f"{role} {builders.number()}", role, None, device_prefix)
        _, secret = self.db.write(lambda tx: keys.create(tx, new, by=None, now=self.clock()))
        headers = {"Authorization": f"Bearer {secret}"}
        client = httpx2.Client(base_url=self.url, headers=headers, timeout=PATIENCE_S)
        return self._open.enter_context(client)

    @contextmanager
    def station(self, name: str) -> Iterator[Station]:
        """Take a gun in hand and open its page; nothing is begun there."""
        gun = Gun(self.controls[name])
        gun.scan("CMD-STOP")
        with Screen(self.person(Role.STAFF), name) as screen:
            assert screen.reply(0)["code"] == "floor.ready"  # a page shows the newest reply first
            yield Station(gun, screen)

    def read(self, query: Callable[[Tx], Seen]) -> Seen:
        """Look into the books."""
        return self.db.read(query)

    def eventually(self, query: Callable[[Tx], Seen | None], what: str = "it") -> Seen:
        """Look into the books until there is something to see."""
        return eventually(lambda: self.db.read(query), what)

    def place(self, place_id: int) -> str:
        """The label of a place."""
        return "LOC-" + self.read(lambda tx: tx.find(Place, place_id).code)

    def card(self) -> str:
        """The card of the world's farmer."""
        return "SUP-" + self.read(lambda tx: tx.find(Supplier, self.world.supplier).code)

    def label(self, item_id: int, lot: str, rest: str = "") -> str:
        """A supplier's label as a gun sends it: GS1-128 with its symbology identifier."""
        return f"]C101{self.read(lambda tx: tx.find(Item, item_id).gtin)}{rest}10{lot}"


def lose_the_answer(client: httpx2.Client, path: str, body: Any, kept: Callable[[], Any]) -> None:
    """Send a request and hang up once it was kept, without reading what was answered."""
    request = client.build_request("POST", path, json=body)
    line = http.client.HTTPConnection(request.url.host, request.url.port)
    line.request("POST", path, request.read(), dict(request.headers))
    eventually(kept, "what was sent")
    line.close()


@contextmanager
def premises(
    url: str, data_dir: Path, devices: Sequence[Wired] = (), *, clock: Clock | None = None
) -> Iterator[Premises]:
    """The product over a migrated, empty database, with a small world and these devices in it."""
    with ExitStack() as stack:
        # Not below pytest's folder: Unix sockets refuse long paths.
        run_dir = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cc-e2e-")))
        (data_dir / DEVICES_FILE).write_text(_toml(run_dir, devices), encoding="utf-8")
        controls = _started(stack, run_dir, devices)
        settings = Settings(data_dir=data_dir, database_url=url, port=0)
        house = stack.enter_context(House(settings, clock=clock or Running()))
        world = builders.world(house.db)
        house.db.write(lambda tx: _furnish(tx, world, devices))
        house.work()
        house.listen_to_devices()
        yield Premises(
            _served(stack, house),
            house.db,
            house.clock,
            world,
            run_dir,
            controls,
            stack.enter_context(ExitStack()),
        )


def _toml(run_dir: Path, devices: Sequence[Wired]) -> str:
    return "\n".join(one.toml.replace("{run}", str(run_dir)) for one in devices)


def _started(stack: ExitStack, run_dir: Path, devices: Sequence[Wired]) -> dict[str, Control]:
    """Start the simulators together, then take each one's control in hand."""
    for one in devices:
        if one.simulator:
            arguments = [word.replace("{run}", str(run_dir)) for word in one.simulator]
            stack.enter_context(simulator(*arguments))
    named = [one.name for one in devices if one.simulator]
    return {name: stack.enter_context(control(run_dir / f"{name}.sock")) for name in named}


def _furnish(tx: Tx, world: World, devices: Sequence[Wired]) -> None:
    """Enter the devices in the books and give everybody a password."""
    for one in devices:
        one.furnish(tx, world)
    tx.execute(update(User).values(password_hash=_password_hash()))


@cache
def _password_hash() -> str:
    return passwords.hashed(PASSWORD)


def _served(stack: ExitStack, house: House) -> str:
    """Serve the pages in a thread; returns their address."""
    listening = listen("127.0.0.1", 0)
    stack.callback(listening.close)
    ready = threading.Event()
    thread = threading.Thread(target=house.serve, args=(listening, ready.set), name="web")
    thread.start()
    stack.callback(thread.join, PATIENCE_S)
    stack.callback(house.stop)
    assert ready.wait(PATIENCE_S)
    return f"http://127.0.0.1:{listening.getsockname()[1]}"
