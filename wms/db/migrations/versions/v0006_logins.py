"""Who logged in and from where, and browsers that strangers' guesses do not count against.

Revision ID: 0006
"""

import sqlalchemy as sa
from alembic import op

from wms.tables.base import BigInt, UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two tables of their own; attempts under way when it runs count as strangers'."""
    op.add_column("login_attempt", sa.Column("browser", sa.String(64), nullable=True))
    op.create_table(
        "login_record",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("login", sa.String(40), nullable=False),
        sa.Column("user_id", BigInt, nullable=True),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "in",
                "wrong",
                "second",
                "locked",
                "out",
                "unlocked",
                name="loginoutcome",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_login_record_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_record")),
    )
    op.create_index("ix_login_record_at", "login_record", ["at"])
    op.create_index("ix_login_record_login_id", "login_record", ["login", "id"])
    op.create_table(
        "known_browser",
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("user_id", BigInt, nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_known_browser_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("token_digest", "user_id", name=op.f("pk_known_browser")),
    )
