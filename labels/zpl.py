"""Labels in ZPL II, the language of Zebra printers and their clones.

QR codes and text in ASCII are left to the printer. ZPL has no dependable Chinese font: any other
text is sent as a picture. Nothing in the data can become a command.
Source: Zebra, "ZPL II Programming Guide".
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import numpy as np

from labels import codes, fonts, raster
from labels.layout import (
    LINEAR_MODULE_MM,
    QR_MODULE_MM,
    Box,
    Label,
    Linear,
    Part,
    Qr,
    Text,
    dots,
    symbol_dots,
)

_ESCAPE = "_"  # told to the printer by ^FH in front of every field


def render(labels: tuple[Label, ...], dpi: int, font: Path) -> bytes:
    """Return one format for each label; each sets its own size and encoding, trusting no other.

    Raises: LabelError; Gs1Error.
    """
    return "".join(line for label in labels for line in _label(label, dpi, font)).encode()


def field(data: str) -> str:
    """Return a field with its data, in which no character can start a command."""
    return f"^FH{_ESCAPE}^FD{''.join(map(_harmless, data))}^FS\n"


def _harmless(character: str) -> str:
    if character.isascii() and character.isprintable() and character not in "^~\\" + _ESCAPE:
        return character
    return "".join(f"{_ESCAPE}{byte:02X}" for byte in character.encode("utf-8", "replace"))


def _label(label: Label, dpi: int, font: Path) -> Iterator[str]:
    yield "^XA^CI28^LH0,0^FWN\n"
    yield f"^PW{dots(label.width_mm, dpi)}^LL{dots(label.height_mm, dpi)}\n"
    for part in label.parts:
        yield _part(part, dpi, font)
    yield "^PQ1^XZ\n"


def _part(part: Part, dpi: int, font: Path) -> str:
    origin = f"^FO{dots(part.x_mm, dpi)},{dots(part.y_mm, dpi)}"
    match part:
        case Text():
            return _text(part, dpi, font)
        case Qr():
            modules = len(codes.qr(part.text))
            each = symbol_dots(modules, QR_MODULE_MM, part.size_mm, dpi)
            return f"{origin}^BQN,2,{each}{field('QA,' + part.text)}"
        case Linear():
            return _linear(part, dpi)
        case Box():
            width, height = dots(part.width_mm, dpi), dots(part.height_mm, dpi)
            return f"{origin}^GB{width},{height},{max(1, dots(part.line_mm, dpi))}^FS\n"


def _text(line: Text, dpi: int, font: Path) -> str:
    text, size_mm = fonts.fitted(font, line)
    origin = f"^FO{dots(line.x_mm, dpi)},{dots(line.y_mm, dpi)}"
    if text.isascii():
        height = dots(size_mm, dpi)
        align = {"left": "L", "center": "C", "right": "R"}[line.align]
        width = dots(line.width_mm, dpi)
        return (
            f"{origin}^A0N,{height},{height}^FB{width},1,0,{align},0{field(text)}" if text else ""
        )
    return origin + _line_graphic(line, dpi, font)


@lru_cache(maxsize=1024)
def _line_graphic(line: Text, dpi: int, font: Path) -> str:
    """Return a line as ^GFA; most lines of a print run repeat, so they are kept."""
    picture = raster.line_picture(line, dpi, font)
    return "" if picture is None else graphic(np.array(picture))


def graphic(light: codes.Matrix) -> str:
    """Return a picture as ^GFA: rows of whole bytes in hexadecimal digits, a set bit is dark.

    What is white on the right and below is left out.
    """
    rows = np.packbits(~light, axis=1)
    wide, high = (int(np.flatnonzero(rows.any(axis=axis)).max(initial=0)) + 1 for axis in (0, 1))
    rows = rows[:high, :wide]
    return f"^GFA,{rows.size},{rows.size},{wide},{rows.tobytes().hex().upper()}^FS\n"


def _linear(part: Linear, dpi: int) -> str:
    """Draw the bars as black boxes, dot for dot those of the reference picture.

    The printer could encode them (^BC), but printers and their clones disagree about its shift
    codes, and its automatic mode takes brackets out of the data.
    """
    modules = codes.gs1_128(part.elements)
    each = symbol_dots(len(modules), LINEAR_MODULE_MM, part.width_mm, dpi)
    left, top, high = (dots(side, dpi) for side in (part.x_mm, part.y_mm, part.height_mm))
    bars = []
    for dark, run in groupby(enumerate(modules), key=lambda module: module[1]):
        places = [place for place, _ in run]
        if dark:
            wide = len(places) * each
            bars.append(f"^FO{left + places[0] * each},{top}^GB{wide},{high},{wide}^FS")
    return "".join(bars) + "\n"
