"""Codes of stock: quantities, lots, what is allocated, picked and lost."""

from wms.codes.code import Code, blocks, conflict, refused


class Stock(Code):
    SHORT = blocks("stock.short", "missing?", "item_id?", "item?", "wanted?", "free?")
    NOTHING_TO_PUT_BACK = refused("stock.nothing_to_put_back", "lot")


class Weighing(Code):
    OTHER_COUNT = refused("weighing.other_count", "counted", "on_hand")


class Quantity(Code):
    OUT_OF_RANGE = refused("quantity.out_of_range", "quantity")


class Lot(Code):
    EXPIRED = refused("lot.expired", "lot", "sell_until?")
    NOT_HELD = refused("lot.not_held", "lot")
    NOT_RELEASED = refused("lot.not_released", "lot", "lots?", "status?")
    RECALLED = refused("lot.recalled", "lot")
    RESIDUE_FAILED = refused("lot.residue_failed", "lot")


class Allocation(Code):
    WRONG_STATE = refused("allocation.wrong_state", "id", "state")


class Pick(Code):
    TOO_MUCH = refused("pick.too_much", "wanted", "left")


class Loss(Code):
    OTHER_BODY = conflict("loss.other_body")


class Recall(Code):
    BY_TEST = refused("recall.by_test")
    OTHER_BODY = conflict("recall.other_body")
    UNDER_WAY = refused("recall.under_way", "lot")
