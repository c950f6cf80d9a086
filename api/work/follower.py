"""Feeds the board of stations when the devices are listened to by another process (PostgreSQL)."""

import logging
import threading
from collections import OrderedDict
from datetime import timedelta

from api.ground.clock import Clock
from api.ground.stations import Board
from wms import inbox
from wms.db import Database
from wms.errors import ColdchainError

log = logging.getLogger(__name__)

FOLLOW_S = 0.2
AWAY_S = 5.0
OVERLAP = timedelta(seconds=10)
"""How far back each look goes: commits of other processes become visible out of order."""
REMEMBERED_MAX = 5_000


class Follower:
    """Shows scans that other processes took in: looks into the inbox while somebody watches."""

    def __init__(self, db: Database, board: Board, clock: Clock) -> None:
        self._db = db
        self._board = board
        self._clock = clock
        self._shown: OrderedDict[str, None] = OrderedDict()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="board", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(2)

    def look(self) -> None:
        """Post every scan of the last moments that was not posted yet."""
        since = self._clock() - OVERLAP
        for row in self._db.read(lambda tx: inbox.newest_scans(tx, since)):
            if str(row.id) not in self._shown:
                self._shown[str(row.id)] = None
                self._board.post(row.source, {"id": str(row.id), **row.reply})
        while len(self._shown) > REMEMBERED_MAX:
            self._shown.popitem(last=False)

    def _run(self) -> None:
        while not self._stopping.wait(FOLLOW_S):
            if not self._board.is_watched:
                continue
            try:
                self.look()
            except ColdchainError as error:
                log.error("the board cannot be fed: %s", error)
                self._stopping.wait(AWAY_S)
