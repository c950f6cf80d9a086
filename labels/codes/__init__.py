"""Barcodes and squares as modules, the hand code, and the tag of a consumer pack."""

from labels.codes.handcode import HandCodeFlaw
from labels.codes.packcode import Key, Keyring, PackCodeError, PackCodeFlaw
from labels.codes.symbols import (
    LINEAR,
    SQUARE,
    Matrix,
    Modules,
    code128,
    ean13,
    gs1_128,
    gs1_128_width,
    gs1_datamatrix,
    gs1_qr,
    itf14,
    linear,
    most_qr_modules,
    qr,
    square,
)

__all__ = [
    "LINEAR",
    "SQUARE",
    "HandCodeFlaw",
    "Key",
    "Keyring",
    "Matrix",
    "Modules",
    "PackCodeError",
    "PackCodeFlaw",
    "code128",
    "ean13",
    "gs1_128",
    "gs1_128_width",
    "gs1_datamatrix",
    "gs1_qr",
    "itf14",
    "linear",
    "most_qr_modules",
    "qr",
    "square",
]
