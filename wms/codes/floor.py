"""Codes of the floor: what a scan is answered with, and what it is refused with.

A reply that refuses has the code of the refusal; every reply may say besides what comes `next`.
"""

from wms.codes.code import Code, refused, reply

_ITEM = ("item", "item_zh", "item_en", "picture", "unit")
_LOT = ("lot_id", "lot", "status", "sell_until", "quantity", "amount", *_ITEM)
_PLACE = ("place", "place_zh", "place_en")
_SHOP = ("shop", "shop_zh", "shop_en")
_SUPPLIER = ("supplier_zh", "supplier_en")
_PICK = ("order", "left", "cut", "place", "lot", "item", "item_zh", "item_en")
_PICK_AMOUNT = (*_PICK, "unit", "quantity", "amount")
_STOPPED = ("places", "where", "day", "since?", "note?", *_LOT)
_TRIP = ("trip", "vehicle", "plate", "parcels", "left", "waiting_orders")
_NEXT_PARCEL = ("next_sscc?", "next_order?", "shop?", "shop_zh?", "shop_en?")
_LOADED = (*_TRIP, *_NEXT_PARCEL, "sscc?")


class Scan(Code):
    EMPTY = refused("scan.empty")
    TOO_LONG = refused("scan.too_long", "length")
    BAD_CODE = refused("scan.bad_code", "reason")
    CRASHED = reply("scan.crashed")


class Floor(Code):
    READY = reply("floor.ready", "lot?", "next?")
    START_OVER = reply("floor.start_over", "next?")
    EXPECTS_ANYTHING = reply("floor.expects_anything", "lot?", "next?")
    EXPECTS_LABEL = reply("floor.expects_label", "lot?", "next?")
    EXPECTS_PLACE = reply("floor.expects_place", "lot", "next?")
    EXPECTS_ORDER = reply("floor.expects_order", "lot?", "next?")
    EXPECTS_LOT = reply("floor.expects_lot", "lot?", "next?")
    EXPECTS_WEIGHT = reply("floor.expects_weight", "lot?", "next?")
    EXPECTS_TRIP = reply("floor.expects_trip", "lot?", "next?")
    EXPECTS_PARCEL = reply("floor.expects_parcel", "lot?", "next?")
    # goods-in
    RECEIVE = reply("floor.receive")
    SUPPLIER = reply("floor.supplier", "supplier", *_SUPPLIER)
    SUPPLIER_FIRST = refused("floor.supplier_first")
    LABEL_EXPECTED = reply("floor.label_expected")
    RECEIVED = reply("floor.received", "suggested", "temperature_class", *_SUPPLIER, *_LOT)
    WHERE_TO = reply("floor.where_to", "suggested", "temperature_class", *_SUPPLIER, *_LOT)
    SAME_LABEL = reply("floor.same_label", "lot")
    PLACE_EXPECTED = reply("floor.place_expected", "lot")
    PUT_AWAY = reply("floor.put_away", *_LOT, *_PLACE)
    PUT_AWAY_HELD = reply("floor.put_away_held", *_LOT, *_PLACE)
    NOT_ON_DOCK = refused("floor.not_on_dock", "lot", "place")
    # picking and packing
    PICK = reply("floor.pick")
    PICK_NEXT = reply("floor.pick_next", *_SHOP, *_PICK_AMOUNT)
    PICK_CUT = reply("floor.pick_cut", *_SHOP, *_PICK_AMOUNT)
    ORDER_EXPECTED = reply("floor.order_expected")
    RIGHT_PLACE = reply("floor.right_place", *_PICK_AMOUNT)
    WRONG_PLACE = reply("floor.wrong_place", "scanned", *_PICK_AMOUNT)
    PICKED = reply("floor.picked", "taken", "taken_amount", *_PICK_AMOUNT)
    WRONG_LOT = reply("floor.wrong_lot", "scanned", *_PICK_AMOUNT)
    LOT_HELD = reply("floor.lot_held", "scanned", *_PICK_AMOUNT)
    LOT_EXPIRED = reply("floor.lot_expired", "scanned", *_PICK_AMOUNT)
    LOT_UNKNOWN = reply("floor.lot_unknown", *_PICK_AMOUNT)
    NOTHING_TO_PICK = reply("floor.nothing_to_pick", "order", "cut")
    WAVE_PICKED = refused("floor.wave_picked", "wave")
    PACKED = reply(
        "floor.packed",
        *("order", "parcels", "sscc", "weight_g", "weight_kg"),
        *("next?", "next_code?"),
    )
    PACKED_ALREADY = reply("floor.packed_already", "order")
    NOTHING_TO_FINISH = reply("floor.nothing_to_finish")
    # loading
    LOAD = reply("floor.load")
    TRIP = reply("floor.trip", *_LOADED)
    TRIP_GONE = reply("floor.trip_gone", "trip")
    TRIP_WAITS = reply("floor.trip_waits", *_LOADED)
    TRIP_EXPECTED = reply("floor.trip_expected")
    PARCEL_EXPECTED = reply("floor.parcel_expected")
    LOADED = reply("floor.loaded", *_LOADED)
    TRIP_LOADED = reply("floor.trip_loaded", *_LOADED)
    # looking up
    LOOK = reply("floor.look")
    SEEN_LOT = reply("floor.seen_lot", "places", "where", "day", *_LOT)
    SEEN_LOT_TESTING = reply("floor.seen_lot_testing", *_STOPPED)
    SEEN_LOT_WARM = reply("floor.seen_lot_warm", *_STOPPED)
    SEEN_LOT_HELD = reply("floor.seen_lot_held", *_STOPPED)
    SEEN_LOT_FAILED = reply("floor.seen_lot_failed", *_STOPPED)
    SEEN_LOT_RECALLED = reply("floor.seen_lot_recalled", *_STOPPED)
    SEEN_ITEM = reply("floor.seen_item", "on_hand", "free", *_ITEM)
    SEEN_PLACE = reply("floor.seen_place", "lots", "weight_kg", *_PLACE)
    SEEN_SUPPLIER = reply("floor.seen_supplier", "supplier", *_SUPPLIER)
    SEEN_ORDER = reply("floor.seen_order", "order", "state")
    SEEN_PARCEL = reply("floor.seen_parcel", "sscc", "order", "state", "weight_kg", *_PLACE)
    # taking back, commands, and what does not exist
    UNDONE_PUT_AWAY = reply("floor.undone_put_away", *_LOT)
    UNDONE_PICK = reply("floor.undone_pick", *_PICK_AMOUNT)
    NOTHING_TO_UNDO = refused("floor.nothing_to_undo")
    TOO_LATE = refused("floor.too_late", "seconds")
    UNKNOWN_COMMAND = refused("floor.unknown_command", "command")
    STATION_UNKNOWN = refused("floor.station_unknown", "station")
    NO_SUCH_CODE = reply("floor.no_such_code", "what", "code")
    NO_SUCH_ITEM = reply("floor.no_such_item", "what", "code")
    NO_SUCH_LOT = reply("floor.no_such_lot", "what", "id?", "code?")
    NO_SUCH_PARCEL = reply("floor.no_such_parcel", "what", "code?", "sscc?")
    NO_SUCH_PLACE = reply("floor.no_such_place", "what", "id?", "kind?", "warehouse_id?")
    NO_SUCH_SUPPLIER = reply("floor.no_such_supplier", "what", "code")
    NO_SUCH_TRIP = reply("floor.no_such_trip", "what", "code")
