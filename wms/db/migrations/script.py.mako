"""${message}.

Revision ID: ${up_revision}
"""

import sqlalchemy as sa
from alembic import op

revision = "${up_revision}"
down_revision = "${down_revision}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add, backfill, then tighten. A column that changes needs `op.batch_alter_table` on SQLite."""
