"""What guns, scales and controllers send, through `coldchain decode serial` and `modbus`."""

from typing import Any

import pytest

from devices.frames.modbus import crc16
from devices.frames.ssi import packet
from tests.unit.devices.corpus import ask, got

SSI_CODE_128, SSI_GS1_128, SSI_EAN_13 = b"\x03", b"\x0f", b"\x0b"


def serial(framing: str, *reads: bytes | int, source: str = "gun", **more: Any) -> dict:
    """What a line gave; numbers are milliseconds of silence."""
    sent = [{"idle_ms": read} if isinstance(read, int) else read.hex() for read in reads]
    return {"source": source, "framing": framing, "hex": sent, **more}


def labels(framing: str, *reads: bytes | int) -> tuple[list[str], list[str]]:
    """Data of the scans, and the rejects."""
    (answer,) = got("decode", "serial", lines=[serial(framing, *reads, kind="scanner")])
    return [scan["data"] for scan in answer["scans"]], answer["rejects"]


def scan(framing: str, frame: bytes) -> dict:
    (answer,) = got("decode", "serial", lines=[serial(framing, frame, kind="scanner")])
    assert answer["rejects"] == []
    (found,) = answer["scans"]
    return dict(found)


def weights(source: str, framing: str, *reads: bytes, **more: Any) -> tuple[list, list[str]]:
    line = serial(framing, *reads, source=source, kind="scale", **more)
    (answer,) = got("decode", "serial", lines=[line])
    return answer["weights"], answer["rejects"]


def weight(value: float, *, stable: bool = True, mode: str = "gross", **more: float) -> dict:
    return {"value": value, "unit": "kg", "stable": stable, "mode": mode, "status": "ok", **more}


@pytest.mark.parametrize(
    ("framing", "stream", "expected"),
    [
        ("suffix=CR", b"BOX-1\rBOX-2\r", ["BOX-1", "BOX-2"]),
        ("suffix=CR", b"BOX-1\r\nBOX-2\r\n", ["BOX-1", "BOX-2"]),
        ("suffix=CRLF", b"BOX-1\r\n\r\nBOX-2\r\n", ["BOX-1", "BOX-2"]),
        ("suffix=TAB", b"BOX-1\tBOX-2\t", ["BOX-1", "BOX-2"]),
        ("stx-etx", b"\2BOX-1\3\2BOX-2\3", ["BOX-1", "BOX-2"]),
        ("ssi", packet(0xF3, b"\x03BOX-1", source=0) + packet(0xF3, b"\x03BOX-2", source=0),
         ["BOX-1", "BOX-2"]),
    ],
)  # fmt: skip
def test_scans_do_not_depend_on_where_the_reads_were_cut(
    framing: str, stream: bytes, expected: list[str]
) -> None:
    cut_once = [[stream[:at], stream[at:]] for at in range(len(stream) + 1)]
    byte_by_byte = [stream[at : at + 1] for at in range(len(stream))]
    lines = [serial(framing, *reads, kind="scanner") for reads in [*cut_once, byte_by_byte]]
    for answer in got("decode", "serial", lines=lines):
        assert [scan["data"] for scan in answer["scans"]] == expected
        assert answer["rejects"] == []


@pytest.mark.parametrize(
    ("framing", "reads", "expected"),
    [
        ("suffix=CRLF,idle=200ms", [b"HALF", 201, b"OK\r\n"], (["OK"], ["incomplete"])),
        ("suffix=CRLF,idle=200ms", [b"HA", 200, b"LF\r\n"], (["HALF"], [])),
        ("suffix=CRLF", [b"HALF", 501, b"OK\r\n"], (["OK"], ["incomplete"])),
        ("suffix=CRLF", [b"OK\r\nHALF"], (["OK"], ["incomplete"])),
        ("suffix=CRLF", [b"A\x05B\r\nOK\r\n\xff\xfe\r\n"], (["OK"], ["noise", "noise"])),
        ("suffix=CRLF", [b"A\rB\r\n"], ([], ["noise"])),
        ("suffix=CRLF", [b"A\x1dB\r\n"], (["A\x1dB"], [])),
        ("suffix=CRLF", ["条码".encode() + b"\r\n"], (["条码"], [])),
        ("suffix=CRLF,max=5", [b"12345\r", b"\n123456\r\n1\r\n"], (["12345", "1"], ["too_long"])),
        ("suffix=CR,max=5", [b"1234", b"5678", b"90\r1\r"], (["1"], ["too_long"])),
        ("stx-etx,max=5", [b"\x02123456", b"789\3\2OK\3"], (["OK"], ["too_long"])),
        ("stx-etx", [b"xx\2OK\3yy"], (["OK"], ["noise", "noise"])),
        ("stx-etx", [b"\2A\3\r\n\2B\3\r\n"], (["A", "B"], [])),
        ("stx-etx", [b"\2HAL\2OK\3"], (["OK"], ["incomplete"])),
        ("stx-etx", [b"\2\2OK\3"], (["OK"], [])),
        ("stx-etx", [b"\2HAL", 600, b"\2OK\3"], (["OK"], ["incomplete"])),
        ("suffix=CR", [b"NR\rOK\r"], (["OK"], ["no_read"])),
        ("suffix=CR", [b"]C1\r"], ([], ["noise"])),
    ],
)
def test_what_is_no_frame_is_told_and_costs_no_other(
    framing: str, reads: list, expected: tuple[list[str], list[str]]
) -> None:
    assert labels(framing, *reads) == expected


