"""Codes of orders, from placing to cancelling, and of the rules an approver goes by."""

from wms.codes.code import Code, blocks, conflict, refused, warns

_CREDIT = ("total_cents", "owed_cents", "credit_cents")
_LINE = ("item_id", "item", "quantity")


class Order(Code):
    WRONG_STATE = refused("order.wrong_state", "state", "wanted?", "order?")
    STALE = conflict("order.stale", "number", "version")
    OTHER_BODY = conflict("order.other_body")
    FROZEN = refused("order.frozen", "number")
    ON_THE_ROAD = refused("order.on_the_road", "number", "trip")
    # placing
    EMPTY = refused("order.empty")
    TOO_MANY_LINES = refused("order.too_many_lines", "lines", "most")
    NOTE = refused("order.note", "most")
    CLOSED = refused("order.closed", "earliest", "wanted")
    SLOT = refused("order.slot", "first", "last", "minutes")
    NO_DAYS = refused("order.no_days")
    LINES = refused("order.lines", "findings")
    """Lines are wrong in several ways."""
    UNKNOWN_ITEM = blocks("order.unknown_item", "item_id")
    REPEATED_ITEM = blocks("order.repeated_item", *_LINE)
    TOO_MUCH = blocks("order.too_much", *_LINE, "most_g")
    MULTIPLE = blocks("order.multiple", *_LINE, "pack_quantity")
    # reviewing
    REVIEW = refused("order.review", "findings")
    """Rules of several kinds say no."""
    QUOTA = blocks("order.quota", "category", "weight_g", "quota_g")
    CREDIT = blocks("order.credit", *_CREDIT)
    CREDIT_NEAR = warns("order.credit_near", *_CREDIT)
    UNUSUAL = warns("order.unusual", "item", "quantity", "usual")
    CUT = refused("order.cut", "cuts")
    NOTHING_LEFT = refused("order.nothing_left")
    REASON = refused("order.reason", "least", "most")
