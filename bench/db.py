"""How fast and how fair `db.write` is: `python -m bench.db [--seconds 5] [--clients 32]`.

Every client posts one move per call, between two of many bins. The figures that matter are moves
per CPU-second, moves per flush, p99 and the slowest client; the wall rate follows the disk.
"""

import argparse
import os
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from bench.stock import Shelves, stocked_shelves
from wms.db import Database, migrate
from wms.stock import ledger
from wms.tables.stock import MoveReason


@dataclass(frozen=True)
class Run:
    """What one run of competing clients measured."""

    moves: int
    wall_s: float
    cpu_s: float
    flushes: int
    latencies_s: Sequence[float]
    per_client: Sequence[int]

    def quantile(self, q: float) -> float:
        ordered = sorted(self.latencies_s)
        return ordered[min(int(len(ordered) * q), len(ordered) - 1)]


def flush_rate(folder: Path, seconds: float = 0.5) -> float:
    """Flushes a second of 4 KiB appended to one file: what the disk allows plain commits."""
    handle = os.open(folder / "flush", os.O_CREAT | os.O_WRONLY)
    started, count = time.perf_counter(), 0
    while time.perf_counter() - started < seconds:
        os.write(handle, bytes(4096))
        os.fdatasync(handle)
        count += 1
    elapsed = time.perf_counter() - started
    os.close(handle)
    return count / elapsed


def compete(db: Database, shelves: Shelves, clients: int, seconds: float) -> Run:
    """Let clients post moves as fast as they are answered."""
    latencies: list[list[float]] = [[] for _ in range(clients)]
    barrier = threading.Barrier(clients + 1)
    stop = threading.Event()

    def work(client: int) -> None:
        choice = random.Random(client)
        mine = latencies[client]
        barrier.wait()
        while not stop.is_set():
            move = a_move(choice, shelves)
            started = time.perf_counter()
            db.write(lambda tx, move=move: ledger.post(tx, [move]))
            mine.append(time.perf_counter() - started)

    threads = [threading.Thread(target=work, args=(client,)) for client in range(clients)]
    for thread in threads:
        thread.start()
    flushes, cpu, wall = db.flushes, time.process_time(), time.perf_counter()
    barrier.wait()
    time.sleep(seconds)
    stop.set()
    for thread in threads:
        thread.join()
    return Run(
        moves=sum(map(len, latencies)),
        wall_s=time.perf_counter() - wall,
        cpu_s=time.process_time() - cpu,
        flushes=db.flushes - flushes,
        latencies_s=[one for mine in latencies for one in mine],
        per_client=[len(mine) for mine in latencies],
    )


def a_move(choice: random.Random, shelves: Shelves) -> ledger.NewMove:
    """One gram of some lot from one bin to another."""
    source, target = choice.sample(shelves.bins, 2)
    now = datetime.now(UTC)
    return ledger.NewMove(
        uuid4(), choice.choice(shelves.lots), source, target, 1, MoveReason.RELOCATE, now
    )


def report(run: Run, clients: int) -> None:
    """Print the figures beside their aims."""
    median = statistics.median(run.per_client)
    print(f"clients                 {clients:>10}")
    print(f"moves                   {run.moves:>10}")
    print(f"moves/s                 {run.moves / run.wall_s:>10.0f}")
    print(f"moves per CPU-second    {run.moves / run.cpu_s:>10.0f}   aim >= 2,000")
    if run.flushes:
        print(f"moves per flush         {run.moves / run.flushes:>10.1f}   aim >= 8")
        print(f"flushes/s               {run.flushes / run.wall_s:>10.0f}")
    print(f"latency p50             {run.quantile(0.5) * 1e3:>8.1f}ms")
    print(f"latency p99             {run.quantile(0.99) * 1e3:>8.1f}ms   aim <= 150 ms")
    print(f"latency max             {max(run.latencies_s) * 1e3:>8.1f}ms")
    share = min(run.per_client) / median
    print(f"slowest client / median {share:>10.0%}   aim >= 50 %")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--url", help="a migrated, empty database; else SQLite in a new folder")
    arguments.add_argument("--seconds", type=float, default=5)
    arguments.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32, 128])
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = chosen.url or f"sqlite:///{folder}/bench.db"
        migrate.upgrade(url)
        db = Database(url)
        shelves = db.write(stocked_shelves)
        for clients in chosen.clients:
            before = flush_rate(Path(folder))
            run = compete(db, shelves, clients, chosen.seconds)
            after = flush_rate(Path(folder))
            report(run, clients)
            print(f"disk flushes/s          {before:>10.0f} before, {after:.0f} after\n")
        faults = db.read(ledger.check)
        print(f"ledger                  {faults or 'sound'}")
        db.close()


if __name__ == "__main__":
    main()
