"""Checked GS1 elements: what a symbol, an element string or a Digital Link says.

`Elements` are only made by `checked`, so whoever holds them may trust every value in them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from labels.gs1_checks import CHECKS, Gs1Error, date_of, in_charset
from labels.gs1_identifiers import IDENTIFIERS, Component, Identifier, matches

# No symbol and no link holds more; what is longer is refused before it is looked at.
MAX_TEXT_LENGTH = 8_192
_MAX_ELEMENTS = 64

# A digital signature (8030) needs a key with a serial number; without one these keys are this long.
_LENGTH_WITHOUT_SERIAL = {"253": 13, "255": 13, "8003": 14}


@dataclass(frozen=True)
class Elements:
    """Element strings in the order they were read: pairs of identifier and value."""

    pairs: tuple[tuple[str, str], ...]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.pairs)

    def get(self, ai: str) -> str | None:
        """Return the value of an identifier, None when it is absent."""
        return next((value for known, value in self.pairs if known == ai), None)

    @property
    def gtin(self) -> str | None:
        """The trade item, 14 digits."""
        return self.get("01")

    @property
    def sscc(self) -> str | None:
        """The logistic unit, 18 digits."""
        return self.get("00")

    @property
    def lot(self) -> str | None:
        return self.get("10")

    @property
    def serial(self) -> str | None:
        return self.get("21")

    def expiry(self, today: date) -> date | None:
        """Return the use-by day; its century is chosen as seen from `today`."""
        value = self.get("17")
        return None if value is None else date_of(value, today)

    @property
    def net_weight_g(self) -> int | None:
        """The net weight (310n) in grams; finer digits are rounded."""
        for ai, value in self.pairs:
            if matches("310n", ai):
                decimals_of_kg = int(ai[3])
                return round(int(value) * 1_000 / 10.0**decimals_of_kg)
        return None


def checked(pairs: Iterable[tuple[str, str]], companions: bool = True) -> Elements:
    """Return the pairs as elements when each value and all of them together are right.

    `companions=False` leaves out one rule: that an identifier needs certain others beside it.

    Raises: Gs1Error.
    """
    elements = Elements(tuple(pairs))
    if not elements.pairs:
        raise Gs1Error("length", "there is no element")
    if len(elements.pairs) > _MAX_ELEMENTS:
        raise Gs1Error("length", f"more than {_MAX_ELEMENTS} elements")
    for ai, value in elements:
        _check_value(identifier_of(ai), value)
    _check_repeats(elements)
    _check_exclusions(elements)
    _check_signature(elements)
    if companions:
        _check_companions(elements)
    return elements


def bounded(text: str) -> str:
    """Return the text unless it is longer than any code can be.

    Raises: Gs1Error("length").
    """
    if len(text) > MAX_TEXT_LENGTH:
        raise Gs1Error("length", f"more than {MAX_TEXT_LENGTH} characters")
    return text


def identifier_of(ai: str) -> Identifier:
    """Return what the standard says of an identifier.

    Raises: Gs1Error("unknown_ai").
    """
    if ai not in IDENTIFIERS:
        raise Gs1Error("unknown_ai", f"there is no identifier ({ai[:8]})")
    return IDENTIFIERS[ai]


def _check_value(identifier: Identifier, value: str) -> None:
    if not value or len(value) > identifier.length_max:
        raise Gs1Error(
            "length",
            f"({identifier.ai}) has 1 to {identifier.length_max} characters, got {value!r}",
        )
    rest = value
    for component in identifier.components:
        if component.optional and not rest:
            return
        _check_part(identifier.ai, component, rest[: component.length_max])
        rest = rest[component.length_max :]


def _check_part(ai: str, component: Component, part: str) -> None:
    if len(part) < component.length_min:
        raise Gs1Error("length", f"({ai}) ends too early at {part!r}")
    if not in_charset(component.charset, part):
        raise Gs1Error("charset", f"({ai}) may not hold {part!r}")
    for name in component.checks:
        code, is_right = CHECKS[name]
        if not is_right(part):
            raise Gs1Error(code, f"({ai}) {part!r} fails the check {name!r}")


def _check_repeats(elements: Elements) -> None:
    seen: dict[str, str] = {}
    for ai, value in elements:
        if seen.setdefault(ai, value) != value:
            raise Gs1Error("repeat", f"({ai}) is there twice with different values")


def _check_exclusions(elements: Elements) -> None:
    present = {ai for ai, _ in elements}
    for ai in present:
        for pattern in IDENTIFIERS[ai].exclusions:
            if any(matches(pattern, other) for other in present - {ai}):
                raise Gs1Error("excludes", f"({ai}) may not stand beside ({pattern})")


def _check_signature(elements: Elements) -> None:
    if elements.get("8030") is None:
        return
    for ai, value in elements:
        if _LENGTH_WITHOUT_SERIAL.get(ai) == len(value):
            raise Gs1Error("syntax", f"(8030) signs one object, and ({ai}) has no serial number")


def _check_companions(elements: Elements) -> None:
    present = {ai for ai, _ in elements}
    for ai in present:
        groups = IDENTIFIERS[ai].companions
        if groups and not any(_complete(group, present) for group in groups):
            wanted = " or ".join("+".join(group) for group in groups)
            raise Gs1Error("requires", f"({ai}) needs {wanted} beside it")


def _complete(group: tuple[str, ...], present: set[str]) -> bool:
    return all(any(matches(pattern, ai) for ai in present) for pattern in group)
