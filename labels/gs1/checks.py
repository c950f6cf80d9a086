"""What a GS1 value must satisfy, one function for each check the identifier table names.

A check takes the text of one component, of which length and character set are already known to be
right. Source, unless said otherwise: GS1 General Specifications, sections 3 and 7.
"""

import calendar
import re
import string
from collections.abc import Callable
from datetime import date
from enum import StrEnum

from labels.gs1.code_lists import COUNTRIES_ALPHA_2, COUNTRIES_NUMERIC, CURRENCIES, PACKAGE_TYPES

_DIGITS = string.digits
_LETTERS = string.ascii_uppercase

# The order of set 82 is the value of a character in the alphanumeric check pair.
SET_82 = "!\"%&'()*+,-./" + _DIGITS + ":;<=>?" + _LETTERS + "_" + string.ascii_lowercase
SET_39 = "#-/" + _DIGITS + _LETTERS
SET_64 = _LETTERS + string.ascii_lowercase + _DIGITS + "-_"
_SET_32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_IMPORTER_INDEXES = "-" + _DIGITS + _LETTERS + "_" + string.ascii_lowercase

# The characters a component may hold, as classes of a pattern; `=` only fills up set 64 at its end.
CLASSES = {
    "N": "[0-9]",
    "X": f"[{re.escape(SET_82)}]",
    "Y": f"[{re.escape(SET_39)}]",
    "Z": f"[{re.escape(SET_64)}=]",
}
_IN_CHARSET = {charset: re.compile(f"{one}*") for charset, one in CLASSES.items()}
_FILLED_UP = re.compile("[^=]*={0,2}")
_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83)

SCHEME_LENGTHS = {
    "GTIN-8": 8,
    "GTIN-12": 12,
    "GTIN-13": 13,
    "GTIN-14": 14,
    "GLN": 13,
    "GSIN": 17,
    "SSCC": 18,
    "GSRN": 18,
}


class Gs1Rule(StrEnum):
    """The rule of GS1 that data break."""

    CHARSET = "charset"
    CHECK_DIGIT = "check_digit"
    CODE_LIST = "code_list"
    DATE = "date"
    DL_ATTRIBUTE = "dl_attribute"
    DL_KEY = "dl_key"
    EXCLUDES = "excludes"
    LENGTH = "length"
    PERCENT = "percent"
    REPEAT = "repeat"
    REQUIRES = "requires"
    SYNTAX = "syntax"
    UNKNOWN_AI = "unknown_ai"
    URI = "uri"


class Gs1Error(ValueError):
    """Data that breaks a rule of GS1; `detail` says what and where, in English."""

    def __init__(self, code: Gs1Rule, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


def is_digits(text: str) -> bool:
    """Say whether a text is ASCII digits only, and not empty."""
    return text.isascii() and text.isdigit()


def in_charset(charset: str, text: str) -> bool:
    """Say whether a text is of character set N, X, Y or Z; padding of base64 must be complete."""
    if _IN_CHARSET[charset].fullmatch(text) is None:
        return False
    return charset != "Z" or is_filled_up(text)


def is_filled_up(text: str) -> bool:
    """Say whether the padding of base64 is at the end and complete, or absent."""
    return _FILLED_UP.fullmatch(text) is not None and not (text.endswith("=") and len(text) % 3)


def check_digit(digits: str) -> str:
    """Return the digit that belongs behind `digits`: weights 3, 1, 3… from the right, modulo 10.

    Raises: Gs1Error("charset").
    """
    if not is_digits(digits):
        raise Gs1Error(Gs1Rule.CHARSET, f"only digits have a check digit, not {digits!r}")
    return str(-_weighed(digits + "0") % 10)


def verify_check_digit(scheme: str, digits: str) -> None:
    """Accept a complete number of a scheme such as "GTIN-13" or "SSCC".

    Raises: Gs1Error("syntax" | "length" | "charset" | "check_digit").
    """
    if scheme not in SCHEME_LENGTHS:
        raise Gs1Error(Gs1Rule.SYNTAX, f"there is no number scheme {scheme!r}")
    if len(digits) != SCHEME_LENGTHS[scheme]:
        raise Gs1Error(Gs1Rule.LENGTH, f"{scheme} has {SCHEME_LENGTHS[scheme]} digits")
    if not is_digits(digits):
        raise Gs1Error(Gs1Rule.CHARSET, f"{scheme} has digits only, not {digits!r}")
    if check_digit(digits[:-1]) != digits[-1]:
        raise Gs1Error(
            Gs1Rule.CHECK_DIGIT, f"{scheme} {digits} must end in {check_digit(digits[:-1])}"
        )


def date_of(yymmdd: str, today: date) -> date:
    """Return the day six digits stand for, seen from `today`; day 00 is the last of the month.

    The century is the one that puts the year between 49 years back and 50 ahead.
    Source: GS1 General Specifications, section 7.12.

    Raises: Gs1Error("date").
    """
    if not (is_digits(yymmdd) and len(yymmdd) == 6 and _is_date_or_month(yymmdd)):
        raise Gs1Error(Gs1Rule.DATE, f"{yymmdd!r} is no date")
    ahead = (int(yymmdd[:2]) - today.year + 49) % 100 - 49
    year, month, day = today.year + ahead, int(yymmdd[2:4]), int(yymmdd[4:])
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day or last, last))


def _is_date(yymmdd: str) -> bool:
    return _is_date_or_month(yymmdd) and yymmdd[4:] != "00"


