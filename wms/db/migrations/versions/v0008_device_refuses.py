"""Since when a device refuses what it is asked for.

Revision ID: 0008
"""

import sqlalchemy as sa
from alembic import op

from wms.tables.base import UtcDateTime

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """No device is known to refuse yet."""
    op.add_column("device", sa.Column("refused_since", UtcDateTime(), nullable=True))
