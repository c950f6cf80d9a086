"""Kinds of columns: what a person, a sheet or a program may say, and how it is said back.

`read` takes whatever came (a text of a form, a cell, a value of JSON) and gives the value that is
kept; `shown` gives the text that a form or a cell holds, which `read` understands again.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from labels import gs1
from wms import codes
from wms.codes import Code

Words = tuple[str, str]
"""In Chinese and in English."""


class Unfit(Exception):
    """What was said for one column cannot be meant."""

    def __init__(self, code: Code, **details: Any) -> None:
        super().__init__(code)
        codes.must_carry(code, details)
        self.code = code
        self.details = details


class Kind(Protocol):
    """What all kinds can do."""

    @property
    def asked_as(self) -> str:
        """A type of HTML's input, or `choice`."""

    @property
    def schema(self) -> Mapping[str, Any]:
        """JSON Schema of the value in the REST interface."""

    def read(self, said: Any) -> Any:
        """The value that is kept. Raises: Unfit."""

    def shown(self, value: Any) -> str:
        """The value as a form and a cell hold it."""

    def plain(self, value: Any) -> Any:
        """The value as JSON and the history hold it."""


@dataclass(frozen=True, slots=True)
class Text:
    """A name, an address: any words within a length."""

    most: int
    least: int = 1
    asked_as: str = "text"

    @property
    def schema(self) -> Mapping[str, Any]:
        return {"type": "string", "minLength": self.least, "maxLength": self.most}

    def read(self, said: Any) -> str:
        value = unicodedata.normalize("NFC", as_text(said))
        if any(unicodedata.category(one) in ("Cc", "Cs") for one in value):
            raise Unfit(codes.Entry.NOT_TEXT)
        return _within(value, self.least, self.most)

    def shown(self, value: Any) -> str:
        return str(value)

    def plain(self, value: Any) -> Any:
        return value


@dataclass(frozen=True, slots=True)
class Word(Text):
    """A code or number that is printed and scanned: full width becomes plain, no blanks."""

    def read(self, said: Any) -> str:
        value = folded(as_text(said))
        if value and not _CODE.fullmatch(value):
            raise Unfit(codes.Entry.NOT_A_CODE)
        return _within(value, self.least, self.most)


@dataclass(frozen=True, slots=True)
class Secret(Text):
    """Heard, never said again."""

    asked_as: str = "password"

    def read(self, said: Any) -> str:
        return _within(said if isinstance(said, str) else as_text(said), self.least, self.most)

    def shown(self, value: Any) -> str:
        return ""

    def plain(self, value: Any) -> Any:
        return "…"


@dataclass(frozen=True, slots=True)
class Number:
    """A number with bounds. Kept as a whole number of `1 / 10**places`: money, kilograms, degrees.

    Forms and cells say it as people do (`3.50`), programs in the unit that is kept (350).
    """

    least: int
    most: int
    places: int = 0
    unit: str = ""
    asked_as: str = "number"

    @property
    def schema(self) -> Mapping[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}

    def read(self, said: Any) -> int:
        scale = Decimal(10) ** self.places
        # JSON says an integer of what is kept; all others say it as people do.
        amount = Decimal(said) / scale if type(said) is int else number(said)
        kept = amount * scale
        if kept != kept.to_integral_value():
            raise Unfit(codes.Entry.NOT_WHOLE, places=self.places)
        _bounded(amount, Decimal(self.least) / scale, Decimal(self.most) / scale)
        return int(kept)

    def shown(self, value: Any) -> str:
        return f"{Decimal(value) / Decimal(10) ** self.places:f}"

    def plain(self, value: Any) -> Any:
        return value


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that need not be whole: a degree of latitude, a limit in °C."""

    least: float
    most: float
    unit: str = ""
    asked_as: str = "number"

    @property
    def schema(self) -> Mapping[str, Any]:
        return {"type": "number", "minimum": self.least, "maximum": self.most}

    def read(self, said: Any) -> float:
        amount = number(said)
        _bounded(amount, Decimal(str(self.least)), Decimal(str(self.most)))
        return float(amount)

    def shown(self, value: Any) -> str:
        return f"{value:.6f}".rstrip("0").rstrip(".")

    def plain(self, value: Any) -> Any:
        return value


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few; each is called by its value or by its words in either language."""

    words: Mapping[Any, Words]
    asked_as: str = "choice"

    @property
    def schema(self) -> Mapping[str, Any]:
        return {"type": "string", "enum": [str(one) for one in self.words]}

    def read(self, said: Any) -> Any:
        wanted = folded(as_text(said)).casefold()
        for value, words in self.words.items():
            if wanted in (str(value).casefold(), *(folded(one).casefold() for one in words)):
                return value
        raise Unfit(codes.Entry.NOT_A_CHOICE, choices=", ".join(map(str, self.words)))

    def shown(self, value: Any) -> str:
        return str(value)

    def plain(self, value: Any) -> Any:
        return str(value)


