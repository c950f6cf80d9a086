"""The whole business, as first released.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

from wms.tables.base import BigInt, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("move", "fact", "audit")
"""Tables in which a correction is a new row."""


def upgrade() -> None:
    """Make all tables, their triggers and, on PostgreSQL, the partition that catches the rest."""
    _create_tables()
    if op.get_bind().dialect.name == "sqlite":
        _refuse_changes_on_sqlite()
    else:
        op.execute("CREATE TABLE reading_default PARTITION OF reading DEFAULT")
        _refuse_changes_on_postgresql()


def _refuse_changes_on_sqlite() -> None:
    for table in APPEND_ONLY:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _refuse_changes_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23001'; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE "
            f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _create_tables() -> None:
    op.create_table(
        "document_number",
        sa.Column("series", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", "day", name=op.f("pk_document_number")),
    )
    op.create_table(
        "inbox",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("body_digest", sa.String(length=64), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("reply", sa.JSON(), nullable=False),
        sa.Column("was_refused", sa.Boolean(), nullable=False),
        sa.Column("occurred_at", UtcDateTime(), nullable=True),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
    )
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"], unique=False)
    op.create_table(
        "item",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("gtin", sa.String(length=14), nullable=False),
        sa.Column("name_zh", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("picture", sa.String(length=8), nullable=False),
        sa.Column(
            "unit",
            sa.Enum("g", "pc", name="unit", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column(
            "temperature_class",
            sa.Enum(
                "ambient",
                "chilled",
                "frozen",
                name="temperatureclass",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("pack_quantity", BigInt, nullable=False),
        sa.Column("piece_g", BigInt, nullable=False),
        sa.Column("price_cents", BigInt, nullable=False),
        sa.Column("life_hours", sa.Integer(), nullable=False),
        sa.Column("needs_residue_test", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("life_hours > 0", name=op.f("ck_item_life_positive")),
        sa.CheckConstraint("pack_quantity > 0", name=op.f("ck_item_pack_positive")),
        sa.CheckConstraint("piece_g > 0", name=op.f("ck_item_piece_positive")),
        sa.CheckConstraint("price_cents >= 0", name=op.f("ck_item_price_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("code", name=op.f("uq_item_code")),
        sa.UniqueConstraint("gtin", name=op.f("uq_item_gtin")),
    )
    op.create_table(
        "job",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=True),
        sa.Column("error", sa.String(length=400), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job")),
    )
    op.create_table(
        "login_attempt",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_attempt")),
    )
    op.create_index("ix_login_attempt_address_at", "login_attempt", ["address", "at"], unique=False)
    op.create_index("ix_login_attempt_login_at", "login_attempt", ["login", "at"], unique=False)
    op.create_table(
        "warehouse",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("name_zh", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "main",
                "sub",
                name="warehousekind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("gln", sa.String(length=13), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warehouse")),
        sa.UniqueConstraint("code", name=op.f("uq_warehouse_code")),
        sa.UniqueConstraint("gln", name=op.f("uq_warehouse_gln")),
    )
    op.create_table(
        "api_key",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("secret_digest", sa.String(length=64), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "staff",
                "dispatcher",
                "driver",
                "shop",
                "quality",
                "admin",
                "integrator",
                "device",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("warehouse_id", BigInt, nullable=True),
        sa.Column("device_prefix", sa.String(length=64), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_api_key_warehouse_id_warehouse")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("name", name=op.f("uq_api_key_name")),
        sa.UniqueConstraint("secret_digest", name=op.f("uq_api_key_secret_digest")),
    )
    op.create_table(
        "place",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("warehouse_id", BigInt, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "supplier",
                "customer",
                "loss",
                "repack",
                "count",
                "dock",
                "room",
                "bin",
                "stage",
                "vehicle",
                name="placekind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("room_id", BigInt, nullable=True),
        sa.Column(
            "temperature_class",
            sa.Enum(
                "ambient",
                "chilled",
                "frozen",
                name="temperatureclass",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("name_zh", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("capacity_g", BigInt, nullable=True),
        sa.Column("plan_x_cm", sa.Integer(), nullable=False),
        sa.Column("plan_y_cm", sa.Integer(), nullable=False),
        sa.Column("plan_width_cm", sa.Integer(), nullable=False),
        sa.Column("plan_depth_cm", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["place.id"], name=op.f("fk_place_room_id_place")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_place_warehouse_id_warehouse")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("code", name=op.f("uq_place_code")),
    )
    op.create_index("ix_place_room_id", "place", ["room_id"], unique=False)
    op.create_index("ix_place_warehouse_id", "place", ["warehouse_id"], unique=False)
    op.create_table(
        "promised",
        sa.Column("warehouse_id", BigInt, nullable=False),
        sa.Column("item_id", BigInt, nullable=False),
        sa.Column("quantity", BigInt, nullable=False),
        sa.CheckConstraint("quantity >= 0", name=op.f("ck_promised_not_negative")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_promised_item_id_item")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_promised_warehouse_id_warehouse")
        ),
        sa.PrimaryKeyConstraint("warehouse_id", "item_id", name=op.f("pk_promised")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "device",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("warehouse_id", BigInt, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("name_zh", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("place_id", BigInt, nullable=True),
        sa.Column("is_online", sa.Boolean(), nullable=False),
        sa.Column("last_seen_at", UtcDateTime(), nullable=True),
        sa.Column("detail", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_device_place_id_place")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_device_warehouse_id_warehouse")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
    )
    op.create_index("ix_device_warehouse_id", "device", ["warehouse_id"], unique=False)
    op.create_table(
        "shop",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("name_zh", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("customer_class", sa.String(length=16), nullable=False),
        sa.Column("warehouse_id", BigInt, nullable=False),
        sa.Column("place_id", BigInt, nullable=False),
        sa.Column("address_zh", sa.String(length=160), nullable=False),
        sa.Column("address_en", sa.String(length=160), nullable=False),
        sa.Column("phone", sa.String(length=24), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("order_days", sa.Integer(), nullable=False),
        sa.Column("open_minute", sa.Integer(), nullable=False),
        sa.Column("close_minute", sa.Integer(), nullable=False),
        sa.Column("service_s", sa.Integer(), nullable=False),
        sa.Column("credit_limit_cents", BigInt, nullable=False),
        sa.CheckConstraint("open_minute < close_minute", name=op.f("ck_shop_window")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_shop_place_id_place")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_shop_warehouse_id_warehouse")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop")),
        sa.UniqueConstraint("code", name=op.f("uq_shop_code")),
        sa.UniqueConstraint("place_id", name=op.f("uq_shop_place_id")),
    )
    op.create_index("ix_shop_warehouse_id", "shop", ["warehouse_id"], unique=False)
    op.create_table(
        "supplier",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "farmer",
                "base",
                "supplier",
                name="supplierkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("name_zh", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("village_zh", sa.String(length=80), nullable=False),
        sa.Column("village_en", sa.String(length=80), nullable=False),
        sa.Column("name_is_public", sa.Boolean(), nullable=False),
        sa.Column("phone", sa.String(length=24), nullable=True),
        sa.Column("gln", sa.String(length=13), nullable=True),
        sa.Column("place_id", BigInt, nullable=False),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_supplier_place_id_place")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier")),
        sa.UniqueConstraint("code", name=op.f("uq_supplier_code")),
        sa.UniqueConstraint("gln", name=op.f("uq_supplier_gln")),
    )
    op.create_table(
        "field_record",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("supplier_id", BigInt, nullable=False),
        sa.Column("item_id", BigInt, nullable=False),
        sa.Column("plot", sa.String(length=40), nullable=False),
        sa.Column("sown_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_field_record_item_id_item")
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["supplier.id"], name=op.f("fk_field_record_supplier_id_supplier")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_record")),
    )
    op.create_index("ix_field_record_supplier_id", "field_record", ["supplier_id"], unique=False)
    op.create_table(
        "sensor",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("device_id", sa.String(length=64), nullable=False),
        sa.Column("warehouse_id", BigInt, nullable=False),
        sa.Column("place_id", BigInt, nullable=False),
        sa.Column("metric", sa.String(length=16), nullable=False),
        sa.Column("unit", sa.String(length=8), nullable=False),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("hysteresis", sa.Double(), nullable=False),
        sa.Column("open_delay_s", sa.Integer(), nullable=False),
        sa.Column("close_delay_s", sa.Integer(), nullable=False),
        sa.Column("silence_s", sa.Integer(), nullable=False),
        sa.Column("holds_lots", sa.Boolean(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=True),
        sa.Column("last_value", sa.Double(), nullable=True),
        sa.Column("last_received_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("low < high", name=op.f("ck_sensor_limits")),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_sensor_device_id_device")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_sensor_place_id_place")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_sensor_warehouse_id_warehouse")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sensor")),
        sa.UniqueConstraint("code", name=op.f("uq_sensor_code")),
    )
    op.create_index("ix_sensor_device_id", "sensor", ["device_id"], unique=False)
    op.create_index("ix_sensor_place_id", "sensor", ["place_id"], unique=False)
    op.create_table(
        "user_account",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "staff",
                "dispatcher",
                "driver",
                "shop",
                "quality",
                "admin",
                "integrator",
                "device",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("warehouse_id", BigInt, nullable=True),
        sa.Column("shop_id", BigInt, nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_user_account_shop_id_shop")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_user_account_warehouse_id_warehouse")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("login", name=op.f("uq_user_account_login")),
    )
    op.create_table(
        "audit",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", BigInt, nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["user_account.id"], name=op.f("fk_audit_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_hash")),
        sa.UniqueConstraint("previous", name=op.f("uq_audit_previous")),
    )
    op.create_table(
        "device_fault",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.String(length=400), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("settled_by", BigInt, nullable=True),
        sa.ForeignKeyConstraint(
            ["settled_by"],
            ["user_account.id"],
            name=op.f("fk_device_fault_settled_by_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_fault")),
    )
    op.create_index("ix_device_fault_device", "device_fault", ["device"], unique=False)
    op.create_index("ix_device_fault_received_at", "device_fault", ["received_at"], unique=False)
    op.create_table(
        "excursion",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("warehouse_id", BigInt, nullable=False),
        sa.Column("place_id", BigInt, nullable=False),
        sa.Column("sensor_id", BigInt, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "high",
                "low",
                "silence",
                name="excursionkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "acknowledged",
                "closed",
                name="excursionstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("peak", sa.Double(), nullable=True),
        sa.Column("acknowledged_by", BigInt, nullable=True),
        sa.Column("acknowledged_at", UtcDateTime(), nullable=True),
        sa.Column("cause", sa.String(length=200), nullable=True),
        sa.Column("action", sa.String(length=200), nullable=True),
        sa.Column("closed_by", BigInt, nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["acknowledged_by"],
            ["user_account.id"],
            name=op.f("fk_excursion_acknowledged_by_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["user_account.id"], name=op.f("fk_excursion_closed_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_excursion_place_id_place")
        ),
        sa.ForeignKeyConstraint(
            ["sensor_id"], ["sensor.id"], name=op.f("fk_excursion_sensor_id_sensor")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_excursion_warehouse_id_warehouse")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excursion")),
    )
    op.create_index(
        "ix_excursion_place_id_started_at", "excursion", ["place_id", "started_at"], unique=False
    )
    op.create_index("ix_excursion_state", "excursion", ["state"], unique=False)
    op.create_index("ix_excursion_warehouse_id", "excursion", ["warehouse_id"], unique=False)
    op.create_index(
        "uq_excursion_start", "excursion", ["sensor_id", "kind", "started_at"], unique=True
    )
    op.create_table(
        "fact",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("warehouse_id", BigInt, nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("by", BigInt, nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["user_account.id"], name=op.f("fk_fact_by_user_account")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_fact_warehouse_id_warehouse")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
    )
    op.create_index("ix_fact_kind_at", "fact", ["kind", "at"], unique=False)
    op.create_index("ix_fact_subject", "fact", ["subject"], unique=False)
    op.create_table(
        "field_application",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("field_record_id", BigInt, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("product_zh", sa.String(length=80), nullable=False),
        sa.Column("product_en", sa.String(length=80), nullable=False),
        sa.Column("dose", sa.String(length=40), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("waiting_days", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('pesticide', 'fertiliser')", name=op.f("ck_field_application_kind")
        ),
        sa.ForeignKeyConstraint(
            ["field_record_id"],
            ["field_record.id"],
            name=op.f("fk_field_application_field_record_id_field_record"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_application")),
    )
    op.create_index(
        "ix_field_application_field_record_id",
        "field_application",
        ["field_record_id"],
        unique=False,
    )
    op.create_table(
        "login_session",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("user_id", BigInt, nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_login_session_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_login_session")),
    )
    op.create_index("ix_login_session_expires_at", "login_session", ["expires_at"], unique=False)
    op.create_index("ix_login_session_user_id", "login_session", ["user_id"], unique=False)
    op.create_table(
        "lot",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("item_id", BigInt, nullable=False),
        sa.Column("supplier_id", BigInt, nullable=False),
        sa.Column("field_record_id", BigInt, nullable=True),
        sa.Column("supplier_lot", sa.String(length=40), nullable=True),
        sa.Column(
            "packing",
            sa.Enum(
                "air",
                "nitrogen",
                name="packing",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("harvested_at", UtcDateTime(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("sell_until", UtcDateTime(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "testing",
                "released",
                "held",
                "blocked",
                name="lotstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["field_record_id"],
            ["field_record.id"],
            name=op.f("fk_lot_field_record_id_field_record"),
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_lot_item_id_item")),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["supplier.id"], name=op.f("fk_lot_supplier_id_supplier")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot")),
        sa.UniqueConstraint("code", name=op.f("uq_lot_code")),
    )
    op.create_index("ix_lot_item_id", "lot", ["item_id"], unique=False)
    op.create_index("ix_lot_supplier_id", "lot", ["supplier_id"], unique=False)
    op.create_table(
        "policy",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("valid_from", UtcDateTime(), nullable=False),
        sa.Column("by", BigInt, nullable=True),
        sa.ForeignKeyConstraint(
            ["by"], ["user_account.id"], name=op.f("fk_policy_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy")),
        sa.UniqueConstraint("key", "valid_from", name=op.f("uq_policy_key_valid_from")),
    )
    op.create_table(
        "reading",
        sa.Column("sensor_id", BigInt, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("quality", sa.String(length=12), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sensor_id"], ["sensor.id"], name=op.f("fk_reading_sensor_id_sensor")
        ),
        sa.PrimaryKeyConstraint("sensor_id", "at", name=op.f("pk_reading")),
        postgresql_partition_by="RANGE (at)",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "station_task",
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.Column("flow", sa.String(length=24), nullable=False),
        sa.Column("step", sa.String(length=24), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("user_id", BigInt, nullable=True),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_station_task_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("station", name=op.f("pk_station_task")),
    )
    op.create_table(
        "vehicle",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("plate", sa.String(length=16), nullable=False),
        sa.Column("warehouse_id", BigInt, nullable=False),
        sa.Column("place_id", BigInt, nullable=False),
        sa.Column("driver_id", BigInt, nullable=True),
        sa.Column("capacity_g", BigInt, nullable=False),
        sa.Column("capacity_crates", sa.Integer(), nullable=False),
        sa.Column("capacity_ml", BigInt, nullable=False),
        sa.Column("temperature_classes", sa.String(length=40), nullable=False),
        sa.Column("shift_start_minute", sa.Integer(), nullable=False),
        sa.Column("shift_end_minute", sa.Integer(), nullable=False),
        sa.Column("fixed_cost_cents", sa.Integer(), nullable=False),
        sa.Column("cost_per_km_cents", sa.Integer(), nullable=False),
        sa.Column("cost_per_hour_cents", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["driver_id"], ["user_account.id"], name=op.f("fk_vehicle_driver_id_user_account")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_vehicle_place_id_place")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_vehicle_warehouse_id_warehouse")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vehicle")),
        sa.UniqueConstraint("code", name=op.f("uq_vehicle_code")),
        sa.UniqueConstraint("place_id", name=op.f("uq_vehicle_place_id")),
        sa.UniqueConstraint("plate", name=op.f("uq_vehicle_plate")),
    )
    op.create_index("ix_vehicle_warehouse_id", "vehicle", ["warehouse_id"], unique=False)
    op.create_table(
        "wave",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("warehouse_id", BigInt, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "frozen",
                "released",
                "done",
                name="wavestate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("frozen_at", UtcDateTime(), nullable=False),
        sa.Column("released_at", UtcDateTime(), nullable=True),
        sa.Column("by", BigInt, nullable=True),
        sa.ForeignKeyConstraint(["by"], ["user_account.id"], name=op.f("fk_wave_by_user_account")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_wave_warehouse_id_warehouse")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave")),
        sa.UniqueConstraint("number", name=op.f("uq_wave_number")),
    )
    op.create_index("ix_wave_warehouse_id", "wave", ["warehouse_id"], unique=False)
    op.create_table(
        "balance",
        sa.Column("warehouse_id", BigInt, nullable=False),
        sa.Column("place_id", BigInt, nullable=False),
        sa.Column("lot_id", BigInt, nullable=False),
        sa.Column("item_id", BigInt, nullable=False),
        sa.Column("on_hand", BigInt, nullable=False),
        sa.Column("allocated", BigInt, nullable=False),
        sa.Column("is_pickable", sa.Boolean(), nullable=False),
        sa.Column("sell_until", UtcDateTime(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "testing",
                "released",
                "held",
                "blocked",
                name="lotstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "allocated >= 0 AND allocated <= on_hand", name=op.f("ck_balance_bounds")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_balance_item_id_item")),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_balance_lot_id_lot")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_balance_place_id_place")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_balance_warehouse_id_warehouse")
        ),
        sa.PrimaryKeyConstraint("warehouse_id", "place_id", "lot_id", name=op.f("pk_balance")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_balance_fefo",
        "balance",
        ["warehouse_id", "item_id", "sell_until", "received_at", "lot_id"],
        unique=False,
    )
    op.create_index("ix_balance_lot_id", "balance", ["lot_id"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("warehouse_id", BigInt, nullable=False),
        sa.Column("wave_id", BigInt, nullable=True),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("filename", sa.String(length=120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("printed_at", UtcDateTime(), nullable=True),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_document_warehouse_id_warehouse")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_document_wave_id_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint(
            "kind", "subject", "media_type", name=op.f("uq_document_kind_subject_media_type")
        ),
    )
    op.create_index(
        "ix_document_unprinted",
        "document",
        ["warehouse_id"],
        unique=False,
        sqlite_where=sa.text("printed_at IS NULL"),
        postgresql_where=sa.text("printed_at IS NULL"),
    )
    op.create_index("ix_document_warehouse_id", "document", ["warehouse_id"], unique=False)
    op.create_index("ix_document_wave_id", "document", ["wave_id"], unique=False)
    op.create_table(
        "hold",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("lot_id", BigInt, nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("cause", sa.String(length=60), nullable=False),
        sa.Column("excursion_id", BigInt, nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("placed_at", UtcDateTime(), nullable=False),
        sa.Column("placed_by", BigInt, nullable=True),
        sa.Column("released_at", UtcDateTime(), nullable=True),
        sa.Column("released_by", BigInt, nullable=True),
        sa.Column("release_note", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["excursion_id"], ["excursion.id"], name=op.f("fk_hold_excursion_id_excursion")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_hold_lot_id_lot")),
        sa.ForeignKeyConstraint(
            ["placed_by"], ["user_account.id"], name=op.f("fk_hold_placed_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["released_by"], ["user_account.id"], name=op.f("fk_hold_released_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    op.create_index("ix_hold_excursion_id", "hold", ["excursion_id"], unique=False)
    op.create_index("ix_hold_lot_id", "hold", ["lot_id"], unique=False)
    op.create_index(
        "uq_hold_open",
        "hold",
        ["lot_id", "reason", "cause"],
        unique=True,
        sqlite_where=sa.text("released_at IS NULL"),
        postgresql_where=sa.text("released_at IS NULL"),
    )
    op.create_table(
        "lot_link",
        sa.Column("parent_id", BigInt, nullable=False),
        sa.Column("child_id", BigInt, nullable=False),
        sa.Column("quantity", BigInt, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_lot_link_quantity_positive")),
        sa.ForeignKeyConstraint(["child_id"], ["lot.id"], name=op.f("fk_lot_link_child_id_lot")),
        sa.ForeignKeyConstraint(["parent_id"], ["lot.id"], name=op.f("fk_lot_link_parent_id_lot")),
        sa.PrimaryKeyConstraint("parent_id", "child_id", name=op.f("pk_lot_link")),
    )
    op.create_index("ix_lot_link_child_id", "lot_link", ["child_id"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("fact_id", BigInt, nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "staff",
                "dispatcher",
                "driver",
                "shop",
                "quality",
                "admin",
                "integrator",
                "device",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("warehouse_id", BigInt, nullable=True),
        sa.Column("shop_id", BigInt, nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_notice_fact_id_fact")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_notice_shop_id_shop")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_notice_warehouse_id_warehouse")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index("ix_notice_role_at", "notice", ["role", "at"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("fact_id", BigInt, nullable=False),
        sa.Column("consumer", sa.String(length=32), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "ready",
                "leased",
                "done",
                "dead",
                name="outboxstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.Column("lease", sa.Uuid(), nullable=True),
        sa.Column("error", sa.String(length=400), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_outbox_attempts_not_negative")),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_outbox_fact_id_fact")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("fact_id", "consumer", name=op.f("uq_outbox_fact_id_consumer")),
    )
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["next_at", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('ready', 'leased')"),
        postgresql_where=sa.text("state IN ('ready', 'leased')"),
    )
    op.create_table(
        "residue_test",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("lot_id", BigInt, nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("method", sa.String(length=60), nullable=False),
        sa.Column("inhibition_pct", sa.Double(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("tested_at", UtcDateTime(), nullable=False),
        sa.Column("by", BigInt, nullable=True),
        sa.ForeignKeyConstraint(
            ["by"], ["user_account.id"], name=op.f("fk_residue_test_by_user_account")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_residue_test_lot_id_lot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residue_test")),
    )
    op.create_index("ix_residue_test_lot_id", "residue_test", ["lot_id"], unique=False)
    op.create_table(
        "route_plan",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("wave_id", BigInt, nullable=False),
        sa.Column("warehouse_id", BigInt, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "requested",
                "stored",
                "stale",
                "failed",
                name="planstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("basis", sa.String(length=64), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("failure", sa.String(length=400), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_route_plan_warehouse_id_warehouse")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_route_plan_wave_id_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_route_plan")),
    )
    op.create_index("ix_route_plan_wave_id", "route_plan", ["wave_id"], unique=False)
    op.create_table(
        "sales_order",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("shop_id", BigInt, nullable=False),
        sa.Column("warehouse_id", BigInt, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "standard",
                "express",
                name="orderkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "submitted",
                "returned",
                "approved",
                "released",
                "picked",
                "packed",
                "loaded",
                "delivered",
                "cancelled",
                name="orderstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("placed_at", UtcDateTime(), nullable=False),
        sa.Column("placed_by", BigInt, nullable=True),
        sa.Column("deliver_from", UtcDateTime(), nullable=False),
        sa.Column("deliver_until", UtcDateTime(), nullable=False),
        sa.Column("total_cents", BigInt, nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("return_reason", sa.String(length=200), nullable=True),
        sa.Column("wave_id", BigInt, nullable=True),
        sa.ForeignKeyConstraint(
            ["placed_by"], ["user_account.id"], name=op.f("fk_sales_order_placed_by_user_account")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_sales_order_shop_id_shop")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_sales_order_warehouse_id_warehouse")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_sales_order_wave_id_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_order")),
        sa.UniqueConstraint("client_id", name=op.f("uq_sales_order_client_id")),
        sa.UniqueConstraint("number", name=op.f("uq_sales_order_number")),
    )
    op.create_index(
        "ix_sales_order_shop_id_placed_at", "sales_order", ["shop_id", "placed_at"], unique=False
    )
    op.create_index(
        "ix_sales_order_warehouse_id_state", "sales_order", ["warehouse_id", "state"], unique=False
    )
    op.create_index("ix_sales_order_wave_id", "sales_order", ["wave_id"], unique=False)
    op.create_table(
        "order_line",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("order_id", BigInt, nullable=False),
        sa.Column("item_id", BigInt, nullable=False),
        sa.Column("ordered", BigInt, nullable=False),
        sa.Column("approved", BigInt, nullable=False),
        sa.Column("promised", BigInt, nullable=False),
        sa.Column("allocated", BigInt, nullable=False),
        sa.Column("picked", BigInt, nullable=False),
        sa.Column("delivered", BigInt, nullable=False),
        sa.Column("unit_price_cents", BigInt, nullable=False),
        sa.CheckConstraint(
            "approved >= 0 AND approved <= ordered", name=op.f("ck_order_line_approved_bounds")
        ),
        sa.CheckConstraint("ordered > 0", name=op.f("ck_order_line_ordered_positive")),
        sa.CheckConstraint(
            "promised >= 0 AND allocated >= 0 AND picked >= 0 AND delivered >= 0",
            name=op.f("ck_order_line_not_negative"),
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_order_line_item_id_item")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_order_line_order_id_sales_order")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_line")),
        sa.UniqueConstraint("order_id", "item_id", name=op.f("uq_order_line_order_id_item_id")),
    )
    op.create_index("ix_order_line_order_id", "order_line", ["order_id"], unique=False)
    op.create_table(
        "parcel",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("sscc", sa.String(length=18), nullable=False),
        sa.Column("order_id", BigInt, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "packed",
                "loaded",
                "delivered",
                "returned",
                name="parcelstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("place_id", BigInt, nullable=False),
        sa.Column("weight_g", BigInt, nullable=False),
        sa.Column("packed_at", UtcDateTime(), nullable=False),
        sa.Column("loaded_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("weight_g >= 0", name=op.f("ck_parcel_weight_not_negative")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_parcel_order_id_sales_order")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_parcel_place_id_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcel")),
        sa.UniqueConstraint("sscc", name=op.f("uq_parcel_sscc")),
    )
    op.create_index("ix_parcel_order_id", "parcel", ["order_id"], unique=False)
    op.create_table(
        "review",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("order_id", BigInt, nullable=False),
        sa.Column("decision", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("by", BigInt, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by"], ["user_account.id"], name=op.f("fk_review_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_review_order_id_sales_order")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index("ix_review_order_id", "review", ["order_id"], unique=False)
    op.create_table(
        "trip",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("plan_id", BigInt, nullable=False),
        sa.Column("warehouse_id", BigInt, nullable=False),
        sa.Column("vehicle_id", BigInt, nullable=False),
        sa.Column("driver_id", BigInt, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "loading",
                "departed",
                "returned",
                "cancelled",
                name="tripstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("departs_at", UtcDateTime(), nullable=False),
        sa.Column("returns_at", UtcDateTime(), nullable=False),
        sa.Column("departed_at", UtcDateTime(), nullable=True),
        sa.Column("returned_at", UtcDateTime(), nullable=True),
        sa.Column("distance_m", BigInt, nullable=False),
        sa.Column("load_g", BigInt, nullable=False),
        sa.Column("load_crates", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["driver_id"], ["user_account.id"], name=op.f("fk_trip_driver_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["route_plan.id"], name=op.f("fk_trip_plan_id_route_plan")
        ),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicle.id"], name=op.f("fk_trip_vehicle_id_vehicle")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_trip_warehouse_id_warehouse")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip")),
        sa.UniqueConstraint("number", name=op.f("uq_trip_number")),
    )
    op.create_index("ix_trip_driver_id_day", "trip", ["driver_id", "day"], unique=False)
    op.create_index("ix_trip_plan_id", "trip", ["plan_id"], unique=False)
    op.create_index("ix_trip_vehicle_id", "trip", ["vehicle_id"], unique=False)
    op.create_index("ix_trip_warehouse_id_day", "trip", ["warehouse_id", "day"], unique=False)
    op.create_table(
        "unserved_order",
        sa.Column("plan_id", BigInt, nullable=False),
        sa.Column("order_id", BigInt, nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_unserved_order_order_id_sales_order")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["route_plan.id"], name=op.f("fk_unserved_order_plan_id_route_plan")
        ),
        sa.PrimaryKeyConstraint("plan_id", "order_id", name=op.f("pk_unserved_order")),
    )
    op.create_index("ix_unserved_order_order_id", "unserved_order", ["order_id"], unique=False)
    op.create_table(
        "allocation",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("order_line_id", BigInt, nullable=False),
        sa.Column("warehouse_id", BigInt, nullable=False),
        sa.Column("place_id", BigInt, nullable=False),
        sa.Column("lot_id", BigInt, nullable=False),
        sa.Column("quantity", BigInt, nullable=False),
        sa.Column("picked", BigInt, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "picked",
                "void",
                name="allocationstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "picked >= 0 AND picked <= quantity", name=op.f("ck_allocation_picked_bounds")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_allocation_quantity_positive")),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_allocation_lot_id_lot")),
        sa.ForeignKeyConstraint(
            ["order_line_id"],
            ["order_line.id"],
            name=op.f("fk_allocation_order_line_id_order_line"),
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_allocation_place_id_place")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_allocation_warehouse_id_warehouse")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation")),
    )
    op.create_index(
        "ix_allocation_lot_id_place_id", "allocation", ["lot_id", "place_id"], unique=False
    )
    op.create_index("ix_allocation_order_line_id", "allocation", ["order_line_id"], unique=False)
    op.create_table(
        "move",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("lot_id", BigInt, nullable=False),
        sa.Column("from_place_id", BigInt, nullable=False),
        sa.Column("to_place_id", BigInt, nullable=False),
        sa.Column("quantity", BigInt, nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "receive",
                "put_away",
                "relocate",
                "transfer",
                "pick",
                "load",
                "unload",
                "deliver",
                "return",
                "repack",
                "loss",
                "count",
                "correction",
                name="movereason",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=80), nullable=True),
        sa.Column("order_line_id", BigInt, nullable=True),
        sa.Column("by", BigInt, nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("from_place_id <> to_place_id", name=op.f("ck_move_goes_somewhere")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_move_quantity_positive")),
        sa.ForeignKeyConstraint(["by"], ["user_account.id"], name=op.f("fk_move_by_user_account")),
        sa.ForeignKeyConstraint(
            ["from_place_id"], ["place.id"], name=op.f("fk_move_from_place_id_place")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_move_lot_id_lot")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_line.id"], name=op.f("fk_move_order_line_id_order_line")
        ),
        sa.ForeignKeyConstraint(
            ["to_place_id"], ["place.id"], name=op.f("fk_move_to_place_id_place")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move")),
    )
    op.create_index("ix_move_from_place_id_at", "move", ["from_place_id", "at"], unique=False)
    op.create_index("ix_move_lot_id_at", "move", ["lot_id", "at"], unique=False)
    op.create_index("ix_move_order_line_id", "move", ["order_line_id"], unique=False)
    op.create_index("ix_move_to_place_id_at", "move", ["to_place_id", "at"], unique=False)
    op.create_table(
        "stop",
        sa.Column("id", BigInt, nullable=False),
        sa.Column("trip_id", BigInt, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("order_id", BigInt, nullable=False),
        sa.Column("shop_id", BigInt, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "arrived",
                "done",
                name="stopstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("arrives_at", UtcDateTime(), nullable=False),
        sa.Column("leaves_at", UtcDateTime(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_stop_order_id_sales_order")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_stop_shop_id_shop")),
        sa.ForeignKeyConstraint(["trip_id"], ["trip.id"], name=op.f("fk_stop_trip_id_trip")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stop")),
        sa.UniqueConstraint("order_id", name=op.f("uq_stop_order_id")),
        sa.UniqueConstraint("trip_id", "position", name=op.f("uq_stop_trip_id_position")),
    )
    op.create_table(
        "proof",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("stop_id", BigInt, nullable=False),
        sa.Column("order_id", BigInt, nullable=False),
        sa.Column("received_by", sa.String(length=80), nullable=False),
        sa.Column("signature_svg", sa.Text(), nullable=True),
        sa.Column("photo", sa.LargeBinary(), nullable=True),
        sa.Column("photo_type", sa.String(length=40), nullable=True),
        sa.Column("temperature_c", sa.Double(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("occurred_at", UtcDateTime(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("by", BigInt, nullable=False),
        sa.ForeignKeyConstraint(["by"], ["user_account.id"], name=op.f("fk_proof_by_user_account")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_proof_order_id_sales_order")
        ),
        sa.ForeignKeyConstraint(["stop_id"], ["stop.id"], name=op.f("fk_proof_stop_id_stop")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proof")),
        sa.UniqueConstraint("stop_id", name=op.f("uq_proof_stop_id")),
    )
    op.create_index("ix_proof_order_id", "proof", ["order_id"], unique=False)
    op.create_table(
        "proof_line",
        sa.Column("proof_id", sa.Uuid(), nullable=False),
        sa.Column("order_line_id", BigInt, nullable=False),
        sa.Column("lot_id", BigInt, nullable=False),
        sa.Column("delivered", BigInt, nullable=False),
        sa.Column("short", BigInt, nullable=False),
        sa.Column("refused", BigInt, nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.CheckConstraint(
            "delivered >= 0 AND short >= 0 AND refused >= 0",
            name=op.f("ck_proof_line_not_negative"),
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_proof_line_lot_id_lot")),
        sa.ForeignKeyConstraint(
            ["order_line_id"],
            ["order_line.id"],
            name=op.f("fk_proof_line_order_line_id_order_line"),
        ),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["proof.id"], name=op.f("fk_proof_line_proof_id_proof")
        ),
        sa.PrimaryKeyConstraint("proof_id", "order_line_id", "lot_id", name=op.f("pk_proof_line")),
    )
    op.create_index("ix_proof_line_lot_id", "proof_line", ["lot_id"], unique=False)
