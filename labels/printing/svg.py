"""Labels as SVG, for pages and for designers: one unit is a millimetre, text stays text.

A viewer that lacks our font takes another of its own; every line is told how long it is, so that it
never leaves its room. Symbols are drawn on the dots of the coarsest printer.
"""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from labels.designs import BASELINE, Font
from labels.layout import DPI, MM_PER_INCH, Box, Label, Linear, Part, Square, Text
from labels.printing import raster

MEDIA_TYPE = "image/svg+xml"

_DOT_MM = MM_PER_INCH / DPI[0]
_FAMILY = "'Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
# XML has no way to write these. Source: XML 1.0, section 2.2.
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(label: Label, font: Font) -> bytes:
    """Return one label as an SVG document.

    Raises: LabelError.
    """
    width, height = f"{label.width_mm:g}", f"{label.height_mm:g}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
        f'viewBox="0 0 {width} {height}" font-family="{_FAMILY}">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>\n'
    )
    parts = [line for part in label.parts for line in _part(part, font)]
    return "".join([head, *parts, "</svg>\n"]).encode()


def _part(part: Part, font: Font) -> Iterator[str]:
    match part:
        case Text():
            yield _text(part, font)
        case Square():
            left, top, each, dark = raster.mosaic(part, DPI[0])
            rows = ("".join("01"[dot] for dot in row) for row in dark.astype(int))
            bars = ((y, bar) for y, row in enumerate(rows) for bar in raster.runs(row).tolist())
            yield _path(
                f"M{left + x * each} {top + y * each}h{wide * each}v{each}h{-wide * each}z"
                for y, (x, wide) in bars
            )
        case Linear():
            left, top, each, high, modules = raster.bars(part, DPI[0])
            edges = ((left + x * each, wide * each) for x, wide in raster.runs(modules).tolist())
            yield _path(f"M{x} {top}h{wide}v{high}h{-wide}z" for x, wide in edges)
        case Box():
            yield _box(part)


def _text(line: Text, font: Font) -> str:
    length = font.width(line.text) * line.size_mm
    share = {"left": 0.0, "center": 0.5, "right": 1.0}[line.align]
    x_mm, y_mm = line.x_mm + share * line.width_mm, line.y_mm + BASELINE * line.size_mm
    said = escape(_NOT_XML.sub("", line.text))
    return (
        f'<text x="{x_mm:.3f}" y="{y_mm:.3f}" font-size="{line.size_mm:.3f}" '
        f'text-anchor="{_ANCHORS[line.align]}" textLength="{length:.3f}" '
        f'lengthAdjust="spacingAndGlyphs">{said}</text>\n'
    )


def _path(pieces: Iterator[str]) -> str:
    scale = f"scale({_DOT_MM:.8f})"
    shape = "".join(pieces)
    return f'<path transform="{scale}" shape-rendering="crispEdges" d="{shape}"/>\n'


def _box(box: Box) -> str:
    inset = box.line_mm / 2
    return (
        f'<rect x="{box.x_mm + inset:.3f}" y="{box.y_mm + inset:.3f}" '
        f'width="{max(box.width_mm - box.line_mm, 0.001):.3f}" '
        f'height="{max(box.height_mm - box.line_mm, 0.001):.3f}" '
        f'fill="none" stroke="#000" stroke-width="{box.line_mm:.3f}"/>\n'
    )
