"""Labels as one-bit pictures: the reference every other output must look like."""

import io
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image

from labels import codes
from labels.designs import Dots, Font
from labels.gs1 import Gs1Error
from labels.layout import (
    MM_PER_INCH,
    Align,
    Box,
    Label,
    LabelError,
    LabelFlaw,
    Linear,
    Part,
    Square,
    Text,
    dots,
    known_dpi,
    module_dots,
)


class Placed(NamedTuple):
    """Dark dots and where their upper left corner is, in dots."""

    left: int
    top: int
    dark: Dots


class Mosaic(NamedTuple):
    """A matrix symbol on whole dots: its corner, the dots of a module, the modules."""

    left: int
    top: int
    each: int
    modules: codes.Matrix


class Bars(NamedTuple):
    """A linear symbol on whole dots: its corner, the dots of a module, the height, the modules."""

    left: int
    top: int
    each: int
    height: int
    modules: codes.Modules


def draw(label: Label, dpi: int, font: Font) -> Image.Image:
    """Return the picture of a label, mode "1".

    Raises: LabelError.
    """
    return Image.fromarray(~dark_dots(label, dpi, font))


def png(label: Label, dpi: int, font: Font) -> bytes:
    """Return the picture of a label as a PNG file that knows its size on paper.

    Raises: LabelError.
    """
    file = io.BytesIO()
    draw(label, dpi, font).save(file, "PNG", dpi=(dpi, dpi))
    return file.getvalue()


def dark_dots(label: Label, dpi: int, font: Font) -> Dots:
    """Return the dots of a label, rows of columns, True for dark.

    Raises: LabelError.
    """
    known_dpi(dpi)
    paper = np.zeros((dots(label.height_mm, dpi), dots(label.width_mm, dpi)), dtype=bool)
    for part in label.parts:
        left, top, dark = placed(part, dpi, font)
        area = paper[top : top + dark.shape[0], left : left + dark.shape[1]]
        # only dark dots are drawn: a line never wipes out what is behind it
        area |= dark[: area.shape[0], : area.shape[1]]
    return paper


def placed(part: Part, dpi: int, font: Font) -> Placed:
    """Return the dots of one part.

    Raises: LabelError.
    """
    match part:
        case Text():
            return text(part, dpi, font)
        case Square():
            return matrix(part, dpi)
        case Linear():
            left, top, each, height, modules = bars(part, dpi)
            row = np.repeat(np.frombuffer(modules.encode(), dtype=np.uint8) == ord("1"), each)
            return Placed(left, top, np.tile(row, (height, 1)))
        case Box():
            return _box(part, dpi)


class Stretch(NamedTuple):
    """Where a line of text stands, in dots: the corner of its room, how wide that is, the size."""

    left: int
    top: int
    room: int
    size: int


def text(line: Text, dpi: int, font: Font) -> Placed:
    """Return one line of text."""
    left, top, room, size = stretch(line, dpi)
    dark = font.picture(line.text, size, room)
    return Placed(left + indent(line.align, room - dark.shape[1]), top, dark)


def indent(align: Align, spare: int) -> int:
    """Return how many dots from the left of its room a line starts that leaves so many over."""
    if align == "left" or spare < 0:
        return 0
    return spare if align == "right" else spare // 2


def stretch(line: Text, dpi: int) -> Stretch:
    """Return where a line of text stands."""
    return _stretch(line.x_mm, line.y_mm, line.width_mm, line.size_mm, dpi)


# A design has its texts at the same few places on every label.
@lru_cache(maxsize=4096)
def _stretch(x_mm: float, y_mm: float, width_mm: float, size_mm: float, dpi: int) -> Stretch:
    # rounded up, a line might not fit its width
    size = max(4, int(size_mm * dpi / MM_PER_INCH))
    return Stretch(dots(x_mm, dpi), dots(y_mm, dpi), dots(width_mm, dpi), size)


