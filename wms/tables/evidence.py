"""What evidence said when it was sealed."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from wms.tables.base import Table
from wms.tables.kept import Kept, Term


class EvidenceSeal(Table):
    """A digest of a piece of evidence; together those of a block are one hash in the audit."""

    __tablename__ = "evidence_seal"
    kept = Kept(evidence=True, term=Term.FOR_EVER)
    __table_args__ = ({"sqlite_with_rowid": False},)

    part: Mapped[str] = mapped_column(String(16), primary_key=True)
    """Which piece of evidence: a part of `wms.facts.evidence`."""
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    block_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), primary_key=True)
    """The entry of the audit that holds the block's hash."""
    content: Mapped[str] = mapped_column(String(64))
    persons: Mapped[str] = mapped_column(String(64), default="")
    """Salted digest of what names people, so that it can be erased and the block still holds."""
    salt: Mapped[str | None] = mapped_column(String(32))
    """Gone with the names: what they were can then be neither read nor guessed."""
