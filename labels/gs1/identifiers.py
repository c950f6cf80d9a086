"""The GS1 Application Identifiers as objects, read once from `gs1_table`."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from labels.gs1.checks import CHECKS, CLASSES, Gs1Rule
from labels.gs1.table import SETS, TABLE

# Identifiers of predefined length: their values need no separator behind them in a symbol.
# Source: GS1 General Specifications, "Element strings with predefined length".
_PREDEFINED_LENGTH = re.compile(r"0[0-4]|1[1-9]|20|3[1-6]|41")

_COMPONENT = re.compile(
    r"(?P<open>\[?)(?P<charset>[NXYZ])(?P<upto>\.\.)?(?P<length>\d+)(?P<checks>[a-z0-9,]*)\]?"
    r"(?:\*(?P<times>\d))?"
)


@dataclass(frozen=True)
class Component:
    """One part of a value: its character set, its length and the checks it must pass."""

    charset: str
    length_min: int
    length_max: int
    optional: bool
    checks: tuple[str, ...]

    @property
    def form(self) -> str:
        """Length and character set as a pattern in a group; whole values decide what is whose."""
        group = f"({CLASSES[self.charset]}{{{self.length_min},{self.length_max}}})"
        return group + "?" * self.optional


@dataclass(frozen=True)
class Identifier:
    """One Application Identifier with every rule the standard has for it.

    `companions`: one of these groups must be complete in the message (none needed when empty).
    `exclusions`: none of these may be in it. Both hold patterns for `matches`.
    `qualifiers`: what may follow it in the path of a Digital Link; None when it is no primary key.
    """

    ai: str
    title: str
    components: tuple[Component, ...]
    companions: tuple[tuple[str, ...], ...]
    exclusions: tuple[str, ...]
    qualifiers: tuple[tuple[str, ...], ...] | None
    link_attribute: bool

    @cached_property
    def needs_separator(self) -> bool:
        """Say whether a value must be closed by FNC1 when another one follows."""
        return _PREDEFINED_LENGTH.match(self.ai) is None

    @cached_property
    def length_min(self) -> int:
        """The fewest characters a value can have."""
        return sum(part.length_min for part in self.components if not part.optional)

    @cached_property
    def length_max(self) -> int:
        """The most characters a value can have."""
        return sum(part.length_max for part in self.components)

    @cached_property
    def form(self) -> re.Pattern[str]:
        """Lengths and character sets as one pattern, a group for each component."""
        return re.compile("".join(part.form for part in self.components))

    @cached_property
    def steps(self) -> tuple[tuple[int, str, Gs1Rule, Callable[[str], bool]], ...]:
        """The checks in order: group of `form`, name, error code, function."""
        return tuple(
            (group, name, *CHECKS[name])
            for group, part in enumerate(self.components, start=1)
            for name in (*("padding",) * (part.charset == "Z"), *part.checks)
        )

    @cached_property
    def excluded(self) -> frozenset[str]:
        """Every identifier that may not stand beside this one."""
        return _all_that_match(self.exclusions) - {self.ai}

    @cached_property
    def wanted(self) -> tuple[tuple[frozenset[str], ...], ...]:
        """The companion groups with patterns resolved: one identifier of every set must be there.

        Groups of one pattern are put together into one set, to be looked at first.
        """
        alone = [group[0] for group in self.companions if len(group) == 1]
        together = [group for group in self.companions if len(group) > 1]
        return (
            *([(_all_that_match(alone),)] if alone else []),
            *(tuple(_all_that_match([pattern]) for pattern in group) for group in together),
        )


def matches(pattern: str, ai: str) -> bool:
    """Say whether an identifier fits a pattern such as `31nn`."""
    return len(pattern) == len(ai) and all(
        wanted in ("n", digit) for wanted, digit in zip(pattern, ai, strict=True)
    )


def _all_that_match(patterns: Iterable[str]) -> frozenset[str]:
    return frozenset[str]().union(*(_fitting(pattern) for pattern in patterns))


@cache
def _fitting(pattern: str) -> frozenset[str]:
    return frozenset(ai for ai in IDENTIFIERS if matches(pattern, ai))


def _components(notation: str) -> Iterator[Component]:
    for part in notation.split():
        match = _COMPONENT.fullmatch(part)
        assert match, part
        length = int(match["length"])
        component = Component(
            charset=match["charset"],
            length_min=1 if match["upto"] else length,
            length_max=length,
            optional=bool(match["open"]),
            checks=tuple(match["checks"].split(",")[1:]),
        )
        yield from [component] * int(match["times"] or 1)


def _alternatives(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(re.split(r"[+ ]", part)) for part in text.split(" / ") if part)


def _expand(ai: str) -> list[str]:
    """Return the identifiers of `310[0-5]`, or the one that is written out."""
    stem, _, digits = ai.partition("[")
    if not digits:
        return [stem]
    return [f"{stem}{digit}" for digit in range(int(digits[0]), int(digits[2]) + 1)]


def _identifiers(line: str) -> Iterator[Identifier]:
    rules, _, title = line.partition("  # ")
    ai, _, rest = rules.partition(" ")
    notation, *clauses = rest.strip().split("; ")
    told = {word: operand for word, _, operand in (clause.partition(" ") for clause in clauses)}
    needs = told.get("needs", "")
    for expanded in _expand(ai):
        yield Identifier(
            ai=expanded,
            title=title,
            components=tuple(_components(notation)),
            companions=_alternatives(SETS.get(needs, needs)),
            exclusions=tuple(told.get("never", "").split()),
            qualifiers=_alternatives(told["key"]) if "key" in told else None,
            link_attribute="no-attribute" not in told,
        )


IDENTIFIERS: dict[str, Identifier] = {
    identifier.ai: identifier
    for line in TABLE.strip().splitlines()
    for identifier in _identifiers(line)
}

# The first two digits tell how long an identifier is.
AI_LENGTH: dict[str, int] = {ai[:2]: len(ai) for ai in IDENTIFIERS}
