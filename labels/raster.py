"""Labels as one-bit pictures: the reference every other output must look like."""

import io
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from labels import codes, fonts
from labels.layout import (
    LINEAR_MODULE_MM,
    MM_PER_INCH,
    QR_MODULE_MM,
    Box,
    Label,
    Linear,
    Part,
    Qr,
    Text,
    dots,
    symbol_dots,
)

_WHITE, _BLACK = 255, 0


def draw(label: Label, dpi: int, font: Path) -> Image.Image:
    """Return the picture of a label, mode "1".

    Raises: LabelError; Gs1Error.
    """
    picture = Image.new("1", (dots(label.width_mm, dpi), dots(label.height_mm, dpi)), _WHITE)
    for part in label.parts:
        _draw_part(picture, part, dpi, font)
    return picture


def png(label: Label, dpi: int, font: Path) -> bytes:
    """Return the picture of a label as a PNG file that knows its size on paper."""
    file = io.BytesIO()
    draw(label, dpi, font).save(file, "PNG", dpi=(dpi, dpi))
    return file.getvalue()


@lru_cache(maxsize=1024)
def line_picture(line: Text, dpi: int, font: Path) -> Image.Image | None:
    """Return one line of text, as wide as its room; None when there is nothing to see.

    Most lines of a print run repeat, so they are kept.
    """
    text, size_mm = fonts.fitted(font, line)
    if not text:
        return None
    size = max(4, int(size_mm * dpi / MM_PER_INCH))  # rounded up it would not fit its width
    face = fonts.sized(font, size)
    picture = Image.new("1", (max(1, dots(line.width_mm, dpi)), round(size * fonts.LINE)), _WHITE)
    pen = ImageDraw.Draw(picture)
    pen.fontmode = "1"
    spare = picture.width - face.getlength(text)
    left = {"left": 0.0, "center": spare / 2, "right": spare}[line.align]
    pen.text((max(0, round(left)), round(size * fonts.BASELINE)), text, _BLACK, face, anchor="ls")
    return picture


def qr_picture(part: Qr, dpi: int) -> Image.Image:
    """Return a QR code without quiet zone."""
    matrix = codes.qr(part.text)
    each = symbol_dots(len(matrix), QR_MODULE_MM, part.size_mm, dpi)
    return Image.fromarray(np.kron(~matrix, np.ones((each, each), dtype=bool)))


def linear_picture(part: Linear, dpi: int) -> Image.Image:
    """Return a GS1-128 symbol without quiet zone."""
    modules = codes.gs1_128(part.elements)
    each = symbol_dots(len(modules), LINEAR_MODULE_MM, part.width_mm, dpi)
    row = np.repeat(np.array(modules, dtype=bool), each)
    return Image.fromarray(np.tile(~row, (dots(part.height_mm, dpi), 1)))


def _draw_part(picture: Image.Image, part: Part, dpi: int, font: Path) -> None:
    corner = (dots(part.x_mm, dpi), dots(part.y_mm, dpi))
    match part:
        case Text():
            text = line_picture(part, dpi, font)
            if text is not None:
                # only dark dots are drawn: a line never wipes out what is behind it
                picture.paste(_BLACK, corner, ImageChops.invert(text))
        case Qr():
            picture.paste(qr_picture(part, dpi), corner)
        case Linear():
            picture.paste(linear_picture(part, dpi), corner)
        case Box():
            _draw_box(picture, part, corner, dpi)


def _draw_box(picture: Image.Image, box: Box, corner: tuple[int, int], dpi: int) -> None:
    line = max(1, dots(box.line_mm, dpi))
    wide, high = (max(dots(side, dpi), line) for side in (box.width_mm, box.height_mm))
    area = (*corner, corner[0] + wide - 1, corner[1] + high - 1)
    pen = ImageDraw.Draw(picture)
    if min(wide, high) <= 2 * line:
        pen.rectangle(area, fill=_BLACK)
    else:
        pen.rectangle(area, outline=_BLACK, width=line)
