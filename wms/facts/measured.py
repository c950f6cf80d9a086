"""Digests of readings: all that one sensor sent between two blocks is one piece of evidence."""

import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, select

from wms.db import Tx
from wms.tables.coldroom import Reading

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def digests(
    tx: Tx, windows: Sequence[int], within: ColumnElement[bool]
) -> Iterator[tuple[tuple[int, int], str]]:
    """A digest for each sensor and window of what was received in it, by sensor."""
    asked = (
        select(Reading.sensor_id, Reading.at, Reading.value, Reading.quality, Reading.received_at)
        .where(within)
        .order_by(Reading.sensor_id, Reading.at)
        .execution_options(yield_per=5_000)
    )
    for sensor, rows in groupby(tx.execute(asked), key=lambda row: row[0]):
        hashes: dict[int, Any] = {}
        for _, at, value, quality, received_at in rows:
            received = micros(received_at)
            window = windows[bisect_left(windows, received)]
            line = f"{micros(at)} {value!r} {quality} {received}\n"
            if window not in hashes:
                hashes[window] = hashlib.sha256()
            hashes[window].update(line.encode())
        for window, each in sorted(hashes.items()):
            yield (sensor, window), each.hexdigest()


def micros(moment: datetime) -> int:
    length = moment - _EPOCH
    return (length.days * 86_400 + length.seconds) * 1_000_000 + length.microseconds


def moment(micros: int) -> datetime:
    return _EPOCH + micros * _MICROSECOND
