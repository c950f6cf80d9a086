"""`coldchain up`: the whole product on this machine, ready in seconds, nothing else needed."""

import socket
from collections.abc import Sequence

from api.cli import PORT_TAKEN, Arguments, Stop, say
from api.cli.opening import data_dir_ready, explained, read_settings
from api.cli.storage import brought_up_to_date
from api.ground import logs
from api.ground.settings import Settings
from api.running.server import PortTaken, listen
from api.running.supervisor import House, heed_signals
from api.web.menu import Login
from devices.errors import Misconfigured
from wms.errors import ColdchainError

LOG = "coldchain.log"


def up(arguments: Arguments) -> int:
    """Migrate, start every part, serve until asked to stop."""
    settings = read_settings(port=arguments.port, demo=arguments.demo or None)
    listening = bound(settings)
    settings = settings.model_copy(update={"port": listening.getsockname()[1]})
    data_dir_ready(settings)
    logs.configure(settings.log_level, settings.data_dir / LOG)
    try:
        brought_up_to_date(settings)
        _run(settings, listening)
    except ColdchainError as error:
        raise explained(error) from error
    except Misconfigured as error:
        raise Stop(f"The devices are misconfigured: {error}") from error
    finally:
        listening.close()
    return 0


def bound(settings: Settings) -> socket.socket:
    """The socket to serve on. Raises: Stop, naming the port that is taken and a free one."""
    try:
        return listen(settings.host, settings.port)
    except PortTaken as taken:
        again = "coldchain up --demo" if settings.demo else "coldchain up"
        raise Stop(
            f"Port {taken.port} is taken by another program. Port {taken.free} is free:\n"
            f"  {again} --port {taken.free}",
            PORT_TAKEN,
        ) from taken
    except OSError as error:
        raise Stop(f"Cannot listen on {settings.host}:{settings.port}: {error.strerror}") from error


def _run(settings: Settings, listening: socket.socket) -> None:
    with House(settings) as house:
        heed_signals(house.stop)
        commands, logins = _demo(house) if settings.demo else ((), ())
        house.work()
        house.start_children(commands)
        house.listen_to_devices()
        house.serve(listening, lambda: _tell(settings, logins), logins)
    say("Stopped.")


def _demo(house: House) -> tuple[Sequence[Sequence[str]], Sequence[Login]]:
    """Load the demo city if it is not there; what must run beside us, and who may log in."""
    from api.demo import live

    return live.prepare(house, tell=say)


def _tell(settings: Settings, logins: Sequence[Login]) -> None:
    say(f"Coldchain is ready:  {settings.address}/")
    say(f"  health             {settings.address}/health")
    say(f"  REST interface     {settings.address}/openapi.json")
    say(f"  data               {settings.data_dir.resolve()}")
    say(f"  log                {settings.data_dir.resolve() / LOG}")
    if logins:
        say("Log in as:")
    for one in logins:
        say(f"  {one.role:<18} {one.login} / {one.password}")
    if not logins:
        say("First administrator (while it is stopped):  coldchain user add LOGIN --role admin")
    say("Stop with Ctrl-C.")
