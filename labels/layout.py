"""One description of a label or page, in millimetres; the raster, PDF and ZPL are drawn from it.

Measures in millimetres are from the upper left corner. Symbols are drawn in whole printer dots, so
their size depends on the printer; the quiet zone around them is the layout's business.
"""

import math
from dataclasses import dataclass
from typing import Literal

from labels.gs1 import Elements

MM_PER_INCH = 25.4

# The least that scanners read well: 4 dots a module at 203 dpi, 5 at 300. GS1 asks for 0.396 mm.
QR_MODULE_MM = 0.396
# Source: GS1 General Specifications, section 5.12, X-dimension of GS1-128: 0.250 mm at least.
LINEAR_MODULE_MM = 0.25


class LabelError(ValueError):
    """A label that cannot be made; `code` is stable and starts with `label.`."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Text:
    """One line; shrunk a little and then cut with an ellipsis when it is wider than `width_mm`."""

    x_mm: float
    y_mm: float
    width_mm: float
    size_mm: float
    text: str
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True)
class Qr:
    """A QR code of level Q in a square of at most `size_mm`."""

    x_mm: float
    y_mm: float
    size_mm: float
    text: str


@dataclass(frozen=True)
class Linear:
    """A GS1-128 symbol of at most `width_mm`."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    elements: Elements


@dataclass(frozen=True)
class Box:
    """A frame; with a height or width of zero, a line."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    line_mm: float = 0.25


Part = Text | Qr | Linear | Box


@dataclass(frozen=True)
class Label:
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


def symbol_dots(modules: int, module_mm: float, room_mm: float, dpi: int) -> int:
    """Return the dots of one module of a symbol that must fit into `room_mm`.

    Raises: LabelError("label.symbol_too_large").
    """
    each = module_dots(module_mm, dpi)
    if modules * each > dots(room_mm, dpi):
        raise LabelError(
            "label.symbol_too_large", f"{modules} modules do not fit into {room_mm:.1f} mm"
        )
    return each
