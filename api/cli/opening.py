"""How commands open what they need, and say what is wrong when they cannot."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from api.cli import IN_USE, Stop
from api.ground import copies
from api.ground.clock import system_clock
from api.ground.settings import Settings
from wms import backup, codes
from wms.db import Database
from wms.errors import ColdchainError


def read_settings(**given: Any) -> Settings:
    """The settings of the surroundings, overruled by what the command line gives.

    Raises: Stop, naming each setting that is wrong.
    """
    chosen = {name: value for name, value in given.items() if value is not None}
    try:
        return Settings(**chosen)
    except ValidationError as error:
        lines = [
            f"COLDCHAIN_{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors()
        ]
        raise Stop(
            "These settings are wrong (see docs/settings.md):\n  " + "\n  ".join(lines)
        ) from error


def data_dir_ready(settings: Settings) -> None:
    """Make the data directory, readable for its owner only. Raises: Stop."""
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        _close_to_others(settings.data_dir)
        copies.note_beginning(settings, system_clock())
    except OSError as error:
        said = f"{settings.data_dir}: {error.strerror}"
        raise Stop(f"The data directory cannot be made: {said}") from error


def tell_interrupted(settings: Settings) -> None:
    """Say what became of a restore that was killed. Raises: Stop while one is at work."""
    try:
        found = backup.interrupted(settings.database, note=restore_note(settings))
    except ColdchainError as error:
        raise explained(error) from error
    if found is None:
        return
    lines = (
        (
            f"A restore was interrupted. The database is the restored one, from {found.source}.",
            f"恢复曾被中断。现在是恢复后的数据库,来自 {found.source}。",
        )
        if found.is_new
        else (
            f"A restore was interrupted. The database is the one from before; {found.source} was"
            " not put in place.",
            f"恢复曾被中断。数据库仍是原来的;{found.source} 未恢复。",
        )
    )
    was = f" What was there / 原数据库: {found.aside}" if found.aside else ""
    sys.stderr.write("\n".join(lines) + was + "\n")


def restore_note(settings: Settings) -> Path:
    """Where a restore notes what it is about to do."""
    return settings.data_dir / "restore.note"


def _close_to_others(folder: Path) -> None:
    """Take from others what whoever made the folder and its files had given them."""
    is_ours = not any(folder.iterdir()) or (folder / "coldchain.db").exists()
    if not is_ours or folder.stat().st_uid != os.geteuid():
        return
    for one in (folder, *folder.rglob("*")):
        mode = one.lstat().st_mode
        if mode & 0o077 and (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            one.chmod(mode & 0o700)


@contextmanager
def database(settings: Settings) -> Iterator[Database]:
    """The database, open for one command. Raises: Stop for whatever it refuses."""
    tell_interrupted(settings)
    db = Database(settings.database)
    try:
        yield db
    except ColdchainError as error:
        raise explained(error) from error
    finally:
        db.close()


def explained(error: ColdchainError) -> Stop:
    """What a refusal means for the person at the terminal."""
    from api.ground.texts import has_text, text

    if error.code == codes.Storage.IN_USE:
        return Stop(
            f"Another coldchain is running on this database ({error.details.get('path')}).\n"
            "Stop it first, or do this on the administration pages while it runs.",
            IN_USE,
        )
    said = [
        text(code, language, **error.details)
        for code in (error.code, f"do.{error.code}")
        if has_text(code)
        for language in ("en", "zh")
    ]
    said[0] += f" [{error.code}]"
    details = [f"  {name}: {value}" for name, value in error.details.items()]
    return Stop("\n".join(said[:2] + details + said[2:]))
