"""Finished print files: labels and papers as PDF, ZPL or PNG. Start here to print something.

A sheet is bytes with a media type and a name for the file; sending it to a printer, and knowing
whether it came out, is the business of others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from labels import pdf, raster, zpl
from labels.fonts import FontMissing, find_font
from labels.layout import Label, LabelError
from labels.lot_label import LotLabel, lot_label
from labels.papers import (
    A4,
    ROLL,
    PickLine,
    PickList,
    Slip,
    SlipLine,
    pick_list_pages,
    slip_pages,
)

__all__ = [
    "A4",
    "ROLL",
    "FontMissing",
    "Label",
    "LabelError",
    "LotLabel",
    "PickLine",
    "PickList",
    "Sheet",
    "Slip",
    "SlipLine",
    "delivery_slip",
    "delivery_slip_zpl",
    "find_font",
    "lot_label",
    "pick_list",
    "pick_list_pages",
    "render_pdf",
    "render_png",
    "render_zpl",
    "slip_pages",
]

DPI = 203


@dataclass(frozen=True)
class Sheet:
    """One print file."""

    media_type: str
    content: bytes
    filename: str


def render_pdf(labels: Sequence[Label], font: Path | None = None) -> Sheet:
    """Return one PDF with a page for each label, named after the first.

    Raises: LabelError, FontMissing among them; Gs1Error.
    """
    name = _name(labels)
    content = pdf.render(tuple(labels), name, font or find_font())
    return Sheet("application/pdf", content, f"{name}.pdf")


def render_zpl(labels: Sequence[Label], dpi: int = DPI, font: Path | None = None) -> Sheet:
    """Return one stream of ZPL that prints each label once.

    Raises: LabelError, FontMissing among them; Gs1Error.
    """
    content = zpl.render(tuple(labels), dpi, font or find_font())
    return Sheet("application/x-zpl", content, f"{_name(labels)}.zpl")


def render_png(label: Label, dpi: int = DPI, font: Path | None = None) -> Sheet:
    """Return the picture of one label, dot for dot as a printer of that resolution shows it.

    Raises: LabelError, FontMissing among them; Gs1Error.
    """
    content = raster.png(label, dpi, font or find_font())
    return Sheet("image/png", content, f"{_name([label])}.png")


def delivery_slip(slip: Slip, font: Path | None = None) -> Sheet:
    """Return a delivery slip as PDF on A4.

    Raises: LabelError, FontMissing among them; Gs1Error.
    """
    return render_pdf(slip_pages(slip), font)


def delivery_slip_zpl(slip: Slip, dpi: int = DPI, font: Path | None = None) -> Sheet:
    """Return a delivery slip for a roll of parcel labels.

    Raises: LabelError, FontMissing among them; Gs1Error.
    """
    return render_zpl(slip_pages(slip, ROLL), dpi, font)


def pick_list(picks: PickList, font: Path | None = None) -> Sheet:
    """Return a pick list as PDF on A4.

    Raises: LabelError, FontMissing among them; Gs1Error.
    """
    return render_pdf(pick_list_pages(picks), font)


def _name(labels: Sequence[Label]) -> str:
    """Return a name that is safe as a file name, whatever order or lot numbers hold.

    Raises: LabelError("label.none").
    """
    if not labels:
        raise LabelError("label.none", "there is nothing to print")
    safe = "".join(
        c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in labels[0].name
    )
    return safe[:80]
