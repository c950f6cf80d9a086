"""What a conformance check says of one input: accepted or refused, and everything read from it.

The kinds are those of GS1's conformance vectors: element_string (bracketed), raw (FNC1 as GS),
scan (symbology identifier and data), dl_parse, dl_build and check_digit. Nothing is raised.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from labels.gs1.checks import (
    SCHEME_LENGTHS,
    Gs1Error,
    Gs1Rule,
    check_digit,
    is_digits,
    verify_check_digit,
)
from labels.gs1.digital_link import build_digital_link, is_link, parse_digital_link
from labels.gs1.elements import Elements
from labels.gs1.scans import build_element_string, parse_bracketed, parse_raw, parse_scan

# Symbology identifiers of the symbols GS1 uses. Source: GS1 General Specifications, section 7.
_SCANNED = frozenset(("C1", "E0", "E4", "J0", "J1", "Q1", "Q3", "d1", "d2", "e0"))


@dataclass(frozen=True)
class Verdict:
    """The answer to one input; what does not apply is None.

    `error` is the code of the rule broken first and `detail` tells it in English. `elements` are
    there too when the only fault is a missing companion. `payload` goes behind the leading FNC1 of
    a symbol. `digital_link` is the canonical one. `expected` is the right check digit.
    """

    ok: bool
    error: Gs1Rule | None = None
    detail: str | None = None
    elements: tuple[tuple[str, str], ...] | None = None
    payload: str | None = None
    digital_link: str | None = None
    ignored_query: tuple[str, ...] | None = None
    expected: str | None = None

    def told(self) -> dict[str, object]:
        """Return what applies, and always `ok` and `error`, ready to be written as JSON."""
        always = {"ok", "error"}
        if self.ok and self.elements is not None:
            always.add("digital_link")
        return {
            name: value for name, value in vars(self).items() if value is not None or name in always
        }


def judge(kind: str, text: str, scheme: str = "") -> Verdict:
    """Return the verdict on a text of a kind; `scheme` is the number scheme of a check digit."""
    if kind == "check_digit":
        return _judge_number(scheme, text)
    read = _READERS.get(kind)
    if read is None:
        return Verdict(
            False, Gs1Rule.SYNTAX, f"there is no kind {kind!r}; kinds: {', '.join(KINDS)}"
        )
    try:
        return read(text, True)
    except Gs1Error as error:
        refused = Verdict(False, error.code, error.detail)
    if refused.error != Gs1Rule.REQUIRES:
        return refused
    found = read(text, False)
    return replace(refused, elements=found.elements, payload=found.payload)


def _judge_number(scheme: str, digits: str) -> Verdict:
    expected = None
    if len(digits) == SCHEME_LENGTHS.get(scheme) and is_digits(digits[:-1]):
        expected = check_digit(digits[:-1])
    try:
        verify_check_digit(scheme, digits)
    except Gs1Error as error:
        return Verdict(False, error.code, error.detail, expected=expected)
    return Verdict(True, expected=expected)


def _read_elements(elements: Elements) -> Verdict:
    return Verdict(
        True,
        elements=elements.pairs,
        payload=build_element_string(elements),
        digital_link=_link_of(elements),
    )


def _read_scan(text: str, companions: bool) -> Verdict:
    if text[:1] != "]" or text[1:3] not in _SCANNED:
        raise Gs1Error(Gs1Rule.SYNTAX, f"{text[:3]!r} is no symbology identifier of GS1")
    elements = parse_scan(text, companions).elements
    return Verdict(True, elements=()) if elements is None else _read_elements(elements)


def _read_link(text: str, companions: bool) -> Verdict:
    if not is_link(text):
        # The scheme in mixed case makes it plain data, as it would be behind `]Q1`.
        return Verdict(True, elements=(), ignored_query=())
    elements, ignored = parse_digital_link(text, companions)
    return replace(_read_elements(elements), payload=None, ignored_query=ignored)


def _link_of(elements: Elements) -> str | None:
    try:
        return build_digital_link(elements)
    except Gs1Error:
        return None


_READERS: dict[str, Callable[[str, bool], Verdict]] = {
    "element_string": lambda text, companions: _read_elements(parse_bracketed(text, companions)),
    "raw": lambda text, companions: _read_elements(parse_raw(text, companions)),
    "scan": _read_scan,
    "dl_parse": _read_link,
    "dl_build": lambda text, companions: _read_elements(parse_bracketed(text, companions)),
}
KINDS = (*_READERS, "check_digit")
