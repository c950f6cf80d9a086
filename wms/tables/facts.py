"""What happened, what must follow, what must be told, and the audit chain."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from wms.tables.access import Role
from wms.tables.base import BigInt, Table, UtcDateTime, text_enum
from wms.tables.kept import Kept, Term


class OutboxState(StrEnum):
    READY = "ready"
    LEASED = "leased"
    DONE = "done"
    DEAD = "dead"


class Fact(Table):
    """Something that happened, in the past tense, stored with the change it describes."""

    __tablename__ = "fact"
    kept = Kept(
        evidence=True,
        term=Term.TRADE,
        since="at",
        persons=("data", "by"),
        warehouse=("warehouse_id",),
    )
    __table_args__ = (
        Index("ix_fact_kind_at", "kind", "at"),
        Index("ix_fact_subject", "subject_kind", "subject_id"),
    )

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    """The name of its class in `wms.facts.catalogue`, which says what `data` holds."""
    subject_kind: Mapped[str] = mapped_column(String(24))
    subject_id: Mapped[str] = mapped_column(String(64))
    """Text, because devices have names and no numbers."""
    warehouse_id: Mapped[int | None] = mapped_column(ForeignKey("warehouse.id"))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Outbox(Table):
    """What must follow a fact, one row per consumer. Done at least once by the worker."""

    __tablename__ = "outbox"
    kept = Kept(
        evidence=False, term=Term.QUARTER, since="done_at", warehouse=("fact_id.warehouse_id",)
    )
    __table_args__ = (
        UniqueConstraint("fact_id", "consumer"),
        Index(
            "ix_outbox_due",
            "next_at",
            "id",
            sqlite_where=text("state IN ('ready', 'leased')"),
            postgresql_where=text("state IN ('ready', 'leased')"),
        ),
        Index(
            "ix_outbox_dead",
            "id",
            sqlite_where=text("state = 'dead'"),
            postgresql_where=text("state = 'dead'"),
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
    kept = Kept(evidence=False, term=Term.STATE)

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str | None] = mapped_column(String(400))
    """Why it failed last; while a worker has it in hand, whose that is."""


class Notice(Table):
    """A fact that a role must see: an excursion, a held lot, an order that came back."""

    __tablename__ = "notice"
    kept = Kept(evidence=False, term=Term.YEAR, since="at", warehouse=("warehouse_id",))
    __table_args__ = (Index("ix_notice_role_at", "role", "at"),)

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("fact.id"))
    role: Mapped[Role] = mapped_column(text_enum(Role))
    warehouse_id: Mapped[int | None] = mapped_column(ForeignKey("warehouse.id"))
    shop_id: Mapped[int | None] = mapped_column(ForeignKey("shop.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Audit(Table):
    """A privileged change, chained by hash: altering, dropping or moving a row shows."""

    __tablename__ = "audit"
    kept = Kept(evidence=True, term=Term.FOR_EVER, persons=("by", "data"))
    __table_args__ = (Index("ix_audit_subject", "subject"),)

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(60))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64), unique=True)
    """Hash of the row before: unique, so the chain cannot fork."""
    hash: Mapped[str] = mapped_column(String(64), unique=True)
