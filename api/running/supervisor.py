"""The parts of the product in one process: opened in order, run, and stopped within seconds.

On SQLite everything lives here, because one thread of this process is the only writer. On
PostgreSQL the same parts may also run apart and many times.
"""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from types import FrameType
from typing import Self

from api.ground.clock import Clock, system_clock
from api.ground.database import WatchedDatabase
from api.ground.settings import Settings
from api.ground.stations import Board
from api.running import children
from api.web.menu import Login
from api.work import consumers, jobs
from api.work.follower import Follower
from api.work.gateway import DatabaseSink, authenticator, revoked
from api.work.printing import Press
from api.work.worker import Worker
from devices import config as device_config
from devices.gateway import Gateway
from wms.masterdata import policies

STOP_S = 1.5
CLOSE_S = 2.0
DEVICES_FILE = "devices.toml"


class House:
    """What runs in this process, and how to stop it.

    Raises: Unavailable("storage.in_use") when another process is this SQLite file's writer.
    """

    def __init__(self, settings: Settings, *, clock: Clock = system_clock) -> None:
        self.settings = settings
        self.clock = clock
        self.board = Board()
        self.db = WatchedDatabase(settings.database)
        self._asked = threading.Event()
        self._on_stop: list[Callable[[], None]] = [self._asked.set]
        self._parts: list[Callable[[], object]] = []
        if self.db.is_sqlite:
            _ = self.db.writer  # claimed at once, so that a second house is refused at its door

    def work(self) -> None:
        """Do what follows facts, and timed jobs, in threads: one for what takes moments."""
        press = Press()
        self.also(press.close)
        quick = Worker(self.db, consumers.quick(self.settings, press), jobs.JOBS, clock=self.clock)
        slow = Worker(self.db, consumers.slow(self.settings, press), {}, clock=self.clock)
        for worker in (quick, slow):
            self.db.on_write(worker.wake)
            worker.start()
            self.also(partial(worker.stop, STOP_S))

    def listen_to_devices(self) -> None:
        """Run the devices of `devices.toml`, if there is one. Raises: Misconfigured."""
        file = self.settings.data_dir / DEVICES_FILE
        if not file.exists():
            return
        config = device_config.load(file)
        sink = DatabaseSink(self.db, self.board, self.clock)
        who = authenticator(self.db, config)
        gone = partial(revoked, self.db)
        gateway = Gateway(config, sink, clock=self.clock, authenticate=who, revoked=gone)
        gateway.start()
        self.also(partial(gateway.stop, STOP_S))

    def follow_devices_elsewhere(self) -> None:
        """Feed the board from the inbox, for devices that another process listens to."""
        follower = Follower(self.db, self.board, self.clock)
        follower.start()
        self.also(follower.stop)

    def start_children(self, commands: Sequence[Sequence[str]]) -> None:
        """Run simulators and the like beside us; they end when we do."""
        started = children.Children()
        self.also(started.stop)
        for command in commands:
            started.start(*command)

    def also(self, stop: Callable[[], object]) -> None:
        """Have something stopped with the rest; it gets some seconds."""
        self._parts.append(stop)

    def serve(
        self, listening: socket.socket, ready: Callable[[], None], logins: Sequence[Login] = ()
    ) -> None:
        """Answer requests in this thread until somebody asks us to stop."""
        # Only who serves pages loads the web framework.
        from api.app import create_app
        from api.running.server import Web

        zone = self.db.read(lambda tx: policies.time_zone(tx, self.clock())).key
        app = create_app(
            self.settings, self.db, clock=self.clock, board=self.board, zone=zone, logins=logins
        )
        web = Web(app)
        self._on_stop.append(web.stop)
        if self._asked.is_set():
            return
        ready()
        web.serve_on(listening)

    def wait(self) -> None:
        """Let the threads work until somebody asks us to stop."""
        while not self._asked.wait(3600):
            pass

    def stop(self) -> None:
        """Ask everything to stop; `serve` and `wait` then return."""
        for stop in self._on_stop:
            stop()

    def close(self) -> None:
        """Stop all parts at once, give them some seconds, close the database last."""
        stopping = [threading.Thread(target=stop, daemon=True) for stop in self._parts]
        for thread in stopping:
            thread.start()
        patience_until = time.monotonic() + CLOSE_S
        for thread in stopping:
            thread.join(max(0.0, patience_until - time.monotonic()))
        children.end_solves()
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def heed_signals(stop: Callable[[], None]) -> None:
    """Stop on Ctrl-C, SIGTERM and a closed terminal; a second Ctrl-C does not wait."""
    asked = False

    def handle(number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        if asked and number == signal.SIGINT:
            os._exit(130)
        asked = True
        stop()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, handle)
