"""Reads symbols back from pictures, from pages of a PDF and from ZPL, as a scanner would."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pypdfium2
import zxingcpp
from PIL import Image

Dots = npt.NDArray[np.bool_]

_PLACED = re.compile(r"\^FO(\d+),(\d+)\^(GFA|GB)([^^]*)\^FS")


@dataclass(frozen=True)
class Symbol:
    """What a scanner would send: symbology identifier and bytes; the level of a QR code."""

    identifier: str
    data: bytes
    level: str


def symbols(picture: Image.Image) -> set[Symbol]:
    """Return what can be read, compared by bytes: texts of a right and a wrong symbol can agree."""
    return {
        Symbol(found.symbology_identifier, found.bytes, found.ec_level)
        for found in zxingcpp.read_barcodes(picture.convert("L"))
    }


def pages(pdf: bytes, dpi: int) -> list[Image.Image]:
    """Return the pages of a PDF as pictures."""
    return [page.render(scale=dpi / 72).to_pil() for page in pypdfium2.PdfDocument(pdf)]


def texts(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def dark_dots(zpl: str, width: int, height: int) -> Dots:
    """Return what the pictures and boxes of one ZPL label blacken."""
    dark = np.zeros((height, width), dtype=bool)
    for x, y, command, operands in _PLACED.findall(zpl):
        shape = _graphic(operands) if command == "GFA" else _box(operands)
        area = dark[int(y) : int(y) + len(shape), int(x) : int(x) + shape.shape[1]]
        area |= shape[: area.shape[0], : area.shape[1]]
    return dark


def picture_of(dark: Dots) -> Image.Image:
    """Return dots as a picture."""
    return Image.fromarray(~dark)


def _graphic(operands: str) -> Dots:
    _, total, sent, wide, data = operands.split(",")
    content = np.frombuffer(bytes.fromhex(data), dtype=np.uint8)
    assert int(total) == int(sent) == content.size
    return np.unpackbits(content.reshape(-1, int(wide)), axis=1).astype(bool)


def _box(operands: str) -> Dots:
    wide, high, line = (int(operand) for operand in operands.split(","))
    shape = np.ones((max(high, line), max(wide, line)), dtype=bool)
    shape[line : high - line, line : wide - line] = False
    return shape
