"""`coldchain gateway` and `coldchain simulate`: devices without a database and without pages."""

import logging
import os
import signal
import threading
from pathlib import Path

from api.cli import Arguments, Stop
from api.ground import logs
from devices import config
from devices.errors import Misconfigured

log = logging.getLogger(__name__)

KEY, DATA_DIR = "COLDCHAIN_GATEWAY_KEY", "COLDCHAIN_DATA_DIR"


def gateway(arguments: Arguments) -> int:
    """Run a far site's devices; events wait in the spool while the server is away."""
    from devices.gateway import Gateway
    from devices.sink import HttpSink
    from devices.spool import Spool, SpooledSink

    logs.configure()
    key = os.environ.get(KEY, "")
    if not key:
        raise Stop(f"Set {KEY} to this site's device key (made with: coldchain key add).")
    try:
        wiring = config.load(Path(arguments.config))
        sink = HttpSink(arguments.server, key)
        spool = Spool(Path(arguments.spool))
    except Misconfigured as error:
        raise Stop(str(error)) from error
    spooled = SpooledSink(spool, sink)
    devices = Gateway(wiring, spooled)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    devices.start()
    log.info("gateway started, %d events wait in the spool", spooled.waiting)
    stop.wait()
    devices.stop(3)
    spooled.close()
    sink.close()
    spool.close()
    return 0


def simulate(arguments: Arguments) -> int:
    """Run one simulated device until it is stopped."""
    from devices.simulator import main

    words = [each for number, each in enumerate(arguments.arguments) if number or each != "--"]
    return main(words, Path(os.environ.get(DATA_DIR) or ".coldchain") / "run")
