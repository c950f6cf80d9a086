"""What a code is: a stable word, who must act on it, and the names of the details it carries.

A code said with other details than its own is a mistake of ours. Tests are told at once
(`be_strict`); in the product it is logged and what was said still stands.
"""

import logging
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple, Self

log = logging.getLogger(__name__)

_is_strict = False


class Kind(StrEnum):
    """What a code is said on, sorted by who must act."""

    UNKNOWN_CALLER = "unknown caller"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not found"
    REFUSED = "refused"
    """A rule says no."""
    BLOCKS = "finding that blocks"
    """What an approver must know, and what the order is refused with when somebody tries."""
    CONFLICT = "conflict"
    TOO_LARGE = "too large"
    WRONG_METHOD = "wrong method"
    MALFORMED = "malformed"
    TOO_MANY = "too many"
    UNAVAILABLE = "unavailable"
    INTERNAL = "internal"
    WARNS = "finding that warns"
    """What an approver must know; it stops nothing."""
    REPLY = "floor reply"
    NOTICE = "notice"
    """What somebody must look at, although nothing was refused."""


class Meaning(NamedTuple):
    """A member of a noun's codes, as it is written down."""

    kind: Kind
    code: str
    details: tuple[str, ...]


def meant(kind: Kind, code: str, *details: str) -> Meaning:
    """A code of a kind with the names of its details; `name?` is there only sometimes."""
    return Meaning(kind, code, details)


def refused(code: str, *details: str) -> Meaning:
    return Meaning(Kind.REFUSED, code, details)


def conflict(code: str, *details: str) -> Meaning:
    return Meaning(Kind.CONFLICT, code, details)


def unavailable(code: str, *details: str) -> Meaning:
    return Meaning(Kind.UNAVAILABLE, code, details)


def blocks(code: str, *details: str) -> Meaning:
    """A finding that blocks; whoever is refused with it is told all `findings`, too."""
    return Meaning(Kind.BLOCKS, code, (*details, "findings?"))


def warns(code: str, *details: str) -> Meaning:
    return Meaning(Kind.WARNS, code, details)


def reply(code: str, *details: str) -> Meaning:
    return Meaning(Kind.REPLY, code, details)


def notice(code: str, *details: str) -> Meaning:
    return Meaning(Kind.NOTICE, code, details)


class Code(StrEnum):
    """The base of every noun's codes: `class Stock(Code): SHORT = blocks("stock.short", …)`.

    Member and class say what the text says: `Stock.SHORT` is `stock.short`.
    """

    kind: Kind
    details: tuple[str, ...]
    """Details that are always there."""
    optional: tuple[str, ...]
    """Details that are there only sometimes."""

    def __new__(cls, kind: Kind, code: str, details: tuple[str, ...]) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.kind = kind
        member.details = tuple(name for name in details if not name.endswith("?"))
        member.optional = tuple(name[:-1] for name in details if name.endswith("?"))
        return member


def be_strict(strict: bool = True) -> None:
    """Raise where a code is said wrongly: for tests. The product only logs it."""
    global _is_strict
    _is_strict = strict


def doubt(fault: str) -> None:
    """Something about a code is wrong, which is a mistake of ours."""
    if _is_strict:
        raise AssertionError(fault)
    log.warning(fault)


def must_carry(code: Code, said: Iterable[str]) -> None:
    """Doubt unless a code is said with the details it declares."""
    names = set(said)
    lacking = set(code.details) - names
    strange = names - set(code.details) - set(code.optional)
    if lacking or strange:
        doubt(f"{code} lacks {sorted(lacking)} and does not know {sorted(strange)}")


def nouns() -> list[type[Code]]:
    """Every noun that has codes, here and at the edge as far as it is imported, by its name."""
    return sorted(Code.__subclasses__(), key=lambda noun: (noun.__name__, noun.__module__))


def stored(word: str, otherwise: Code) -> Code:
    """The code that was stored as this word; `otherwise` where no code is called so any more."""
    return next((code for noun in nouns() for code in noun if code == word), otherwise)
