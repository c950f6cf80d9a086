"""Several searches at once, each in a process of its own that ends with this one."""

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import TypeVar

_FORK = multiprocessing.get_context("fork")
"""A forked child shares the frozen problem; nothing has to be read or laid out again."""
_LOOK_S = 0.5

T = TypeVar("T")


def side_by_side(tasks: Sequence[Callable[[], T]]) -> list[T | None]:
    """Do the first task here and every other in a child; None for one whose child died.

    What a task gives must pass through a pipe. Only a process without other threads may ask.
    """
    children = [_started(task) for task in tasks[1:]]
    try:
        return [tasks[0](), *(_told(answer) for _, answer in children)]
    finally:
        for child, answer in children:
            answer.close()
            child.kill()
            child.join()


def _started(task: Callable[[], T]) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    answer, told = _FORK.Pipe(duplex=False)
    child = _FORK.Process(target=_do, args=(task, told, os.getpid()), daemon=True)
    child.start()
    told.close()
    return child, answer


def _do(task: Callable[[], T], told: Connection, parent: int) -> None:
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    told.send(task())


def _end_with(parent: int) -> None:
    """End when the parent is gone, even when it was killed and could not say so."""
    while os.getppid() == parent:
        time.sleep(_LOOK_S)
    os._exit(1)


def _told(answer: Connection) -> T | None:
    try:
        found: T = answer.recv()
    except EOFError:
        return None
    return found
