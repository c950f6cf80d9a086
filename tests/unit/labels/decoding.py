"""Reads symbols back from pictures and from pages of a PDF, as a scanner would."""

from dataclasses import dataclass

import numpy as np
import pypdfium2
import zxingcpp
from PIL import Image

from labels.designs import Dots
from labels.gs1 import Elements, build_element_string
from labels.layout import Label, Linear, Square

# Symbology identifiers. Source: ISO/IEC 15424, and GS1 General Specifications, section 7.8.
_IDENTIFIERS = {
    "code128": "]C0",
    "ean13": "]E0",
    "gs1-128": "]C1",
    "itf14": "]I1",
    "gs1-datamatrix": "]d2",
    "gs1-qr": "]Q3",
    "qr": "]Q1",
}


@dataclass(frozen=True)
class Symbol:
    """What a scanner would send: symbology identifier and bytes; the level of a QR code.

    `is_gs1` says whether the symbol announces element strings.
    """

    identifier: str
    data: bytes
    level: str
    is_gs1: bool = False


def symbols(picture: Image.Image, thoroughly: bool = True) -> set[Symbol]:
    """Return what can be read, compared by bytes: texts of a right and a wrong symbol can agree.

    Unless `thoroughly`, symbols that lie askew or are very large are not looked for.
    """
    return {
        Symbol(
            found.symbology_identifier,
            found.bytes,
            found.ec_level,
            found.content_type == zxingcpp.ContentType.GS1,
        )
        for found in zxingcpp.read_barcodes(
            picture.convert("L"),
            try_rotate=thoroughly,
            try_downscale=thoroughly,
            try_invert=thoroughly,
        )
    }


def expected(label: Label) -> set[Symbol]:
    """Return what a scanner must read off a label, from its description."""
    found = set()
    for part in label.parts:
        if isinstance(part, Linear | Square):
            is_gs1 = isinstance(part.content, Elements)
            data = build_element_string(part.content) if is_gs1 else part.content
            level = part.level if part.kind in ("qr", "gs1-qr") else ""
            found.add(Symbol(_IDENTIFIERS[part.kind], data.encode(), level, is_gs1))
    return found


def reads_back(picture: Image.Image, label: Label) -> bool:
    """Say whether all symbols of a label, and no others, are read off its picture."""
    wanted = expected(label)
    return symbols(picture, thoroughly=False) == wanted or symbols(picture) == wanted


def pages(pdf: bytes, dpi: int) -> list[Image.Image]:
    """Return the pages of a PDF as pictures."""
    return [page.render(scale=dpi / 72).to_pil() for page in pypdfium2.PdfDocument(pdf)]


def texts(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def picture_of(dark: Dots) -> Image.Image:
    """Return dots as a picture."""
    return Image.fromarray(~dark)


def ink(picture: Image.Image) -> Dots:
    """Return which dots of a picture are dark."""
    return np.array(picture.convert("L")) < 128
