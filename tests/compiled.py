"""Statements compiled once per test process instead of once per test.

Every test has databases of its own and therefore engines of its own, whose caches begin empty; to
compile the same statements again and again is a third of the work of such a test.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.default import DefaultDialect


def share_between_engines() -> None:
    """Let all engines of a kind use one cache. They are all set up alike, so what one compiled
    holds for every other; dialects of a kind count as equal because they are part of the key."""
    caches: dict[str, Any] = {}
    dialect: Any = DefaultDialect
    dialect.__eq__ = lambda self, other: type(self) is type(other)
    dialect.__hash__ = lambda self: hash(type(self))

    @event.listens_for(Engine, "engine_connect")
    def share(connection: Connection) -> None:
        engine: Any = connection.engine
        engine._compiled_cache = caches.setdefault(engine.name, engine._compiled_cache)
