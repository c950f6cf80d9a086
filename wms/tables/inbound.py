"""Residue tests of lots."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from wms.tables.base import BigInt, Table, UtcDateTime
from wms.tables.kept import Kept, Term


class ResidueTest(Table):
    """A laboratory's answer about one lot. The newest one counts."""

    __tablename__ = "residue_test"
    kept = Kept(evidence=True, term=Term.TRADE, since="lot_id.sell_until", persons=("by",))

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"), index=True)
    passed: Mapped[bool]
    method: Mapped[str] = mapped_column(String(60))
    inhibition_pct: Mapped[float | None]
    note: Mapped[str | None] = mapped_column(String(200))
    tested_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
