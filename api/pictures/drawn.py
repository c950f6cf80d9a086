"""Small pictures in pages: numbers in, coordinates out. Templates draw them as inline SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

SPARK_WIDTH = 240
SPARK_HEIGHT = 48


@dataclass(frozen=True, slots=True)
class Spark:
    """A curve without axes, and the band it should stay in, in a box of 240 x 48."""

    points: str
    band_top: float
    band_height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time on a chart, in percent of its width."""

    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Hours:
    """The time axis of a chart: its ends and its full hours."""

    since: datetime
    until: datetime

    def at(self, moment: datetime) -> float:
        """Where a moment lies, 0 to 100."""
        share = (moment - self.since) / (self.until - self.since)
        return round(100 * min(1.0, max(0.0, share)), 2)

    def bar(self, since: datetime, until: datetime) -> Bar:
        left = self.at(since)
        return Bar(left, round(max(0.3, self.at(until) - left), 2))

    def ticks(self) -> list[tuple[float, datetime]]:
        """Full hours within, far enough apart to be read."""
        every = max(1, round((self.until - self.since) / timedelta(hours=12)))
        first = self.since.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        count = int((self.until - first) / timedelta(hours=every)) + 1
        moments = (first + timedelta(hours=every * step) for step in range(count))
        return [(self.at(moment), moment) for moment in moments if moment <= self.until]


def spark(
    values: Sequence[tuple[datetime, float]], hours: Hours, low: float | None, high: float | None
) -> Spark | None:
    """A sensor's last hours; None without two points to join."""
    if len(values) < 2:
        return None
    seen = [value for _, value in values]
    limits = [limit for limit in (low, high) if limit is not None]
    bottom, top = min(seen + limits), max(seen + limits)
    air = max((top - bottom) * 0.1, 0.5)
    bottom, top = bottom - air, top + air

    def y(value: float) -> float:
        return round(SPARK_HEIGHT * (top - value) / (top - bottom), 1)

    points = " ".join(f"{SPARK_WIDTH * hours.at(at) / 100:.1f},{y(value)}" for at, value in values)
    band_top = y(high) if high is not None else 0.0
    band_bottom = y(low) if low is not None else float(SPARK_HEIGHT)
    return Spark(points, band_top, round(band_bottom - band_top, 1))
