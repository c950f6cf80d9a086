"""A program that posts moves until it is killed: `python -m tests.crash.writer URL CLIENTS`.

Every move is announced on standard output only after `write` has returned.
"""

import os
import sys
import threading
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tests.builders import a_move
from wms.db import Database, Tx
from wms.stock import ledger
from wms.tables.masterdata import Place, PlaceKind
from wms.tables.stock import Balance


def main(url: str, clients: int, careless: bool) -> None:
    db = Database(url)
    lot, here, there = db.read(_shelf)
    if careless:  # to show that a loss would be seen
        db.write(lambda tx: None)
        driver: Any = db.writer._connection.connection.dbapi_connection
        driver.execute("PRAGMA synchronous=OFF")

    def client() -> None:
        source, target = here, there
        while True:
            move = a_move(lot, source, target, 1)
            db.write(partial(ledger.post, moves=[move]))
            _announce(move.id)
            source, target = target, source

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()


def _shelf(tx: Tx) -> tuple[int, int, int]:
    lot, place = tx.execute(select(Balance.lot_id, Balance.place_id)).first() or (0, 0)
    bins = select(Place.id).where(Place.kind == PlaceKind.BIN, Place.id != place)
    return lot, place, tx.scalars(bins).first() or 0


def _announce(move_id: UUID) -> None:
    os.write(1, f"{move_id}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), "careless" in sys.argv)
