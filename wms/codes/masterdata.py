"""Codes of what is known beforehand: items, places, fields, sensors, policies."""

from wms.codes.code import Code, refused


class Item(Code):
    INACTIVE = refused("item.inactive", "item")


class Place(Code):
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
