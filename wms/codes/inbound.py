"""Codes of goods-in: receipts, release of lots, repacking."""

from wms.codes.code import Code, refused


class Receipt(Code):
    HARVEST_IN_FUTURE = refused("receipt.harvest_in_future", "harvested_at")


class Release(Code):
    NOTE_MISSING = refused("release.note_missing")
    PERSON_NEEDED = refused("release.person_needed")


class Repack(Code):
    MASS_BALANCE = refused("repack.mass_balance", "input", "output", "waste")
    MIXED_ORIGIN = refused("repack.mixed_origin", "lots")
    WRONG_PACKING = refused("repack.wrong_packing", "lot", "packing")
