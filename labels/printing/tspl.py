"""Labels in TSPL, the language of TSC, Gprinter, HPRT and most label printers made in China.

QR codes and plain ASCII are left to the printer; Chinese text and everything in which a character
could end a field is sent dot for dot, so nothing in the data can become a command. Texts are set in
the printer's fixed fonts, which all models have and whose measures are known.
Source: TSC, "TSPL/TSPL2 Programming Language".
"""

import re
from functools import lru_cache

import numpy as np

from labels.designs import LINE, Dots, Font
from labels.layout import Box, Label, Linear, Square, Text, dots, known_dpi
from labels.printing import raster

MEDIA_TYPE = "application/x-tspl"

# Name, width and height in dots of the printers' own fonts, the largest first.
_FONTS = (("5", 32, 48), ("4", 24, 32), ("3", 16, 24), ("2", 12, 20), ("1", 8, 12))
# A font that is less than this part of the size asked for would be too small to read.
_LEAST_SHARE = 0.6

# Within quotes these stand for themselves on every printer.
_PLAIN = re.compile(r"[ !#-\[\]-}]*")

# Modules of a character of Code 128: three bars, each with a space behind it.
_CHARACTER = 11

_GAP_MM = 2


def render(labels: tuple[Label, ...], dpi: int, font: Font) -> bytes:
    """Return one job for each label; each sets all it relies on, trusting no other.

    Raises: LabelError.
    """
    known_dpi(dpi)
    return b"".join([line for label in labels for line in _label(label, dpi, font)])


def _label(label: Label, dpi: int, font: Font) -> list[bytes]:
    head = (
        f"SIZE {label.width_mm:g} mm,{label.height_mm:g} mm\r\nGAP {_GAP_MM} mm,0 mm\r\n"
        "DIRECTION 1\r\nREFERENCE 0,0\r\nSPEED 4\r\nDENSITY 8\r\nCODEPAGE UTF-8\r\nCLS\r\n"
    )
    said = [head.encode()]
    for part in label.parts:
        if isinstance(part, Text):
            said += (_text if part.text.isascii() else _picture_of)(part, dpi, font)
        else:
            said.append(_drawn(part, dpi))
    said.append(b"PRINT 1,1\r\n")
    return said


def _drawn(part: Square | Linear | Box, dpi: int) -> bytes:
    match part:
        case Square():
            return _square(part, dpi)
        case Linear():
            return _linear(part, dpi)
        case Box():
            return _box(part, dpi).encode()


def _text(line: Text, dpi: int, font: Font) -> tuple[bytes, ...]:
    if _PLAIN.fullmatch(line.text) is None:
        return _picture_of(line, dpi, font)
    left, top, room, size = raster.stretch(line, dpi)
    own = _font_for(len(line.text), size, room)
    if own is None:
        return _picture_of(line, dpi, font)
    name, width, height = own
    left += raster.indent(line.align, room - width)
    top += round(size * LINE) - height
    return (f'TEXT {left},{top},"{name}",0,1,1,"{line.text}"\r\n'.encode(),)


@lru_cache(maxsize=4096)
def _font_for(length: int, size_px: int, room_px: int) -> tuple[str, int, int] | None:
    """Return the printer's font for a text with its width and height, None when none will do."""
    for name, width, height in _FONTS:
        if height <= size_px * LINE and length * width <= room_px:
            return (name, length * width, height) if height >= _LEAST_SHARE * size_px else None
    return None


def _square(part: Square, dpi: int) -> bytes:
    is_plain = isinstance(part.content, str) and _PLAIN.fullmatch(part.content)
    if part.kind != "qr" or not isinstance(part.content, str) or not is_plain:
        return _picture(*raster.matrix(part, dpi))
    left, top, each = raster.own_qr(part, dpi)
    return f'QRCODE {left},{top},{part.level},{each},A,0,M2,S7,"{part.content}"\r\n'.encode()


def _linear(part: Linear, dpi: int) -> bytes:
    left, top, each, height, modules = raster.bars(part, dpi)
    # Symbols never repeat, but characters of Code 128 do, at the same few places.
    step = _CHARACTER if part.kind in ("code128", "gs1-128") else len(modules)
    starts = range(0, len(modules), step)
    return b"".join(
        [_bars(modules[at : at + step], left + at * each, top, each, height) for at in starts]
    )


@lru_cache(maxsize=8192)
def _bars(modules: str, left: int, top: int, each: int, height: int) -> bytes:
    """Return the bars of a part of a symbol that begins with one."""
    rows = raster.runs(modules) * each
    return b"".join(
        b"BAR %d,%d,%d,%d\r\n" % (left + start, top, wide, height) for start, wide in rows.tolist()
    )


def _box(box: Box, dpi: int) -> str:
    left, top = dots(box.x_mm, dpi), dots(box.y_mm, dpi)
    line = max(1, dots(box.line_mm, dpi))
    width, height = max(dots(box.width_mm, dpi), line), max(dots(box.height_mm, dpi), line)
    if min(width, height) <= 2 * line:
        return f"BAR {left},{top},{width},{height}\r\n"
    return f"BOX {left},{top},{left + width},{top + height},{line}\r\n"


# Names and captions repeat in a print run, most of them at the same place.
@lru_cache(maxsize=4096)
def _picture_of(line: Text, dpi: int, font: Font) -> tuple[bytes, bytes]:
    """Return where the picture of a line stands, and the picture: one object for all labels."""
    left, top, room, size = raster.stretch(line, dpi)
    wide, picture = _line_bitmap(font, line.text, size, room)
    return b"BITMAP %d,%d," % (left + raster.indent(line.align, room - wide), top), picture


@lru_cache(maxsize=4096)
def _line_bitmap(font: Font, text: str, size_px: int, room_px: int) -> tuple[int, bytes]:
    """Return the width of a line and its picture."""
    dark = font.picture(text, size_px, room_px)
    return dark.shape[1], _bitmap(dark)


def _picture(left: int, top: int, dark: Dots) -> bytes:
    return b"BITMAP %d,%d,%s" % (left, top, _bitmap(dark))


def _bitmap(dark: Dots) -> bytes:
    """Return what follows the place in a BITMAP command, in which a set bit is light.

    Mode 1 (or) leaves what is drawn already: the light dots of a line wipe nothing out.
    """
    rows = np.packbits(dark, axis=1)
    high, wide = rows.shape
    return b"%d,%d,1,%s\r\n" % (wide, high, (~rows).tobytes())
