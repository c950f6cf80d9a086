"""Codes of goods-in: receipts, release of lots, repacking."""

from wms.codes.code import Code, refused


class Receipt(Code):
    HARVEST_IN_FUTURE = refused("receipt.harvest_in_future", "harvested_at", "date")
    PAST_BEST_BEFORE = refused("receipt.past_best_before", "date", "today")
    PAST_SELL_BY = refused("receipt.past_sell_by", "date", "today")
    PAST_USE_BY = refused("receipt.past_use_by", "date", "today")
    PAST_EXPIRY = refused("receipt.past_expiry", "date", "today")
    LIFE_OVER = refused("receipt.life_over", "begun", "over", "life_hours")
    AMOUNT_ZERO = refused("receipt.amount_zero", "item_zh", "item_en")
    AMOUNT_UNIT = refused("receipt.amount_unit", "item_zh", "item_en")
    AMOUNT_TINY = refused("receipt.amount_tiny", "amount", "item_zh", "item_en")
    AMOUNT_HUGE = refused("receipt.amount_huge", "amount", "item_zh", "item_en")
    DATE_FAR = refused("receipt.date_far", "date", "usual")
    """Asked, not refused for good: the same label once more says that it is right."""


class Release(Code):
    LASTING = refused("release.lasting", "lot", "peak?")
    """Asked, not refused for good: it may be said that it is released all the same."""
    NOTHING_CHOSEN = refused("release.nothing_chosen")
    NOTE_MISSING = refused("release.note_missing")
    PERSON_NEEDED = refused("release.person_needed")
    WHICH = refused("release.which", "lot", "holds")


class LabTest(Code):
    CONTRADICTS = refused("lab_test.contradicts", "inhibition_pct", "limit_pct")


class Repack(Code):
    MASS_BALANCE = refused("repack.mass_balance", "input", "output", "waste")
    MIXED_ORIGIN = refused("repack.mixed_origin", "lots")
    WRONG_PACKING = refused("repack.wrong_packing", "lot", "packing")
