"""Devices, what scales show, and what nobody could read."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from wms.tables.base import BigInt, Table, UtcDateTime
from wms.tables.kept import Kept, Term


class Device(Table):
    """A device as the gateway last saw it. Its wiring is in the devices' TOML, not here."""

    __tablename__ = "device"
    kept = Kept(evidence=False, term=Term.FOR_EVER, warehouse=("warehouse_id",))

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouse.id"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    name_zh: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    """Where a station's gun or scale stands: a scan there means work at this place."""
    is_online: Mapped[bool] = mapped_column(default=False)
    last_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    refused_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it began to refuse what it is asked; `detail` is its answer."""
    detail: Mapped[str | None] = mapped_column(String(200))


class ScaleWeight(Table):
    """What stood on a scale when it last came to rest."""

    __tablename__ = "scale_weight"
    kept = Kept(evidence=False, term=Term.STATE)

    device_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Of the scale; one that nobody has set up yet speaks, too."""
    weight_mg: Mapped[int] = mapped_column(BigInt)
    mode: Mapped[str] = mapped_column(String(20))
    """gross or net."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class DeviceFault(Table):
    """Bytes that did not decode, or a reading nobody could place. Kept until a person looked."""

    __tablename__ = "device_fault"
    kept = Kept(evidence=False, term=Term.YEAR, since="received_at", persons=("settled_by",))
    __table_args__ = (
        Index(
            "ix_device_fault_open",
            "received_at",
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    device: Mapped[str] = mapped_column(String(64), index=True)
    reason: Mapped[str] = mapped_column(String(40))
    detail: Mapped[str] = mapped_column(String(400), default="")
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
