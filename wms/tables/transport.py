"""Vehicles, plans, trips, stops and the proof that goods arrived."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from wms import codes
from wms.tables.base import Advancing, BigInt, Table, UtcDateTime, text_enum
from wms.tables.kept import Kept, Term


class TripState(StrEnum):
    PLANNED = "planned"
    LOADING = "loading"
    DEPARTED = "departed"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class StopState(StrEnum):
    PLANNED = "planned"
    ARRIVED = "arrived"
    DONE = "done"


class PlanState(StrEnum):
    REQUESTED = "requested"
    STORED = "stored"
    STALE = "stale"
    FAILED = "failed"


class Vehicle(Table):
    """A van or truck with its compartments, hours and costs."""

    __tablename__ = "vehicle"
    kept = Kept(
        evidence=False,
        term=Term.FOR_EVER,
        persons=("plate", "driver_id"),
        warehouse=("warehouse_id",),
    )

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    plate: Mapped[str] = mapped_column(String(16), unique=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouse.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), unique=True)
    driver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    capacity_g: Mapped[int] = mapped_column(BigInt)
    capacity_crates: Mapped[int]
    capacity_ml: Mapped[int] = mapped_column(BigInt)
    temperature_classes: Mapped[str] = mapped_column(String(40))
    """Comma-separated, e.g. `ambient,chilled`."""
    shift_start_minute: Mapped[int]
    shift_end_minute: Mapped[int]
    fixed_cost_cents: Mapped[int]
    cost_per_km_cents: Mapped[int]
    cost_per_hour_cents: Mapped[int]
    is_active: Mapped[bool] = mapped_column(default=True)


class RoutePlan(Table):
    """A frozen problem and the plan that answered it: enough to reproduce any complaint."""

    __tablename__ = "route_plan"
    kept = Kept(
        evidence=False,
        term=Term.TRADE,
        since="created_at",
        persons=("problem", "result"),
        warehouse=("warehouse_id",),
    )

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), index=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouse.id"))
    day: Mapped[date]
    state: Mapped[PlanState] = mapped_column(text_enum(PlanState))
    basis: Mapped[str] = mapped_column(String(64))
    """Digest of the orders and vehicles it was computed from."""
    problem: Mapped[str] = mapped_column(Text)
    result: Mapped[str | None] = mapped_column(Text)
    failure: Mapped[str | None] = mapped_column(String(400))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Trip(Advancing, Table):
    """One vehicle, one departure."""

    __tablename__ = "trip"
    kept = Kept(
        evidence=True,
        term=Term.TRADE,
        since="departs_at",
        persons=("driver_id",),
        warehouse=("warehouse_id",),
    )
    __table_args__ = (
        Index("ix_trip_driver_id_day", "driver_id", "day"),
        Index("ix_trip_warehouse_id_day", "warehouse_id", "day"),
    )
    WRONG_STATE: ClassVar = codes.Trip.WRONG_STATE
    ARROWS: ClassVar = {
        TripState.PLANNED: frozenset({TripState.LOADING, TripState.CANCELLED}),
        TripState.LOADING: frozenset({TripState.DEPARTED, TripState.CANCELLED}),
        TripState.DEPARTED: frozenset({TripState.RETURNED}),
    }

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("route_plan.id"), index=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouse.id"))
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"), index=True)
    driver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    day: Mapped[date]
    state: Mapped[TripState] = mapped_column(text_enum(TripState))
    departs_at: Mapped[datetime] = mapped_column(UtcDateTime)
    returns_at: Mapped[datetime] = mapped_column(UtcDateTime)
    departed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    returned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    distance_m: Mapped[int] = mapped_column(BigInt)
    load_g: Mapped[int] = mapped_column(BigInt)
    load_crates: Mapped[int]


class Stop(Table):
    """One order at one customer on a trip."""

    __tablename__ = "stop"
    kept = Kept(
        evidence=False,
        term=Term.TRADE,
        since="trip_id.departs_at",
        warehouse=("trip_id.warehouse_id",),
    )
    __table_args__ = (UniqueConstraint("trip_id", "position"),)

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    trip_id: Mapped[int] = mapped_column(ForeignKey("trip.id"))
    position: Mapped[int]
    order_id: Mapped[int] = mapped_column(ForeignKey("sales_order.id"), unique=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shop.id"))
    state: Mapped[StopState] = mapped_column(text_enum(StopState))
    arrives_at: Mapped[datetime] = mapped_column(UtcDateTime)
    leaves_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class UnservedOrder(Table):
    """An order the plan could not serve, with the reason. Settled by a person or a later plan."""

    __tablename__ = "unserved_order"
    kept = Kept(
        evidence=False,
        term=Term.TRADE,
        since="plan_id.created_at",
        warehouse=("plan_id.warehouse_id",),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("route_plan.id"), primary_key=True)
    order_id: Mapped[int] = mapped_column(
        ForeignKey("sales_order.id"), primary_key=True, index=True
    )
    reason: Mapped[str] = mapped_column(String(40))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Proof(Table):
    """Proof of delivery: who, when, where, how cold. Never changed afterwards."""

    __tablename__ = "proof"
    kept = Kept(
        evidence=True,
        term=Term.TRADE,
        since="received_at",
        persons=("received_by", "signature_svg", "photo", "latitude", "longitude", "by"),
        warehouse=("order_id.warehouse_id",),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    """Made on the driver's phone."""
    stop_id: Mapped[int] = mapped_column(ForeignKey("stop.id"), unique=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("sales_order.id"), index=True)
    received_by: Mapped[str] = mapped_column(String(80))
    signature_svg: Mapped[str | None] = mapped_column(Text)
    photo: Mapped[bytes | None] = mapped_column(LargeBinary)
    photo_type: Mapped[str | None] = mapped_column(String(40))
    temperature_c: Mapped[float | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """The phone's claim; the phone's clock is not trusted."""
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class ProofFlag(Table):
    """What somebody should look at about a delivery, although it happened."""

    __tablename__ = "proof_flag"
    kept = Kept(
        evidence=True,
        term=Term.TRADE,
        since="proof_id.received_at",
        warehouse=("proof_id.order_id.warehouse_id",),
    )

    proof_id: Mapped[UUID] = mapped_column(ForeignKey("proof.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)


class ProofLine(Table):
    """What happened to one lot of one line at the door."""

    __tablename__ = "proof_line"
    kept = Kept(
        evidence=True,
        term=Term.TRADE,
        since="proof_id.received_at",
        warehouse=("proof_id.order_id.warehouse_id",),
    )
    __table_args__ = (
        CheckConstraint("delivered >= 0 AND short >= 0 AND refused >= 0", name="not_negative"),
    )

    proof_id: Mapped[UUID] = mapped_column(ForeignKey("proof.id"), primary_key=True)
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_line.id"), primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"), primary_key=True, index=True)
    delivered: Mapped[int] = mapped_column(BigInt)
    short: Mapped[int] = mapped_column(BigInt, default=0)
    refused: Mapped[int] = mapped_column(BigInt, default=0)
    reason: Mapped[str | None] = mapped_column(String(40))
