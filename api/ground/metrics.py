"""Figures for Prometheus, kept in one registry of our own."""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import generate_latest

REGISTRY = CollectorRegistry()

_requests = Counter(
    "coldchain_requests", "Requests answered", ["method", "route", "status"], registry=REGISTRY
)
_seconds = Histogram(
    "coldchain_request_seconds",
    "Time to answer",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=REGISTRY,
)
_events = Counter(
    "coldchain_device_events", "Device events made durable", ["kind"], registry=REGISTRY
)
_outbox = Gauge("coldchain_outbox_rows", "Outbox rows by state", ["state"], registry=REGISTRY)
_flushes = Gauge("coldchain_flushes", "Group commits on SQLite", registry=REGISTRY)
_consumed = Counter(
    "coldchain_outbox_done", "Outbox rows worked off", ["consumer", "outcome"], registry=REGISTRY
)


_shed = Counter(
    "coldchain_requests_shed", "Requests refused because too many waited", registry=REGISTRY
)


def shed() -> None:
    _shed.inc()


def request_done(method: str, route: str, status: int, seconds: float) -> None:
    _requests.labels(method, route, status).inc()
    _seconds.labels(route).observe(seconds)


def events_kept(kind: str, count: int = 1) -> None:
    _events.labels(kind).inc(count)


def consumed(consumer: str, outcome: str) -> None:
    _consumed.labels(consumer, outcome).inc()


def page(outbox: Mapping[str, int], flushes: int) -> bytes:
    """Everything counted so far, in Prometheus's text form."""
    for state in ("ready", "leased", "dead"):
        _outbox.labels(state).set(outbox.get(state, 0))
    _flushes.set(flushes)
    return generate_latest(REGISTRY)
