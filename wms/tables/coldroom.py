"""Sensors, what they measured, and when a room was outside its band."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from wms.tables.base import BigInt, Table, UtcDateTime, text_enum
from wms.tables.kept import Kept, Term


class ExcursionKind(StrEnum):
    HIGH = "high"
    LOW = "low"
    SILENCE = "silence"


class ExcursionState(StrEnum):
    """Of the handling, not of the temperature: `ended_at` says when that was back."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"


class Sensor(Table):
    """One measured quantity of one device in one room or vehicle, with its limits."""

    __tablename__ = "sensor"
    kept = Kept(evidence=False, term=Term.FOR_EVER, warehouse=("warehouse_id",))
    __table_args__ = (
        Index("ix_sensor_place_id", "place_id"),
        CheckConstraint("low < high", name="limits"),
    )

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    code: Mapped[str] = mapped_column(String(100), unique=True)
    """What devices call it: `Reading.sensor` and the metric, e.g. `tz-07:temperature`."""
    device_id: Mapped[str] = mapped_column(ForeignKey("device.id"), index=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouse.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    metric: Mapped[str] = mapped_column(String(16))
    unit: Mapped[str] = mapped_column(String(8))
    low: Mapped[float | None]
    high: Mapped[float | None]
    hysteresis: Mapped[float] = mapped_column(default=0.5)
    open_delay_s: Mapped[int] = mapped_column(default=600)
    close_delay_s: Mapped[int] = mapped_column(default=300)
    silence_s: Mapped[int] = mapped_column(default=1800)
    holds_lots: Mapped[bool] = mapped_column(Boolean, default=True)
    last_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_value: Mapped[float | None]
    last_received_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    judged_to: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Up to which reading its runs are right; None: judge from the readings again."""
    judged_by: Mapped[str | None] = mapped_column(String(120))
    """The limits its runs were judged by: others mean to judge again."""


class Run(Table):
    """Readings outside one limit that have not ended: what the next reading is judged with."""

    __tablename__ = "sensor_run"
    kept = Kept(evidence=False, term=Term.STATE, warehouse=("sensor_id.warehouse_id",))

    sensor_id: Mapped[int] = mapped_column(ForeignKey("sensor.id"), primary_key=True)
    kind: Mapped[ExcursionKind] = mapped_column(text_enum(ExcursionKind), primary_key=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    peak: Mapped[float]


class Reading(Table):
    """One measurement. The key absorbs duplicates; monthly partitions on PostgreSQL."""

    __tablename__ = "reading"
    kept = Kept(evidence=True, term=Term.TRADE, since="at", warehouse=("sensor_id.warehouse_id",))
    __table_args__ = ({"sqlite_with_rowid": False, "postgresql_partition_by": "RANGE (at)"},)

    sensor_id: Mapped[int] = mapped_column(ForeignKey("sensor.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    value: Mapped[float | None]
    quality: Mapped[str] = mapped_column(String(12), default="good")
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Excursion(Table):
    """Outside the band longer than allowed, or silent longer than allowed."""

    __tablename__ = "excursion"
    kept = Kept(
        evidence=True,
        term=Term.TRADE,
        since="started_at",
        persons=("acknowledged_by", "closed_by"),
        warehouse=("warehouse_id",),
    )
    __table_args__ = (
        Index("uq_excursion_start", "sensor_id", "kind", "started_at", unique=True),
        Index("ix_excursion_state", "state"),
        Index("ix_excursion_place_id_started_at", "place_id", "started_at"),
    )

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouse.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    sensor_id: Mapped[int] = mapped_column(ForeignKey("sensor.id"))
    kind: Mapped[ExcursionKind] = mapped_column(text_enum(ExcursionKind))
    state: Mapped[ExcursionState] = mapped_column(text_enum(ExcursionState))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    peak: Mapped[float | None]
    acknowledged_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cause: Mapped[str | None] = mapped_column(String(200))
    action: Mapped[str | None] = mapped_column(String(200))
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
