"""Plans against the best known, with the planners people would otherwise take beside them.

`python -m bench.routing [--row NAME …] [--seeds 3] [--engine ours …] [--budget 1.0]`, or
`make bench-routing`. Every plan comes from a process of its own on one pinned core, is judged by
`coldchain plan check`'s rules, and is costed anew by its family's convention. `cpu` is processor
time over wall time of that process: below 0.9 the machine was busy and the figures are too bad.
The instances lie outside the repository, beside a `bks.csv`; the city days are made by dice.
"""

import argparse
import csv
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from api.travel.planning import read_question
from bench.days import six_warehouses
from routing.model import to_json

INSTANCES = Path(__file__).resolve().parents[2] / "shared" / "bench" / "routing"
ENGINES = ("ours", "pyvrp", "or-tools")
_CITY = "six-warehouses"


class Row(NamedTuple):
    """A line of the promise: which instances, how long, and how near to the best known in %."""

    budget_s: float
    instances: tuple[str, ...]
    target: float | None = None


ROWS = {
    "vrptw-100": Row(10, ("R104", "RC103", "R208", "C101", "R201", "RC207"), 0.2),
    "vrptw-200": Row(10, ("C1_2_3", "R1_2_5", "RC2_2_3"), 0.3),
    "cvrp-200": Row(10, ("X-n200-k36", "X-n101-k25"), 1.2),
    "n-400": Row(30, ("R1_4_5", "RC2_4_6", "C1_4_2", "X-n401-k29"), 0.7),
    "n-600": Row(30, ("R1_6_4", "X-n627-k43"), 1.5),
    "vrptw-1000": Row(60, ("R1_10_3", "RC2_10_5"), 3.5),
    "cvrp-1000": Row(60, ("X-n1001-k43",), 2.0),
    "mixed-fleet": Row(10, ("X200-HD", "X106-FSMD", "X101-FSMFD")),
    "depots": Row(10, ("PR11A", "PR12A")),
    "compatibility": Row(10, ("PR01", "PR02", "PR03")),
    "reload-release": Row(10, ("C201R0.25", "R201R0.5", "RC201R0.75", "R2_2_01R0.25")),
    "city-10": Row(10, (_CITY,)),
    "city-30": Row(30, (_CITY,)),
}


@dataclass(frozen=True, slots=True)
class Run:
    """One plan: what it costs, whether it keeps every rule, and what the machine gave for it."""

    cost: float
    faults: int
    unserved: int
    wall_s: float
    cpu_share: float
    rss_mb: float


def best_known(folder: Path) -> dict[str, tuple[Path, float]]:
    """Read every instance's file and its best known value."""
    with (folder / "bks.csv").open(newline="") as lines:
        return {
            row["instance"]: (folder / row["file"], float(row["bks"]))
            for row in csv.DictReader(lines)
        }


def _command(engine: str, file: Path, out: Path, budget_s: float, seed: int) -> list[str]:
    told = [str(file), f"--seconds={budget_s:g}", f"--seed={seed}"]
    if engine == "ours":
        return [sys.executable, "-m", "api.cli", "plan", *told, f"--out={out}"]
    return [sys.executable, "-m", "bench.peers", engine, *told]


