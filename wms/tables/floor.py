"""What each station is doing."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    String,
)
from sqlalchemy.orm import Mapped, mapped_column

from wms.tables.base import Table, UtcDateTime
from wms.tables.kept import Kept, Term


class StationTask(Table):
    """What the people at a station (a gun, a scale, a phone) are in the middle of."""

    __tablename__ = "station_task"
    kept = Kept(evidence=False, term=Term.STATE, persons=("user_id",))

    station: Mapped[str] = mapped_column(String(64), primary_key=True)
    flow: Mapped[str] = mapped_column(String(24))
    step: Mapped[str] = mapped_column(String(24))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
