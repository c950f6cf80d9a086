"""Labels and papers as PDF: text as text with a subset of the font, symbols as one-bit images."""

import io
from functools import lru_cache
from pathlib import Path

from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from labels import fonts, raster
from labels.layout import MM_PER_INCH, Box, Label, Linear, Part, Qr, Text

_POINTS_PER_MM = 72 / MM_PER_INCH
# Symbols have the size they have on the commonest label printers; paper shows them exactly.
_SYMBOL_DPI = 203
# Text that cannot be embedded is drawn this fine.
_TEXT_DPI = 600


def render(labels: tuple[Label, ...], title: str, font: Path) -> bytes:
    """Return one page for each label.

    The same labels give the same bytes: no time and no random identifier is written.

    Raises: LabelError; Gs1Error.
    """
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    canvas.setTitle(title)
    for label in labels:
        canvas.setPageSize((label.width_mm * _POINTS_PER_MM, label.height_mm * _POINTS_PER_MM))
        page = _Page(canvas, label.height_mm, font)
        for part in label.parts:
            page.draw(part)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@lru_cache(maxsize=8)
def _embedded(font: Path) -> str | None:
    """Return the name a font is registered under, None when its kind cannot be embedded."""
    try:
        face = TTFont(font.stem, str(font), subfontIndex=fonts.face_index(font))
    except TTFError:
        return None
    pdfmetrics.registerFont(face)
    return font.stem


class _Page:
    """One page being drawn; PDF counts from below, so every height is turned round here."""

    def __init__(self, canvas: Canvas, height_mm: float, font: Path) -> None:
        self._canvas = canvas
        self._height_mm = height_mm
        self._font = font

    def draw(self, part: Part) -> None:
        match part:
            case Text():
                self._text(part)
            case Qr():
                self._image(part, raster.qr_picture(part, _SYMBOL_DPI), _SYMBOL_DPI)
            case Linear():
                self._image(part, raster.linear_picture(part, _SYMBOL_DPI), _SYMBOL_DPI)
            case Box():
                self._box(part)

    def _text(self, line: Text) -> None:
        name = _embedded(self._font)
        if name is None:
            picture = raster.line_picture(line, _TEXT_DPI, self._font)
            if picture is not None:
                self._image(line, picture, _TEXT_DPI)
            return
        text, size_mm = fonts.fitted(self._font, line)
        self._canvas.setFont(name, size_mm * _POINTS_PER_MM)
        y = self._y(line.y_mm + fonts.BASELINE * size_mm)
        if line.align == "right":
            self._canvas.drawRightString(_x(line.x_mm + line.width_mm), y, text)
        elif line.align == "center":
            self._canvas.drawCentredString(_x(line.x_mm + line.width_mm / 2), y, text)
        else:
            self._canvas.drawString(_x(line.x_mm), y, text)

    def _image(self, part: Text | Qr | Linear, picture: Image.Image, dpi: int) -> None:
        width, height = (72 * side / dpi for side in picture.size)
        y = self._y(part.y_mm) - height
        self._canvas.drawInlineImage(picture, _x(part.x_mm), y, width, height)

    def _box(self, box: Box) -> None:
        self._canvas.setLineWidth(box.line_mm * _POINTS_PER_MM)
        left, top = _x(box.x_mm), self._y(box.y_mm)
        right, bottom = _x(box.x_mm + box.width_mm), self._y(box.y_mm + box.height_mm)
        if box.width_mm and box.height_mm:
            self._canvas.rect(left, bottom, right - left, top - bottom)
        else:
            self._canvas.line(left, top, right, bottom)

    def _y(self, y_mm: float) -> float:
        return (self._height_mm - y_mm) * _POINTS_PER_MM


def _x(x_mm: float) -> float:
    return x_mm * _POINTS_PER_MM
