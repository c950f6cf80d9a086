"""Printers on paper of dots: what the commands of each language blacken, command by command.

They share no code with what writes the commands, know only the commands we send, and fail on every
other one. The printers' own fonts are drawn as the boxes their characters may fill at most.
"""

import re
from collections.abc import Callable

import numpy as np
import zxingcpp

from labels.designs import Dots


class Paper:
    """One label in dots; what leaves it is an error."""

    def __init__(self, width: int, height: int) -> None:
        self.dark = np.zeros((height, width), dtype=bool)
        self.written: list[str] = []

    def stamp(self, left: int, top: int, shape: Dots) -> None:
        high, wide = shape.shape
        assert 0 <= left <= left + wide <= self.dark.shape[1] + 8, "a picture leaves the label"
        area = self.dark[top : top + high, left : left + wide]
        area |= shape[: area.shape[0], : area.shape[1]]

    def fill(self, left: int, top: int, wide: int, high: int) -> None:
        self.stamp(left, top, np.ones((high, wide), dtype=bool))

    def frame(self, left: int, top: int, wide: int, high: int, line: int) -> None:
        shape = np.ones((high, wide), dtype=bool)
        shape[line : high - line, line : wide - line] = False
        self.stamp(left, top, shape)

    def qr(self, left: int, top: int, each: int, level: str, text: str) -> None:
        symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
        modules = np.array(symbol.to_image(scale=each, add_quiet_zones=False)) == 0
        self.stamp(left, top, modules)


def zpl(printed: bytes) -> list[Paper]:
    """Print ZPL II."""
    return [_zpl_label(one) for one in printed.decode().split("^XA")[1:]]


def _zpl_label(said: str) -> Paper:
    head = re.match(r"\^CI28\^LH0,0\^FWN\n\^PW(\d+)\^LL(\d+)\n", said)
    assert head, said[:80]
    paper = Paper(int(head[1]), int(head[2]))
    assert said.endswith("^PQ1^XZ\n")
    for command in re.findall(r"[^\n]*\n", said[head.end() : -len("^PQ1^XZ\n")]):
        _zpl_field(paper, command.rstrip("\n"))
    return paper


def _zpl_field(paper: Paper, command: str) -> None:
    placed = re.fullmatch(r"\^FO(\d+),(\d+)\^(GFA|GB|BQN|A0N),?([^^]*)(.*)\^FS", command)
    assert placed, command[:80]
    left, top, kind, operands = int(placed[1]), int(placed[2]), placed[3], placed[4]
    if kind == "GFA":
        paper.stamp(left, top, _zpl_graphic(operands))
    elif kind == "GB":
        wide, high, line = (int(one) for one in operands.split(","))
        paper.frame(left, top, max(wide, line), max(high, line), line)
    else:
        data = re.fullmatch(r"(?:\^FB\d+,1,0,[LCR],0)?\^FH_\^FD([^^~]*)", placed[5])
        assert data, command[:80]
        text = _zpl_text(data[1])
        if kind == "A0N":
            paper.written.append(text)
        else:
            level, _, link = text.partition("A,")
            paper.qr(left, top, int(operands.split(",")[1]), level, link)


def _zpl_text(data: str) -> str:
    raw = re.sub(rb"_([0-9A-F]{2})", lambda code: bytes([int(code[1], 16)]), data.encode())
    return raw.decode()


def _zpl_graphic(operands: str) -> Dots:
    total, sent, wide, data = operands.split(",", 3)
    rows: list[str] = []
    digits = 2 * int(wide)
    while data:
        if data[0] == ":":
            rows.append(rows[-1])
            data = data[1:]
            continue
        cut = re.match(r"[0-9A-F]*", data)
        assert cut
        row = cut[0][:digits]
        data = data[len(row) :]
        if len(row) < digits:
            assert data[0] == ",", "a row ends too early"
            data = data[1:]
        rows.append(row.ljust(digits, "0"))
    content = np.frombuffer(bytes.fromhex("".join(rows)), dtype=np.uint8)
    assert int(total) == int(sent) == content.size
    return np.unpackbits(content.reshape(-1, int(wide)), axis=1).astype(bool)


_TSPL_FONTS = {"1": (8, 12), "2": (12, 20), "3": (16, 24), "4": (24, 32), "5": (32, 48)}
_TSPL_HEAD = re.compile(
    rb"SIZE ([\d.]+) mm,([\d.]+) mm\r\nGAP 2 mm,0 mm\r\nDIRECTION 1\r\nREFERENCE 0,0\r\n"
    rb"SPEED 4\r\nDENSITY 8\r\nCODEPAGE UTF-8\r\nCLS\r\n"
)


