"""Codes of what is known beforehand: items, places, fields, sensors, policies."""

from wms.codes.code import Code, conflict, refused


class Item(Code):
    INACTIVE = refused("item.inactive", "item")


class Supplier(Code):
    INACTIVE = refused("supplier.inactive", "supplier")


class Shop(Code):
    INACTIVE = refused("shop.inactive", "shop")


class Place(Code):
    INACTIVE = refused("place.inactive", "place")
    NOT_STORAGE = refused("place.not_storage", "place")
    NOT_DOCK = refused("place.not_dock", "place")
    OTHER_WAREHOUSE = refused("place.other_warehouse", "place")
    WRONG_TEMPERATURE = refused("place.wrong_temperature", "place", "wanted", "offered")
    FULL = refused("place.full", "place", "free_g", "capacity_g")
    SAME = refused("place.same", "place")
    NEEDS_BIN = refused("place.needs_bin", "place")


class Field(Code):
    BEFORE_SOWING = refused("field.before_sowing", "sown_on", "applied_on")


class Sensor(Code):
    NO_PLACE = refused("sensor.no_place", "device")


class Policy(Code):
    UNKNOWN = refused("policy.unknown", "key")
    WRONG_TYPE = refused("policy.wrong_type", "key", "wanted")
    WRONG_VALUE = refused("policy.wrong_value", "key", "value")
    OUT_OF_ORDER = refused("policy.out_of_order", "first", "last")


class Entry(Code):
    """What can be wrong with an entry; `FAULTS` has one of the others a column."""

    FAULTS = refused("entry.faults", "faults")
    STALE = conflict("entry.stale", "key")
    STILL_NEEDED = refused("entry.still_needed", "key", "count")
    UNKNOWN = refused("entry.unknown")
    REQUIRED = refused("entry.required")
    NOT_TEXT = refused("entry.not_text")
    TOO_SHORT = refused("entry.too_short", "least")
    TOO_LONG = refused("entry.too_long", "most")
    NOT_A_CODE = refused("entry.not_a_code")
    NOT_A_NUMBER = refused("entry.not_a_number")
    NOT_WHOLE = refused("entry.not_whole", "places")
    TOO_SMALL = refused("entry.too_small", "least")
    TOO_LARGE = refused("entry.too_large", "most")
    NOT_YES_OR_NO = refused("entry.not_yes_or_no")
    NOT_A_CHOICE = refused("entry.not_a_choice", "choices")
    NOT_A_TIME = refused("entry.not_a_time")
    NOT_DAYS = refused("entry.not_days")
    NOT_A_PAIR = refused("entry.not_a_pair", "said")
    WRONG_LENGTH = refused("entry.wrong_length", "lengths")
    CHECK_DIGIT = refused("entry.check_digit")
    NOT_THERE = refused("entry.not_there", "said")
    RETIRED = refused("entry.retired", "said")
    TAKEN = refused("entry.taken", "said")
    SAID_ONCE = refused("entry.said_once")
    IN_USE = refused("entry.in_use")
    NO_WAREHOUSE = refused("entry.no_warehouse")
    DISAGREES = refused("entry.disagrees", "other")


class Sheet(Code):
    """What can be wrong with a sheet as a whole."""

    UNREADABLE = refused("sheet.unreadable")
    EMPTY = refused("sheet.empty")
    TOO_MANY_ROWS = refused("sheet.too_many_rows", "most")
    TOO_WIDE = refused("sheet.too_wide", "most")
    UNKNOWN_COLUMNS = refused("sheet.unknown_columns", "columns")
    TWICE = refused("sheet.twice", "columns")
    NO_KEY = refused("sheet.no_key", "column")
    SAME_KEY = refused("sheet.same_key", "row")
    HAS_FAULTS = refused("sheet.has_faults", "rows")
