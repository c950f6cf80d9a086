"""Bar codes and matrix codes as modules, dark or light; drawing them is the business of others.

python-barcode and zxing-cpp encode but judge little: what goes in is checked here first.
"""

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import zxingcpp
from barcode.ean import EAN13
from barcode.itf import ITF

from labels.codes import bars
from labels.gs1 import GS, Elements, Gs1Error, Gs1Rule, build_element_string, verify_check_digit
from labels.layout import Level, LinearKind, SquareKind

# One character a module, "1" for dark; the quiet zone is not part of it.
Modules = str
Matrix = npt.NDArray[np.bool_]

# Source: GS1 General Specifications, section 5.4, "maximum symbol size".
MAX_GS1_128_LENGTH = 48
# Longer bars need more room than our labels have.
MAX_CODE_128_LENGTH = 48
# A longer text would need smaller modules or a larger square than our labels have.
MAX_QR_LENGTH = 300

_PRINTABLE = re.compile(r"[ -~]+")
# What is left of a character beyond the first 65,536 when it is torn in two.
_HALF = re.compile("[\ud800-\udfff]")


class Measures(NamedTuple):
    """The least width of a module in millimetres, and the light modules before and behind."""

    module_mm: float
    quiet_before: int
    quiet_after: int


# Source: GS1 General Specifications, section 5.12 (X-dimensions) and 5.2 to 5.4 (quiet zones).
# EAN-13 at 80 % of its nominal size is the smallest allowed. The module of ITF-14 is half its X,
# of which the standard asks for 0.495 mm where goods are moved: narrow bars have two, wide ones
# five. Code 128 as on GS1 labels.
LINEAR: dict[LinearKind, Measures] = {
    "code128": Measures(0.250, 10, 10),
    "ean13": Measures(0.264, 11, 7),
    "gs1-128": Measures(0.250, 10, 10),
    "itf14": Measures(0.2475, 20, 20),
}
# The least that scanners and phones read well: 4 dots a module at 203 dpi, 5 at 300.
# Source: the same, section 5.12, 2D symbols at retail point of sale.
SQUARE: dict[SquareKind, Measures] = {
    "gs1-datamatrix": Measures(0.396, 1, 1),
    "gs1-qr": Measures(0.396, 4, 4),
    "qr": Measures(0.396, 4, 4),
}


def linear(kind: LinearKind, content: str | Elements) -> Modules:
    """Return the modules of a linear symbol; gs1-128 takes elements, all others a text.

    Raises: Gs1Error.
    """
    if isinstance(content, Elements):
        if kind != "gs1-128":
            raise Gs1Error(Gs1Rule.SYNTAX, f"{kind} holds no element strings")
        return gs1_128(content)
    if kind == "ean13":
        return ean13(content)
    if kind == "itf14":
        return itf14(content)
    if kind == "code128":
        return code128(content)
    raise Gs1Error(Gs1Rule.SYNTAX, f"{kind} holds element strings only")


def square(kind: SquareKind, content: str | Elements, level: Level = "Q") -> Matrix:
    """Return the modules of a matrix symbol; both GS1 kinds take elements, qr a text.

    Raises: Gs1Error.
    """
    if isinstance(content, Elements):
        if kind == "gs1-qr":
            return gs1_qr(content, level)
        if kind == "gs1-datamatrix":
            return gs1_datamatrix(content)
    elif kind == "qr":
        return qr(content, level)
    raise Gs1Error(Gs1Rule.SYNTAX, f"{kind} cannot hold {type(content).__name__}")


@lru_cache(maxsize=256)
def gs1_128(elements: Elements) -> Modules:
    """Return the modules of a GS1-128 symbol.

    Raises: Gs1Error("length") when it would hold more than 48 characters.
    """
    return bars.modules(_with_fnc1(elements))


def gs1_128_width(elements: Elements) -> int:
    """Return how many modules wide a GS1-128 symbol is.

    Raises: Gs1Error("length") when it would hold more than 48 characters.
    """
    return bars.width(_with_fnc1(elements))


def _with_fnc1(elements: Elements) -> str:
    payload = build_element_string(elements)
    if len(payload) > MAX_GS1_128_LENGTH:
        raise Gs1Error(Gs1Rule.LENGTH, f"GS1-128 holds {MAX_GS1_128_LENGTH} characters at most")
    return bars.FNC1 + payload.replace(GS, bars.FNC1)


@lru_cache(maxsize=256)
def code128(text: str) -> Modules:
    """Return the modules of a Code 128 symbol with a text in ASCII.

    Raises: Gs1Error("length" | "charset").
    """
    if not 0 < len(text) <= MAX_CODE_128_LENGTH:
        raise Gs1Error(Gs1Rule.LENGTH, f"Code 128 holds 1 to {MAX_CODE_128_LENGTH} characters")
    if _PRINTABLE.fullmatch(text) is None:
        raise Gs1Error(Gs1Rule.CHARSET, f"Code 128 holds printable ASCII characters, not {text!r}")
    return bars.modules(text)