@dataclass(frozen=True, slots=True)
class Several(Choice):
    """Some of a few, kept in their order between commas."""

    asked_as: str = "text"

    @property
    def schema(self) -> Mapping[str, Any]:
        return {"type": "string", "examples": [",".join(map(str, self.words))]}

    def read(self, said: Any) -> str:
        parts = [one for one in re.split(r"[,;,;、\s]+", as_text(said)) if one]
        # A slot class made anew by its decorator is not the one `super()` means.
        chosen = {Choice.read(self, one) for one in parts}
        return ",".join(str(one) for one in self.words if one in chosen)


YES, NO = ("是", "yes"), ("否", "no")


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    asked_as: str = "choice"
    words: Mapping[Any, Words] = field(default_factory=lambda: {"yes": YES, "no": NO})

    @property
    def schema(self) -> Mapping[str, Any]:
        return {"type": "boolean"}

    def read(self, said: Any) -> bool:
        if isinstance(said, bool):
            return said
        word = folded(as_text(said)).casefold()
        if word in ("yes", "y", "true", "1", "on", "是", "真", "√", "✓"):
            return True
        if word in ("no", "n", "false", "0", "off", "否", "假", "×"):
            return False
        raise Unfit(codes.Entry.NOT_YES_OR_NO)

    def shown(self, value: Any) -> str:
        return "yes" if value else "no"

    def plain(self, value: Any) -> Any:
        return value


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the local day, kept as its minute; 24:00 is the end of the day."""

    asked_as: str = "text"

    @property
    def schema(self) -> Mapping[str, Any]:
        return {"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}$"}

    def read(self, said: Any) -> int:
        match = re.fullmatch(r"(\d{1,2}):(\d{2})(?::00)?", folded(as_text(said)), re.ASCII)
        minute = int(match[1]) * 60 + int(match[2]) if match and int(match[2]) < 60 else -1
        if not 0 <= minute <= 24 * 60:
            raise Unfit(codes.Entry.NOT_A_TIME)
        return minute

    def shown(self, value: Any) -> str:
        return f"{value // 60:02}:{value % 60:02}"

    def plain(self, value: Any) -> Any:
        return self.shown(value)


@dataclass(frozen=True, slots=True)
class DayTime(Clock):
    """A time of the local day, kept as it is written: `14:00`."""

    def read(self, said: Any) -> Any:
        minute = Clock.read(self, said)
        if minute == 24 * 60:
            raise Unfit(codes.Entry.NOT_A_TIME)
        return Clock.shown(self, minute)

    def shown(self, value: Any) -> str:
        return str(value)


@dataclass(frozen=True, slots=True)
class Zone(Text):
    """A time zone of the IANA database."""

    def read(self, said: Any) -> str:
        name = Text.read(self, said)
        try:
            return ZoneInfo(name).key
        except (ValueError, KeyError, OSError) as error:
            raise Unfit(codes.Entry.NOT_THERE, said=name) from error


@dataclass(frozen=True, slots=True)
class Digits(Text):
    """A number of digits that nobody counts with."""

    def read(self, said: Any) -> str:
        digits = folded(as_text(said))
        if not (digits.isascii() and digits.isdigit()):
            raise Unfit(codes.Entry.NOT_A_NUMBER)
        return _within(digits, self.least, self.most)


@dataclass(frozen=True, slots=True)
class Amounts:
    """A number for each of some names, a line each: `leaf: 7`."""

    least: float
    most: float
    asked_as: str = "words"

    @property
    def schema(self) -> Mapping[str, Any]:
        inside = {"type": "number", "minimum": self.least, "maximum": self.most}
        return {"type": "object", "additionalProperties": inside}

    def read(self, said: Any) -> dict[str, float]:
        pairs = said.items() if isinstance(said, Mapping) else map(_pair, _lines(as_text(said)))
        return {_within(folded(name), 1, 40): self._amount(amount) for name, amount in pairs}

    def _amount(self, said: Any) -> float:
        amount = number(said)
        _bounded(amount, Decimal(str(self.least)), Decimal(str(self.most)))
        return int(amount) if amount == amount.to_integral_value() else float(amount)

    def shown(self, value: Any) -> str:
        return "\n".join(f"{name}: {amount}" for name, amount in value.items())

    def plain(self, value: Any) -> Any:
        return value


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Days of the week, 1 is Monday: `12345`; kept as bits."""

    asked_as: str = "text"

    @property
    def schema(self) -> Mapping[str, Any]:
        return {"type": "string", "pattern": "^[1-7]{1,7}$"}

    def read(self, said: Any) -> int:
        digits = re.sub(r"[\s,;、]", "", folded(as_text(said)))
        if not re.fullmatch("[1-7]{1,7}", digits):
            raise Unfit(codes.Entry.NOT_DAYS)
        return sum(1 << (int(one) - 1) for one in set(digits))

    def shown(self, value: Any) -> str:
        return "".join(str(day + 1) for day in range(7) if value >> day & 1)

    def plain(self, value: Any) -> Any:
        return self.shown(value)


