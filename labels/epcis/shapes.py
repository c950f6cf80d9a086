"""Shapes of JSON values, put together from checks that name every fault and where it is.

A check takes a value and the place it stands at, as a JSON pointer, and yields what is wrong.
"""

import calendar
import ipaddress
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class EpcisRule(StrEnum):
    """The rule of EPCIS that a document breaks."""

    ACTION = "action"
    DUPLICATE = "duplicate"
    EMPTY = "empty"
    FIELD = "field"
    FORMAT = "format"
    MISSING = "missing"
    TYPE = "type"
    VOCABULARY = "vocabulary"


@dataclass(frozen=True)
class Fault:
    """What is wrong with a document, and where.

    `where` is a JSON pointer into the document; `detail` says it in English.
    """

    code: EpcisRule
    where: str
    detail: str


Check = Callable[[object, str], Iterator[Fault]]
Fields = Mapping[str, Check]

# Source: RFC 3339, section 5.6, without leap seconds. Letters may be small.
_MOMENT = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-9]{2})"
    r"[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?"
    r"(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)

# Source: RFC 3986, appendix A; the parts in the order of its rules.
_UNRESERVED_AND_SUB_DELIMITERS = r"A-Za-z0-9\-._~!$&'()*+,;="
_PCHAR = rf"(?:[{_UNRESERVED_AND_SUB_DELIMITERS}:@]|%[0-9A-Fa-f]{{2}})"
_URI = re.compile(
    rf"[A-Za-z][A-Za-z0-9+.\-]*:"
    rf"(?://(?:(?:[{_UNRESERVED_AND_SUB_DELIMITERS}:]|%[0-9A-Fa-f]{{2}})*@)?"
    rf"(?:\[(?P<literal>[^\]]*)\]|(?:[{_UNRESERVED_AND_SUB_DELIMITERS}]|%[0-9A-Fa-f]{{2}})*)"
    rf"(?::[0-9]*)?(?:/{_PCHAR}*)*"
    rf"|/(?:{_PCHAR}+(?:/{_PCHAR}*)*)?"
    rf"|{_PCHAR}+(?:/{_PCHAR}*)*"
    rf"|)"
    rf"(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?"
)
_FUTURE_ADDRESS = re.compile(rf"[vV][0-9A-Fa-f]+\.[{_UNRESERVED_AND_SUB_DELIMITERS}:]+")


def is_uri(text: str) -> bool:
    """Say whether a text is a URI with a scheme; a name with a prefix, such as `lx:x`, is one."""
    match = _URI.fullmatch(text)
    if match is None:
        return False
    literal = match["literal"]
    return literal is None or _is_address(literal)


def is_moment(text: str) -> bool:
    """Say whether a text is a date and a time with zone, such as `2026-11-22T06:00:00+08:00`."""
    match = _MOMENT.fullmatch(text)
    if match is None or match["year"] == "0000":
        return False
    _, last = calendar.monthrange(int(match["year"]), int(match["month"]))
    return 1 <= int(match["day"]) <= last


def text(value: object, where: str) -> Iterator[Fault]:
    """Accept a text."""
    if not isinstance(value, str):
        yield Fault(EpcisRule.TYPE, where, f"a text is wanted, not {_short(value)}")