def matrix(part: Square, dpi: int) -> Placed:
    """Return a matrix symbol in dots.

    Raises: LabelError("label.symbol_too_large" | "label.wrong_code").
    """
    left, top, each, modules = mosaic(part, dpi)
    return Placed(left, top, np.kron(modules, np.ones((each, each), dtype=bool)))


def mosaic(part: Square, dpi: int) -> Mosaic:
    """Return a matrix symbol with its place in the middle of its room.

    Raises: LabelError("label.symbol_too_large" | "label.wrong_code").
    """
    try:
        modules = codes.square(part.kind, part.content, part.level)
    except Gs1Error as error:
        raise _wrong_code(part, error) from error
    left, top, each = (
        own_qr(part, dpi, len(modules)) if part.kind == "qr" else _centred(part, len(modules), dpi)
    )
    return Mosaic(left, top, each, modules)


def own_qr(part: Square, dpi: int, modules: int | None = None) -> tuple[int, int, int]:
    """Return the corner of a QR code, and the dots of a module, for whoever encodes it.

    What fits must not depend on that: a printer may need more modules than zxing-cpp does. Without
    `modules` that largest size is put in the middle of the room.

    Raises: LabelError("label.symbol_too_large" | "label.wrong_code").
    """
    try:
        most = codes.most_qr_modules(str(part.content), part.level)
    except Gs1Error as error:
        raise _wrong_code(part, error) from error
    left, top, each = _centred(part, most, dpi)
    shift = 0 if modules is None else (most - modules) * each // 2
    return left + shift, top + shift, each


def _centred(part: Square, modules: int, dpi: int) -> tuple[int, int, int]:
    module_mm, before, after = codes.SQUARE[part.kind]
    each = _fitting(part.field, modules + before + after, module_mm, part.size_mm, dpi)
    edge = (dots(part.size_mm, dpi) - modules * each) // 2
    return dots(part.x_mm, dpi) + edge, dots(part.y_mm, dpi) + edge, each


def bars(part: Linear, dpi: int) -> Bars:
    """Return a linear symbol with its place in the middle of its room.

    Raises: LabelError("label.symbol_too_large" | "label.wrong_code").
    """
    try:
        modules = codes.linear(part.kind, part.content)
    except Gs1Error as error:
        raise _wrong_code(part, error) from error
    least_mm, before, after = codes.LINEAR[part.kind]
    wide = len(modules) + before + after
    each = _fitting(part.field, wide, max(least_mm, part.module_mm), part.width_mm, dpi)
    spare = dots(part.width_mm, dpi) - wide * each
    left = dots(part.x_mm, dpi) + spare // 2 + before * each
    return Bars(left, dots(part.y_mm, dpi), each, dots(part.height_mm, dpi), modules)


def runs(modules: codes.Modules) -> npt.NDArray[np.int_]:
    """Return where each bar of a linear symbol starts and its width: rows of two, in modules."""
    dark = np.frombuffer(f"0{modules}0".encode(), dtype=np.uint8)
    bars = np.flatnonzero(dark[1:] != dark[:-1]).reshape(-1, 2)
    bars[:, 1] -= bars[:, 0]
    return bars


def _wrong_code(part: Linear | Square, error: Gs1Error) -> LabelError:
    return LabelError(LabelFlaw.WRONG_CODE, str(error), part.field)


def _fitting(field: str, modules: int, module_mm: float, room_mm: float, dpi: int) -> int:
    each = module_dots(module_mm, dpi)
    if modules * each > dots(room_mm, dpi):
        raise LabelError(
            LabelFlaw.SYMBOL_TOO_LARGE,
            f"{modules} modules, quiet zone included, do not fit into {room_mm:.1f} mm",
            field,
        )
    return each


def _box(box: Box, dpi: int) -> Placed:
    line = max(1, dots(box.line_mm, dpi))
    wide, high = (max(dots(side, dpi), line) for side in (box.width_mm, box.height_mm))
    dark = np.ones((high, wide), dtype=bool)
    dark[line : high - line, line : wide - line] = False
    return Placed(dots(box.x_mm, dpi), dots(box.y_mm, dpi), dark)