def ssi(data: bytes, status: int = 0) -> bytes:
    return packet(0xF3, data, source=0, status=status)


@pytest.mark.parametrize(
    ("reads", "expected"),
    [
        ([ssi(b"\x03A"), ssi(b"\x03A", 1)], (["A"], [])),
        ([ssi(b"\x03A"), ssi(b"\x03A")], (["A", "A"], [])),
        ([ssi(b"\x03A"), ssi(b"\x03B", 1)], (["A", "B"], [])),
        ([ssi(b"\x03A")[:-1] + b"\0", ssi(b"\x03A", 1)], (["A"], ["bad_checksum"])),
        ([b"\xff\xff\xff", ssi(b"\x03A")], (["A"], ["noise"])),
        ([ssi(b"\x03A")[:5], 600, ssi(b"\x03B")], (["B"], ["incomplete"])),
        ([ssi(b"\x03AB", 2), ssi(b"\x03CD")], (["ABCD"], [])),
        ([packet(0xD0, source=0), ssi(b"\x03NR")], ([], ["no_read"])),
        ([ssi(SSI_EAN_13 + b"6901234567893")], ([], ["bad_check_digit"])),
    ],
)
def test_ssi_packets_are_told_once_and_checked(
    reads: list, expected: tuple[list[str], list[str]]
) -> None:
    assert labels("ssi", *reads) == expected


@pytest.mark.parametrize(
    ("frame", "symbology", "elements"),
    [
        (b"]C0LOC-A", "code-128", None),
        (b"]E06901234567892", "ean-13", None),
        (b"]E490311017", "ean-8", None),
        (b"]E012345678901231", None, "truncated_ai"),
        (b"]E0690123456789X", None, "invalid_character"),
        (b"]E06901234567893", None, "bad_check_digit"),
        (b"]I116901234567899", "itf", None),
        (b"]A0CODE39", "code-39", None),
        (b"]d1PLAIN", "datamatrix", None),
        (b"]Q1plain text", "qr", None),
        (b"]Q1https://example.com/promo/42", "qr", None),
        (b"]Q1https://a.cn/01/06901234567892?17=261231", "qr",
         {"01": "06901234567892", "17": "261231"}),
        (b"]Q1https://a.cn/01/06901234567893", None, "bad_check_digit"),
        (b"]C100169012345678900008", None, "bad_check_digit"),
        (b"]C1006901234567890000", None, "truncated_ai"),
        (b"]C10106901234567892", "gs1-128", {"01": "06901234567892"}),
        (b"]C1010690123456789", None, "truncated_ai"),
        (b"]C10106901234567892\x1d", "gs1-128", {"01": "06901234567892"}),
        (b"]C117261301", None, "invalid_date"),
        (b"]C117260200", "gs1-128", {"17": "260200"}),
        (b"]C18812345", None, "unknown_ai"),
        (b"]C110ABCDEFGHIJKLMNOPQRSTUVW", None, "too_long"),
        (b"]C11712X131", None, "invalid_character"),
        (b"]C110A\x1d10B", None, "conflicting_ai"),
        (b"]C1010690123456789202069012345678923701", None, "conflicting_ai"),
        (b"]e001069012345678923102012345", "gs1-databar",
         {"01": "06901234567892", "3102": "012345"}),
        (b"]d210A\x1d21B", "gs1-datamatrix", {"10": "A", "21": "B"}),
        (b"]Q310A\x1d21B", "gs1-qr", {"10": "A", "21": "B"}),
    ],
)  # fmt: skip
def test_a_label_is_read_by_what_its_identifier_announces(
    frame: bytes, symbology: str | None, elements: Any
) -> None:
    line = serial("suffix=CR", frame + b"\r", kind="scanner")
    (answer,) = got("decode", "serial", lines=[line])
    if symbology is None:
        assert answer == {"scans": [], "rejects": [elements]}
    else:
        (found,) = answer["scans"]
        assert (found["symbology"], found["gs1"]) == (symbology, elements)
        assert (found["aim"], found["data"]) == (frame[:3].decode(), frame[3:].decode())


