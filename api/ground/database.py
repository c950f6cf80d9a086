"""A database that says when something was written, so that nobody has to ask it all the time."""

from collections.abc import Callable
from typing import TypeVar

from wms.db import Database, Tx
from wms.facts import FOLLOWED

Answer = TypeVar("Answer")


class WatchedDatabase(Database):
    """The two calls as they are, and a word after each commit that left something to do.

    Readings of sensors leave nothing to do, and there are many of them.
    """

    def __init__(self, url: str, *, pool_size: int = 16) -> None:
        super().__init__(url, pool_size=pool_size)
        self._told: list[Callable[[], None]] = []

    def on_write(self, tell: Callable[[], None]) -> None:
        """Have `tell` called after each commit that something must follow; it returns at once."""
        self._told.append(tell)

    def write(self, use_case: Callable[[Tx], Answer]) -> Answer:
        """As `Database.write`."""

        def noted(tx: Tx) -> tuple[Answer, bool]:
            return use_case(tx), FOLLOWED in tx.info

        answer, is_followed = super().write(noted)
        if is_followed:
            for tell in self._told:
                tell()
        return answer
