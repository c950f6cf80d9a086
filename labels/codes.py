"""Bar codes and QR codes as modules, dark or light; drawing them is the business of others.

python-barcode and zxing-cpp encode but judge little: what goes in is checked here first.
"""

from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt
import zxingcpp
from barcode.codex import Gs1_128
from barcode.ean import EAN13

from labels.gs1 import GS, Elements, Gs1Error, build_element_string, verify_check_digit

# One number a module, 1 for dark; the quiet zone is not part of it.
Modules = tuple[int, ...]
Matrix = npt.NDArray[np.bool_]
Level = Literal["L", "M", "Q", "H"]

# Source: GS1 General Specifications, section 5.4, "maximum symbol size".
MAX_GS1_128_LENGTH = 48
# A longer text would need smaller modules or a larger square than our labels have.
MAX_QR_LENGTH = 300


@lru_cache(maxsize=256)
def gs1_128(elements: Elements) -> Modules:
    """Return the modules of a GS1-128 symbol.

    Raises: Gs1Error("length") when it would hold more than 48 characters.
    """
    payload = build_element_string(elements)
    if len(payload) > MAX_GS1_128_LENGTH:
        raise Gs1Error("length", f"GS1-128 holds {MAX_GS1_128_LENGTH} characters at most")
    (modules,) = Gs1_128(payload.replace(GS, Gs1_128.FNC1_CHAR)).build()
    return tuple(int(module) for module in modules)


def ean13(digits: str) -> Modules:
    """Return the modules of an EAN-13 symbol for a complete GTIN-13.

    Raises: Gs1Error("length" | "charset" | "check_digit").
    """
    verify_check_digit("GTIN-13", digits)
    (modules,) = EAN13(digits).build()
    return tuple(int(module) for module in modules)


@lru_cache(maxsize=256)
def qr(text: str, level: Level = "Q") -> Matrix:
    """Return the modules of a QR code, True for dark; the level is kept, never raised or lowered.

    Raises: Gs1Error("length").
    """
    if not 0 < len(text) <= MAX_QR_LENGTH:
        raise Gs1Error("length", f"a QR code holds 1 to {MAX_QR_LENGTH} characters")
    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    dark: Matrix = np.array(symbol.to_image(scale=1, add_quiet_zones=False)) == 0
    dark.flags.writeable = False  # it is kept: one lot's label is printed many times
    return dark