def tspl(printed: bytes, dpi: int) -> list[Paper]:
    """Print TSPL."""
    papers = []
    while printed:
        head = _TSPL_HEAD.match(printed)
        assert head, printed[:80]
        wide, high = (round(float(side) * dpi / 25.4) for side in head.groups())
        papers.append(Paper(wide, high))
        printed = printed[head.end() :]
        while not printed.startswith(b"PRINT 1,1\r\n"):
            printed = _tspl_command(papers[-1], printed)
        printed = printed.removeprefix(b"PRINT 1,1\r\n")
    return papers


def _tspl_command(paper: Paper, printed: bytes) -> bytes:
    """Do one command, and return what is left."""
    for pattern, act in _TSPL.items():
        if found := re.match(pattern, printed):
            taken = act(paper, *(one.decode() for one in found.groups()))
            rest = printed[found.end() :]
            if taken:
                high, wide = taken
                content = np.frombuffer(rest[: high * wide], dtype=np.uint8)
                dark = np.unpackbits(~content.reshape(high, wide), axis=1).astype(bool)
                paper.stamp(int(found[1]), int(found[2]), dark)
                rest = rest[high * wide :]
                assert rest.startswith(b"\r\n")
                rest = rest[2:]
            return rest
    raise AssertionError(f"no such command: {printed[:60]!r}")


def _bitmap(_: Paper, left: str, top: str, wide: str, high: str) -> tuple[int, int]:
    return int(high), int(wide)


def _bar(paper: Paper, left: str, top: str, wide: str, high: str) -> None:
    paper.fill(int(left), int(top), int(wide), int(high))


def _frame(paper: Paper, left: str, top: str, right: str, bottom: str, line: str) -> None:
    x, y = int(left), int(top)
    paper.frame(x, y, int(right) - x, int(bottom) - y, int(line))


def _qr(paper: Paper, left: str, top: str, level: str, each: str, text: str) -> None:
    paper.qr(int(left), int(top), int(each), level, text)


def _text(paper: Paper, left: str, top: str, font: str, text: str) -> None:
    wide, _ = _TSPL_FONTS[font]
    assert int(left) + wide * len(text) <= paper.dark.shape[1], "a text leaves the label"
    paper.written.append(text)


_TSPL: dict[bytes, Callable[..., tuple[int, int] | None]] = {
    rb"BITMAP (\d+),(\d+),(\d+),(\d+),1,": _bitmap,
    rb"BAR (\d+),(\d+),(\d+),(\d+)\r\n": _bar,
    rb"BOX (\d+),(\d+),(\d+),(\d+),(\d+)\r\n": _frame,
    rb'QRCODE (\d+),(\d+),([LMQH]),(\d+),A,0,M2,S7,"([^"\r\n]*)"\r\n': _qr,
    rb'TEXT (\d+),(\d+),"([1-5])",0,1,1,"([^"\r\n]*)"\r\n': _text,
}


def escpos(printed: bytes) -> list[Dots]:
    """Print ESC/POS."""
    receipts = []
    for receipt in printed.split(b"\x1b@")[1:]:
        bands = []
        while not receipt.startswith(b"\x1dVB\x00"):
            assert receipt.startswith(b"\x1dv0\x00")
            wide, high = (int.from_bytes(receipt[at : at + 2], "little") for at in (4, 6))
            content = np.frombuffer(receipt[8 : 8 + wide * high], dtype=np.uint8)
            bands.append(np.unpackbits(content.reshape(high, wide), axis=1).astype(bool))
            receipt = receipt[8 + wide * high :]
        receipts.append(np.vstack(bands))
    return receipts


def svg(document: bytes, dpi: int) -> Dots:
    """Draw the symbols of an SVG; texts and frames are left to a viewer."""
    said = document.decode()
    sides = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', said)
    assert sides
    wide, high = (round(float(side) * dpi / 25.4) for side in sides.groups())
    paper = Paper(wide, high)
    for path in re.findall(r'<path transform="scale\([\d.]+\)"[^>]* d="([^"]*)"/>', said):
        for shape in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)h-\d+z", path):
            paper.fill(*(int(one) for one in shape))
    return paper.dark
