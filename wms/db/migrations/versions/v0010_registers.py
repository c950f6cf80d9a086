"""What can be retired, and what was changed of a thing: registers of master data.

Revision ID: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

RETIRE = ("warehouse", "place", "supplier", "shop")


def upgrade() -> None:
    """Everything that is there stays in use: no row is touched."""
    for table in RETIRE:
        op.add_column(
            table, sa.Column("is_active", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    op.create_index("ix_audit_subject", "audit", ["subject"])
