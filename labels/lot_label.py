"""The label of a lot: 60 × 40 mm, for packs and crates; everything on it in Chinese and English."""

from dataclasses import dataclass
from datetime import date

from labels import codes, handcode
from labels.digital_link import in_capitals, parse_digital_link
from labels.gs1 import Elements, Gs1Error, checked, to_bracketed
from labels.layout import (
    LINEAR_MODULE_MM,
    Label,
    LabelError,
    Linear,
    Part,
    Qr,
    Text,
    dots,
    module_dots,
)

WIDTH_MM = 60.0
HEIGHT_MM = 40.0

# A level Q symbol of version 6 at 0.5 mm a module, and four modules of white around it.
_QR_MM = 20.6
_QR_QUIET_MM = 2.0
_MARGIN_MM = 1.5
_TEXT_MM = WIDTH_MM - _QR_MM - 2 * _QR_QUIET_MM - _MARGIN_MM
_SMALL_MM = 2.3

_BARS_TOP_MM = 29.0
_BARS_MM = 7.5
# Ten modules of white on each side of the bars.
_BARS_QUIET_MM = 10 * LINEAR_MODULE_MM
# The coarsest common printer decides whether the bars fit; a finer one only makes them narrower.
_COARSEST_DPI = 203


@dataclass(frozen=True)
class LotLabel:
    """What a lot label says. `link` is the Digital Link in the QR, `hand_code` its typed stand-in.

    `gtin` may have 8, 12, 13 or 14 digits; `weight_g` is None for goods sold by the piece;
    `hand_code` is without its check character.
    """

    name_zh: str
    name_en: str
    gtin: str
    lot: str
    supplier: str
    village: str
    harvested_on: date
    packed_on: date
    use_by: date
    weight_g: int | None
    storage: str
    link: str
    hand_code: str


def lot_label(lot: LotLabel) -> Label:
    """Lay out the label of a lot.

    The bars hold GTIN and lot where that fits, else the GTIN alone: the QR always holds both.

    Raises: Gs1Error when GTIN, lot or link break a rule; LabelError("label.wrong_link") when the
    link names other goods; HandCodeError.
    """
    elements = checked([("01", lot.gtin.rjust(14, "0")), ("10", lot.lot)])
    _check_link(lot.link, elements)
    in_bars = elements if _fits(elements) else Elements(elements.pairs[:1])
    return Label(
        name=f"lot-{lot.lot}",
        width_mm=WIDTH_MM,
        height_mm=HEIGHT_MM,
        parts=(*_lines(lot), *_square(lot), *_bars(in_bars)),
    )


def _check_link(link: str, elements: Elements) -> None:
    linked, _ = parse_digital_link(link)
    if linked.gtin != elements.gtin or linked.lot not in (None, elements.lot):
        raise LabelError("label.wrong_link", f"{link} leads away from {to_bracketed(elements)}")


def _lines(lot: LotLabel) -> list[Part]:
    weight = "" if lot.weight_g is None else f"净含量 Net {weight_text(lot.weight_g)} · "
    lines = [
        (4.2, lot.name_zh),
        (2.8, lot.name_en),
        (_SMALL_MM, f"产地 Grown by {lot.supplier}"),
        (_SMALL_MM, lot.village),
        (_SMALL_MM, f"采收 Harvested {lot.harvested_on}"),
        (_SMALL_MM, f"包装 Packed {lot.packed_on}"),
        (2.8, f"保质期至 Use by {lot.use_by}"),
        (_SMALL_MM, f"贮存 Store {lot.storage}"),
        (_SMALL_MM, f"{weight}批号 Lot {lot.lot}"),
    ]
    parts: list[Part] = []
    y_mm = 0.8
    for size_mm, text in lines:
        parts.append(Text(_MARGIN_MM, y_mm, _TEXT_MM, size_mm, text))
        y_mm += size_mm * 1.15
    return parts


def _square(lot: LotLabel) -> list[Part]:
    left_mm = WIDTH_MM - _QR_MM - _QR_QUIET_MM
    typed = handcode.with_check(lot.hand_code)
    under_mm = _QR_QUIET_MM + _QR_MM + _QR_QUIET_MM
    return [
        Qr(left_mm, _QR_QUIET_MM, _QR_MM, in_capitals(lot.link)),
        Text(left_mm, under_mm, _QR_MM + _QR_QUIET_MM, 2.8, typed),
    ]


def _bars(elements: Elements) -> list[Part]:
    width_mm = WIDTH_MM - 2 * _BARS_QUIET_MM
    under_mm = _BARS_TOP_MM + _BARS_MM + 0.3
    return [
        Linear(_BARS_QUIET_MM, _BARS_TOP_MM, width_mm, _BARS_MM, elements),
        Text(_MARGIN_MM, under_mm, WIDTH_MM - 2 * _MARGIN_MM, _SMALL_MM, to_bracketed(elements)),
    ]


def _fits(elements: Elements) -> bool:
    try:
        modules = len(codes.gs1_128(elements))
    except Gs1Error:
        return False
    each = module_dots(LINEAR_MODULE_MM, _COARSEST_DPI)
    return modules * each <= dots(WIDTH_MM - 2 * _BARS_QUIET_MM, _COARSEST_DPI)


def weight_text(weight_g: int) -> str:
    """Return a weight as shops write it: grams below a kilogram, else kilograms."""
    return f"{weight_g} g" if weight_g < 1_000 else f"{weight_g / 1_000:g} kg"
