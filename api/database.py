"""A database that says when something was written, so that nobody has to ask it all the time."""

from collections.abc import Callable
from typing import TypeVar

from wms.db import Database, Tx

Answer = TypeVar("Answer")


class WatchedDatabase(Database):
    """The two calls as they are, and after each commit a word to those who wait for one."""

    def __init__(self, url: str, *, pool_size: int = 16) -> None:
        super().__init__(url, pool_size=pool_size)
        self._told: list[Callable[[], None]] = []

    def on_write(self, tell: Callable[[], None]) -> None:
        """Have `tell` called after each commit; it must return at once."""
        self._told.append(tell)

    def write(self, use_case: Callable[[Tx], Answer]) -> Answer:
        """As `Database.write`."""
        answer = super().write(use_case)
        for tell in self._told:
            tell()
        return answer
