"""Indexes for what is asked often: the walk past bins, and what waits for a person."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

WALK = ["warehouse_id", "kind", "temperature_class", "plan_y_cm", "plan_x_cm", "code"]
PARTIAL = {
    "ix_device_fault_open": ("device_fault", "received_at", "settled_at IS NULL"),
    "ix_outbox_dead": ("outbox", "id", "state = 'dead'"),
    "ix_sales_order_submitted": ("sales_order", "id", "state = 'submitted'"),
}


def upgrade() -> None:
    """Add the indexes; nothing else changes."""
    op.create_index("ix_place_walk", "place", WALK)
    op.create_index("ix_sales_order_deliver_until", "sales_order", ["deliver_until"])
    op.create_index(
        "ix_inbox_unheard",
        "inbox",
        ["received_at"],
        sqlite_where=sa.text("was_refused = 1 AND settled_at IS NULL"),
        postgresql_where=sa.text("was_refused AND settled_at IS NULL"),
    )
    for name, (table, column, those) in PARTIAL.items():
        op.create_index(
            name,
            table,
            [column],
            sqlite_where=sa.text(those),
            postgresql_where=sa.text(those),
        )
