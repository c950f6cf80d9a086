"""Digests of what inspectors and buyers rely on, in blocks that the audit chain holds.

Revision ID: 0007
"""

import sqlalchemy as sa
from alembic import op

from wms.tables.base import BigInt

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What is there already is sealed by the first block afterwards, as it is then."""
    op.create_table(
        "evidence_seal",
        sa.Column("part", sa.String(16), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("block_id", BigInt, nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("persons", sa.String(64), nullable=False),
        sa.Column("salt", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(
            ["block_id"], ["audit.id"], name=op.f("fk_evidence_seal_block_id_audit")
        ),
        sa.PrimaryKeyConstraint("part", "key", "block_id", name=op.f("pk_evidence_seal")),
        sqlite_with_rowid=False,
    )
