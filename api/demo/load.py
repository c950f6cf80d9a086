"""Loading the demo city into an empty database."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from api.demo import day, history, world
from api.ground import codes
from wms.access import passwords
from wms.db import Database
from wms.errors import Refused
from wms.masterdata import policies
from wms.tables.masterdata import Warehouse

CODES = frozenset({"MAIN", "YL", "KF", "FR", "TX", "WC"})
"""The demo's warehouses."""


def fill(db: Database, *, seed: int, now: datetime, tell: Callable[[str], None]) -> bool:
    """Load the demo city into an empty database; False when it is there already.

    Raises: Refused("demo.other_data").
    """
    present = db.read(lambda tx: set(tx.scalars(select(Warehouse.code))))
    if present:
        if present >= CODES:
            return False
        raise Refused(codes.Demo.OTHER_DATA, warehouses=sorted(present)[:10])
    tell("Loading the demo city: six warehouses, 500 shops, a fortnight of history …")
    zone = db.read(lambda tx: policies.time_zone(tx, now))
    today = now.astimezone(zone).date()
    hashed = passwords.hashed(world.PASSWORD)
    made = db.write(lambda tx: world.build(tx, seed=seed, today=today, now=now, password=hashed))
    growers = {good: [code for code, _ in brought] for good, brought in made.grows.items()}
    town = db.read(lambda tx: day.town(tx, seed=seed, grows=growers))
    history.write(db, town, today=today, now=now, zone=zone)
    return True
