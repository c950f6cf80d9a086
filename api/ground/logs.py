"""One line of JSON per event, and none of them holds a secret.

Request bodies, query strings, cookies and headers are never logged; a request shows as its
method, path, status, duration and the caller's role.
"""

import json
import logging
import os
import sys
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

_FILE_BYTES_MAX, _FILES_KEPT = 20_000_000, 5

_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """A record as one JSON object; whatever was passed as `extra` becomes its fields."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: value for name, value in vars(record).items() if name not in _OWN}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        # ASCII: no character of a line can end it early or command a terminal that shows it.
        return json.dumps(line, default=str)


def configure(level: str = "INFO", file: Path | None = None) -> None:
    """Send every log line of this process to standard error as JSON.

    With a file they go there, and standard error, a person's terminal then, gets what went wrong.
    """
    handler: logging.Handler = logging.StreamHandler(sys.stderr)
    handlers = [handler]
    if file is not None:
        handler.setLevel(max(logging.WARNING, logging.getLevelName(level)))
        handlers.append(_kept(file))
    for each in handlers:
        each.setFormatter(JsonLines())
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    for noisy in ("pymodbus", "paho", "alembic", "uvicorn"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _kept(file: Path) -> logging.Handler:
    """A file that starts anew when it is long; only its owner reads it."""
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
    return RotatingFileHandler(file, maxBytes=_FILE_BYTES_MAX, backupCount=_FILES_KEPT)
