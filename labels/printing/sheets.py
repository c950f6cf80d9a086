"""Finished print files: any label or paper in any of the formats. Start here to print something.

A sheet is bytes with a media type and a name for the file; sending it to a printer, and knowing
whether it came out, is the business of others.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from labels.designs import Fields, Font, find_font, fonts, lay_out
from labels.layout import Label, LabelError, LabelFlaw
from labels.printing import escpos, pdf, raster, svg, tspl, zpl

Format = Literal["png", "svg", "pdf", "a4", "zpl", "tspl", "escpos"]
DPI = 203


@dataclass(frozen=True)
class Sheet:
    """One print file."""

    media_type: str
    content: bytes
    filename: str


class _Output(NamedTuple):
    media_type: str
    suffix: str
    render: Callable[[tuple[Label, ...], int, Font], bytes]
    holds_one: bool = False


def _png(labels: tuple[Label, ...], dpi: int, font: Font) -> bytes:
    return raster.png(labels[0], dpi, font)


def _svg(labels: tuple[Label, ...], _dpi: int, font: Font) -> bytes:
    return svg.render(labels[0], font)


def _pdf(labels: tuple[Label, ...], _dpi: int, font: Font) -> bytes:
    return pdf.render(labels, safe_name(labels), font)


def _a4(labels: tuple[Label, ...], _dpi: int, font: Font) -> bytes:
    return pdf.render_a4(labels, safe_name(labels), font)


def _escpos(labels: tuple[Label, ...], dpi: int, font: Font) -> bytes:
    if dpi != escpos.DPI:
        raise LabelError(LabelFlaw.DPI, f"receipt printers have {escpos.DPI} dpi")
    return escpos.render(labels, font)


FORMATS: dict[Format, _Output] = {
    "png": _Output("image/png", "png", _png, holds_one=True),
    "svg": _Output(svg.MEDIA_TYPE, "svg", _svg, holds_one=True),
    "pdf": _Output(pdf.MEDIA_TYPE, "pdf", _pdf),
    "a4": _Output(pdf.MEDIA_TYPE, "pdf", _a4),
    "zpl": _Output(zpl.MEDIA_TYPE, "zpl", zpl.render),
    "tspl": _Output(tspl.MEDIA_TYPE, "tspl", tspl.render),
    "escpos": _Output(escpos.MEDIA_TYPE, "escpos", _escpos),
}


def labels_of(papers: Sequence[Fields], font: Path | None = None) -> tuple[Label, ...]:
    """Lay out some fields one after the other.

    Raises: LabelError, FontMissing among them; it names the field to blame.
    """
    known = fonts.load(font or find_font())
    return tuple([label for paper in papers for label in lay_out(paper, known)])


def a4(labels: Sequence[Label], skip: int, font: Path | None = None) -> Sheet:
    """Return labels on A4 sheets of which the first `skip` places are used up.

    Raises: LabelError, FontMissing among them.
    """
    if not labels:
        raise LabelError(LabelFlaw.NONE, "there is nothing to print")
    name = safe_name(labels)
    content = pdf.render_a4(tuple(labels), name, fonts.load(font or find_font()), skip)
    return Sheet(pdf.MEDIA_TYPE, content, f"{name}.pdf")


def render(
    labels: Sequence[Label], form: Format, dpi: int = DPI, font: Path | None = None
) -> Sheet:
    """Return labels as one print file, named after the first; PNG and SVG take one label only.

    `pdf` has a page for each label and `a4` as many labels on a page as fit; neither they nor
    `svg` depend on the resolution.

    Raises: LabelError, FontMissing among them; it names the field to blame.
    """
    if not labels:
        raise LabelError(LabelFlaw.NONE, "there is nothing to print")
    output = FORMATS[form]
    if output.holds_one and len(labels) > 1:
        raise LabelError(LabelFlaw.ONE_ONLY, f"{form} shows one label, not {len(labels)}")
    content = output.render(tuple(labels), dpi, fonts.load(font or find_font()))
    return Sheet(output.media_type, content, f"{safe_name(labels)}.{output.suffix}")


def safe_name(labels: Sequence[Label]) -> str:
    """Return a name that is safe as a file name, whatever order or lot numbers hold."""
    safe = "".join(
        c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in labels[0].name
    )
    return safe[:80]
