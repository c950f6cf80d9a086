"""Facts have typed fields and a subject; what was read from them as state has columns of its own.

Old facts are rewritten to the fields of today, so that one reader reads them all. What a station
is in the middle of stays as it is: a memory of the old kind is answered with "start over".

Revision ID: 0002
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from wms.tables.base import BigInt, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BATCH = 1_000

_FACT = sa.table(
    "fact",
    sa.column("id", BigInt),
    sa.column("kind", sa.String),
    sa.column("subject", sa.String),
    sa.column("subject_kind", sa.String),
    sa.column("subject_id", sa.String),
    sa.column("data", sa.JSON),
)
_ORDER = sa.table(
    "sales_order",
    sa.column("id", BigInt),
    sa.column("shop_id", BigInt),
    sa.column("body_digest", sa.String),
)
_PROOF = sa.table("proof", sa.column("id", sa.Uuid), sa.column("order_id", BigInt))
_FLAG = sa.table("proof_flag", sa.column("proof_id", sa.Uuid), sa.column("code", sa.String))
_SHORTAGE = sa.table(
    "wave_shortage",
    *(sa.column(name, BigInt) for name in ("wave_id", "order_id", "item_id", "approved", "short")),
)
_TASK = sa.table(
    "station_task",
    sa.column("station", sa.String),
    sa.column("flow", sa.String),
    sa.column("data", sa.JSON),
    sa.column("updated_at", UtcDateTime),
)
_WEIGHT = sa.table(
    "scale_weight",
    sa.column("device_id", sa.String),
    sa.column("weight_mg", BigInt),
    sa.column("mode", sa.String),
    sa.column("at", UtcDateTime),
)

_OF_LOT = {"lot": "code"}
_OF_EXCURSION = {"place": "place_id", "sensor": "sensor_id"}
_OF_ORDER = {"cents": "total_cents"}
_OF_PICK = {"order": "number"}
_OF_WAVE = {"wave": "number"}
_RENAMED: dict[str, dict[str, str]] = {
    "LotReceived": _OF_LOT,
    "LotPutAway": _OF_LOT,
    "LotReleased": _OF_LOT,
    "LotRepacked": _OF_LOT,
    "LotTested": {**_OF_LOT, "test": "test_id"},
    "StockLost": _OF_LOT,
    "ExcursionOpened": _OF_EXCURSION,
    "ExcursionEnded": _OF_EXCURSION,
    "ExcursionClosed": _OF_EXCURSION,
    "SensorSilent": _OF_EXCURSION,
    "OrderPlaced": _OF_ORDER,
    "OrderChanged": _OF_ORDER,
    "OrderApproved": _OF_ORDER,
    "OrderReturned": _OF_ORDER,
    "OrderCancelled": _OF_ORDER,
    "OrderPicked": _OF_PICK,
    "OrderPacked": _OF_PICK,
    "WaveFrozen": _OF_WAVE,
    "WaveReleased": _OF_WAVE,
    "WaveShort": _OF_WAVE,
    "TripLoaded": {"trip": "number"},
    "TripReturned": {"refused": "refused_quantity"},
}
"""What fields were called, by kind of fact."""
_DROPPED = {"OrderPlaced": {"body"}, "WaveShort": {"shortages"}}
"""What has a column of its own now."""
_OF_SUBJECT = {
    "lot": ("lot_id", int),
    "excursion": ("excursion_id", int),
    "order": ("order_id", int),
    "wave": ("wave_id", int),
    "trip": ("trip_id", int),
    "device": ("device_id", str),
    "station": ("station", str),
}
"""Which field of a fact says what it is about."""
_HOLDS = {"LotHeld", "LotBlocked"}
"""About one lot or about a cause, which may be any text."""


def upgrade() -> None:
    """Add, carry over, then tighten."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if not is_sqlite:
        op.execute("SET LOCAL statement_timeout = 0")
    _let_facts_be_changed(is_sqlite)
    _add()
    for facts in _facts():
        _carry_over(facts)
    _carry_weights()
    _tighten()
    _refuse_changes_again(is_sqlite)


