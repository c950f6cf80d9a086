"""What keeps the house running: people, policies, inbox, facts, outbox, jobs, documents, audit."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from wms.tables.base import BigInt, Table, UtcDateTime, text_enum


class Role(StrEnum):
    STAFF = "staff"
    DISPATCHER = "dispatcher"
    DRIVER = "driver"
    SHOP = "shop"
    QUALITY = "quality"
    ADMIN = "admin"
    INTEGRATOR = "integrator"
    DEVICE = "device"


class OutboxState(StrEnum):
    READY = "ready"
    LEASED = "leased"
    DONE = "done"
    DEAD = "dead"


class User(Table):
    """A person. Integrators and devices have an ApiKey instead."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    login: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(text_enum(Role))
    language: Mapped[str] = mapped_column(String(2), default="zh")
    warehouse_id: Mapped[int | None] = mapped_column(ForeignKey("warehouse.id"))
    """None: every warehouse (managers, administrators)."""
    shop_id: Mapped[int | None] = mapped_column(ForeignKey("shop.id"))
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LoginSession(Table):
    """A browser that has logged in. Only a digest of its cookie is kept; deleting revokes."""

    __tablename__ = "login_session"

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class LoginAttempt(Table):
    """Failed logins, counted per account and per address for the rate limit."""

    __tablename__ = "login_attempt"
    __table_args__ = (
        Index("ix_login_attempt_login_at", "login", "at"),
        Index("ix_login_attempt_address_at", "address", "at"),
    )

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    login: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ApiKey(Table):
    """A machine that may call: an integrator or a device gateway. Only a digest is kept."""

    __tablename__ = "api_key"

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    secret_digest: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[Role] = mapped_column(text_enum(Role))
    warehouse_id: Mapped[int | None] = mapped_column(ForeignKey("warehouse.id"))
    device_prefix: Mapped[str | None] = mapped_column(String(64))
    """A device key speaks only for devices whose id begins with this."""
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Policy(Table):
    """Business settings with their history: the newest row of a key that has begun is in force."""

    __tablename__ = "policy"
    __table_args__ = (UniqueConstraint("key", "valid_from"),)

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    key: Mapped[str] = mapped_column(String(40))
    value: Mapped[Any] = mapped_column(JSON)
    valid_from: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class Inbox(Table):
    """Every outside fact that was accepted, with the answer it got. A replay gets it again."""

    __tablename__ = "inbox"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    source: Mapped[str] = mapped_column(String(64))
    """Device or user the fact came from; an id used by another source is refused."""
    kind: Mapped[str] = mapped_column(String(24))
    body_digest: Mapped[str] = mapped_column(String(64))
    body: Mapped[Any] = mapped_column(JSON)
    reply: Mapped[Any] = mapped_column(JSON)
    was_refused: Mapped[bool] = mapped_column(default=False)
    occurred_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StationTask(Table):
    """What the people at a station (a gun, a scale, a phone) are in the middle of."""

    __tablename__ = "station_task"

    station: Mapped[str] = mapped_column(String(64), primary_key=True)
    flow: Mapped[str] = mapped_column(String(24))
    step: Mapped[str] = mapped_column(String(24))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Fact(Table):
    """Something that happened, in the past tense, stored with the change it describes."""

    __tablename__ = "fact"
    __table_args__ = (Index("ix_fact_kind_at", "kind", "at"), Index("ix_fact_subject", "subject"))

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(60))
    """What it is about, e.g. `order:42`."""
    warehouse_id: Mapped[int | None] = mapped_column(ForeignKey("warehouse.id"))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Outbox(Table):
    """What must follow a fact, one row per consumer. Done at least once by the worker."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("fact_id", "consumer"),
        Index(
            "ix_outbox_due",
            "next_at",
            "id",
            sqlite_where=text("state IN ('ready', 'leased')"),
            postgresql_where=text("state IN ('ready', 'leased')"),
        ),
        CheckConstraint("attempts >= 0", name="attempts_not_negative"),
    )

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("fact.id"))
    consumer: Mapped[str] = mapped_column(String(32))
    state: Mapped[OutboxState] = mapped_column(text_enum(OutboxState), default=OutboxState.READY)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """Ready: not before. Leased: the lease ends then and another worker may take it."""
    lease: Mapped[UUID | None] = mapped_column(Uuid)
    error: Mapped[str | None] = mapped_column(String(400))
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Job(Table):
    """A timed job and when it is next due; whoever moves `next_at` on runs it."""

    __tablename__ = "job"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str | None] = mapped_column(String(400))


class DocumentNumber(Table):
    """The last number given out in a series on a day; locked last of all."""

    __tablename__ = "document_number"

    series: Mapped[str] = mapped_column(String(12), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[int]


class Document(Table):
    """A label, slip or list made for printing, and whether a printer or person has it."""

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("kind", "subject", "media_type"),
        Index("ix_document_wave_id", "wave_id"),
        Index(
            "ix_document_unprinted",
            "warehouse_id",
            sqlite_where=text("printed_at IS NULL"),
            postgresql_where=text("printed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    subject: Mapped[str] = mapped_column(String(60))
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouse.id"), index=True)
    wave_id: Mapped[int | None] = mapped_column(ForeignKey("wave.id"))
    media_type: Mapped[str] = mapped_column(String(60))
    filename: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """Read only when asked for: lists of papers would carry megabytes."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    printed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    copies: Mapped[int] = mapped_column(default=0)


class Notice(Table):
    """Something a role must see: an excursion, a held lot, an order that came back."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_role_at", "role", "at"),)

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("fact.id"))
    role: Mapped[Role] = mapped_column(text_enum(Role))
    warehouse_id: Mapped[int | None] = mapped_column(ForeignKey("warehouse.id"))
    shop_id: Mapped[int | None] = mapped_column(ForeignKey("shop.id"))
    kind: Mapped[str] = mapped_column(String(32))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Audit(Table):
    """A privileged change, chained by hash: altering, dropping or moving a row shows."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(60))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64), unique=True)
    """Hash of the row before: unique, so the chain cannot fork."""
    hash: Mapped[str] = mapped_column(String(64), unique=True)
