"""Serial numbers of consumer packs that prove themselves: a forged one is refused by its own tag.

A serial has 16 characters of Crockford's base 32, for AI 21 of a pack's Digital Link:

    1 the number of the key  |  7 the pack's number, permuted with the key  |  8 the tag

The permutation hides how many packs there are and whose number comes next; without the key nobody
can make or count codes. The tag is 40 bits of HMAC-SHA256 over key number, GTIN and the pack's
number: a guess is right once in 2^40. A tag does not stop copying; counting scans does.
Sources: RFC 2104 (HMAC); Luby and Rackoff, "How to construct pseudorandom permutations" (1988).
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from labels.codes.handcode import ALPHABET, encode
from labels.gs1 import verify_check_digit

SERIAL_LENGTH = 16
KEYS_MAX = 32
NUMBERS_MAX = 2**35
"""Packs a key can number; take the next key long before."""

_KEY_BYTES_MIN = 16
_NUMBER_LENGTH, _TAG_LENGTH = 7, 8
_HALF_BITS = 18
_HALF = (1 << _HALF_BITS) - 1
# Four rounds make a strong permutation of a Feistel network; more cost little.
_ROUNDS = 6
_VALUES = {character: value for value, character in enumerate(ALPHABET)}


class PackCodeFlaw(StrEnum):
    """Why a serial is not ours."""

    FORGED = "packcode.forged"
    FORM = "packcode.form"


class PackCodeError(ValueError):
    """A serial that is not ours."""

    def __init__(self, code: PackCodeFlaw, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code


@dataclass(frozen=True)
class Key:
    """One secret of 16 bytes or more, split into one for the permutation and one for the tag."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) < _KEY_BYTES_MIN:
            raise ValueError(f"a key has {_KEY_BYTES_MIN} bytes at least")

    @cached_property
    def for_numbers(self) -> bytes:
        return hmac.digest(self.secret, b"coldchain pack number", "sha256")

    @cached_property
    def for_tags(self) -> bytes:
        return hmac.digest(self.secret, b"coldchain pack tag", "sha256")


@dataclass(frozen=True)
class Keyring:
    """The keys by number, 0 to 31, and the one new serials are made with.

    Rotation: add a key under a new number and make it `current`; older keys go on proving what they
    made until they are taken out. A number must never be given to a second key.
    """

    keys: Mapping[int, Key]
    current: int

    def __post_init__(self) -> None:
        if self.current not in self.keys:
            raise ValueError(f"there is no key number {self.current}")
        if not all(0 <= number < KEYS_MAX for number in self.keys):
            raise ValueError(f"keys are numbered 0 to {KEYS_MAX - 1}")


@dataclass(frozen=True)
class Pack:
    """What a true serial says: the key it was made with and the pack's number under that key."""

    key: int
    number: int


def issue(keyring: Keyring, gtin: str, number: int) -> str:
    """Return the serial of a pack: its GTIN (14 digits) and its number under the current key.

    Raises: Gs1Error for a wrong GTIN; ValueError for a number out of range.
    """
    verify_check_digit("GTIN-14", gtin)
    if not 0 <= number < NUMBERS_MAX:
        raise ValueError(f"a pack's number is 0 to {NUMBERS_MAX - 1}")
    key = keyring.keys[keyring.current]
    hidden = encode(_permuted(key, number), _NUMBER_LENGTH)
    body = ALPHABET[keyring.current] + hidden
    return body + _tag(key, gtin, body)


def check(keyring: Keyring, gtin: str, serial: str) -> Pack:
    """Return what a serial says, when it was made for this GTIN with one of the keys.

    Serials are exact: capitals only. A forged one takes the same time whatever is wrong with it.

    Raises: PackCodeError.
    """
    if len(serial) != SERIAL_LENGTH or not set(serial) <= _VALUES.keys():
        raise PackCodeError(
            PackCodeFlaw.FORM, f"a serial has {SERIAL_LENGTH} characters of base 32"
        )
    body, tag = serial[:-_TAG_LENGTH], serial[-_TAG_LENGTH:]
    key_number = _VALUES[body[0]]
    key = keyring.keys.get(key_number)
    wanted = _tag(key or _NO_KEY, gtin, body)
    if not hmac.compare_digest(wanted, tag) or key is None:
        raise PackCodeError(PackCodeFlaw.FORGED, "none of the keys made this serial for this GTIN")
    return Pack(key_number, _restored(key, _number_of(body[1:])))


# Stands in for a key that is not there, so that refusing takes as long.
_NO_KEY = Key(bytes(32))


def _tag(key: Key, gtin: str, body: str) -> str:
    message = f"{gtin}|{body}".encode("utf-8", "surrogatepass")
    digest = hmac.digest(key.for_tags, message, "sha256")
    return encode(int.from_bytes(digest[:5]), _TAG_LENGTH)


def _number_of(characters: str) -> int:
    number = 0
    for character in characters:
        number = number << 5 | _VALUES[character]
    return number


def _permuted(key: Key, number: int) -> int:
    """Walk along the permutation of 36 bits until a number of 35 bits comes up."""
    while True:
        left, right = number >> _HALF_BITS, number & _HALF
        for turn in range(_ROUNDS):
            left, right = right, left ^ _mixed(key, turn, right)
        number = left << _HALF_BITS | right
        if number < NUMBERS_MAX:
            return number


def _restored(key: Key, number: int) -> int:
    """Walk the same way back."""
    while True:
        left, right = number >> _HALF_BITS, number & _HALF
        for turn in reversed(range(_ROUNDS)):
            left, right = right ^ _mixed(key, turn, left), left
        number = left << _HALF_BITS | right
        if number < NUMBERS_MAX:
            return number


def _mixed(key: Key, turn: int, half: int) -> int:
    digest = hmac.digest(key.for_numbers, bytes([turn]) + half.to_bytes(3), "sha256")
    return int.from_bytes(digest[:4]) & _HALF