def run(engine: str, file: Path, budget_s: float, seed: int, core: int) -> Run | str:
    """Plan a file in a child on one core; the reason when it gave no plan."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "plan.json"
        with out.open("wb") as written:
            began = time.monotonic()
            child = subprocess.Popen(
                _command(engine, file, out, budget_s, seed),
                stdout=subprocess.DEVNULL if engine == "ours" else written,
                stderr=subprocess.PIPE,
                preexec_fn=lambda: os.sched_setaffinity(0, {core}),
            )
            assert child.stderr is not None
            said = child.stderr.read().decode(errors="replace")
            _, status, used = os.wait4(child.pid, 0)
            wall_s = time.monotonic() - began
            child.returncode = os.waitstatus_to_exitcode(status)
            child.stderr.close()
        if child.returncode:
            return said.strip().splitlines()[-1][:60] if said.strip() else "died"
        asked = argparse.Namespace(convention=None)
        judged = read_question(file, asked).judged(out.read_bytes())
    return Run(
        cost=judged.cost,
        faults=len(judged.faults),
        unserved=judged.unserved,
        wall_s=wall_s,
        cpu_share=(used.ru_utime + used.ru_stime) / wall_s,
        rss_mb=used.ru_maxrss / 1024,
    )


def _files(row: Row, folder: Path) -> Iterator[tuple[str, Path, float | None]]:
    known = best_known(INSTANCES) if INSTANCES.is_dir() else {}
    for name in row.instances:
        if name == _CITY:
            day = folder / f"{name}.json"
            day.write_bytes(to_json(six_warehouses()))
            yield name, day, None
        elif name in known:
            yield name, *known[name]


def _line(name: str, engine: str, runs: list[Run], best: float | None) -> tuple[str, float]:
    """Write one engine's line; give its mean gap in %, without a best known its mean cost."""
    costs = [each.cost for each in runs]
    mean = statistics.mean(costs)
    value = mean if best is None else 100 * (mean / best - 1)
    each = " ".join(f"{c:.0f}" if best is None else f"{100 * (c / best - 1):.2f}" for c in costs)
    faults, left_out = sum(one.faults for one in runs), sum(one.unserved for one in runs)
    shown = f"{value:,.0f}" if best is None else f"{value:.2f} %"
    said = f"{left_out} left out" if left_out else f"{faults} FAULTS" if faults else "ok"
    line = (
        f"{name:16}{engine:10}{shown:>12}  ({each})  wall {max(r.wall_s for r in runs):.1f} s"
        f"  cpu {statistics.mean(r.cpu_share for r in runs):.2f}"
        f"  {max(r.rss_mb for r in runs):.0f} MB  {said}"
    )
    return line, value if not faults else float("inf")


def measure(name: str, row: Row, asked: argparse.Namespace, folder: Path) -> None:
    """Print a row: every instance with every engine, then the means beside the target."""
    budget_s = row.budget_s * asked.budget
    print(f"--- {name}: {budget_s:g} s, {asked.seeds} seeds, core {asked.core}", flush=True)
    means: dict[str, list[float]] = {engine: [] for engine in asked.engine}
    for instance, file, best in _files(row, folder):
        for engine in asked.engine:
            tried = [
                run(engine, file, budget_s, seed, asked.core) for seed in range(1, asked.seeds + 1)
            ]
            runs = [each for each in tried if isinstance(each, Run)]
            if len(runs) < len(tried):
                why = next(each for each in tried if isinstance(each, str))
                print(f"{instance:16}{engine:10}   no plan: {why}", flush=True)
                means[engine].append(float("inf"))
                continue
            line, value = _line(instance, engine, runs, best)
            means[engine].append(value)
            print(line, flush=True)
    shown = "   ".join(
        f"{engine} {statistics.mean(values):,.2f}" for engine, values in means.items() if values
    )
    print(f"{name:16}mean: {shown}   target {row.target if row.target else 'see README'}")


def main() -> None:
    """Print the rows that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.routing", description=__doc__)
    parser.add_argument("--row", choices=ROWS, action="append", help="may be given repeatedly")
    parser.add_argument("--engine", choices=ENGINES, action="append")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--budget", type=float, default=1.0, help="times the row's seconds")
    parser.add_argument("--core", type=int, default=(os.cpu_count() or 1) - 1)
    asked = parser.parse_args()
    asked.engine = asked.engine or list(ENGINES)
    names = asked.row or list(ROWS)
    total_s = sum(ROWS[name].budget_s * asked.budget * len(ROWS[name].instances) for name in names)
    print(f"about {total_s * asked.seeds * len(asked.engine) / 60:.0f} minutes", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            measure(name, ROWS[name], asked, Path(folder))


if __name__ == "__main__":
    main()