def _is_date_or_month(yymmdd: str) -> bool:
    # For two digits a leap year is one divisible by four: 2000 is one, and 2100 is far away.
    return _is_day(f"20{yymmdd}" if yymmdd[4:] != "00" else f"20{yymmdd[:4]}01")


def _is_day(yyyymmdd: str) -> bool:
    try:
        date(int(yyyymmdd[:4]), int(yyyymmdd[4:6]), int(yyyymmdd[6:]))
    except ValueError:
        return False
    return True


def _weighed(digits: str) -> int:
    """Add up digits with weights 1, 3, 1… from the right; a right number gives a multiple of 10."""
    codes = digits.encode("ascii")
    return sum(codes[::-2]) + 3 * sum(codes[-2::-2]) - 48 * (2 * len(codes) - len(codes) % 2)


def _has_check_digit(text: str) -> bool:
    return _weighed(text) % 10 == 0


def _has_check_pair(text: str) -> bool:
    """Weigh each character by a prime, from the right; the pair is the sum modulo 1021."""
    data, pair = text[:-2], text[-2:]
    weighted = zip(data[::-1], _PRIMES, strict=False)
    total = sum(SET_82.index(character) * prime for character, prime in weighted) % 1021
    return pair == _SET_32[total >> 5] + _SET_32[total & 31]


def _is_iban(text: str) -> bool:
    """Source: ISO 13616-1; letters count as 10 to 35, the number must be 1 modulo 97."""
    if len(text) <= 10 or text[:2] not in COUNTRIES_ALPHA_2:
        return False
    if not set(text) <= set(_DIGITS + _LETTERS):
        return False
    return int("".join(str(int(character, 36)) for character in text[4:] + text[:4])) % 97 == 1


def _is_piece_of_total(text: str) -> bool:
    return 1 <= int(text[:2]) <= int(text[2:])


def _is_position_in_sequence(text: str) -> bool:
    match = re.fullmatch(r"([1-9][0-9]*)/([1-9][0-9]*)", text)
    return match is not None and int(match[1]) <= int(match[2])


# name in the table -> (error code, check)
CHECKS: dict[str, tuple[Gs1Rule, Callable[[str], bool]]] = {
    "padding": (Gs1Rule.CHARSET, is_filled_up),
    "csum": (Gs1Rule.CHECK_DIGIT, _has_check_digit),
    "csumalpha": (Gs1Rule.CHECK_DIGIT, _has_check_pair),
    # a company prefix has four digits at least; it is not looked up
    "gcppos1": (Gs1Rule.SYNTAX, lambda text: re.match("[0-9]{4}", text) is not None),
    "gcppos2": (Gs1Rule.SYNTAX, lambda text: re.match(".[0-9]{4}", text) is not None),
    "yymmdd": (Gs1Rule.DATE, _is_date),
    "yymmd0": (Gs1Rule.DATE, _is_date_or_month),
    "yyyymmdd": (Gs1Rule.DATE, _is_day),
    "hh": (Gs1Rule.DATE, lambda text: text < "24"),
    "mi": (Gs1Rule.DATE, lambda text: text < "60"),
    "ss": (Gs1Rule.DATE, lambda text: text < "60"),
    "hhmi": (Gs1Rule.DATE, lambda text: text < "24" and text[2:] < "60"),
    "iso3166": (Gs1Rule.CODE_LIST, lambda text: text in COUNTRIES_NUMERIC),
    "iso3166999": (Gs1Rule.CODE_LIST, lambda text: text in COUNTRIES_NUMERIC or text == "999"),
    "iso3166alpha2": (Gs1Rule.CODE_LIST, lambda text: text in COUNTRIES_ALPHA_2),
    "iso4217": (Gs1Rule.CODE_LIST, lambda text: text in CURRENCIES),
    "iso5218": (Gs1Rule.CODE_LIST, lambda text: text in "0129"),
    "packagetype": (Gs1Rule.CODE_LIST, lambda text: text in PACKAGE_TYPES),
    "mediatype": (Gs1Rule.CODE_LIST, lambda text: "01" <= text <= "10" or text >= "80"),
    "importeridx": (Gs1Rule.CHARSET, lambda text: text in _IMPORTER_INDEXES),
    "hyphen": (Gs1Rule.CHARSET, lambda text: text == "-"),
    "yesno": (Gs1Rule.SYNTAX, lambda text: text in "01"),
    "winding": (Gs1Rule.SYNTAX, lambda text: text in "019"),
    "zero": (Gs1Rule.SYNTAX, lambda text: text == "0"),
    "nonzero": (Gs1Rule.SYNTAX, lambda text: int(text) > 0),
    "nozeroprefix": (Gs1Rule.SYNTAX, lambda text: text[0] != "0"),
    "hasnondigit": (Gs1Rule.SYNTAX, lambda text: not is_digits(text)),
    "pieceoftotal": (Gs1Rule.SYNTAX, _is_piece_of_total),
    "posinseqslash": (Gs1Rule.SYNTAX, _is_position_in_sequence),
    "latitude": (Gs1Rule.SYNTAX, lambda text: text <= "1800000000"),
    "longitude": (Gs1Rule.SYNTAX, lambda text: text <= "3600000000"),
    "pcenc": (Gs1Rule.PERCENT, lambda text: re.search("%(?![0-9A-Fa-f]{2})", text) is None),
    "iban": (Gs1Rule.SYNTAX, _is_iban),
}
