"""The dates of the supplier's label on the lot, and its own number found by an index.

Revision ID: 0005
"""

import sqlalchemy as sa
from alembic import op

from wms.tables.base import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

DAYS = ("produced_on", "packed_on", "frozen_on", "best_before_on", "sell_by_on", "use_by_on")


def upgrade() -> None:
    """Of lots that came in before, nobody noted them: they stay empty."""
    for day in DAYS:
        op.add_column("lot", sa.Column(day, sa.Date(), nullable=True))
    op.add_column("lot", sa.Column("expires_at", UtcDateTime(), nullable=True))
    op.create_index("ix_lot_supplier_lot", "lot", ["supplier_lot"])
