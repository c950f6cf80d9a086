"""Drawing labels and papers in a process of its own.

A font takes 60 MB and drawing holds the interpreter: neither may slow a beep down. The process is
started when there is something to draw and ends when there was nothing for a while.
"""

import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # The product itself never loads what draws; only the drawing process does.
    from labels.sheets import LotLabel, PickList, Sheet, Slip

    Paper = LotLabel | PickList | Slip

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

    def draw(self, papers: "Sequence[Paper]", *, on_roll: bool = False) -> "list[list[Sheet]]":
        """The sheets of each paper, in the order given. On a roll a slip is a parcel's label.

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
                self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
            try:
                return self._pool.submit(_draw, list(papers), on_roll).result()
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


def _draw(papers: "Sequence[Paper]", on_roll: bool) -> "list[list[Sheet]]":
    return [_sheets(paper, on_roll) for paper in papers]


def _sheets(paper: "Paper", on_roll: bool) -> "list[Sheet]":
    from labels import sheets

    if isinstance(paper, sheets.PickList):
        return [sheets.pick_list(paper)]
    if isinstance(paper, sheets.LotLabel):
        pages: Sequence[sheets.Label] = [sheets.lot_label(paper)]
    elif on_roll:
        pages = sheets.slip_pages(paper, sheets.ROLL)
    else:
        return [sheets.delivery_slip(paper)]
    return [sheets.render_pdf(pages), sheets.render_zpl(pages)]
