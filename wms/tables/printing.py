"""Documents as they wait to be printed."""

from datetime import datetime

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from wms.tables.base import BigInt, Table, UtcDateTime
from wms.tables.kept import Kept, Term


class Document(Table):
    """A label, slip or list made for printing, and whether a printer or person has it."""

    __tablename__ = "document"
    kept = Kept(
        evidence=False,
        term=Term.QUARTER,
        since="created_at",
        persons=("content",),
        warehouse=("warehouse_id",),
    )
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
