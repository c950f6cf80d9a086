"""Codes of what may be said of anything."""

from wms.codes.code import Code, Kind, meant


class General(Code):
    NOT_FOUND = meant(
        Kind.NOT_FOUND,
        "not_found",
        "what",
        *("id?", "code?", "key?", "kind?", "warehouse_id?", "order_id?", "wave?", "cause?"),
        "sscc?",
    )
    FORBIDDEN = meant(Kind.FORBIDDEN, "forbidden", "right", "device?")
