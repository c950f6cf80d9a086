"""Facts from outside, each with the reply it got."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Index,
    String,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from wms.tables.base import Table, UtcDateTime
from wms.tables.kept import Kept, Term


class Inbox(Table):
    """Every outside fact that was accepted, with the answer it got. A replay gets it again."""

    __tablename__ = "inbox"
    kept = Kept(
        evidence=False, term=Term.YEAR, since="received_at", persons=("source", "body", "reply")
    )
    __table_args__ = (
        Index(
            "ix_inbox_unheard",
            "received_at",
            sqlite_where=text("was_refused = 1 AND settled_at IS NULL"),
            postgresql_where=text("was_refused AND settled_at IS NULL"),
        ),
    )

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
