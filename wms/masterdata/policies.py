"""Business policy: rows with history over defaults. A page edits them, no release needed."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from math import isfinite
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from wms import codes
from wms.db import Tx, core
from wms.errors import Refused
from wms.tables.masterdata import Policy

DEFAULTS: Mapping[str, Any] = {
    # The day of the business, its clock, and when its orders freeze.
    "time_zone": "Asia/Shanghai",
    "cut_off": "14:00",
    "express_from": "07:00",
    "express_until": "19:00",
    "express_minutes": 60,
    # Express orders of the night arrive before this; standard ones arrive between these.
    "express_night": "08:00",
    "standard_from": "16:00",
    "standard_until": "21:00",
    # What a customer may order per item category and day of delivery, by customer class in grams;
    # `community/leaf` stands before `community`.
    "quota_g": {"community": 300_000, "bulk": 3_000_000},
    # Whether credit is judged, and for how many days a delivery counts as not yet paid.
    "credit_check": True,
    "credit_days": 7,
    # From freezing a wave until its goods are ready to leave, and a vehicle's trips in a day.
    "ready_minutes": 120,
    "express_ready_minutes": 15,
    "vehicle_trips": 3,
    # Goods promised and allocated must live at least this long beyond the delivery.
    "life_hours_min": 6,
    # Days in nitrogen by category, and categories whose life is said at another temperature than
    # that of their class: leaves keep 36 hours at ambient.
    "nitrogen_days": {
        "leaf": 7,
        "mushroom": 10,
        "fruiting": 14,
        "fruit": 21,
        "root": 30,
        "other": 7,
    },
    "life_reference_c": {"leaf": 20},
    # Whether a lot waits for its residue test, and whether an excursion holds the lots it touched.
    "residue_gate": True,
    "excursion_hold": True,
    "silence_hold": False,
    # The floor: how long a step can be taken back, and how far a parcel may weigh from what was
    # picked.
    "undo_s": 60,
    "weight_tolerance_pct": 5,
    "gs1_company_prefix": "6901234",
    # Retries of what follows a fact, and how long a worker may take over one of them.
    "outbox_attempts": 8,
    "outbox_lease_s": 120,
}
"""Every policy and its value until somebody sets another. Types are kept by `set`."""

_policy = core(Policy).c
_NEWEST = (
    select(_policy.value)
    .where(_policy.key == bindparam("wanted"), _policy.valid_from <= bindparam("now"))
    .order_by(_policy.valid_from.desc())
    .limit(1)
)
"""Built once: a use case asks for several policies."""


def get(tx: Tx, key: str, now: datetime) -> Any:
    """The value in force: the newest that has begun, else the default."""
    row = tx.connection().execute(_NEWEST, {"wanted": key, "now": now}).first()
    return DEFAULTS[key] if row is None else row.value


def set(tx: Tx, key: str, value: Any, *, valid_from: datetime, by: int | None) -> Policy:
    """Put a value in force from a moment on; the old one stays in the history.

    Raises: Refused("policy.unknown" | "policy.wrong_type" | "policy.wrong_value").
    """
    if key not in DEFAULTS:
        raise Refused(codes.Policy.UNKNOWN, key=key)
    if type(value) is not type(DEFAULTS[key]):
        raise Refused(codes.Policy.WRONG_TYPE, key=key, wanted=type(DEFAULTS[key]).__name__)
    _judge(key, value)
    policy = Policy(key=key, value=value, valid_from=valid_from, by=by)
    tx.add(policy)
    tx.flush()
    return policy


def time_zone(tx: Tx, now: datetime) -> ZoneInfo:
    """The zone in which the business counts its days."""
    return ZoneInfo(get(tx, "time_zone", now))


def business_day(tx: Tx, now: datetime) -> date:
    """The day it is at the business."""
    return now.astimezone(time_zone(tx, now)).date()


def _judge(key: str, value: Any) -> None:
    """Raises: Refused("policy.wrong_value")."""
    default = DEFAULTS[key]
    try:
        if key == "time_zone":
            ZoneInfo(value)
        elif key == "gs1_company_prefix":
            if not re.fullmatch(r"\d{7,10}", value, re.ASCII):
                raise ValueError("no company prefix")
        elif isinstance(default, str):
            time.fromisoformat(value)
        elif isinstance(default, dict):
            _judge_amounts(value)
        elif value < 0:
            raise ValueError("negative")
    except (ValueError, KeyError, OSError) as error:
        raise Refused(codes.Policy.WRONG_VALUE, key=key, value=str(value)[:80]) from error


def _judge_amounts(value: dict[str, Any]) -> None:
    """Raises: ValueError unless there is a finite number for every name."""
    for name, amount in value.items():
        is_number = type(amount) in (int, float) and isfinite(amount)
        if not (isinstance(name, str) and is_number):
            raise ValueError(f"{name}: {amount} is not a number")