def test_gs1_is_assumed_only_where_it_is_asked_for() -> None:
    frame = b"0106901234567892" + b"10LOT\r"
    assert scan("suffix=CR", frame)["gs1"] is None
    assumed = scan("suffix=CR,assume=gs1", frame)
    assert assumed["gs1"] == {"01": "06901234567892", "10": "LOT"}
    assert (assumed["symbology"], assumed["aim"]) == ("unknown", None)


@pytest.mark.parametrize(
    ("answer", "found", "rejects"),
    [
        (b"S S     23.450 kg", [weight(23.45)], []),
        (b"S D    -23.450 kg", [weight(-23.45, stable=False)], []),
        (b"S S      0.000 kg", [weight(0.0)], []),
        (b"S S     10.000 lb", [weight(4.535924)], []),
        (b"S S    1500.0 g", [weight(1.5)], []),
        (b"S I", [], ["busy"]),
        (b"S +", [], ["overload"]),
        (b"S -", [], ["underload"]),
        (b"S L", [], ["logic_error"]),
        (b"ES", [], ["syntax_error"]),
        (b"ET", [], ["transmission_error"]),
        (b"EL", [], ["logic_error"]),
        (b"TA A      1.200 kg", [], []),
        (b"T S      1.200 kg", [], []),
        (b"Z A", [], []),
        (b"Z I", [], ["busy"]),
        (b"S S     23.4x0 kg", [], ["noise"]),
        (b"S S     23.450 stone", [], ["noise"]),
        (b"S S 23.450", [], ["noise"]),
    ],
)
def test_mt_sics_answers(answer: bytes, found: list[dict], rejects: list[str]) -> None:
    assert weights("mt-sics", "suffix=CRLF", answer + b"\r\n") == (found, rejects)


@pytest.mark.parametrize(
    ("source", "frame", "found", "rejects"),
    [
        ("cas-22", b"ST,GS,1\xc4,    20.0 kg", [weight(20.0)], []),
        ("cas-22", b"US,NT,1\x80,-   12.5 kg", [weight(-12.5, stable=False, mode="net")], []),
        ("cas-22", b"ST,GS,,,,   20.0 lb", [weight(9.071847)], []),
        ("cas-22", b"ST,GS,1\x80,   950.0  g", [weight(0.95)], []),
        ("cas-22", b"ST,NT,+0001.234kg", [weight(1.234, mode="net")], []),
        ("cas-22", b"OL,GS,1\x80,  999.99 kg", [], ["overload"]),
        ("cas-22", b"UL,GS,1\x80,         kg", [], ["underload"]),
        ("cas-22", b"ST,GS,1\x80,         kg", [], ["noise"]),
        ("cas-22", b"XX,GS,1\x80,    20.0 kg", [], ["noise"]),
        ("dini", b"ST,GS,   120.00,kg", [weight(120.0)], []),
        ("dini", b"US,NT,   -12.50,kg", [weight(-12.5, stable=False, mode="net")], []),
        ("dini", b"01ST,GS,   120.00,kg", [weight(120.0)], []),
        ("dini", b"UL,GS,   120.00,kg", [], ["underload"]),
    ],
)
def test_cas_and_its_likes(source: str, frame: bytes, found: list, rejects: list[str]) -> None:
    assert weights(source, "suffix=CRLF", frame + b"\r\n") == (found, rejects)


def toledo(swa: int, swb: int, swc: int, digits: bytes) -> bytes:
    body = bytes([2, swa, swb, swc]) + digits + b"\r"
    return body + bytes([-sum(byte & 0x7F for byte in body) & 0x7F])


