"""Every figure that was promised, in one table: `python -m bench [--only NAME …]`.

Exit code 1 when an aim is missed. Read bench/README.md before believing any of them.
"""

import argparse
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import beep, codes, db, devices, idle, labels, plan, product, roads, rows, start
from bench.figures import Figure, noise
from bench.stock import stocked_shelves
from wms.db import Database, migrate
from wms.stock import ledger

CLIENTS = 32
WRITE_S = 5.0


def writes() -> list[Figure]:
    """Competing clients that post moves on SQLite; more figures: `python -m bench.db`."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        migrate.upgrade(url)
        store = Database(url)
        run = db.compete(store, store.write(stocked_shelves), CLIENTS, WRITE_S)
        assert store.read(ledger.check) == []
        store.close()
    fairness = 100 * min(run.per_client) / statistics.median(run.per_client)
    return [
        Figure("moves per processor second, 32 clients", run.moves / run.cpu_s, "", least=2_000),
        Figure("moves per disk flush, 32 clients", run.moves / run.flushes, "", least=8),
        Figure("move p99, 32 clients", run.quantile(0.99) * 1000, "ms", most=150),
        Figure("slowest client of the median, 32 clients", fairness, "%", least=50),
    ]


PARTS: dict[str, Callable[[], list[Figure]]] = {
    "db": writes,
    "codes": codes.measure,
    "plan": plan.measure,
    "devices": devices.measure,
    "roads": roads.measure,
    "start": start.measure,
    "beep": beep.measure,
    "idle": idle.measure,
    "labels": labels.measure,
    "rows": rows.measure,
}


def main() -> int:
    """Measure what was asked for; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append", help="may be given repeatedly")
    chosen = parser.parse_args().only or list(PARTS)
    missed = 0
    try:
        for name in chosen:
            print(f"--- {name:6} {noise()}", flush=True)
            for figure in PARTS[name]():
                print(figure.line(), flush=True)
                missed += not figure.is_met
    finally:
        product.forget()
    print(f"--- end    {noise()}")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
