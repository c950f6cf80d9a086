"""Labels and papers as PDF: text as text with a subset of the font, symbols as bars and masks.

Operators are written straight into the pages: reportlab keeps the document and the font, but its
drawing calls would take longer than everything else on a label together.
Source of the operators: ISO 32000-1, sections 8 and 9.
"""

import io
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
from reportlab import rl_config
from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from labels.designs import BASELINE, Dots, Font
from labels.layout import (
    MM_PER_INCH,
    Box,
    Label,
    LabelError,
    LabelFlaw,
    Linear,
    Part,
    Square,
    Text,
    dots,
)
from labels.printing import raster

# Streams may be binary: written in ASCII they take a quarter longer and are a quarter larger.
rl_config.useA85 = 0

MEDIA_TYPE = "application/pdf"

A4_MM = (210.0, 297.0)

_POINTS_PER_MM = 72 / MM_PER_INCH
# Symbols have the size they have on the commonest label printers; paper shows them exactly.
_SYMBOL_DPI = 203
_POINTS_PER_DOT = 72 / _SYMBOL_DPI
_HAIR_MM = 1e-4
# Text that cannot be embedded is drawn this fine.
_TEXT_DPI = 600


def render(labels: tuple[Label, ...], title: str, font: Font) -> bytes:
    """Return one page for each label.

    The same labels give the same bytes: no time and no random identifier is written.

    Raises: LabelError.
    """
    document = _Document(title, font)
    for label in labels:
        document.page(_page_mm(label), [(label, 0.0, 0.0)])
    return document.finished()


def render_a4(labels: tuple[Label, ...], title: str, font: Font, skip: int = 0) -> bytes:
    """Return A4 sheets with as many labels of one size as fit, the first `skip` places empty.

    Raises: LabelError("label.too_wide" | "label.mixed_sizes"), and others.
    """
    places = a4_places(labels)
    document = _Document(title, font)
    waiting = list(labels)
    skip %= len(places)
    while waiting:
        now, waiting = waiting[: len(places) - skip], waiting[len(places) - skip :]
        pairs = zip(now, places[skip:], strict=False)
        document.page(A4_MM, [(label, *place) for label, place in pairs])
        skip = 0
    return document.finished()


def a4_places(labels: tuple[Label, ...]) -> list[tuple[float, float]]:
    """Return where on an A4 sheet labels stand, row by row, in the middle of the sheet.

    Raises: LabelError("label.too_wide" | "label.mixed_sizes").
    """
    sizes = {(label.width_mm, label.height_mm) for label in labels}
    if len(sizes) > 1:
        raise LabelError(LabelFlaw.MIXED_SIZES, "labels on one sheet have one size")
    ((width_mm, height_mm),) = sizes
    columns, rows = int(A4_MM[0] / width_mm), int(A4_MM[1] / height_mm)
    if not columns or not rows:
        size = f"{width_mm:g} × {height_mm:g} mm"
        raise LabelError(LabelFlaw.TOO_WIDE, f"{size} is more than an A4 sheet has room for")
    left_mm = (A4_MM[0] - columns * width_mm) / 2
    top_mm = (A4_MM[1] - rows * height_mm) / 2
    return [
        (left_mm + column * width_mm, top_mm + row * height_mm)
        for row in range(rows)
        for column in range(columns)
    ]


def _page_mm(label: Label) -> tuple[float, float]:
    """Return the size of a label's page: whole dots, or a viewer would stretch the bars on it.

    It is a hair less than whole, for viewers round up.
    """
    size_mm = (label.width_mm, label.height_mm)
    if size_mm == A4_MM:
        return A4_MM
    width_mm, height_mm = (dots(side, _SYMBOL_DPI) * MM_PER_INCH / _SYMBOL_DPI for side in size_mm)
    return width_mm - _HAIR_MM, height_mm - _HAIR_MM


