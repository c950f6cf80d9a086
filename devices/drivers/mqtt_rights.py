"""Whether those who are connected may still be, asked beside the thread of the sockets."""

import logging
import threading
from collections.abc import Callable

from devices.access import Revoked

log = logging.getLogger(__name__)

EVERY_S = 2.0


class Rights:
    """Accounts that are connected go in, accounts that have lost their rights come out."""

    def __init__(self, revoked: Revoked, wake: Callable[[], None]) -> None:
        self._revoked = revoked
        self._wake = wake
        self._closed = threading.Event()
        self._gone: frozenset[str] = frozenset()
        self.connected: frozenset[str] = frozenset()

    def run(self) -> None:
        """Ask every few seconds until closed; who cannot be asked has taken nothing away."""
        while not self._closed.wait(EVERY_S):
            if not self.connected:
                continue
            try:
                gone = self._revoked(self.connected)
            except Exception:
                log.exception("nobody says who may still be connected")
                continue
            if gone:
                self._gone = gone
                self._wake()

    def taken(self) -> frozenset[str]:
        """Accounts that have lost their rights since the last call."""
        gone, self._gone = self._gone, frozenset()
        return gone

    def close(self) -> None:
        """Let `run` end."""
        self._closed.set()
