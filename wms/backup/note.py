"""The note a restore leaves while it works, so that after a kill somebody can say what became."""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from wms import codes
from wms.errors import Unavailable


@dataclass(frozen=True, slots=True)
class Plan:
    """Which backup goes in, and, once the switch may begin, where the old database will be."""

    source: str
    is_switching: bool = False
    aside: str | None = None


class Note:
    """The note while its writer lives: it is locked, and gone when the restore has ended."""

    def __init__(self, file: IO[str], source: Path) -> None:
        self._file = file
        self._source = str(source)

    def switching(self, aside: str | None) -> None:
        """From now on the new database may be in place."""
        self._write(Plan(self._source, is_switching=True, aside=aside))

    def begun(self) -> None:
        """Nothing is in place yet."""
        self._write(Plan(self._source))

    def _write(self, plan: Plan) -> None:
        # One short line, in one write: whoever is killed here leaves the line before it or this.
        self._file.write(json.dumps([plan.source, plan.is_switching, plan.aside]) + "\n")
        self._file.flush()


@contextmanager
def kept(path: Path, source: Path) -> Iterator[Note]:
    """Keep a note while a restore works. Raises: Unavailable("storage.in_use")."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        _lock(file, path)
        note = Note(file, source)
        note.begun()
        try:
            yield note
        finally:
            path.unlink(missing_ok=True)


@contextmanager
def left(path: Path) -> Iterator[Plan | None]:
    """What a restore that was killed had noted; the note goes when that has been dealt with.

    Raises: Unavailable("storage.in_use") while a restore is at work.
    """
    if not path.exists():
        yield None
        return
    with path.open(encoding="utf-8") as file:
        _lock(file, path)
        lines = [line for line in file if line.endswith("\n")]
        yield Plan(*json.loads(lines[-1])) if lines else Plan("?")
    path.unlink(missing_ok=True)


def _lock(file: IO[str], path: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise Unavailable(codes.Storage.IN_USE, path=str(path)) from error
