"""When this installation began and when its last good backup was made: two small files."""

from datetime import datetime
from pathlib import Path

from api.ground.settings import Settings

_BEGAN, _SAVED = "first-started", "last-backup"


def note_beginning(settings: Settings, now: datetime) -> None:
    """Note when this data directory was first used, once."""
    file = settings.data_dir / _BEGAN
    if not file.exists():
        file.write_text(now.isoformat())


def note_backup(settings: Settings, now: datetime) -> None:
    """A backup was made and verified."""
    (settings.data_dir / _SAVED).write_text(now.isoformat())


def began_at(settings: Settings) -> datetime | None:
    """When this data directory was first used, if that is known."""
    return _read(settings.data_dir / _BEGAN)


def saved_at(settings: Settings) -> datetime | None:
    """When the last good backup was made from here."""
    return _read(settings.data_dir / _SAVED)


def _read(file: Path) -> datetime | None:
    try:
        return datetime.fromisoformat(file.read_text().strip())
    except (OSError, ValueError):
        return None
