"""Drawing labels and papers in a process of its own.

A font takes 60 MB and drawing holds the interpreter: neither may slow a beep down. The process is
started when there is something to draw and ends when there was nothing for a while.
"""

import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # The product itself never loads what draws; only the drawing process does.
    from labels.designs import Fields as Paper
    from labels.printing import Sheet

IDLE_S = 30.0


class PressClosed(Exception):
    """The product is stopping; what was to be drawn is drawn after the next start."""


class Press:
    """One drawing process, started and ended as needed. Safe to use from several threads."""

    def __init__(self, idle_s: float = IDLE_S) -> None:
        self._idle_s = idle_s
        self._turn = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._timer: threading.Timer | None = None
        self._is_closed = False

    def draw(self, papers: "Sequence[Paper]") -> "list[list[Sheet]]":
        """The sheets of each paper, in the order given.

        Raises: LabelError; PressClosed; BrokenProcessPool when the process died, the next call
        starts another.
        """
        if not papers:
            return []
        with self._turn:
            if self._is_closed:
                raise PressClosed
            self._stop_timer()
            if self._pool is None:
                # spawn: forking a process with threads and open databases would copy their locks.
                self._pool = ProcessPoolExecutor(
                    1, mp_context=get_context("spawn"), initializer=_end_with_parent
                )
            try:
                return self._pool.submit(_draw, list(papers)).result()
            except BrokenProcessPool:
                self._end()
                raise
            finally:
                self._start_timer()

    def close(self) -> None:
        """End the process for good."""
        self._is_closed = True
        self._rest()

    def _rest(self) -> None:
        with self._turn:
            self._stop_timer()
            self._end()

    def _start_timer(self) -> None:
        self._timer = threading.Timer(self._idle_s, self._rest)
        self._timer.daemon = True
        self._timer.start()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _end(self) -> None:
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None


def _end_with_parent() -> None:
    """A product that was killed leaves no process behind that waits for work for ever.

    Ctrl-C reaches it too, but is the product's to heed: it ends its processes itself.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


def _draw(papers: "Sequence[Paper]") -> "list[list[Sheet]]":
    return [_sheets(paper) for paper in papers]


def _sheets(paper: "Paper") -> "list[Sheet]":
    """What stands on A4 goes to an office printer, all else to a label printer as well."""
    from labels.printing import sheets

    labels = sheets.labels_of([paper])
    on_a4 = getattr(paper, "media", None) == "a4"
    forms: tuple[sheets.Format, ...] = ("pdf",) if on_a4 else ("pdf", "zpl")
    return [sheets.render(labels, form) for form in forms]
