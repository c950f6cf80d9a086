"""Business policies as a page lists and changes them: with their history, and on the record."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from wms.db import Tx
from wms.facts import audit
from wms.masterdata import policies
from wms.tables.access import User
from wms.tables.masterdata import Policy


@dataclass(frozen=True, slots=True)
class Change:
    """A value somebody put in force."""

    value: Any
    valid_from: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class Rule:
    """One policy: what is in force, what it was before, and what it is without anybody's word."""

    key: str
    value: Any
    default: Any
    history: tuple[Change, ...]
    """The newest first."""


def rules(tx: Tx, now: datetime) -> list[Rule]:
    """Every policy there is."""
    rows = (
        select(Policy, User.name)
        .outerjoin(User, Policy.by == User.id)
        .order_by(Policy.valid_from.desc())
    )
    changes: dict[str, list[Change]] = defaultdict(list)
    for row, name in tx.execute(rows):
        changes[row.key].append(Change(row.value, row.valid_from, name))
    return [
        Rule(key, policies.get(tx, key, now), default, tuple(changes[key]))
        for key, default in policies.DEFAULTS.items()
    ]


def change(tx: Tx, key: str, value: Any, *, by: int, now: datetime) -> Policy:
    """Put a value in force at once, and on the record.

    Raises: Refused("policy.unknown" | "policy.wrong_type" | "policy.wrong_value").
    """
    known = policies.DEFAULTS.get(key)
    before = policies.get(tx, key, now) if known is not None else None
    changed = policies.set(tx, key, value, valid_from=now, by=by)
    said = {"before": before, "after": value}
    audit.record(tx, "policy.changed", f"policy:{key}", said, by=by, now=now)
    return changed
