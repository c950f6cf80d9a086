"""Where judging each sensor stands, so that one more reading costs the same in every weather.

Revision ID: 0009
"""

import sqlalchemy as sa
from alembic import op

from wms.tables.base import BigInt, UtcDateTime

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """No sensor's runs are known: each is judged once more from its readings."""
    op.add_column("sensor", sa.Column("judged_to", UtcDateTime(), nullable=True))
    op.add_column("sensor", sa.Column("judged_by", sa.String(120), nullable=True))
    kind = sa.Enum(
        "high",
        "low",
        "silence",
        name="excursionkind",
        native_enum=False,
        create_constraint=True,
        length=24,
    )
    op.create_table(
        "sensor_run",
        sa.Column("sensor_id", BigInt, nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=True),
        sa.Column("back_at", UtcDateTime(), nullable=True),
        sa.Column("peak", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sensor_id"], ["sensor.id"], name=op.f("fk_sensor_run_sensor_id_sensor")
        ),
        sa.PrimaryKeyConstraint("sensor_id", "kind", name=op.f("pk_sensor_run")),
    )
