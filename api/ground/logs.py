"""One line of JSON per event, and none of them holds a secret.

Request bodies, query strings, cookies and headers are never logged; a request shows as its
method, path, status, duration and the caller's role.
"""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

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


def configure(level: str = "INFO") -> None:
    """Send every log line of this process to standard error as JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(level)
    for noisy in ("pymodbus", "paho", "alembic", "uvicorn"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
