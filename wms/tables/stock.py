"""Lots and where they are: genealogy, moves, balances, promises, allocations, holds."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from wms.tables.base import BigInt, Table, UtcDateTime, text_enum
from wms.tables.kept import Kept, Term


class LotStatus(StrEnum):
    """Only a released lot is sellable; hold, residue test and recall are this one column."""

    TESTING = "testing"
    RELEASED = "released"
    HELD = "held"
    BLOCKED = "blocked"


class Packing(StrEnum):
    AIR = "air"
    NITROGEN = "nitrogen"


class MoveReason(StrEnum):
    RECEIVE = "receive"
    PUT_AWAY = "put_away"
    RELOCATE = "relocate"
    TRANSFER = "transfer"
    PICK = "pick"
    LOAD = "load"
    UNLOAD = "unload"
    DELIVER = "deliver"
    RETURN = "return"
    REPACK = "repack"
    LOSS = "loss"
    COUNT = "count"
    CORRECTION = "correction"


class WeightReason(StrEnum):
    """Why the weight of goods changed in the books though nothing moved."""

    WEIGHED = "weighed"
    """They had not been weighed: now they are."""
    DIFFERED = "differed"
    """The scale says something else than the books: they dried, or an earlier weight was wrong."""
    LOST = "lost"
    """A part came or went unweighed: what the rest weighs is no longer known."""


class AllocationState(StrEnum):
    OPEN = "open"
    PICKED = "picked"
    VOID = "void"


class Lot(Table):
    """Units with one origin and one life."""

    __tablename__ = "lot"
    kept = Kept(evidence=True, term=Term.TRADE, since="sell_until")
    __table_args__ = (
        Index("ix_lot_item_id", "item_id"),
        Index("ix_lot_supplier_id", "supplier_id"),
        Index("ix_lot_supplier_lot", "supplier_lot"),
    )

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    field_record_id: Mapped[int | None] = mapped_column(ForeignKey("field_record.id"))
    supplier_lot: Mapped[str | None] = mapped_column(String(40))
    """The supplier's own number of it."""
    produced_on: Mapped[date | None]
    """The dates of the supplier's label, as printed."""
    packed_on: Mapped[date | None]
    frozen_on: Mapped[date | None]
    best_before_on: Mapped[date | None]
    sell_by_on: Mapped[date | None]
    use_by_on: Mapped[date | None]
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    packing: Mapped[Packing] = mapped_column(text_enum(Packing), default=Packing.AIR)
    harvested_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sell_until: Mapped[datetime] = mapped_column(UtcDateTime)
    """End of life: the earlier of the label's word and our rule; brought forward when the lot has
    lived too warm, never back."""
    status: Mapped[LotStatus] = mapped_column(text_enum(LotStatus))


