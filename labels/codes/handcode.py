"""Codes that people type when a symbol is torn: Crockford's base 32 with one check character.

The check character finds every single wrong character and every swap of two. It belongs to the same
32 characters as the rest, so nothing on the label is hard to type.
Source of the alphabet: Douglas Crockford, "Base 32". The check is a weighted sum over GF(32).
"""

from enum import StrEnum

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MAX_LENGTH = 30  # places beyond the 31st would share a weight, and swaps would go unseen

_READ_AS = str.maketrans("OIL", "011", " -")
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1 is primitive: its powers give 31 different weights
_GROUP = 4


def _times_x(value: int) -> int:
    doubled = value << 1
    return doubled ^ _POLYNOMIAL if doubled & 0b100000 else doubled


_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_TIMES_X = [_times_x(value) for value in range(32)]


class HandCodeFlaw(StrEnum):
    """Why a typed code cannot be right."""

    CHARACTER = "handcode.character"
    CHECK = "handcode.check"
    LENGTH = "handcode.length"


class HandCodeError(ValueError):
    """A typed code that cannot be right."""

    def __init__(self, code: HandCodeFlaw, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code


def encode(number: int, length: int) -> str:
    """Return a number as `length` characters, without a check character.

    Raises: HandCodeError("handcode.length") when it does not fit.
    """
    if not 0 < length <= MAX_LENGTH or not 0 <= number < 32**length:
        raise HandCodeError(HandCodeFlaw.LENGTH, f"{number} does not fit into {length} characters")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def with_check(body: str) -> str:
    """Return a code as printed: with its check character, in groups of four.

    Raises: HandCodeError("handcode.length" | "handcode.character").
    """
    plain = _plain(body)
    complete = plain + ALPHABET[_TIMES_X[_sum(plain)]]
    return "-".join(complete[at : at + _GROUP] for at in range(0, len(complete), _GROUP))


def read(typed: str) -> str:
    """Return the code somebody typed, without its check character; case, O, I, L do not matter.

    Raises: HandCodeError("handcode.length" | "handcode.character" | "handcode.check").
    """
    plain = _plain(typed, room_for_check=1)
    if len(plain) < 2:
        raise HandCodeError(HandCodeFlaw.LENGTH, "a code has two characters at least")
    if _sum(plain):
        raise HandCodeError(HandCodeFlaw.CHECK, f"{plain} has a wrong or swapped character")
    return plain[:-1]


def _plain(text: str, room_for_check: int = 0) -> str:
    plain = text[: 4 * MAX_LENGTH].upper().translate(_READ_AS)
    if not 0 < len(plain) <= MAX_LENGTH + room_for_check:
        raise HandCodeError(HandCodeFlaw.LENGTH, f"a code has 1 to {MAX_LENGTH} characters")
    if not _VALUES.keys() >= set(plain):
        raise HandCodeError(HandCodeFlaw.CHARACTER, f"{plain!r} has characters that no code has")
    return plain


def _sum(plain: str) -> int:
    """Weigh the last character by one, the one before by x, then x squared, and add all up."""
    total = 0
    for character in plain:
        total = _TIMES_X[total] ^ _VALUES[character]
    return total