def _let_facts_be_changed(is_sqlite: bool) -> None:
    if is_sqlite:
        op.execute("DROP TRIGGER fact_refuses_update")
        op.execute("DROP TRIGGER fact_refuses_delete")
    else:
        op.execute("DROP TRIGGER fact_refuses_change ON fact")


def _refuse_changes_again(is_sqlite: bool) -> None:
    if not is_sqlite:
        op.execute(
            "CREATE TRIGGER fact_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE "
            "ON fact FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER fact_refuses_{change.lower()} BEFORE {change} ON fact "
            "BEGIN SELECT RAISE(ABORT, 'fact is append-only'); END"
        )


def _add() -> None:
    with op.batch_alter_table("fact") as fact:
        fact.add_column(sa.Column("subject_kind", sa.String(24), nullable=True))
        fact.add_column(sa.Column("subject_id", sa.String(64), nullable=True))
    with op.batch_alter_table("sales_order") as order:
        order.add_column(sa.Column("body_digest", sa.String(64), nullable=True))
    op.create_table(
        "wave_shortage",
        sa.Column("wave_id", BigInt, nullable=False),
        sa.Column("order_id", BigInt, nullable=False),
        sa.Column("item_id", BigInt, nullable=False),
        sa.Column("approved", BigInt, nullable=False),
        sa.Column("short", BigInt, nullable=False),
        sa.CheckConstraint("short > 0", name=op.f("ck_wave_shortage_short_positive")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_wave_shortage_item_id_item")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_wave_shortage_order_id_sales_order")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["wave.id"], name=op.f("fk_wave_shortage_wave_id_wave")
        ),
        sa.PrimaryKeyConstraint("wave_id", "order_id", "item_id", name=op.f("pk_wave_shortage")),
    )
    op.create_table(
        "proof_flag",
        sa.Column("proof_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["proof.id"], name=op.f("fk_proof_flag_proof_id_proof")
        ),
        sa.PrimaryKeyConstraint("proof_id", "code", name=op.f("pk_proof_flag")),
    )
    op.create_table(
        "scale_weight",
        sa.Column("device_id", sa.String(64), nullable=False),
        sa.Column("weight_mg", BigInt, nullable=False),
        sa.Column("mode", sa.String(20), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("device_id", name=op.f("pk_scale_weight")),
    )


def _facts() -> Iterator[list[Any]]:
    """All facts, a batch at a time: there may be millions."""
    last = 0
    while True:
        after = sa.select(_FACT).where(_FACT.c.id > last).order_by(_FACT.c.id).limit(BATCH)
        rows = list(op.get_bind().execute(after))
        if not rows:
            return
        yield rows
        last = rows[-1].id


def _carry_over(facts: list[Any]) -> None:
    """Keep elsewhere what was state, then rewrite the facts of a batch."""
    _keep_digests(facts)
    _keep_shortages(facts)
    _keep_flags(facts)
    shops = _shops(facts)
    change = (
        sa.update(_FACT)
        .where(_FACT.c.id == sa.bindparam("of"))
        .values(
            kind=sa.bindparam("as_kind"),
            subject_kind=sa.bindparam("about_kind"),
            subject_id=sa.bindparam("about_id"),
            data=sa.bindparam("holds", type_=sa.JSON),
        )
    )
    op.get_bind().execute(change, [_rewritten(row, shops) for row in facts])


def _rewritten(row: Any, shops: dict[int, int]) -> dict[str, Any]:
    kind, about = row.kind, row.subject.split(":", 1)
    data = {
        _RENAMED.get(kind, {}).get(name, name): value
        for name, value in row.data.items()
        if name not in _DROPPED.get(kind, ())
    }
    if kind == "LotReleased" and "cause" in data:
        kind = "RecallLifted"
    if kind in _HOLDS or kind == "RecallLifted":
        is_one = about[0] == "lot" and data.get("lot_count", 1) == 1
        data["lot_id"] = int(about[1]) if is_one else None
        about = about if is_one else ["hold", row.subject]
    elif about[0] in _OF_SUBJECT:
        name, of_type = _OF_SUBJECT[about[0]]
        data[name] = of_type(about[1])
    if kind in ("OrderPicked", "OrderPacked"):
        data["shop_id"] = shops.get(int(about[1]))
    if kind == "OrderApproved":
        data["findings"] = [_warned(finding) for finding in data.get("findings", ())]
    return {
        "of": row.id,
        "as_kind": kind,
        "about_kind": about[0],
        "about_id": about[-1],
        "holds": data,
    }


def _warned(finding: dict[str, Any]) -> dict[str, Any]:
    details = {name: value for name, value in finding.items() if name not in ("code", "blocks")}
    return {"code": finding["code"], "details": details}


def _about_id(row: Any) -> int:
    return int(row.subject.split(":", 1)[1])


def _shops(facts: list[Any]) -> dict[int, int]:
    """Whose the orders are of facts that did not say so."""
    ids = {_about_id(row) for row in facts if row.kind in ("OrderPicked", "OrderPacked")}
    orders = sa.select(_ORDER.c.id, _ORDER.c.shop_id).where(_ORDER.c.id.in_(ids))
    return {order_id: shop_id for order_id, shop_id in op.get_bind().execute(orders)}


def _keep_digests(facts: list[Any]) -> None:
    digests = [
        {"of": _about_id(row), "digest": row.data["body"]}
        for row in facts
        if row.kind == "OrderPlaced" and "body" in row.data
    ]
    if digests:
        change = sa.update(_ORDER).where(_ORDER.c.id == sa.bindparam("of"))
        op.get_bind().execute(change.values(body_digest=sa.bindparam("digest")), digests)


def _keep_shortages(facts: list[Any]) -> None:
    rows = {
        (_about_id(row), one["order_id"], one["item_id"]): (one["approved"], one["short"])
        for row in facts
        if row.kind == "WaveShort"
        for one in row.data.get("shortages", ())
    }
    names = ("wave_id", "order_id", "item_id", "approved", "short")
    if rows:
        values = [dict(zip(names, key + rest, strict=True)) for key, rest in rows.items()]
        op.get_bind().execute(sa.insert(_SHORTAGE), values)


def _keep_flags(facts: list[Any]) -> None:
    flags = {
        _about_id(row): row.data["flags"]
        for row in facts
        if row.kind == "Delivered" and row.data.get("flags")
    }
    proofs = sa.select(_PROOF.c.id, _PROOF.c.order_id).where(_PROOF.c.order_id.in_(flags))
    rows = [
        {"proof_id": proof_id, "code": code}
        for proof_id, order_id in op.get_bind().execute(proofs)
        for code in flags[order_id]
    ]
    if rows:
        op.get_bind().execute(sa.insert(_FLAG), rows)


def _carry_weights() -> None:
    """What a scale shows was kept as if it were a station's task."""
    is_scale = _TASK.c.flow == "scale"
    rows = [
        {
            "device_id": row.station,
            "weight_mg": row.data["weight_mg"],
            "mode": row.data["mode"],
            "at": row.updated_at,
        }
        for row in op.get_bind().execute(sa.select(_TASK).where(is_scale))
    ]
    if rows:
        op.get_bind().execute(sa.insert(_WEIGHT), rows)
    op.get_bind().execute(sa.delete(_TASK).where(is_scale))


def _tighten() -> None:
    op.execute("UPDATE sales_order SET body_digest = '' WHERE body_digest IS NULL")
    with op.batch_alter_table("sales_order") as order:
        order.alter_column("body_digest", existing_type=sa.String(64), nullable=False)
    with op.batch_alter_table("fact") as fact:
        fact.drop_index("ix_fact_subject")
        fact.drop_column("subject")
        fact.alter_column("subject_kind", existing_type=sa.String(24), nullable=False)
        fact.alter_column("subject_id", existing_type=sa.String(64), nullable=False)
        fact.create_index("ix_fact_subject", ["subject_kind", "subject_id"])
    with op.batch_alter_table("notice") as notice:
        notice.drop_column("kind")
        notice.drop_column("data")