@dataclass(frozen=True, slots=True)
class Gs1Number:
    """A GTIN or GLN: digits of one of these lengths, the last of which checks the others."""

    lengths: Sequence[int]
    fill: int = 0
    """Filled up with zeros in front to so many digits."""
    asked_as: str = "text"

    @property
    def schema(self) -> Mapping[str, Any]:
        return {"type": "string", "pattern": "^[0-9]+$"}

    def read(self, said: Any) -> str:
        digits = folded(as_text(said)).replace(" ", "").replace("-", "")
        if not (digits.isascii() and digits.isdigit() and len(digits) in self.lengths):
            raise Unfit(codes.Entry.WRONG_LENGTH, lengths=", ".join(map(str, self.lengths)))
        if gs1.check_digit(digits[:-1]) != digits[-1]:
            raise Unfit(codes.Entry.CHECK_DIGIT)
        return digits.zfill(self.fill)

    def shown(self, value: Any) -> str:
        return str(value)

    def plain(self, value: Any) -> Any:
        return value


@dataclass(frozen=True, slots=True)
class Ref:
    """Another noun's row, called by its code; kept as its id, which the register looks up."""

    noun: str
    only: Any = None
    """A condition on the other's table: which of its rows can be meant."""
    asked_as: str = "ref"

    @property
    def schema(self) -> Mapping[str, Any]:
        return {"type": "string", "maxLength": 40}

    def read(self, said: Any) -> str:
        return _within(folded(as_text(said)), 1, 40)

    def shown(self, value: Any) -> str:
        return str(value)

    def plain(self, value: Any) -> Any:
        return value


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _pair(line: str) -> tuple[str, str]:
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


_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")


def _within(value: str, least: int, most: int) -> str:
    if len(value) < least:
        raise Unfit(codes.Entry.TOO_SHORT, least=least)
    if len(value) > most:
        raise Unfit(codes.Entry.TOO_LONG, most=most)
    return value


def _bounded(amount: Decimal, least: Decimal, most: Decimal) -> None:
    if amount < least:
        raise Unfit(codes.Entry.TOO_SMALL, least=f"{least:f}")
    if amount > most:
        raise Unfit(codes.Entry.TOO_LARGE, most=f"{most:f}")
