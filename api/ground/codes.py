"""Codes that only the edge says: of requests, logins, pages and what is done around the product."""

from wms.codes import Code, Kind, Meaning, meant


def _malformed(code: str, *details: str) -> Meaning:
    return meant(Kind.MALFORMED, code, *details)


class Edge(Code):
    METHOD_NOT_ALLOWED = meant(Kind.WRONG_METHOD, "method_not_allowed")
    INTERNAL = meant(Kind.INTERNAL, "internal")


class Login(Code):
    NEEDED = meant(Kind.UNKNOWN_CALLER, "login.needed")
    KEY_UNKNOWN = meant(Kind.UNKNOWN_CALLER, "login.key_unknown")


class Csrf(Code):
    MISMATCH = meant(Kind.FORBIDDEN, "csrf.mismatch")
    OTHER_SITE = meant(Kind.FORBIDDEN, "csrf.other_site")


class Body(Code):
    TOO_LARGE = meant(Kind.TOO_LARGE, "body.too_large")


class Request(Code):
    INVALID = _malformed("request.invalid", "faults")
    MALFORMED = _malformed("request.malformed")
    NUMBER_TOO_LARGE = _malformed("request.number_too_large")
    TEXT_TOO_LONG = _malformed("request.text_too_long", "most")
    CONTROL_CHARACTER = _malformed("request.control_character")


class Json(Code):
    MALFORMED = _malformed("json.malformed")
    TOO_DEEP = _malformed("json.too_deep", "most")
    TOO_MANY = _malformed("json.too_many", "most")


class Events(Code):
    GARBLED = _malformed("events.garbled", "reason", "detail")


class Demo(Code):
    OTHER_DATA = meant(Kind.REFUSED, "demo.other_data", "warehouses")


class Trace(Code):
    TOO_MANY = meant(Kind.TOO_MANY, "trace.too_many")
