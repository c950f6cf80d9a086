"""Goods that are counted and weighed: the second measure beside the moves and in the balances.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

from wms.tables.base import BigInt, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

APPEND_ONLY = ("move_weight", "weight_change")


def upgrade() -> None:
    """Nothing has a second measure until its item says so: no row is touched."""
    _declare_items()
    _weigh_balances()
    _create_tables()
    for table in APPEND_ONLY:
        _refuse_changes(table)


def _declare_items() -> None:
    weighed = sa.CheckConstraint(
        "NOT is_weighed OR unit = 'pc'", name=op.f("ck_item_weighed_pieces")
    )
    tolerance = sa.CheckConstraint(
        "weight_tolerance_pct >= 0 AND weight_tolerance_pct <= 100"
        " AND (is_weighed OR weight_tolerance_pct = 0)",
        name=op.f("ck_item_weight_tolerance"),
    )
    op.add_column(
        "item",
        sa.Column("is_weighed", sa.Boolean(), weighed, nullable=False, server_default=sa.false()),
    )
    op.add_column(
        "item",
        sa.Column(
            "weight_tolerance_pct", sa.Integer(), tolerance, nullable=False, server_default="0"
        ),
    )


def _weigh_balances() -> None:
    weight = sa.CheckConstraint(
        "weight_g >= 0 AND (weight_g = 0 OR on_hand > 0)", name=op.f("ck_balance_weight")
    )
    op.add_column("balance", sa.Column("weight_g", BigInt, weight, nullable=True))


def _create_tables() -> None:
    op.create_table(
        "move_weight",
        sa.Column("move_id", sa.Uuid(), nullable=False),
        sa.Column("weight_g", BigInt, nullable=False),
        sa.CheckConstraint("weight_g > 0", name=op.f("ck_move_weight_positive")),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name=op.f("fk_move_weight_move_id_move")),
        sa.PrimaryKeyConstraint("move_id", name=op.f("pk_move_weight")),
    )
    op.create_table(
        "weight_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("move_id", sa.Uuid(), nullable=True),
        sa.Column("lot_id", BigInt, nullable=False),
        sa.Column("place_id", BigInt, nullable=False),
        sa.Column("quantity", BigInt, nullable=False),
        sa.Column("weight_g", BigInt, nullable=True),
        sa.Column("change_g", BigInt, nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "weighed",
                "differed",
                "lost",
                name="weightreason",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("by", BigInt, nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_weight_change_quantity_positive")),
        sa.CheckConstraint("weight_g > 0", name=op.f("ck_weight_change_weight_positive")),
        sa.CheckConstraint(
            "(reason = 'lost') = (weight_g IS NULL)", name=op.f("ck_weight_change_weighed_or_lost")
        ),
        sa.CheckConstraint(
            "reason <> 'lost' OR change_g < 0", name=op.f("ck_weight_change_lost_is_less")
        ),
        sa.ForeignKeyConstraint(
            ["by"], ["user_account.id"], name=op.f("fk_weight_change_by_user_account")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_weight_change_lot_id_lot")),
        sa.ForeignKeyConstraint(
            ["move_id"], ["move.id"], name=op.f("fk_weight_change_move_id_move")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_weight_change_place_id_place")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weight_change")),
    )
    op.create_index("ix_weight_change_lot_id_at", "weight_change", ["lot_id", "at"], unique=False)


def _refuse_changes(table: str) -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.execute(
            f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE "
            f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
