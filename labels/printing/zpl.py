"""Labels in ZPL II, the language of Zebra printers and their clones.

QR codes and text in ASCII are left to the printer. Everything else is sent dot for dot: ZPL has no
dependable Chinese font, and printers disagree about shift codes of bars and cannot put FNC1 into a
QR code. Nothing in the data can become a command.
Source: Zebra, "ZPL II Programming Guide".
"""

from functools import lru_cache

import numpy as np

from labels.designs import Dots, Font
from labels.layout import Box, Label, Linear, Part, Square, Text, dots, known_dpi
from labels.printing import raster

MEDIA_TYPE = "application/x-zpl"

_ESCAPE = "_"  # told to the printer by ^FH in front of every field
# What is sent as it is; all else as its bytes in UTF-8, two digits each.
_HARMLESS = frozenset(chr(code) for code in range(32, 127)) - frozenset("^~\\" + _ESCAPE)


def render(labels: tuple[Label, ...], dpi: int, font: Font) -> bytes:
    """Return one format for each label; each sets its own size and encoding, trusting no other.

    Raises: LabelError.
    """
    known_dpi(dpi)
    return b"".join([line for label in labels for line in _label(label, dpi, font)])


def field(data: str) -> str:
    """Return a field with its data, in which no character can start a command."""
    if not _HARMLESS.issuperset(data):
        data = "".join(map(_harmless, data))
    return f"^FH{_ESCAPE}^FD{data}^FS\n"


def _harmless(character: str) -> str:
    if character in _HARMLESS:
        return character
    return "".join(f"{_ESCAPE}{byte:02X}" for byte in character.encode("utf-8", "replace"))


def _label(label: Label, dpi: int, font: Font) -> list[bytes]:
    width, length = dots(label.width_mm, dpi), dots(label.height_mm, dpi)
    said = [f"^XA^CI28^LH0,0^FWN\n^PW{width}^LL{length}\n".encode()]
    for part in label.parts:
        if isinstance(part, Text) and not part.text.isascii():
            said += _picture(part, dpi, font)
        else:
            said.append(_command(part, dpi).encode())
    said.append(b"^PQ1^XZ\n")
    return said


def _command(part: Part, dpi: int) -> str:
    match part:
        case Text():
            return _text(part, dpi)
        case Square():
            return _square(part, dpi)
        case Linear():
            return _linear(part, dpi)
        case Box():
            left, top = dots(part.x_mm, dpi), dots(part.y_mm, dpi)
            width, height = dots(part.width_mm, dpi), dots(part.height_mm, dpi)
            line = max(1, dots(part.line_mm, dpi))
            return f"^FO{left},{top}^GB{width},{height},{line}^FS\n"


def _text(line: Text, dpi: int) -> str:
    left, top, room, size = raster.stretch(line, dpi)
    origin = f"^FO{left},{top}^A0N,{size},{size}"
    if line.align == "left":
        return origin + field(line.text)
    align = "C" if line.align == "center" else "R"
    return f"{origin}^FB{room},1,0,{align},0{field(line.text)}"


# Names and captions repeat in a print run, most of them at the same place.
@lru_cache(maxsize=4096)
def _picture(line: Text, dpi: int, font: Font) -> tuple[bytes, bytes]:
    """Return where the picture of a line stands, and the picture: one object for all labels."""
    left, top, room, size = raster.stretch(line, dpi)
    wide, picture = _line_graphic(font, line.text, size, room)
    return f"^FO{left + raster.indent(line.align, room - wide)},{top}".encode(), picture


@lru_cache(maxsize=4096)
def _line_graphic(font: Font, text: str, size_px: int, room_px: int) -> tuple[int, bytes]:
    """Return the width of a line and its picture."""
    dark = font.picture(text, size_px, room_px)
    return dark.shape[1], graphic(dark).encode()


def _square(part: Square, dpi: int) -> str:
    if part.kind != "qr" or not isinstance(part.content, str) or not part.content.isascii():
        left, top, dark = raster.matrix(part, dpi)
        return f"^FO{left},{top}{graphic(dark)}"
    left, top, each = raster.own_qr(part, dpi)
    return f"^FO{left},{top}^BQN,2,{each}{field(f'{part.level}A,{part.content}')}"


def _linear(part: Linear, dpi: int) -> str:
    left, top, each, height, modules = raster.bars(part, dpi)
    line = modules.replace("0", "0" * each).replace("1", "1" * each) if each > 1 else modules
    wide = -(-len(line) // 8)
    row = f"{int(line.ljust(8 * wide, '0'), 2):0{2 * wide}X}"
    size = wide * height
    return f"^FO{left},{top}^GFA,{size},{size},{wide},{row}{':' * (height - 1)}^FS\n"


def graphic(dark: Dots) -> str:
    """Return a picture as ^GFA: rows of whole bytes in hexadecimal digits, a set bit is dark.

    What is white on the right and below is left out; a colon stands for one more row like the one
    above, a comma for the white rest of a row.
    """
    rows = np.packbits(dark, axis=1)
    wide, high = (int(np.flatnonzero(rows.any(axis=axis)).max(initial=0)) + 1 for axis in (0, 1))
    rows = rows[:high, :wide]
    said = []
    above = None
    for row in rows:
        digits = row.tobytes().hex().upper()
        short = digits.rstrip("0")
        said.append(":" if digits == above else digits if short == digits else f"{short},")
        above = digits
    return f"^GFA,{rows.size},{rows.size},{wide},{''.join(said)}^FS\n"