@lru_cache(maxsize=256)
def ean13(digits: str) -> Modules:
    """Return the modules of an EAN-13 symbol for a complete GTIN-13.

    Raises: Gs1Error("length" | "charset" | "check_digit").
    """
    # python-barcode puts the right check digit in place of a wrong one
    verify_check_digit("GTIN-13", digits)
    (modules,) = EAN13(digits).build()
    return str(modules)


@lru_cache(maxsize=256)
def itf14(digits: str) -> Modules:
    """Return the modules of an ITF-14 symbol for a complete GTIN-14, two to a narrow bar.

    Raises: Gs1Error("length" | "charset" | "check_digit").
    """
    verify_check_digit("GTIN-14", digits)
    (modules,) = ITF(digits, narrow=2, wide=5).build()
    return str(modules)


@lru_cache(maxsize=256)
def qr(text: str, level: Level = "Q") -> Matrix:
    """Return the modules of a QR code, True for dark; the level is kept, never raised or lowered.

    Raises: Gs1Error("length" | "charset").
    """
    _check_qr(text)
    return _written(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)


def _check_qr(text: str) -> None:
    if not 0 < len(text) <= MAX_QR_LENGTH:
        raise Gs1Error(Gs1Rule.LENGTH, f"a QR code holds 1 to {MAX_QR_LENGTH} characters")
    if _HALF.search(text):
        raise Gs1Error(Gs1Rule.CHARSET, "half a character cannot be written")


@lru_cache(maxsize=256)
def gs1_qr(elements: Elements, level: Level = "Q") -> Matrix:
    """Return the modules of a QR code that starts with FNC1, which scanners announce as `]Q3`.

    Raises: Gs1Error("length").
    """
    text = _in_square_brackets(elements)
    return _written(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level, gs1=True)


@lru_cache(maxsize=256)
def gs1_datamatrix(elements: Elements) -> Matrix:
    """Return the modules of a square GS1 DataMatrix.

    Raises: Gs1Error("length").
    """
    text = _in_square_brackets(elements)
    return _written(text, zxingcpp.BarcodeFormat.DataMatrix, gs1=True, force_square=True)


def _in_square_brackets(elements: Elements) -> str:
    """Return what zxing-cpp takes: round brackets may be data, square ones never are."""
    if len(build_element_string(elements)) > MAX_QR_LENGTH:
        raise Gs1Error(Gs1Rule.LENGTH, f"our symbols hold {MAX_QR_LENGTH} characters at most")
    return "".join(f"[{ai}]{value}" for ai, value in elements)


def _written(text: str, of: zxingcpp.BarcodeFormat, **how: object) -> Matrix:
    symbol = zxingcpp.create_barcode(text, of, **how)
    dark: Matrix = np.array(symbol.to_image(scale=1, add_quiet_zones=False)) == 0
    dark.flags.writeable = False  # it is kept: one lot's label is printed many times
    return dark


# How many bits of data a QR code of version 1, 2, 3… holds. Source: ISO/IEC 18004, table 7.
_DATA_BITS = {
    "L": (152, 272, 440, 640, 864, 1088, 1248, 1552, 1856, 2192, 2592, 2960, 3424, 3688, 4184),
    "M": (128, 224, 352, 512, 688, 864, 992, 1232, 1456, 1728, 2032, 2320, 2672, 2920, 3320),
    "Q": (104, 176, 272, 384, 496, 608, 704, 880, 1056, 1232, 1440, 1648, 1952, 2088, 2360),
    "H": (72, 128, 208, 288, 368, 480, 528, 688, 800, 976, 1120, 1264, 1440, 1576, 1784),
}
_ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+\-./:]+")


@lru_cache(maxsize=4096)
def _version_for(bits_in_short: int, bits_in_long: int, level: Level) -> int:
    for version, room in enumerate(_DATA_BITS[level], start=1):
        if (bits_in_short if version < 10 else bits_in_long) <= room:
            return version
    raise Gs1Error(Gs1Rule.LENGTH, "the QR code would be larger than version 15")


def most_qr_modules(text: str, level: Level) -> int:
    """Return how many modules wide a QR code is at most, whoever chooses its modes.

    A printer that encodes by itself may not mix modes as well as zxing-cpp does: this is the size
    with all of the text in one mode. Source: ISO/IEC 18004, section 7.4.

    Raises: Gs1Error("length").
    """
    _check_qr(text)
    size = len(text)
    if _ALPHANUMERIC.fullmatch(text):
        bits = 11 * (size // 2) + 6 * (size % 2)
        version = _version_for(4 + 9 + bits, 4 + 11 + bits, level)
    else:
        bits = 8 * len(text.encode("utf-8", "replace"))
        version = _version_for(4 + 8 + bits, 4 + 16 + bits, level)
    return 17 + 4 * version
