"""The parts of the product in processes of their own, and what only describes it.

On SQLite they refuse: one thread of one process is the only writer, and that process is `up`.
"""

from api.cli import Arguments, Stop, say
from api.cli.opening import data_dir_ready, explained, read_settings, tell_interrupted
from api.cli.up import bound
from api.ground import logs
from api.ground.settings import Settings
from api.running.supervisor import House, heed_signals
from wms.db import migrate
from wms.errors import ColdchainError


def serve(arguments: Arguments) -> int:
    """Web pages and interfaces; the board follows devices that another process listens to."""
    settings = _postgres("serve", read_settings(port=arguments.port))
    listening = bound(settings)
    settings = settings.model_copy(update={"port": listening.getsockname()[1]})
    with listening, _house(settings) as house:
        house.follow_devices_elsewhere()
        house.serve(listening, lambda: say(f"Serving on {settings.address}/"))
    return 0


def work(_arguments: Arguments) -> int:
    """What follows facts, and timed jobs."""
    with _house(_postgres("work", read_settings())) as house:
        house.work()
        say("Working.")
        house.wait()
    return 0


def ingest(_arguments: Arguments) -> int:
    """The devices of this site."""
    with _house(_postgres("ingest", read_settings())) as house:
        house.listen_to_devices()
        say("Listening to devices.")
        house.wait()
    return 0


def openapi(_arguments: Arguments) -> int:
    """Print the description of the REST interface; no database is opened."""
    import json
    import tempfile

    from api.app import create_app
    from api.web.openapi import describe
    from wms.db import Database

    with tempfile.TemporaryDirectory() as folder:
        db = Database(f"sqlite:///{folder}/none.db")
        try:
            say(json.dumps(describe(create_app(read_settings(), db)), ensure_ascii=False, indent=2))
        finally:
            db.close()
    return 0


def _postgres(command: str, settings: Settings) -> Settings:
    """Raises: Stop on SQLite, saying why."""
    if settings.is_sqlite:
        raise Stop(
            f"`coldchain {command}` needs PostgreSQL (COLDCHAIN_DATABASE_URL=postgresql://…).\n"
            "SQLite has one writer, a thread inside one process: web, worker and devices run\n"
            "together there. Start them with: coldchain up"
        )
    return settings


def _house(settings: Settings) -> House:
    data_dir_ready(settings)
    logs.configure(settings.log_level)
    tell_interrupted(settings)
    try:
        if migrate.current(settings.database) != migrate.head():
            raise Stop("The database is not at this program's version: coldchain migrate")
        house = House(settings)
    except ColdchainError as error:
        raise explained(error) from error
    heed_signals(house.stop)
    return house
