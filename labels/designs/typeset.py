"""Setting text into the room there is: shrunk a little, broken into lines, and never cut.

What does not fit, or cannot be printed, is refused with the name of the field that holds it.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from labels.designs.fonts import LINE, Font
from labels.layout import Align, LabelError, LabelFlaw, Part, Text

# A text is set in the first of these that fits, in parts of the size asked for; no smaller than
# GB 7718-2025 (section 3.9) lets the mandatory statements on food be.
_SHRUNK = (0.9, 0.8, 0.7, 0.6, 0.5, 0.45)
_LEAST_MM = 1.8
_MAX_LENGTH = 2_000
# Rounding of widths must not make a text too long that fills its line exactly.
_TOLERANCE = 1e-6
_AFTER_CAPTION = 0.4

# What is not torn apart: a word, or one character, with the punctuation that clings to it.
_OPENING, _CLOSING = "（“《【(", "，。、；：！？）”》】…·,.;:!?)%"
_UNBROKEN = re.compile(rf"[{re.escape(_OPENING)}]*(?:[!-~À-ɏ]+|[^\s])[{re.escape(_CLOSING)}]*\s*")


class Room(Struct, frozen=True, gc=False):
    """Where a text may stand: a width, and lines of one size below each other."""

    x_mm: float
    y_mm: float
    width_mm: float
    size_mm: float
    lines: int = 1
    align: Align = "left"

    @property
    def height_mm(self) -> float:
        return self.lines * self.size_mm * LINE


class Column:
    """Texts below each other, each taking the lines it needs; `parts` is what was set so far."""

    def __init__(self, setter: "Typesetter", x_mm: float, y_mm: float, width_mm: float) -> None:
        self._setter = setter
        self._x_mm = x_mm
        self._width_mm = width_mm
        self.y_mm = y_mm
        self.parts: list[Part] = []

    def text(
        self, field: str, text: str, size_mm: float, lines: int = 1, align: Align = "left"
    ) -> None:
        """Add a text of at most so many lines of a size. Raises: LabelError."""
        room = Room(self._x_mm, self.y_mm, self._width_mm, size_mm, lines, align)
        self._add(self._setter.text(field, text, room), size_mm)

    def named(self, field: str, caption: str, text: str, size_mm: float, lines: int = 1) -> None:
        """Add a caption with a text, nothing when the text is empty. Raises: LabelError."""
        room = Room(self._x_mm, self.y_mm, self._width_mm, size_mm, lines)
        self._add(self._setter.named(field, caption, text, room), size_mm)

    def _add(self, lines: tuple[Text, ...], size_mm: float) -> None:
        if lines:
            last = lines[-1]
            self.y_mm = max(last.y_mm + last.size_mm * LINE, self.y_mm + size_mm * LINE)
            self.parts += lines


class Typesetter:
    """Sets texts in one font."""

    def __init__(self, font: Font) -> None:
        self.font = font

    def text(self, field: str, text: str, room: Room) -> tuple[Text, ...]:
        """Return the lines of a text, none for an empty one.

        Raises: LabelError("label.text_too_long" | "label.character").
        """
        return _set(self.font, field, text, room)

    def named(self, field: str, caption: str, text: str, room: Room) -> tuple[Text, ...]:
        """Return a caption and, behind it, the text, each as lines of its own.

        Captions repeat on every label and are drawn once; what differs is most often plain ASCII,
        which printers write themselves.

        Raises: LabelError.
        """
        if not text:
            return ()
        first, rest = _captioned(self.font, caption, room)
        return (first, *_set(self.font, field, text, rest))


@lru_cache(maxsize=4096)
def _captioned(font: Font, caption: str, room: Room) -> tuple[Text, Room]:
    """Return a caption at the beginning of a room, and what it leaves of the room."""
    wide_mm = font.width(caption) * room.size_mm
    taken_mm = wide_mm + _AFTER_CAPTION * room.size_mm
    rest = Room(room.x_mm + taken_mm, room.y_mm, room.width_mm - taken_mm, room.size_mm, room.lines)
    return Text(room.x_mm, room.y_mm, wide_mm, room.size_mm, caption), rest


def _set(font: Font, field: str, text: str, room: Room) -> tuple[Text, ...]:
    # Chinese names repeat in a print run; numbers, codes and days rarely do, and would push them
    # out of what is remembered.
    return (_set_anew if text.isascii() else _remembered)(font, field, text, room)


def _set_anew(font: Font, field: str, text: str, room: Room) -> tuple[Text, ...]:
    lines, size_mm = _fitted(font, field, text, (room.width_mm, room.size_mm, room.lines))
    if len(lines) == 1:
        # a shrunk line stays in the middle of its own
        y_mm = room.y_mm + (room.size_mm - size_mm) * LINE / 2
        return (Text(room.x_mm, y_mm, room.width_mm, size_mm, lines[0], room.align),)
    return tuple(_below_each_other(lines, room, size_mm))


_remembered = lru_cache(maxsize=4096)(_set_anew)


def _fitted(
    font: Font, field: str, text: str, room: tuple[float, float, int]
) -> tuple[list[str], float]:
    """Return the lines of a text and their size, for a width, a size wanted and so many lines."""
    width_mm, wanted_mm, most = room
    text = clean(field, text)
    if not text:
        return [], wanted_mm
    wide = _width(font, field, text) - _TOLERANCE
    for size_mm in _sizes(wanted_mm):
        if wide <= width_mm / size_mm:
            return [text], size_mm
        room_for = int(most * wanted_mm / size_mm + _TOLERANCE)
        lines = _broken(font, text, width_mm / size_mm) if room_for > 1 else []
        if 0 < len(lines) <= room_for:
            return lines, size_mm
    raise LabelError(
        LabelFlaw.TEXT_TOO_LONG,
        f"{text!r} does not fit into {width_mm:.1f} mm"
        + (f" and {most} lines" if most > 1 else ""),
        field,
    )


def _width(font: Font, field: str, text: str) -> float:
    """Return how wide a clean text is, in sizes. Raises: LabelError("label.character")."""
    try:
        return font.width(text)
    except LabelError as error:
        raise LabelError(error.code, error.detail, field) from error


@lru_cache(maxsize=64)
def _sizes(wanted_mm: float) -> tuple[float, ...]:
    shrunk = [share * wanted_mm for share in _SHRUNK if share * wanted_mm >= _LEAST_MM]
    return (wanted_mm, *shrunk)


def _broken(font: Font, text: str, width: float) -> list[str]:
    lines = [""]
    for piece in _pieces(font, text, width):
        if lines[-1] and font.width(lines[-1] + piece.rstrip()) > width + _TOLERANCE:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def _pieces(font: Font, text: str, width: float) -> Iterator[str]:
    """Yield what stays together; what is longer than a line falls apart into its characters."""
    for piece in _UNBROKEN.findall(text):
        if font.width(piece.rstrip()) <= width:
            yield piece
        else:
            yield from piece


def _below_each_other(lines: list[str], room: Room, size_mm: float) -> Iterator[Text]:
    y_mm = room.y_mm
    for line in lines:
        yield Text(room.x_mm, y_mm, room.width_mm, size_mm, line, room.align)
        y_mm += size_mm * LINE


def clean(field: str, text: str) -> str:
    """Return a text with single blanks for white space and without invisible format characters.

    Raises: LabelError("label.text_too_long" | "label.character") for control characters and others
    that stand for nothing that can be printed.
    """
    if len(text) > _MAX_LENGTH:
        raise LabelError(LabelFlaw.TEXT_TOO_LONG, f"more than {_MAX_LENGTH} characters", field)
    text = " ".join(text.split())
    if text.isprintable():
        return text
    text = "".join(one for one in text if unicodedata.category(one) != "Cf")
    for character in text:
        if not character.isprintable():
            raise LabelError(
                LabelFlaw.CHARACTER, f"U+{ord(character):04X} cannot be printed", field
            )
    return text
