"""The last reply at each station, kept in memory so that a beep's answer reaches its page at once.

The board is a convenience: what it shows is already in the database, and losing it loses nothing.
"""

import asyncio
import threading
from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

STATIONS_MAX = 5_000
WAITING_MAX = 50
"""Replies a slow page may be behind; older ones are dropped, the newest never."""


@dataclass(eq=False)
class _Watcher:
    loop: asyncio.AbstractEventLoop
    queue: "asyncio.Queue[dict[str, Any] | None]" = field(
        default_factory=lambda: asyncio.Queue(WAITING_MAX)
    )

    def offer(self, reply: dict[str, Any] | None) -> None:
        if self.queue.full():
            self.queue.get_nowait()
        self.queue.put_nowait(reply)


class Board:
    """Posted to from any thread, watched from the web server's event loop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._watchers: dict[str, set[_Watcher]] = {}
        self._is_closed = False

    def post(self, station: str, reply: dict[str, Any]) -> None:
        """Show a reply at a station."""
        with self._lock:
            self._last[station] = reply
            self._last.move_to_end(station)
            if len(self._last) > STATIONS_MAX:
                self._last.popitem(last=False)
            watchers = list(self._watchers.get(station, ()))
        for watcher in watchers:
            watcher.loop.call_soon_threadsafe(watcher.offer, reply)

    @property
    def is_watched(self) -> bool:
        """Whether anybody looks at any station."""
        return bool(self._watchers)

    def last(self, station: str) -> dict[str, Any] | None:
        """The newest reply at a station since this process started."""
        with self._lock:
            return self._last.get(station)

    async def watch(self, station: str, patience_s: float) -> AsyncIterator[dict[str, Any] | None]:
        """Replies as they come; None after `patience_s` of silence; ends when the board closes."""
        watcher = _Watcher(asyncio.get_running_loop())
        with self._lock:
            if self._is_closed:
                return
            self._watchers.setdefault(station, set()).add(watcher)
            last = self._last.get(station)
        try:
            if last is not None:
                yield last
            while True:
                try:
                    reply = await asyncio.wait_for(watcher.queue.get(), patience_s)
                except TimeoutError:
                    yield None
                    continue
                if reply is None:
                    return
                yield reply
        finally:
            with self._lock:
                self._watchers[station].discard(watcher)
                if not self._watchers[station]:
                    del self._watchers[station]

    def close(self) -> None:
        """End every watch, so that the server can stop."""
        with self._lock:
            self._is_closed = True
            watchers = [one for several in self._watchers.values() for one in several]
        for watcher in watchers:
            watcher.loop.call_soon_threadsafe(watcher.offer, None)