class _Document:
    """A PDF file being written; it counts from below, so every height is turned round here."""

    def __init__(self, title: str, font: Font) -> None:
        self._file = io.BytesIO()
        self._canvas = Canvas(self._file, invariant=1)
        self._canvas.setTitle(title)
        self._font = font
        self._embedded = _embedded(font.path, font.face_index)
        self._shown: dict[str, list[tuple[str, str]]] = {}
        self._height_mm = 0.0

    def page(
        self, size_mm: tuple[float, float], labels: Iterable[tuple[Label, float, float]]
    ) -> None:
        """Add a page with labels, each with its upper left corner in millimetres."""
        self._canvas.setPageSize(tuple(side * _POINTS_PER_MM for side in size_mm))
        self._height_mm = size_mm[1]
        said = [
            operators
            for label, left_mm, top_mm in labels
            for part in label.parts
            for operators in self._part(part, left_mm, top_mm)
        ]
        self._canvas.addLiteral("\n".join(said))
        self._canvas.showPage()

    def finished(self) -> bytes:
        self._canvas.save()
        return self._file.getvalue()

    def _part(self, part: Part, left_mm: float, top_mm: float) -> Iterator[str]:
        match part:
            case Text():
                return self._text(part, left_mm, top_mm)
            case Square():
                left, top, each, modules = raster.mosaic(part, _SYMBOL_DPI)
                corner = self._dots(left, top, left_mm, top_mm)
                return self._mask(modules, corner, each * _POINTS_PER_DOT)
            case Linear():
                return self._bars(raster.bars(part, _SYMBOL_DPI), left_mm, top_mm)
            case Box():
                return self._box(part, left_mm, top_mm)

    def _text(self, line: Text, left_mm: float, top_mm: float) -> Iterator[str]:
        embedded = self._embedded
        if embedded is None:
            left, top, dark = raster.text(line, _TEXT_DPI, self._font)
            each = 72 / _TEXT_DPI
            x = left_mm * _POINTS_PER_MM + left * each
            y = (self._height_mm - top_mm) * _POINTS_PER_MM - top * each
            yield from self._mask(dark, (x, y), each)
            return
        size = line.size_mm * _POINTS_PER_MM
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[line.align]
        x = (left_mm + line.x_mm + share * line.width_mm) * _POINTS_PER_MM
        x -= share * size * self._font.width(line.text) if share else 0.0
        y = (self._height_mm - top_mm - line.y_mm) * _POINTS_PER_MM - BASELINE * size
        stretches = self._codes(line.text, embedded)
        shown = " ".join([f"{name} {size:.2f} Tf ({codes}) Tj" for name, codes in stretches])
        yield f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {shown} ET"

    def _codes(self, text: str, embedded: TTFont) -> list[tuple[str, str]]:
        """Return a text as stretches of the subsets of the font, each with its name in the file."""
        known = self._shown.get(text)
        if known is None:
            document = self._canvas._doc
            known = self._shown[text] = [
                (embedded.getSubsetInternalName(subset, document), escapePDF(codes))
                for subset, codes in embedded.splitString(text, document)
            ]
        return known

    def _bars(self, bars: raster.Bars, left_mm: float, top_mm: float) -> Iterator[str]:
        left, top, each, height, modules = bars
        x, y = self._dots(left, top + height, left_mm, top_mm)
        scale = each * _POINTS_PER_DOT
        yield f"q {scale:.6f} 0 0 {height * _POINTS_PER_DOT:.4f} {x:.3f} {y:.3f} cm"
        rows = raster.runs(modules)
        yield "%d 0 %d 1 re " * len(rows) % tuple(rows.ravel().tolist()) + "f Q"

    def _mask(self, dark: Dots, corner: tuple[float, float], each: float) -> Iterator[str]:
        """Paint dark dots, whose upper left corner and size are in points, as an inline image."""
        high, wide = dark.shape
        x, y = corner
        yield f"q {wide * each:.4f} 0 0 {high * each:.4f} {x:.3f} {y - high * each:.3f} cm"
        yield f"BI /W {wide} /H {high} /IM true /D [1 0] /F /AHx ID {_hex(dark)}> EI Q"

    def _dots(self, left: int, top: int, left_mm: float, top_mm: float) -> tuple[float, float]:
        x = left_mm * _POINTS_PER_MM + left * _POINTS_PER_DOT
        return x, (self._height_mm - top_mm) * _POINTS_PER_MM - top * _POINTS_PER_DOT

    def _box(self, box: Box, left_mm: float, top_mm: float) -> Iterator[str]:
        inset = box.line_mm / 2
        x = (left_mm + box.x_mm + inset) * _POINTS_PER_MM
        y = (self._height_mm - top_mm - box.y_mm - inset) * _POINTS_PER_MM
        width, height = (
            max(side - box.line_mm, 0.0) * _POINTS_PER_MM for side in (box.width_mm, box.height_mm)
        )
        line = box.line_mm * _POINTS_PER_MM
        yield f"{line:.3f} w {x:.2f} {y - height:.2f} {width:.2f} {height:.2f} re S"


def _hex(dark: Dots) -> str:
    return np.packbits(dark, axis=1).tobytes().hex()


@lru_cache(maxsize=8)
def _embedded(path: Path, face_index: int) -> TTFont | None:
    """Return the font for embedding, None when its kind cannot be embedded."""
    try:
        face = TTFont(path.stem, str(path), subfontIndex=face_index)
    except TTFError:
        return None
    pdfmetrics.registerFont(face)
    return face
