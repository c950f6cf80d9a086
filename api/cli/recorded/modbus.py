"""Recorded Modbus answers → the values of a register map, or why there are none."""

from typing import Any

import msgspec

from api.cli import Arguments
from api.cli.lines import BadLine, Line
from api.cli.recorded import Answer
from devices.errors import Garbled
from devices.frames.modbus import READ_BITS, Block, Channel, Value, rtu_block

_WORD = 0xFFFF
_KEYS = frozenset(Channel.__dataclass_fields__)


def answers(_arguments: Arguments) -> Answer:
    """What answers a line: `{"values", "reject"}`."""
    return _answer


def _answer(line: Line) -> dict[str, Any]:
    channels = [_channel(entry) for entry in line.list("map")]
    try:
        block = _block(line)
    except Garbled as error:
        return {"values": [], "reject": str(error.reason)}
    return {"values": [_shape(one, block.value(one)) for one in channels], "reject": None}


def _shape(channel: Channel, value: Value) -> dict[str, Any]:
    is_truth = channel.type == "bit" and value.value is not None
    shown = bool(value.value) if is_truth else value.value
    return {"name": value.name, "value": shown, "quality": value.quality}


def _block(line: Line) -> Block:
    if line.fields.get("rtu_hex") is not None:
        try:
            return rtu_block(bytes.fromhex(line.text("rtu_hex")))
        except ValueError as error:
            raise BadLine(f"rtu_hex is not hexadecimal: {error}") from error
    registers = line.list("registers")
    for one in registers:
        if isinstance(one, bool) or not isinstance(one, int) or not 0 <= one <= _WORD:
            raise BadLine("registers must be numbers from 0 to 65535")
    function = line.fields.get("function", 3)
    return Block(function if function in READ_BITS else 3, registers)


def _channel(entry: Any) -> Channel:
    if not isinstance(entry, dict):
        raise BadLine("map must be a list of objects")
    known = {name: one for name, one in entry.items() if name in _KEYS and one is not None}
    try:
        channel = msgspec.convert(known, Channel)
    except (msgspec.ValidationError, UnicodeError) as error:
        raise BadLine(f"map: {error}") from error
    if channel.offset < 0 or not 0 <= channel.bit <= 15:
        raise BadLine(f"map: offset or bit of {channel.name!r} is out of range")
    return channel
