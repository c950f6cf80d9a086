"""What was said, as a text, a number, a code: the parts with which kinds of columns are read."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any

from wms import codes
from wms.codes import Code


class Unfit(Exception):
    """What was said for one column cannot be meant."""

    def __init__(self, code: Code, **details: Any) -> None:
        super().__init__(code)
        codes.must_carry(code, details)
        self.code = code
        self.details = details


def lines(text: str) -> list[str]:
    """Lines that are not blank."""
    return [line for line in text.splitlines() if line.strip()]


def pair(line: str) -> tuple[str, str]:
    """Raises: Unfit unless a line is a name and a number."""
    name, colon, amount = folded(line).rpartition(":")
    if not colon:
        raise Unfit(codes.Entry.NOT_A_PAIR, said=line.strip()[:40])
    return name, amount


def as_text(said: Any) -> str:
    """What was said, as a text without blanks around it. Raises: Unfit for lists and the like."""
    if isinstance(said, str):
        return said.strip()
    if isinstance(said, bool) or not isinstance(said, int | float | Decimal):
        raise Unfit(codes.Entry.NOT_TEXT)
    # A cell of a sheet says 6901234000009 as a number.
    is_whole = isfinite(said) and said == int(said)
    return str(int(said)) if is_whole else str(said)


def folded(text: str) -> str:
    """Full-width letters and digits as plain ones, nothing invisible, no blanks around."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(one for one in plain if unicodedata.category(one) != "Cf").strip()


def same(text: str) -> str:
    """What codes that count as the same have in common: neither case nor width tells them apart."""
    return folded(text).casefold()


def number(said: Any) -> Decimal:
    """What was said, as an exact number. Raises: Unfit."""
    text = folded(as_text(said)).replace(",", "").removeprefix("¥").strip()
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise Unfit(codes.Entry.NOT_A_NUMBER) from error
    if not amount.is_finite() or len(text) > 30:
        raise Unfit(codes.Entry.NOT_A_NUMBER)
    return amount


CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")


def within(value: str, least: int, most: int) -> str:
    """A text of such a length. Raises: Unfit."""
    if len(value) < least:
        raise Unfit(codes.Entry.TOO_SHORT, least=least)
    if len(value) > most:
        raise Unfit(codes.Entry.TOO_LONG, most=most)
    return value


def bounded(amount: Decimal, least: Decimal, most: Decimal) -> None:
    """Raises: Unfit unless an amount lies within."""
    if amount < least:
        raise Unfit(codes.Entry.TOO_SMALL, least=f"{least:f}")
    if amount > most:
        raise Unfit(codes.Entry.TOO_LARGE, most=f"{most:f}")
