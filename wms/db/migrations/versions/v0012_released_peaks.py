"""How far an excursion had gone when a lot was released while it was lasting.

Revision ID: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody noted it before: no row is touched."""
    op.add_column("hold", sa.Column("released_peak", sa.Double(), nullable=True))
