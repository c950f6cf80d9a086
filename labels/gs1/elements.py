"""Checked GS1 elements: what a symbol, an element string or a Digital Link says.

`Elements` are only made by `checked`, so whoever holds them may trust every value in them.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from msgspec import Struct

from labels.gs1.checks import CHECKS, Gs1Error, Gs1Rule, date_of, in_charset
from labels.gs1.identifiers import IDENTIFIERS, Component, Identifier, matches

# No symbol and no link holds more; what is longer is refused before it is looked at.
MAX_TEXT_LENGTH = 8_192
_MAX_ELEMENTS = 64

# A digital signature (8030) needs a key with a serial number; without one these keys are this long.
_LENGTH_WITHOUT_SERIAL = {"253": 13, "255": 13, "8003": 14}


class Elements(Struct, frozen=True, gc=False):
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
    pairs = tuple(pairs)
    for ai, value in pairs:
        check_length(identifier_of(ai), value)
    for ai, value in pairs:
        check_value(IDENTIFIERS[ai], value)
    return checked_together(pairs, companions)


def checked_together(pairs: tuple[tuple[str, str], ...], companions: bool) -> Elements:
    """Return pairs whose values are known to be right as elements when they may stand together.

    Raises: Gs1Error.
    """
    if not 0 < len(pairs) <= _MAX_ELEMENTS:
        raise Gs1Error(
            Gs1Rule.LENGTH, f"a message has 1 to {_MAX_ELEMENTS} elements, not {len(pairs)}"
        )
    elements = Elements(pairs)
    present = dict(pairs)
    if len(present) < len(pairs):
        _check_repeats(elements)
    excluded, incomplete = _broken_together(tuple(present))
    if excluded:
        raise Gs1Error(Gs1Rule.EXCLUDES, excluded)
    if "8030" in present:
        _check_signature(elements)
    if companions and incomplete:
        raise Gs1Error(Gs1Rule.REQUIRES, incomplete)
    return elements


def bounded(text: str) -> str:
    """Return the text unless it is longer than any code can be.

    Raises: Gs1Error("length").
    """
    if len(text) > MAX_TEXT_LENGTH:
        raise Gs1Error(Gs1Rule.LENGTH, f"more than {MAX_TEXT_LENGTH} characters")
    return text


def identifier_of(ai: str) -> Identifier:
    """Return what the standard says of an identifier.

    Raises: Gs1Error("unknown_ai").
    """
    if ai not in IDENTIFIERS:
        raise Gs1Error(Gs1Rule.UNKNOWN_AI, f"there is no identifier ({ai[:8]})")
    return IDENTIFIERS[ai]


def check_length(identifier: Identifier, value: str) -> None:
    """Accept a value that is neither too short nor too long as a whole.

    Raises: Gs1Error("length").
    """
    if not identifier.length_min <= len(value) <= identifier.length_max:
        raise Gs1Error(
            Gs1Rule.LENGTH,
            f"({identifier.ai}) has {identifier.length_min} to {identifier.length_max} characters, "
            f"got {value!r}",
        )


def check_value(identifier: Identifier, value: str) -> None:
    """Accept a value of which every component keeps its rules.

    Raises: Gs1Error.
    """
    match = identifier.form.fullmatch(value)
    if match is None:
        _check_parts(identifier, value)
        return
    for group, name, code, is_right in identifier.steps:
        part = match[group]
        if part is not None and not is_right(part):
            raise Gs1Error(code, f"({identifier.ai}) {part!r} fails the check {name!r}")


def _check_parts(identifier: Identifier, value: str) -> None:
    """Find what is wrong first with a value that has not the form of its identifier."""
    rest = value
    for component in identifier.components:
        if component.optional and not rest:
            return
        _check_part(identifier.ai, component, rest[: component.length_max])
        rest = rest[component.length_max :]
    if rest:
        raise Gs1Error(Gs1Rule.LENGTH, f"({identifier.ai}) goes on with {rest!r}")


def _check_part(ai: str, component: Component, part: str) -> None:
    if len(part) < component.length_min:
        raise Gs1Error(Gs1Rule.LENGTH, f"({ai}) ends too early at {part!r}")
    if not in_charset(component.charset, part):
        raise Gs1Error(Gs1Rule.CHARSET, f"({ai}) may not hold {part!r}")
    for name in component.checks:
        code, is_right = CHECKS[name]
        if not is_right(part):
            raise Gs1Error(code, f"({ai}) {part!r} fails the check {name!r}")


def _check_repeats(elements: Elements) -> None:
    seen: dict[str, str] = {}
    for ai, value in elements:
        if seen.setdefault(ai, value) != value:
            raise Gs1Error(Gs1Rule.REPEAT, f"({ai}) is there twice with different values")


def _check_signature(elements: Elements) -> None:
    for ai, value in elements:
        if _LENGTH_WITHOUT_SERIAL.get(ai) == len(value):
            raise Gs1Error(
                Gs1Rule.SYNTAX, f"(8030) signs one object, and ({ai}) has no serial number"
            )


@lru_cache(maxsize=4_096)
def _broken_together(present: tuple[str, ...]) -> tuple[str | None, str | None]:
    """Return what is wrong with identifiers that stand together: exclusions, missing companions.

    Values have no part in it, and labels of one kind have the same identifiers: it is remembered.
    """
    together = frozenset(present)
    exclusions = (
        f"({ai}) may not stand beside ({', '.join(sorted(IDENTIFIERS[ai].excluded & together))})"
        for ai in present
        if not together.isdisjoint(IDENTIFIERS[ai].excluded)
    )
    companions = (
        f"({ai}) needs {' or '.join('+'.join(group) for group in IDENTIFIERS[ai].companions)}"
        for ai in present
        if not _has_companions(IDENTIFIERS[ai], together)
    )
    return next(exclusions, None), next(companions, None)


def _has_companions(identifier: Identifier, together: frozenset[str]) -> bool:
    wanted = identifier.wanted
    return not wanted or any(not any(one.isdisjoint(together) for one in group) for group in wanted)
