"""Recalls: what was called back and why, the shops that have any of it, and what each has seen.

Revision ID: 0011
"""

import sqlalchemy as sa
from alembic import op

from wms.tables.base import BigInt, UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Three new tables; holds are found by their cause. No row is touched."""
    op.create_index("ix_hold_cause", "hold", ["cause"], unique=False)
    _create_recall()
    _create_recall_shop()
    _create_recall_goods()


def _create_recall() -> None:
    op.create_table(
        "recall",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("lot_id", BigInt, nullable=False),
        sa.Column("reason", sa.String(24), nullable=False),
        sa.Column("cause", sa.String(60), nullable=False),
        sa.Column("note", sa.String(200), nullable=True),
        sa.Column("lot_count", BigInt, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", BigInt, nullable=True),
        sa.Column("lifted_at", UtcDateTime(), nullable=True),
        sa.Column("lifted_by", BigInt, nullable=True),
        sa.Column("lift_note", sa.String(200), nullable=True),
        _refers("recall", "lot_id", "lot"),
        _refers("recall", "by", "user_account"),
        _refers("recall", "lifted_by", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recall")),
        sa.UniqueConstraint("key", name=op.f("uq_recall_key")),
        sa.UniqueConstraint("cause", name=op.f("uq_recall_cause")),
    )
    op.create_index("ix_recall_lot_id", "recall", ["lot_id"], unique=False)


def _create_recall_shop() -> None:
    op.create_table(
        "recall_shop",
        sa.Column("recall_id", BigInt, nullable=False),
        sa.Column("shop_id", BigInt, nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.Column("acknowledged_at", UtcDateTime(), nullable=True),
        sa.Column("acknowledged_by", BigInt, nullable=True),
        _refers("recall_shop", "recall_id", "recall"),
        _refers("recall_shop", "shop_id", "shop"),
        _refers("recall_shop", "acknowledged_by", "user_account"),
        sa.PrimaryKeyConstraint("recall_id", "shop_id", name=op.f("pk_recall_shop")),
    )
    op.create_index(op.f("ix_recall_shop_shop_id"), "recall_shop", ["shop_id"], unique=False)


def _create_recall_goods() -> None:
    op.create_table(
        "recall_goods",
        sa.Column("recall_id", BigInt, nullable=False),
        sa.Column("shop_id", BigInt, nullable=False),
        sa.Column("lot_id", BigInt, nullable=False),
        sa.Column("quantity", BigInt, nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_recall_goods_quantity_positive")),
        _refers("recall_goods", "recall_id", "recall"),
        _refers("recall_goods", "shop_id", "shop"),
        _refers("recall_goods", "lot_id", "lot"),
        sa.PrimaryKeyConstraint("recall_id", "shop_id", "lot_id", name=op.f("pk_recall_goods")),
    )


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))
