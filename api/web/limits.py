"""Bounds on what may come in, checked for every route before its own code runs.

Python's JSON reader takes NaN, infinities, lone surrogates and numbers no column can hold; a
database refuses NUL in a text. Here all of that is a clear 4xx, once, for everybody.
"""

import math
import re
from typing import Any
from urllib.parse import unquote_to_bytes

import msgspec
from fastapi import Request
from starlette.datastructures import Headers, UploadFile
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from api.ground import codes
from api.web.errors import Malformed
from api.web.middleware import AroundRequests

BODY_BYTES_MAX = 2_500_000
EVENTS_BYTES_MAX = 4_000_000
EVENTS_PATH = "/v1/device-events"
DEPTH_MAX = 24
VALUES_MAX = 50_000
NUMBER_MAX = 2**53
TEXT_MAX = 2_000_000
FIELD_MAX = 200_000
QUERY_MAX = 4_000
_HALF = re.compile("[\ud800-\udfff]")


class BodyLimit(AroundRequests):
    """Stops reading a body that grows beyond what its address may take."""

    async def around(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what the request brings."""
        most = EVENTS_BYTES_MAX if scope["path"] == EVENTS_PATH else BODY_BYTES_MAX
        announced = Headers(scope=scope).get("content-length", "0")
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            if not announced.isdecimal() or int(announced[:20]) > most:
                raise HTTPException(413)
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise HTTPException(413)
            return message

        await self.app(scope, counted, send)


async def bounded(request: Request) -> None:
    """Refuse what is out of bounds. Raises: Malformed."""
    _address(request)
    if request.method in ("GET", "HEAD"):
        return
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json" or kind.endswith("+json"):
        check_json(await request.body())
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        for name, value in (await request.form()).multi_items():
            _field(name, value)


def check_json(body: bytes) -> None:
    """Raises: Malformed("json.malformed" | "json.too_deep" | "json.too_many" | …)."""
    try:
        value = msgspec.json.decode(body) if body else None
    except RecursionError as error:
        raise Malformed(codes.Json.TOO_DEEP, most=DEPTH_MAX) from error
    except msgspec.ValidationError as error:
        raise Malformed(codes.Request.NUMBER_TOO_LARGE) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Malformed(codes.Json.MALFORMED) from error
    left = [(value, 0)]
    count = 0
    while left:
        value, depth = left.pop()
        count += 1
        if count > VALUES_MAX:
            raise Malformed(codes.Json.TOO_MANY, most=VALUES_MAX)
        _value(value)
        inside = _inside(value)
        if inside and depth >= DEPTH_MAX:
            raise Malformed(codes.Json.TOO_DEEP, most=DEPTH_MAX)
        left.extend((part, depth + 1) for part in inside)


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list) else []


def _value(value: Any) -> None:
    if isinstance(value, str):
        _text(value, TEXT_MAX)
    elif isinstance(value, int | float) and not (math.isfinite(value) and abs(value) <= NUMBER_MAX):
        raise Malformed(codes.Request.NUMBER_TOO_LARGE)


def _text(value: str, most: int) -> None:
    if len(value) > most:
        raise Malformed(codes.Request.TEXT_TOO_LONG, most=most)
    if "\0" in value:
        raise Malformed(codes.Request.CONTROL_CHARACTER)


def _field(name: str, value: UploadFile | str) -> None:
    for text in (name, value if isinstance(value, str) else value.filename or ""):
        _text(text, FIELD_MAX)
        # A form may claim an encoding that yields halves of characters; nobody can store those.
        if not text.isascii() and _HALF.search(text):
            raise Malformed(codes.Request.CONTROL_CHARACTER)


def _address(request: Request) -> None:
    query: bytes = request.scope.get("query_string", b"")
    if len(query) > QUERY_MAX:
        raise Malformed(codes.Request.TEXT_TOO_LONG, most=QUERY_MAX)
    path: str = request.scope["path"]
    if "\0" in path or b"\0" in unquote_to_bytes(query):
        raise Malformed(codes.Request.CONTROL_CHARACTER)
