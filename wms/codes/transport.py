"""Codes of plans, trips, and proofs of delivery."""

from typing import Self

from wms.codes.code import Code, conflict, notice, refused

_ORDER = ("number", "wave_id")


class Plan(Code):
    STALE = refused("plan.stale", "wave")
    WRONG = refused("plan.wrong", "violations")


class Unserved(Code):
    """Why an order is on no trip: the router's reasons, and that a vehicle left without it. What
    is too much, too late or not there comes as details, too: docs/routing.md names them."""

    VEHICLE_NOT_COMPATIBLE = notice("unserved.vehicle.not_compatible", *_ORDER)
    TEMPERATURE_NO_VEHICLE = notice("unserved.temperature.no_vehicle", *_ORDER)
    GOODS_NO_DEPOT = notice("unserved.goods.no_depot", *_ORDER)
    CAPACITY_WEIGHT = notice("unserved.capacity.weight", *_ORDER)
    CAPACITY_CRATES = notice("unserved.capacity.crates", *_ORDER)
    CAPACITY_VOLUME = notice("unserved.capacity.volume", *_ORDER)
    CAPACITY_LOAD = notice("unserved.capacity.load", *_ORDER)
    PLACE_UNREACHABLE = notice("unserved.place.unreachable", *_ORDER)
    WINDOW_UNREACHABLE = notice("unserved.window.unreachable", *_ORDER)
    SHIFT_TOO_SHORT = notice("unserved.shift.too_short", *_ORDER)
    ABOARD_TOO_LONG = notice("unserved.aboard.too_long", *_ORDER)
    FLEET_FULL = notice("unserved.fleet.full", *_ORDER)
    FLEET_NO_TIME = notice("unserved.fleet.no_time", *_ORDER)
    PRIZE_NOT_WORTH = notice("unserved.prize.not_worth", *_ORDER)
    LEFT_BEHIND = notice("unserved.left_behind", *_ORDER)
    REASON_UNKNOWN = notice("unserved.reason_unknown", *_ORDER)
    """A reason that another release kept and this one has no word for."""

    @classmethod
    def of(cls, reason: str) -> Self:
        """The code of a reason as it is kept with a plan: without `unserved.`."""
        code = f"unserved.{reason}"
        return next((one for one in cls if one == code), cls.REASON_UNKNOWN)


class Trip(Code):
    WRONG_STATE = refused("trip.wrong_state", "state", "wanted?", "trip?")
    EMPTY = refused("trip.empty", "number")
    NOT_LOADED = refused("trip.not_loaded", "number", "missing")
    EXPIRED = refused("trip.expired", "number", "orders", "lots")
    OPEN_STOPS = refused("trip.open_stops", "number", "orders")
    VEHICLE_OUT = refused("trip.vehicle_out", "number", "vehicle", "other")
    REASON = refused("trip.reason")


class Stop(Code):
    DONE = refused("stop.done", "stop_id")


class Proof(Code):
    OTHER_BODY = conflict("proof.other_body")
    LINES = refused("proof.lines", "lines")
    RECEIVED_BY = refused("proof.received_by", "most")
    TEMPERATURE = refused("proof.temperature", "least", "most")
    POSITION = refused("proof.position")
    SIGNATURE = refused("proof.signature", "why")
    PHOTO = refused("proof.photo", "why")
    CLOCK_AHEAD = notice("proof.clock_ahead")
    TOO_WARM = notice("proof.too_warm")
    BLOCKED_LOT = notice("proof.blocked_lot")
    EXPIRED_LOT = notice("proof.expired_lot")
