"""A sensor's own memory: what was measured stays on disk until the server acknowledged it."""

import sqlite3
from pathlib import Path

TRIM_EVERY = 1_000


class Outbox:
    """Messages waiting for their acknowledgement, oldest first; the oldest go when it is full."""

    def __init__(self, path: Path, messages_max: int = 200_000) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._messages_max = messages_max
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS outbox "
            "(id INTEGER PRIMARY KEY AUTOINCREMENT, payload BLOB)"  # ids never come twice
        )

    def put(self, payload: bytes) -> None:
        """Keep one message."""
        id = self._db.execute("INSERT INTO outbox (payload) VALUES (?)", (payload,)).lastrowid or 0
        if id % TRIM_EVERY == 0:
            self._db.execute("DELETE FROM outbox WHERE id <= ?", (id - self._messages_max,))

    def after(self, id: int, count: int) -> list[tuple[int, bytes]]:
        """The next messages after this one."""
        query = "SELECT id, payload FROM outbox WHERE id > ? ORDER BY id LIMIT ?"
        return self._db.execute(query, (id, count)).fetchall()

    def forget(self, id: int) -> None:
        """This one was acknowledged."""
        self._db.execute("DELETE FROM outbox WHERE id = ?", (id,))

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM outbox").fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self._db.close()