@pytest.mark.parametrize(
    ("frame", "found", "rejects"),
    [
        (toledo(0x28, 0x30, 0x20, b"001234000000"), [weight(123400.0, tare=0.0)], []),
        (toledo(0x2A, 0x30, 0x20, b"012345000000"), [weight(12345.0, tare=0.0)], []),
        (toledo(0x2B, 0x30, 0x20, b" 12345    10"), [weight(1234.5, tare=1.0)], []),
        (toledo(0x2F, 0x30, 0x20, b"012345000000"), [weight(0.12345, tare=0.0)], []),
        (toledo(0x2D, 0x32, 0x20, b"001000000000"), [weight(-1.0, tare=0.0)], []),
        (toledo(0x2D, 0x20, 0x20, b"010000001000"),
         [weight(4.535924, tare=0.453592)], []),
        (toledo(0x2D, 0x20, 0x21, b"500000000000"), [weight(0.5, tare=0.0)], []),
        (toledo(0x2D, 0x34, 0x20, b"999999000000"), [], ["overload"]),
        (toledo(0x2D, 0x36, 0x20, b"000010000000"), [], ["underload"]),
        (toledo(0x2D, 0x30, 0x20, b"      000000"), [], ["noise"]),
        (toledo(0x2D, 0x30, 0x20, b"1 2345000000"), [], ["noise"]),
        (toledo(0x2D, 0x30, 0x20, b"01234500000"), [], ["noise"]),
        (toledo(0x2D, 0x30, 0x20, b"012345000000")[:-1], [], ["incomplete"]),
        (b"\2-0 0123\2" + toledo(0x2D, 0x30, 0x20, b"001000000000")[1:],
         [weight(1.0, tare=0.0)], ["incomplete"]),
    ],
)  # fmt: skip
def test_toledo_continuous(frame: bytes, found: list[dict], rejects: list[str]) -> None:
    assert weights("toledo-continuous", "stx-cr-chk", frame) == (found, rejects)


@pytest.mark.parametrize(
    ("body", "settings", "found", "rejects"),
    [
        (b"012.34", {}, [weight(12.34)], []),
        (b"01234", {"decimals": 2}, [weight(12.34)], []),
        (b"012.34", {"unit": "lb"}, [weight(5.597330)], []),
        (b"012.34N", {}, [weight(12.34, mode="net")], []),
        (b"?A", {}, [], ["unstable"]),
        (b"?B", {}, [], ["overload"]),
        (b"?D", {}, [], ["underload"]),
        (b"?C", {}, [], ["overload"]),
        (b"?@", {}, [], ["noise"]),
        (b"12.3.4", {}, [], ["noise"]),
        (b"", {}, [], ["noise"]),
    ],
)
def test_toledo_8217(body: bytes, settings: dict, found: list, rejects: list[str]) -> None:
    frame = b"\2" + body + b"\r"
    assert weights("toledo-8217", "stx-cr", frame, settings=settings) == (found, rejects)


def modbus(*channels: dict, registers: list[int] | None = None, rtu: bytes = b"", **more) -> dict:
    content = {"rtu_hex": rtu.hex()} if registers is None else {"registers": registers}
    return {"source": "plc", "function": 3, "map": list(channels), **content, **more}


def values(line: dict) -> tuple[list[tuple[Any, str]], str | None]:
    (answer,) = got("decode", "modbus", lines=[line])
    return [(one["value"], one["quality"]) for one in answer["values"]], answer["reject"]


