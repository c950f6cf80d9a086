"""Two use cases that meet at a lock, the same way each time."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import text

from wms.db import Database, Tx
from wms.errors import ColdchainError

UseCase = Callable[[Tx], Any]


def met(db: Database, first: UseCase, second: UseCase) -> tuple[Any, Any]:
    """Begin the second while the first is done and not committed, and let the first commit only
    when the second waits for it; what each answered or was refused with.

    On SQLite the writer lets nobody in meanwhile: they run one after the other.
    """
    is_done = threading.Event()

    def held(tx: Tx) -> Any:
        answer = first(tx)
        is_done.set()
        _until_somebody_waits(tx)
        return answer

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(_answered, db, held)
        assert is_done.wait(20)
        other = pool.submit(_answered, db, second)
        return one.result(), other.result()


def _answered(db: Database, use_case: UseCase) -> Any:
    try:
        return db.write(use_case)
    except ColdchainError as error:
        return error.code


def _until_somebody_waits(tx: Tx) -> None:
    if tx.is_sqlite:
        return
    deadline = time.monotonic() + 20
    while not tx.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
        assert time.monotonic() < deadline, "the other never came to a lock"
        time.sleep(0.01)
