"""Labels, slips and lists that were made: kept as bytes, printed by a device or a person."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from wms.db import Tx, insert_new
from wms.tables.printing import Document


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A paper about a subject (`lot:7`, `wave:3`); there is one of a kind and media type."""

    kind: str
    subject: str
    warehouse_id: int
    media_type: str
    filename: str
    content: bytes = field(repr=False)
    wave_id: int | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as lists show it: without its bytes."""

    id: int
    kind: str
    subject: str
    warehouse_id: int
    media_type: str
    filename: str
    created_at: datetime
    printed_at: datetime | None
    copies: int


def keep(tx: Tx, papers: Sequence[NewDocument], *, now: datetime) -> int:
    """Keep what was made; one that exists already stays as it was. Returns how many were new."""
    rows = [
        {
            "kind": paper.kind,
            "subject": paper.subject,
            "warehouse_id": paper.warehouse_id,
            "wave_id": paper.wave_id,
            "media_type": paper.media_type,
            "filename": paper.filename,
            "content": paper.content,
            "created_at": now,
            "copies": 0,
        }
        for paper in papers
    ]
    return insert_new(tx, Document, rows)


def get(tx: Tx, document_id: int) -> tuple[Paper, bytes]:
    """A document with its bytes. Raises: NotFound."""
    row = tx.find(Document, document_id)
    return _seen(row), row.content


def about(tx: Tx, subject: str) -> list[Paper]:
    """Every paper about one thing, in the order they were made."""
    rows = select(Document).where(Document.subject == subject).order_by(Document.id)
    return [_seen(row) for row in tx.scalars(rows)]


def of_wave(tx: Tx, wave_id: int) -> list[Paper]:
    """The papers of a wave, in the order they were made."""
    rows = select(Document).where(Document.wave_id == wave_id).order_by(Document.id)
    return [_seen(row) for row in tx.scalars(rows)]


def for_people(tx: Tx, warehouse_id: int, *, printed: bool, limit: int) -> list[Paper]:
    """What a person at an ordinary printer has yet to print, or has printed, newest first: what
    was made just now is in sight. Label printers take what is theirs by themselves."""
    rows = select(Document).where(
        Document.warehouse_id == warehouse_id, Document.media_type == "application/pdf"
    )
    if printed:
        rows = rows.where(Document.printed_at.is_not(None)).order_by(Document.printed_at.desc())
    else:
        rows = rows.where(Document.printed_at.is_(None)).order_by(Document.id.desc())
    return [_seen(row) for row in tx.scalars(rows.limit(limit))]


def printed(tx: Tx, document_id: int, *, now: datetime) -> Paper:
    """Count a copy that left a printer. Raises: NotFound."""
    row = tx.lock(Document, document_id)
    row.printed_at = now
    row.copies += 1
    return _seen(row)


def _seen(row: Document) -> Paper:
    return Paper(
        id=row.id,
        kind=row.kind,
        subject=row.subject,
        warehouse_id=row.warehouse_id,
        media_type=row.media_type,
        filename=row.filename,
        created_at=row.created_at,
        printed_at=row.printed_at,
        copies=row.copies,
    )