@pytest.mark.parametrize(
    ("channel", "registers", "value", "quality"),
    [
        ({"type": "uint16"}, [65535], None, "bad"),
        ({"type": "uint16", "unit": "", "edges_count": True}, [65535], 65535, "good"),
        ({"type": "uint16", "unit": "h"}, [65534], 65534, "good"),
        ({"type": "int16", "scale": 0.1}, [0x8000], None, "bad"),
        ({"type": "int16", "scale": 0.001}, [0x7FFF], None, "bad"),
        ({"type": "uint16", "scale": 0.1}, [0xFFF3], None, "bad"),
        ({"type": "int32", "scale": 0.01}, [0x7FFF, 0xFFFF], None, "bad"),
        ({"type": "int16", "scale": 1}, [400], None, "bad"),
        ({"type": "int16", "unit": "%", "scale": 0.1}, [-200 & 0xFFFF], None, "bad"),
        ({"type": "int16", "order": "BADC"}, [0x49FF], -183, "good"),
        ({"type": "uint32", "unit": "h", "order": "ABCD"}, [0xFFFF, 0xFFFE], 4294967294, "good"),
        ({"type": "uint32", "unit": "h", "order": "CDAB"}, [0xFFFE, 0xFFFF], 4294967294, "good"),
        ({"type": "int32", "order": "BADC", "scale": 0.001}, [0xFFFF, 0x57B8], -18.345, "good"),
        ({"type": "int32", "order": "DCBA", "scale": 0.001}, [0x57B8, 0xFFFF], -18.345, "good"),
        ({"type": "float32"}, [0x7F80, 0], None, "bad"),
        ({"type": "float32", "sentinels": [-999.9]}, [0xC479, 0xF99A], None, "bad"),
        ({"type": "float32"}, [0xC194], None, "missing"),
        ({"type": "int16", "unit": "F", "scale": 0.1}, [320], 0.0, "good"),
        ({"type": "int16", "unit": "F", "scale": 0.1, "offset_c": -0.5}, [320], -0.5, "good"),
        ({"type": "int16", "sentinels": [65535]}, [65535], None, "bad"),
        ({"type": "int16", "sentinels": [32767, -32768]}, [32768], None, "bad"),
        ({"type": "int16", "unit": "W", "error_below": -32000}, [33536], -32000, "good"),
        ({"type": "bit", "bit": 15}, [0x8000], True, "good"),
        ({"type": "bit", "bit": 0}, [0x8000], False, "good"),
        ({"type": "bit", "offset": 1}, [1], None, "missing"),
    ],
)
def test_registers_of_every_type_and_order(
    channel: dict, registers: list[int], value: Any, quality: str
) -> None:
    found = values(modbus({"name": "x", "unit": "C", **channel}, registers=registers))
    assert found == ([(value, quality)], None)


def rtu(*content: int) -> bytes:
    return bytes(content) + crc16(bytes(content)).to_bytes(2, "little")


COLD = rtu(1, 3, 2, 0xFF, 0x49)


@pytest.mark.parametrize(
    ("frame", "found", "reject"),
    [
        (COLD, [(-18.3, "good")], None),
        (b"\0\xff\x55" + COLD, [(-18.3, "good")], None),
        (COLD + b"\0", [(-18.3, "good")], None),
        (rtu(1, 4, 2, 0xFF, 0x49), [(-18.3, "good")], None),
        (COLD[:-1] + b"\0", [], "bad_crc"),
        (b"\0\xff\xff" + COLD[:-1] + b"\0", [], "bad_crc"),
        (COLD[:-1], [], "truncated"),
        (b"\x01", [], "truncated"),
        (b"", [], "truncated"),
        (rtu(1, 3, 4, 0xFF, 0x49), [], "bad_length"),
        (rtu(1, 3, 1, 0xFF), [], "bad_length"),
        (rtu(1, 0x83, 2), [], "exception_2"),
        (rtu(1, 0x84, 11), [], "exception_11"),
        (b"\xff\x00" + rtu(1, 0x83, 6), [], "exception_6"),
        (rtu(1, 0x83, 2)[:-1] + b"\0", [], "bad_crc"),
    ],
)
def test_one_answer_on_the_wire(frame: bytes, found: list, reject: str | None) -> None:
    assert values(modbus({"name": "t", "scale": 0.1}, rtu=frame)) == (found, reject)


def test_coils_and_inputs_are_bits_one_after_the_other() -> None:
    channels = [{"name": f"x{at}", "type": "bit", "offset": at} for at in (0, 1, 9, 16)]
    channels.append({"name": "by bit", "type": "bit", "bit": 9})
    expected = [(True, "good"), (False, "good"), (True, "good"), (None, "missing"), (True, "good")]
    for function in (1, 2):
        assert values(modbus(*channels, rtu=rtu(1, function, 2, 0b101, 0b10))) == (expected, None)
    bits = [1, 0, 1, 0, 0, 0, 0, 0, 0, 1]
    assert values(modbus(*channels, registers=bits, function=2))[0] == expected


@pytest.mark.parametrize(
    "line",
    [
        modbus({"name": "x"}, registers=[70_000]),
        modbus({"name": "x"}, registers=[-1]),
        modbus({"name": "x", "type": "int24"}, registers=[1]),
        modbus({"name": "x", "offset": -2}, registers=[1, 2, 3]),
        modbus({"offset": 0}, registers=[1]),
        {"function": 3, "map": []},
        {"function": 3, "registers": [1]},
        {"function": 3, "map": [], "rtu_hex": "0g"},
    ],
)
def test_a_line_that_no_controller_could_have_given_is_reported(line: dict) -> None:
    (answer,) = ask("decode", "modbus", lines=[{"id": 7, **line}])
    assert (answer["id"], answer["got"]) == (7, None)
    assert answer["error"].startswith("line 1: ")
