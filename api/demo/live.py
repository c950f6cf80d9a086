"""The demo at start: load it once, wire its devices, and let its people go on working."""

from collections.abc import Callable, Sequence

from api.demo import city, day, devices, load, world
from api.demo.crew import Crew
from api.running.supervisor import House
from api.travel import roads
from api.web.menu import Login
from wms.tables.access import Role

SEED = 20_261_121


def prepare(
    house: House, *, tell: Callable[[str], None]
) -> tuple[Sequence[Sequence[str]], Sequence[Login]]:
    """Load the demo city if the database is empty, wire its devices, set its people to work.

    Returns what must run beside us and who may log in.

    Raises: Refused("demo.other_data") when the database holds somebody's own warehouses.
    """
    db, settings, now = house.db, house.settings, house.clock()
    load.fill(db, seed=SEED, now=now, tell=tell)
    growers = db.read(day.known_growers)
    town = db.read(lambda tx: day.town(tx, seed=int(now.timestamp()), grows=growers))
    roads.write(settings.data_dir, city.roads())
    wiring = devices.wire(settings.data_dir.resolve(), db.read(devices.rooms_of))
    if settings.demo_speed > 0:
        crew = Crew(db, town, wiring, clock=house.clock, speed=settings.demo_speed)
        crew.start()
        house.also(crew.stop)
    logins = [Login(Role(role), login, world.PASSWORD) for role, login in world.LOGINS.items()]
    return wiring.commands, logins
