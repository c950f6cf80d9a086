"""Keys of machines: integrators and device gateways. A secret is shown once, a digest is kept."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from wms import codes
from wms.db import Tx
from wms.errors import Refused
from wms.facts import audit
from wms.tables.access import ApiKey, Role
from wms.tables.masterdata import Warehouse

MACHINES = frozenset({Role.INTEGRATOR, Role.DEVICE})
_MARK = "cck_"
"""Lets a secret that leaked into a log or a repository be recognised."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A machine that shall be let in."""

    name: str
    role: Role
    warehouse_id: int | None = None
    device_prefix: str | None = None
    """A device key speaks only for devices whose id begins with this."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key as others see it: without its secret."""

    id: int
    name: str
    role: Role
    warehouse_id: int | None
    device_prefix: str | None
    is_active: bool
    created_at: datetime


def create(tx: Tx, new: NewKey, *, by: int | None, now: datetime) -> tuple[Key, str]:
    """Let a machine in; returns the key and its secret, which nobody can ask for again.

    Raises: NotFound; Refused("key.role" | "key.name" | "key.name_taken" | "key.needs_prefix").
    """
    _judge(tx, new)
    secret = _MARK + secrets.token_urlsafe(32)
    row = ApiKey(
        name=new.name.strip(),
        secret_digest=digest(secret),
        role=new.role,
        warehouse_id=new.warehouse_id,
        device_prefix=new.device_prefix,
        created_at=now,
    )
    tx.add(row)
    tx.flush()
    data = {"name": row.name, "role": str(row.role), "device_prefix": row.device_prefix}
    audit.record(tx, "key.created", f"key:{row.id}", data, by=by, now=now)
    return _seen(row), secret


def disable(tx: Tx, key_id: int, *, by: int | None, now: datetime) -> Key:
    """Shut a machine out for good. Raises: NotFound."""
    row = tx.lock(ApiKey, key_id)
    row.is_active = False
    audit.record(tx, "key.disabled", f"key:{row.id}", {"name": row.name}, by=by, now=now)
    return _seen(row)


def key_of(tx: Tx, secret: str) -> Key | None:
    """Whose secret this is; None when unknown or disabled."""
    known = select(ApiKey).where(ApiKey.secret_digest == digest(secret), ApiKey.is_active)
    row = tx.scalars(known).first()
    return None if row is None else _seen(row)


def active(tx: Tx, ids: Iterable[int]) -> set[int]:
    """Those of the keys that still open."""
    known = select(ApiKey.id).where(ApiKey.id.in_(ids), ApiKey.is_active)
    return set(tx.scalars(known))


def everything(tx: Tx) -> list[Key]:
    """All keys, also disabled ones, by name."""
    return [_seen(row) for row in tx.scalars(select(ApiKey).order_by(ApiKey.name))]


def digest(secret: str) -> str:
    """What is kept of a secret of 256 random bits: no slow hash is needed for those."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _judge(tx: Tx, new: NewKey) -> None:
    if new.role not in MACHINES:
        raise Refused(codes.Key.ROLE, role=str(new.role))
    if not 2 <= len(new.name.strip()) <= 80:
        raise Refused(codes.Key.NAME)
    if new.role is Role.DEVICE and not new.device_prefix:
        raise Refused(codes.Key.NEEDS_PREFIX)
    if new.warehouse_id is not None:
        tx.find(Warehouse, new.warehouse_id)
    if tx.scalars(select(ApiKey.id).where(ApiKey.name == new.name.strip())).first():
        raise Refused(codes.Key.NAME_TAKEN, name=new.name.strip())


def _seen(row: ApiKey) -> Key:
    return Key(
        id=row.id,
        name=row.name,
        role=row.role,
        warehouse_id=row.warehouse_id,
        device_prefix=row.device_prefix,
        is_active=row.is_active,
        created_at=row.created_at,
    )