def number(value: object, where: str) -> Iterator[Fault]:
    """Accept a number, which true and false are not."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield Fault(EpcisRule.TYPE, where, f"a number is wanted, not {_short(value)}")


def truth(value: object, where: str) -> Iterator[Fault]:
    """Accept true or false."""
    if not isinstance(value, bool):
        yield Fault(EpcisRule.TYPE, where, f"true or false is wanted, not {_short(value)}")


def any_record(value: object, where: str) -> Iterator[Fault]:
    """Accept an object, whatever is in it."""
    if not isinstance(value, dict):
        yield Fault(EpcisRule.TYPE, where, f"an object is wanted, not {_short(value)}")


def formed(is_right: Callable[[str], object], what: str) -> Check:
    """Return a check that accepts a text for which `is_right` holds."""

    def check(value: object, where: str) -> Iterator[Fault]:
        if not isinstance(value, str):
            yield from text(value, where)
        elif not is_right(value):
            yield Fault(EpcisRule.FORMAT, where, f"{_short(value)} is no {what}")

    return check


uri = formed(is_uri, "URI")
moment = formed(is_moment, "date and time with zone")


def word(words: Collection[str], reserved: tuple[str, ...] = ()) -> Check:
    """Return a check that accepts one of the words, or a URI that begins with none of `reserved`.

    Without `reserved` no URI is accepted.
    """

    def check(value: object, where: str) -> Iterator[Fault]:
        if not isinstance(value, str):
            yield from text(value, where)
        elif value in words:
            return
        elif not reserved:
            yield Fault(EpcisRule.VOCABULARY, where, f"{_short(value)} is none of {_listed(words)}")
        elif not is_uri(value):
            yield Fault(
                EpcisRule.VOCABULARY, where, f"{_short(value)} is no standard word and no URI"
            )
        elif value.startswith(reserved):
            yield Fault(
                EpcisRule.VOCABULARY, where, f"{_short(value)}: standard words are written bare"
            )

    return check


def either(*checks: Check) -> Check:
    """Return a check that accepts what one of the checks accepts.

    The faults are those of the first check that wants a value of this type, or of the first.
    """

    def check(value: object, where: str) -> Iterator[Fault]:
        found = [list(one(value, where)) for one in checks]
        if all(found):
            yield from next(
                (faults for faults in found if not _is_other_type(faults[0], where)), found[0]
            )

    return check


def _is_other_type(fault: Fault, where: str) -> bool:
    return fault.code == EpcisRule.TYPE and fault.where == where


def listed(item: Check, least: int = 0, distinct: bool = False) -> Check:
    """Return a check that accepts a list of what `item` accepts."""

    def check(value: object, where: str) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield Fault(EpcisRule.TYPE, where, f"a list is wanted, not {_short(value)}")
            return
        if len(value) < least:
            yield Fault(EpcisRule.EMPTY, where, f"{least} or more are wanted")
        if distinct and len({_canonical(one) for one in value}) < len(value):
            yield Fault(EpcisRule.DUPLICATE, where, "the same is there twice")
        for place, one in enumerate(value):
            yield from item(one, f"{where}/{place}")

    return check


def record(fields: Fields, required: Collection[str] = (), others: Check | None = None) -> Check:
    """Return a check that accepts an object with these fields.

    `others` checks the names of further fields, at the place of each; without it any are accepted.
    """

    def check(value: object, where: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield from any_record(value, where)
            return
        for name in required:
            if name not in value:
                yield Fault(EpcisRule.MISSING, where, f"the field {name!r} is missing")
        for name, one in value.items():
            place = f"{where}/{_pointed(name)}"
            if name in fields:
                yield from fields[name](one, place)
            elif others is not None:
                yield from others(name, place)

    return check


def prefixed(name: object, where: str) -> Iterator[Fault]:
    """Accept the name of a field of one's own: with a prefix, such as `lx:x`, or a whole URI."""
    if not (isinstance(name, str) and is_uri(name)):
        yield Fault(EpcisRule.FIELD, where, f"{name!r} is not known here; own fields need a prefix")


def unknown(name: object, where: str) -> Iterator[Fault]:
    """Accept no further field."""
    yield Fault(EpcisRule.FIELD, where, f"{name!r} is not known here")


def _is_address(literal: str) -> bool:
    if _FUTURE_ADDRESS.fullmatch(literal):
        return True
    try:
        ipaddress.IPv6Address(literal)
    except ValueError:
        return False
    return "%" not in literal


def _pointed(name: str) -> str:
    """Write a name as part of a JSON pointer. Source: RFC 6901, section 3."""
    return name.replace("~", "~0").replace("/", "~1")


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def _short(value: object) -> str:
    if isinstance(value, dict | list):
        return f"{'an object' if isinstance(value, dict) else 'a list'}"
    said = json.dumps(value, ensure_ascii=False)
    return said if len(said) <= 60 else f"{said[:57]}…"


def _listed(words: Collection[str]) -> str:
    return ", ".join(sorted(words))
