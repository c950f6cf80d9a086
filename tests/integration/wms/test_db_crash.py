"""Killed programs and power cuts: what `write` had returned is there, once, and in order.

COLDCHAIN_TEST_KILLS sets how often each is done (default 3).
"""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, text

from tests.builders import a_stocked_lot, world
from tests.crash import power
from wms.db import Database, Tx
from wms.stock import ledger
from wms.tables.stock import Move, MoveReason

ROOT = Path(__file__).parents[3]
KILLS = int(os.environ.get("COLDCHAIN_TEST_KILLS", "3"))
CLIENTS = 8


@dataclass
class Victim:
    """A database with one stocked shelf, and a program that moves goods until it dies."""

    folder: Path
    url: str

    def run_and_kill(
        self, seconds: float, *extra: str, env: Mapping[str, str] | None = None
    ) -> set[UUID]:
        """Let it work for a while after its first move, kill it, return what it was promised."""
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.writer", self.url, str(CLIENTS), *extra],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=env,
        )
        assert program.stdout is not None
        first = program.stdout.readline()
        time.sleep(seconds)
        program.kill()
        lines = [first, *program.stdout.readlines()]
        program.stdout.close()
        program.wait()
        return {UUID(line.decode().strip()) for line in lines if line.endswith(b"\n")}


@pytest.fixture
def victim(sqlite_url: str, tmp_path: Path) -> Victim:
    folder = tmp_path / "disk"
    folder.mkdir()
    path = folder / "coldchain.db"
    shutil.copyfile(sqlite_url.removeprefix("sqlite:///"), path)
    url = f"sqlite:///{path}"
    db = Database(url)
    w = world(db)
    db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 10**9))
    db.close()
    return Victim(folder, url)


def moves_in(url: str) -> set[UUID]:
    """The moves a database has, after proving that it is whole."""
    db = Database(url)
    try:
        assert db.read(lambda tx: tx.scalar(text("PRAGMA integrity_check"))) == "ok"
        assert db.read(ledger.check) == []
        return set(db.read(_relocations))
    finally:
        db.close()


def _relocations(tx: Tx) -> list[UUID]:
    return list(tx.scalars(select(Move.id).where(Move.reason == MoveReason.RELOCATE)))


def test_a_killed_program_has_kept_everything_it_was_promised(victim: Victim) -> None:
    choice = random.Random(7)
    promised: set[UUID] = set()
    for _ in range(KILLS):
        promised |= victim.run_and_kill(choice.uniform(0, 0.3))
        kept = moves_in(victim.url)
        assert promised <= kept
        # A call in flight may have been kept without having been answered, but not more than that.
        assert len(kept - promised) <= CLIENTS * KILLS


def cut(victim: Victim, library: Path, disk: Path, seconds: float, *extra: str) -> set[UUID]:
    """Run the victim until the power goes; `disk` then holds what was flushed."""
    shutil.copytree(victim.folder, disk)
    return victim.run_and_kill(seconds, *extra, env=power.environment(library, victim.folder, disk))


def test_a_power_cut_loses_nothing_that_was_promised(
    victim: Victim, power_cut: Path, tmp_path: Path
) -> None:
    choice = random.Random(11)
    for number in range(KILLS):
        disk = tmp_path / f"disk-{number}"
        promised = cut(victim, power_cut, disk, choice.uniform(0, 0.3))
        kept = moves_in(f"sqlite:///{disk}/coldchain.db")
        assert promised <= kept
        assert len(promised) >= 1
        # The next run starts from what the disk kept.
        shutil.rmtree(victim.folder)
        shutil.copytree(disk, victim.folder)


def test_the_power_cut_would_show_a_loss(victim: Victim, power_cut: Path, tmp_path: Path) -> None:
    disk = tmp_path / "kept"
    promised = cut(victim, power_cut, disk, 0.3, "careless")
    assert promised - moves_in(f"sqlite:///{disk}/coldchain.db")
