"""Codes of the way out: waves, packing, parcels, loading."""

from wms.codes.code import Code, refused


class Wave(Code):
    EMPTY = refused("wave.empty", "day")


class Packing(Code):
    WEIGHT_OFF = refused("packing.weight_off", "weight_g", "picked_g")


class Parcel(Code):
    LOADED = refused("parcel.loaded", "sscc?", "order?")


class Load(Code):
    NO_TRIP = refused("load.no_trip", "vehicle")
    NOT_PLANNED = refused("load.not_planned", "order")
    WRONG_VEHICLE = refused("load.wrong_vehicle", "right_vehicle", "right_trip")
    VEHICLE_OUT = refused("load.vehicle_out", "vehicle", "other", "stops")
