"""A PostgreSQL server that falls silent is noticed by whoever waits for it.

A statement may take its time: whoever has waited for a second asks with a connection of its own
whether the server still speaks. If it does not, everybody who waits gives up, and whoever comes
within the next second is told at once, so that no thread is lost to a dead line.
"""

import threading
import time
from collections.abc import Generator
from typing import Any

import psycopg
from sqlalchemy import Engine, event

PATIENCE_S = 1.0
"""How long a statement waits before somebody asks whether the server lives, and asks again."""
ANSWER_S = 2
"""How long the server has to greet a new connection; the least libpq knows."""
BELIEVED_S = 1.0


class Silent(psycopg.OperationalError):
    """The server does not speak; the line was given up."""


class Pulse:
    """Whether one server speaks, asked at most once a second by all its connections together."""

    def __init__(self) -> None:
        self._asking = threading.Lock()
        self._asked_at = -BELIEVED_S
        self._is_silent = False

    @property
    def is_known_silent(self) -> bool:
        """It did not speak a moment ago."""
        return self._is_silent and time.monotonic() - self._asked_at < BELIEVED_S

    def is_silent(self, conninfo: dict[str, Any]) -> bool:
        """Ask, unless somebody has just asked. A server that refuses or fails does speak."""
        with self._asking:
            if time.monotonic() - self._asked_at >= BELIEVED_S:
                try:
                    psycopg.connect(**(conninfo | {"connect_timeout": ANSWER_S})).close()
                    self._is_silent = False
                except psycopg.errors.ConnectionTimeout:
                    self._is_silent = True
                except psycopg.Error:
                    self._is_silent = False
                self._asked_at = time.monotonic()
            return self._is_silent


def heed(engine: Engine) -> None:
    """Let the connections of an engine give up when their server falls silent."""
    pulse = Pulse()

    class Heard(psycopg.Connection[Any]):
        """A connection that asks for the pulse while it waits."""

        asked: dict[str, Any]

        def wait(self, gen: Any, *arguments: Any, **options: Any) -> Any:
            return super().wait(_heard(gen, self, pulse), *arguments, **options)

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: Any, _record: Any, arguments: Any, given: dict[str, Any]) -> Any:
        if pulse.is_known_silent:
            raise Silent("the database does not answer")
        try:
            connection = Heard.connect(*arguments, **given)
        except psycopg.errors.ConnectionTimeout:
            pulse.is_silent(given)
            raise
        connection.asked = given
        return connection


def _heard(gen: Any, connection: Any, pulse: Pulse) -> Generator[Any, Any, Any]:
    """The driver's own steps; at each idle moment a look at how long it has been."""
    heard_at = time.monotonic()
    asked = getattr(connection, "asked", None)
    try:
        state = next(gen)
        while True:
            ready = yield state
            now = time.monotonic()
            if ready:
                heard_at = now
            elif asked and (pulse.is_known_silent or now - heard_at > PATIENCE_S):
                if pulse.is_silent(asked):
                    connection.pgconn.finish()
                    raise Silent("the database does not answer")
                heard_at = time.monotonic()
            state = gen.send(ready)
    except StopIteration as end:
        return end.value
