"""Recorded temperatures → mean kinetic temperature; recorded curves → excursions."""

import math
from datetime import datetime, timedelta
from typing import Any

from api.cli import Arguments
from api.cli.lines import BadLine, Line, moment, number
from api.cli.recorded import Answer, utc
from devices.coldchain.excursion import Found, Point, Rule, find
from devices.coldchain.kinetics import ACTIVATION_KJ_MOL, mean_c, mean_kinetic_c

_DELAY_MINUTES_MAX = 10_000_000.0


def answers(arguments: Arguments) -> Answer:
    """What answers a line: `{"mkt_c", "mean_c"}`, or a list of excursions."""
    return {"mkt": _mkt, "excursions": _excursions}[arguments.what]


def _mkt(line: Line) -> dict[str, float]:
    temperatures = [number(one, "temps_c") for one in line.list("temps_c")]
    given = line.fields.get("minutes")
    minutes = [1.0] * len(temperatures)
    if given is not None:
        minutes = [number(one, "minutes") for one in line.list("minutes")]
    energy = line.fields.get("dh_kj_mol")
    activation = ACTIVATION_KJ_MOL if energy is None else number(energy, "dh_kj_mol")
    try:
        kinetic = mean_kinetic_c(temperatures, minutes, activation)
        return {"mkt_c": round(kinetic, 6), "mean_c": round(mean_c(temperatures, minutes), 6)}
    except (ValueError, ArithmeticError) as error:
        raise BadLine(str(error)) from error


def _excursions(line: Line) -> list[dict[str, Any]]:
    rule = _rule(line.object("rule"))
    points = [point for entry in line.list("series") if (point := _point(entry))]
    until = line.fields.get("until")
    found = find(points, rule, until=moment(until, "until") if until else None)
    return [_shape(one) for one in found]


def _rule(given: dict[str, Any]) -> Rule:
    return Rule(
        _limit(given, "low"),
        _limit(given, "high"),
        _limit(given, "hysteresis") or 0.0,
        _delay(given, "open_delay_min") or timedelta(0),
        _delay(given, "close_delay_min") or timedelta(0),
        _delay(given, "silence_min"),
    )


def _limit(given: dict[str, Any], name: str) -> float | None:
    value = given.get(name)
    if value is None:
        return None
    limit = number(value, f"rule.{name}")
    if not math.isfinite(limit):
        raise BadLine(f"rule.{name} must be a number")
    return limit


def _delay(given: dict[str, Any], name: str) -> timedelta | None:
    minutes = _limit(given, name)
    if minutes is None:
        return None
    if not 0 <= minutes <= _DELAY_MINUTES_MAX:
        raise BadLine(f"rule.{name} must be 0 to {_DELAY_MINUTES_MAX:.0f} minutes")
    return timedelta(minutes=minutes)


def _point(entry: Any) -> Point | None:
    """Time and value; none for a reading without a usable value, which is no sign of life."""
    if not isinstance(entry, list) or len(entry) != 2:
        raise BadLine("series must hold [time, value] pairs")
    at: datetime = moment(entry[0], "the time of a reading")
    if entry[1] is None:
        return None
    value = number(entry[1], "the value of a reading")
    return (at, value) if math.isfinite(value) else None


def _shape(one: Found) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "kind": str(one.kind),
        "started": utc(one.started_at),
        "opened": utc(one.opened_at),
        "closed": None if one.ended_at is None else utc(one.ended_at),
        "peak": one.peak,
    }
    if one.ended_at is None:
        del shape["closed"]
    return shape
