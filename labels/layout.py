"""One description of a label or page, in millimetres; every output is drawn from it.

Measures in millimetres are from the upper left corner. A text is known to fit before it gets here
(`labels.designs.typeset`). A symbol is given the room it may use, quiet zone included; how many
dots a module gets depends on the printer, and a symbol for which the room is too small is refused.
"""

import math
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from labels.gs1 import Elements

MM_PER_INCH = 25.4

# What label printers have. Source: the data sheets of Zebra's and TSC's desktop printers.
DPI = (203, 300, 600)

Align = Literal["left", "center", "right"]
Level = Literal["L", "M", "Q", "H"]
LinearKind = Literal["code128", "ean13", "gs1-128", "itf14"]
SquareKind = Literal["gs1-datamatrix", "gs1-qr", "qr"]


class LabelFlaw(StrEnum):
    """Why a label cannot be made."""

    CHARACTER = "label.character"
    DPI = "label.dpi"
    FONT_MISSING = "label.font_missing"
    MIXED_SIZES = "label.mixed_sizes"
    NO_DESIGN = "label.no_design"
    NONE = "label.none"
    ONE_ONLY = "label.one_only"
    SYMBOL_TOO_LARGE = "label.symbol_too_large"
    TEXT_TOO_LONG = "label.text_too_long"
    TOO_WIDE = "label.too_wide"
    WRONG_CODE = "label.wrong_code"


class LabelError(ValueError):
    """A label that cannot be made.

    `field` names what the label should have said and could not, None when no field is to blame.
    """

    def __init__(self, code: LabelFlaw, detail: str, field: str | None = None) -> None:
        super().__init__(f"{code}: {field + ': ' if field else ''}{detail}")
        self.code = code
        self.detail = detail
        self.field = field


class Text(Struct, frozen=True, gc=False):
    """One line that fits into `width_mm`; `size_mm` is the size of the font."""

    x_mm: float
    y_mm: float
    width_mm: float
    size_mm: float
    text: str
    align: Align = "left"


class Linear(Struct, frozen=True, gc=False):
    """Bars across a room of `width_mm`, centred in it; `content` is elements for gs1-128.

    `module_mm` is the least width of the narrowest bar where more than the least that the
    symbology allows is asked for.
    """

    kind: LinearKind
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    content: str | Elements
    field: str
    module_mm: float = 0.0


class Square(Struct, frozen=True, gc=False):
    """A matrix symbol in a square room, centred in it; `content` is elements for both GS1 kinds."""

    kind: SquareKind
    x_mm: float
    y_mm: float
    size_mm: float
    content: str | Elements
    field: str
    level: Level = "Q"


class Box(Struct, frozen=True, gc=False):
    """A frame; with a height or width of zero, a line."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    line_mm: float = 0.25


Part = Text | Linear | Square | Box


class Label(Struct, frozen=True, gc=False):
    """A label, or one page of a paper."""

    name: str
    width_mm: float
    height_mm: float
    parts: tuple[Part, ...]


def dots(length_mm: float, dpi: int) -> int:
    """Return a length in printer dots."""
    return round(length_mm * dpi / MM_PER_INCH)


def module_dots(module_mm: float, dpi: int) -> int:
    """Return the fewest whole dots that make a module of at least `module_mm`."""
    # 203 dpi are 8 dots/mm in fact: the hundredth keeps 0.25 mm at two dots
    return max(1, math.ceil(module_mm * dpi / MM_PER_INCH - 0.01))


def known_dpi(dpi: int) -> int:
    """Return a resolution that a label printer has.

    Raises: LabelError("label.dpi").
    """
    if dpi not in DPI:
        choice = ", ".join(str(one) for one in DPI)
        raise LabelError(LabelFlaw.DPI, f"{dpi} dpi is not one of {choice}")
    return dpi