class LotLink(Table):
    """Genealogy: so much of a parent went into a child (repack, split, merge)."""

    __tablename__ = "lot_link"
    kept = Kept(evidence=True, term=Term.TRADE, since="child_id.sell_until")
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity_positive"),)

    parent_id: Mapped[int] = mapped_column(ForeignKey("lot.id"), primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("lot.id"), primary_key=True, index=True)
    quantity: Mapped[int] = mapped_column(BigInt)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Move(Table):
    """One double-entry movement. Append-only: triggers refuse UPDATE and DELETE."""

    __tablename__ = "move"
    kept = Kept(
        evidence=True,
        term=Term.TRADE,
        since="lot_id.sell_until",
        persons=("by",),
        warehouse=("from_place_id.warehouse_id", "to_place_id.warehouse_id"),
    )
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("from_place_id <> to_place_id", name="goes_somewhere"),
        Index("ix_move_lot_id_at", "lot_id", "at"),
        Index("ix_move_to_place_id_at", "to_place_id", "at"),
        Index("ix_move_from_place_id_at", "from_place_id", "at"),
        Index("ix_move_order_line_id", "order_line_id"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    """Derived from the cause (scan, order line, proof), so posting twice changes nothing."""
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"))
    from_place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    to_place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    quantity: Mapped[int] = mapped_column(BigInt)
    reason: Mapped[MoveReason] = mapped_column(text_enum(MoveReason))
    note: Mapped[str | None] = mapped_column(String(80))
    """Reason code of a loss, refusal or correction."""
    order_line_id: Mapped[int | None] = mapped_column(ForeignKey("order_line.id"))
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class MoveWeight(Table):
    """What the goods of a move weighed, for goods that are counted and weighed. No row: not known.

    A row of its own, because it is known only when the stock is locked, and a move never changes.
    Append-only like the moves.
    """

    __tablename__ = "move_weight"
    kept = Kept(
        evidence=True,
        term=Term.TRADE,
        since="move_id.lot_id.sell_until",
        warehouse=("move_id.from_place_id.warehouse_id", "move_id.to_place_id.warehouse_id"),
    )
    __table_args__ = (CheckConstraint("weight_g > 0", name="positive"),)

    move_id: Mapped[UUID] = mapped_column(ForeignKey("move.id"), primary_key=True)
    weight_g: Mapped[int] = mapped_column(BigInt)


class WeightChange(Table):
    """What the scale changed in the books of a lot in a place, besides the moves. Append-only."""

    __tablename__ = "weight_change"
    kept = Kept(
        evidence=True,
        term=Term.TRADE,
        since="lot_id.sell_until",
        persons=("by",),
        warehouse=("place_id.warehouse_id",),
    )
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("weight_g > 0", name="weight_positive"),
        CheckConstraint("(reason = 'lost') = (weight_g IS NULL)", name="weighed_or_lost"),
        CheckConstraint("reason <> 'lost' OR change_g < 0", name="lost_is_less"),
        Index("ix_weight_change_lot_id_at", "lot_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    """Derived from the cause, like a move's."""
    move_id: Mapped[UUID | None] = mapped_column(ForeignKey("move.id"))
    """The move at which it showed; None: all of it was weighed where it lies."""
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    quantity: Mapped[int] = mapped_column(BigInt)
    """The pieces on the scale, or those that came or went unweighed."""
    weight_g: Mapped[int | None] = mapped_column(BigInt)
    """What the scale said of them."""
    change_g: Mapped[int] = mapped_column(BigInt)
    """By how much the weight in the books changed there."""
    reason: Mapped[WeightReason] = mapped_column(text_enum(WeightReason))
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Balance(Table):
    """How much of a lot is in a place: a cache the ledger keeps true. Rows at zero are deleted.

    Item, life and status are copied from the lot so that FEFO is one index. Nothing that a move
    changes is in an index: moving goods writes one page, and on PostgreSQL stays in its page.
    """

    __tablename__ = "balance"
    kept = Kept(evidence=False, term=Term.STATE, warehouse=("warehouse_id",))
    __table_args__ = (
        CheckConstraint("allocated >= 0 AND allocated <= on_hand", name="bounds"),
        Index("ix_balance_lot_id", "lot_id"),
        Index(
            "ix_balance_fefo",
            "warehouse_id",
            "item_id",
            "sell_until",
            "received_at",
            "lot_id",
        ),
        {"sqlite_with_rowid": False},
    )

    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouse.id"), primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    on_hand: Mapped[int] = mapped_column(BigInt)
    allocated: Mapped[int] = mapped_column(BigInt, default=0)
    is_pickable: Mapped[bool] = mapped_column(default=True)
    """False on stages and vehicles: those goods already belong to an order."""
    sell_until: Mapped[datetime] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    status: Mapped[LotStatus] = mapped_column(text_enum(LotStatus))
    weight_g: Mapped[int | None] = mapped_column(
        BigInt, CheckConstraint("weight_g >= 0 AND (weight_g = 0 OR on_hand > 0)", name="weight")
    )
    """Of goods counted and weighed: what all of it weighs, 0 while not all of it has been weighed.
    None: the goods have one measure."""


class Promised(Table):
    """How much of an item a warehouse has promised to approved orders and not yet allocated."""

    __tablename__ = "promised"
    kept = Kept(evidence=False, term=Term.STATE, warehouse=("warehouse_id",))
    __table_args__ = (
        CheckConstraint("quantity >= 0", name="not_negative"),
        {"sqlite_with_rowid": False},
    )

    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouse.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    quantity: Mapped[int] = mapped_column(BigInt, default=0)


class Allocation(Table):
    """So much of a lot in a place belongs to an order line. Picking or voiding ends it."""

    __tablename__ = "allocation"
    kept = Kept(
        evidence=False,
        term=Term.TRADE,
        since="order_line_id.order_id.deliver_until",
        warehouse=("warehouse_id",),
    )
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("picked >= 0 AND picked <= quantity", name="picked_bounds"),
        Index("ix_allocation_order_line_id", "order_line_id"),
        Index("ix_allocation_lot_id_place_id", "lot_id", "place_id"),
    )

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_line.id"))
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouse.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"))
    quantity: Mapped[int] = mapped_column(BigInt)
    picked: Mapped[int] = mapped_column(BigInt, default=0)
    state: Mapped[AllocationState] = mapped_column(
        text_enum(AllocationState), default=AllocationState.OPEN
    )


class Hold(Table):
    """Quality says stop. A lot is sellable again only when each of its holds is released."""

    __tablename__ = "hold"
    kept = Kept(
        evidence=True,
        term=Term.TRADE,
        since="lot_id.sell_until",
        persons=("placed_by", "released_by"),
    )
    __table_args__ = (
        Index("ix_hold_lot_id", "lot_id"),
        Index("ix_hold_excursion_id", "excursion_id"),
        Index("ix_hold_cause", "cause"),
        Index(
            "uq_hold_open",
            "lot_id",
            "reason",
            "cause",
            unique=True,
            sqlite_where=text("released_at IS NULL"),
            postgresql_where=text("released_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"))
    reason: Mapped[str] = mapped_column(String(24))
    """excursion, residue, recall, quality."""
    cause: Mapped[str] = mapped_column(String(60))
    """What led to it, e.g. `excursion:17`; the same cause holds a lot once."""
    excursion_id: Mapped[int | None] = mapped_column(ForeignKey("excursion.id"))
    note: Mapped[str | None] = mapped_column(String(200))
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    placed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    released_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    release_note: Mapped[str | None] = mapped_column(String(200))
    released_peak: Mapped[float | None]
    """How far the excursion had gone when somebody released the lot while it was lasting: when it
    goes further, the lot is held again."""


class Recall(Table):
    """Goods called back from everywhere: by a person's word, or because a residue test failed."""

    __tablename__ = "recall"
    kept = Kept(
        evidence=True, term=Term.TRADE, since="lot_id.sell_until", persons=("by", "lifted_by")
    )
    __table_args__ = (Index("ix_recall_lot_id", "lot_id"),)

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    key: Mapped[UUID] = mapped_column(Uuid, unique=True)
    """Made by the sender: a press that is sent twice is one recall."""
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"))
    """Where it began; everything made of it is called back, too."""
    reason: Mapped[str] = mapped_column(String(24))
    """recall or residue, as its holds say."""
    cause: Mapped[str] = mapped_column(String(60), unique=True)
    """The cause of its holds."""
    note: Mapped[str | None] = mapped_column(String(200))
    lot_count: Mapped[int] = mapped_column(BigInt)
    """How many lots it stopped."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    lift_note: Mapped[str | None] = mapped_column(String(200))


class RecallShop(Table):
    """A shop that has goods of a recall: when it was told, and who there has seen it."""

    __tablename__ = "recall_shop"
    kept = Kept(
        evidence=True,
        term=Term.TRADE,
        since="recall_id.lot_id.sell_until",
        persons=("acknowledged_by",),
        warehouse=("shop_id.warehouse_id",),
    )

    recall_id: Mapped[int] = mapped_column(ForeignKey("recall.id"), primary_key=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shop.id"), primary_key=True, index=True)
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    acknowledged_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class RecallGoods(Table):
    """So much of a lot a shop had received when it was told of a recall."""

    __tablename__ = "recall_goods"
    kept = Kept(
        evidence=True,
        term=Term.TRADE,
        since="recall_id.lot_id.sell_until",
        warehouse=("shop_id.warehouse_id",),
    )
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity_positive"),)

    recall_id: Mapped[int] = mapped_column(ForeignKey("recall.id"), primary_key=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shop.id"), primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"), primary_key=True)
    quantity: Mapped[int] = mapped_column(BigInt)
