"""Labels and receipts in ESC/POS, for receipt printers: the reference picture in bands.

Receipt printers differ in Chinese fonts, code pages and symbols, but all print a picture. Since
only dots are sent, nothing in the data can become a command.
Source: Epson, "ESC/POS Command Reference".
"""

from collections.abc import Iterator

import numpy as np

from labels.designs import Font
from labels.layout import Label, LabelError, LabelFlaw
from labels.printing import raster

MEDIA_TYPE = "application/x-escpos"

# What printers for 80 mm paper can print across: 72 mm at 203 dpi.
WIDTH_DOTS = 576
DPI = 203

_INITIALISE = b"\x1b@"
_RASTER = b"\x1dv0\x00"
_FEED_AND_CUT = b"\x1dVB\x00"
# Printers with little memory take a tall picture in pieces only.
_BAND_DOTS = 255


def render(labels: tuple[Label, ...], font: Font) -> bytes:
    """Return each label as a receipt of its own, cut off at its end.

    Raises: LabelError("label.too_wide"), and others.
    """
    return b"".join([piece for label in labels for piece in _receipt(label, font)])


def _receipt(label: Label, font: Font) -> Iterator[bytes]:
    dark = raster.dark_dots(label, DPI, font)
    if dark.shape[1] > WIDTH_DOTS:
        raise LabelError(
            LabelFlaw.TOO_WIDE, f"{label.width_mm:g} mm is more than a receipt printer's 72 mm"
        )
    rows = np.packbits(dark, axis=1)
    yield _INITIALISE
    for start in range(0, len(rows), _BAND_DOTS):
        band = rows[start : start + _BAND_DOTS]
        high, wide = band.shape
        yield _RASTER + wide.to_bytes(2, "little") + high.to_bytes(2, "little") + band.tobytes()
    yield _FEED_AND_CUT
