"""How often one address may ask, counted in this process: for pages open to everybody."""

import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from fastapi import FastAPI, Request

from api.web.deps import Now
from api.web.errors import EdgeError
from api.web.security import address_of
from wms.access import network_of
from wms.codes import Code, Kind

MINUTE = timedelta(minutes=1)
ADDRESSES_MAX = 20_000
"""Addresses remembered; the one that was quiet for longest is forgotten first."""


class TooMany(EdgeError):
    """The same address asks too often."""

    KINDS = frozenset({Kind.TOO_MANY})


class Pace:
    """So many misses a minute from each address; use it as a dependency of a route, and `count`
    each miss."""

    def __init__(self, per_minute: int, code: Code) -> None:
        self._per_minute = per_minute
        self._code = code
        self._of_app: WeakKeyDictionary[FastAPI, Counts] = WeakKeyDictionary()

    def __call__(self, request: Request, now: Now) -> None:
        """Raises: TooMany."""
        if self._counts(request).is_full(_address(request), now):
            raise TooMany(self._code)

    def count(self, request: Request, now: datetime) -> None:
        """The request asked for what there is not."""
        self._counts(request).allow(_address(request), now)

    def _counts(self, request: Request) -> "Counts":
        return self._of_app.setdefault(request.app, Counts(self._per_minute))


def _address(request: Request) -> str:
    return network_of(address_of(request))


class Counts:
    """When each address asked during the last minute."""

    def __init__(self, per_minute: int, addresses_max: int = ADDRESSES_MAX) -> None:
        self._per_minute = per_minute
        self._addresses_max = addresses_max
        self._asked: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def is_full(self, address: str, now: datetime) -> bool:
        """Whether an address has used its minute up."""
        with self._lock:
            times = self._asked.get(address, ())
            return sum(now - at < MINUTE for at in times) >= self._per_minute

    def allow(self, address: str, now: datetime) -> bool:
        """Count a request, unless it is one too many."""
        with self._lock:
            times = self._asked.setdefault(address, deque())
            self._asked.move_to_end(address)
            while times and now - times[0] >= MINUTE:
                times.popleft()
            if len(times) >= self._per_minute:
                return False
            times.append(now)
            while len(self._asked) > self._addresses_max:
                self._asked.popitem(last=False)
            return True
