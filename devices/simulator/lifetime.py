"""A simulator ends when it is told to, and when whoever started it is gone."""

import os
import signal
import threading

WATCH_S = 1.0


def until_stopped() -> threading.Event:
    """An event that SIGTERM, SIGINT or the death of the parent sets; call it in the main thread."""
    stop = threading.Event()
    parent = os.getppid()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())

    def watch() -> None:
        while not stop.wait(WATCH_S):
            if os.getppid() != parent:
                stop.set()

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
    return stop
