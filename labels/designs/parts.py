"""What several designs have in common: symbols with their text below, and checked codes."""

from collections.abc import Iterable
from datetime import date

from labels import codes
from labels.codes import handcode
from labels.designs.typeset import Room, Typesetter
from labels.gs1 import Elements, Gs1Error, build_digital_link, checked, in_capitals, to_bracketed
from labels.layout import LabelError, LabelFlaw, Linear, Part, Square, SquareKind, dots, module_dots

# A level Q symbol of version 6 at 0.5 mm a module, and four modules of white around it.
QR_MM = 24.6
# The coarsest common printer decides whether bars fit; a finer one only makes them narrower.
_COARSEST_DPI = 203

# Source: GS1 General Specifications, section 5.12: the least X of an SSCC on a logistic unit.
SSCC_MODULE_MM = 0.495

Coded = Iterable[tuple[str, str, str | None]]


def elements(coded: Coded, *, companions: bool = True) -> Elements:
    """Return checked elements from (field, identifier, value); absent values are left out.

    Raises: LabelError("label.wrong_code") that names the field which breaks a rule of GS1.
    """
    given = [(field, ai, value) for field, ai, value in coded if value is not None]
    try:
        return checked([(ai, value) for _, ai, value in given], companions)
    except Gs1Error as error:
        raise _named(error, given) from error


def _named(error: Gs1Error, given: list[tuple[str, str, str]]) -> LabelError:
    for field, ai, value in given:
        try:
            checked([(ai, value)], companions=False)
        except Gs1Error as wrong:
            return LabelError(LabelFlaw.WRONG_CODE, str(wrong), field)
    return LabelError(LabelFlaw.WRONG_CODE, str(error), given[0][0])


def gtin14(gtin: str) -> str:
    """Return a GTIN of 8, 12, 13 or 14 digits with the zeros in front that elements need."""
    return gtin.rjust(14, "0")


def yymmdd(day: date) -> str:
    """Return a day as elements write it."""
    return f"{day:%y%m%d}"


def link(field: str, of: Elements, stem: str) -> str:
    """Return the Digital Link of elements, its scheme and domain in capitals: the QR gets smaller.

    Raises: LabelError("label.wrong_code").
    """
    try:
        return in_capitals(build_digital_link(of, stem))
    except Gs1Error as error:
        raise LabelError(LabelFlaw.WRONG_CODE, str(error), field) from error


def typed(field: str, body: str) -> str:
    """Return a code to type with its check character, nothing for none.

    Raises: LabelError("label.wrong_code").
    """
    if not body:
        return ""
    try:
        return handcode.with_check(body)
    except handcode.HandCodeError as error:
        raise LabelError(LabelFlaw.WRONG_CODE, str(error), field) from error


def square(
    kind: SquareKind, content: str | Elements, field: str, corner: tuple[float, float]
) -> Square:
    """Return a matrix symbol in a room of `QR_MM`, quiet zone included."""
    return Square(kind, *corner, QR_MM, content, field)


def with_text(setter: Typesetter, bars: Linear, size_mm: float = 2.2) -> list[Part]:
    """Return bars with what they say below them. Raises: LabelError."""
    said = bars.content if isinstance(bars.content, str) else to_bracketed(bars.content)
    under_mm = bars.y_mm + bars.height_mm + 0.3
    room = Room(bars.x_mm, under_mm, bars.width_mm, size_mm, align="center")
    return [bars, *setter.text(bars.field, said, room)]


def fits(content: Elements, width_mm: float) -> bool:
    """Say whether GS1-128 with its quiet zones fits into a width on the coarsest printer."""
    try:
        modules = codes.gs1_128_width(content)
    except Gs1Error:
        return False
    module_mm, before, after = codes.LINEAR["gs1-128"]
    each = module_dots(module_mm, _COARSEST_DPI)
    return (modules + before + after) * each <= dots(width_mm, _COARSEST_DPI)


def weight_text(weight_g: int) -> str:
    """Return a weight as shops write it: grams below a kilogram, else kilograms."""
    return f"{weight_g} g" if weight_g < 1_000 else f"{weight_g / 1_000:g} kg"


def weight_element(weight_g: int | None) -> str | None:
    """Return a net weight as identifier 3103 has it: grams, six digits."""
    return None if weight_g is None else f"{weight_g:06}"
