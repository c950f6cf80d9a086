"""What a driver's phone may send as proof: a drawn signature and a photo, both bounded.

A signature is drawn again from the numbers in it, so nothing else that an SVG can carry (scripts,
links, styles, foreign elements, entities) reaches a page.
"""

import re
from collections.abc import Mapping
from xml.etree import ElementTree

from wms import codes
from wms.errors import Refused

SIGNATURE_BYTES_MAX = 64 * 1024
PHOTO_BYTES_MAX = 2 * 1024 * 1024
STROKES_MAX = 2_000
_SVG = "{http://www.w3.org/2000/svg}"
_NUMBERS = re.compile(r"[-+0-9.eE ,]{1,200}")
_PATH = re.compile(r"[-+0-9.eE ,MmLlHhVvCcSsQqTtAaZz]{1,60000}")
_WORD = re.compile(r"#[0-9a-fA-F]{3,8}|[a-z]{1,20}|rgb\([0-9 ,]{5,20}\)")
_ALLOWED: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "svg": {"viewBox": _NUMBERS, "width": _NUMBERS, "height": _NUMBERS},
    "path": {
        "d": _PATH,
        "fill": _WORD,
        "stroke": _WORD,
        "stroke-width": _NUMBERS,
        "stroke-linecap": _WORD,
        "stroke-linejoin": _WORD,
    },
    # A dot: the pad draws one where the finger did not move; a line where it moved once.
    "circle": {"cx": _NUMBERS, "cy": _NUMBERS, "r": _NUMBERS, "fill": _WORD},
    "line": {
        **dict.fromkeys(("x1", "y1", "x2", "y2", "stroke-width"), _NUMBERS),
        **dict.fromkeys(("stroke", "stroke-linecap"), _WORD),
    },
}
_PHOTOS: tuple[tuple[bytes, int, str], ...] = (
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"WEBP", 8, "image/webp"),
)


def signature(svg: str) -> str:
    """The same drawing, written anew. Raises: Refused("proof.signature", why=…)."""
    if len(svg.encode()) > SIGNATURE_BYTES_MAX:
        raise Refused(codes.Proof.SIGNATURE, why="too_large")
    # Entities could make a small text explode; a drawing has none.
    if "<!" in svg or "<?" in svg:
        raise Refused(codes.Proof.SIGNATURE, why="declaration")
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        raise Refused(codes.Proof.SIGNATURE, why="malformed") from error
    if len(root) > STROKES_MAX:
        raise Refused(codes.Proof.SIGNATURE, why="too_large")
    head = _element(root, "svg")
    strokes = "".join(f"<{_element(stroke, 'path', 'circle', 'line')}/>" for stroke in root)
    return f'<{head} xmlns="http://www.w3.org/2000/svg">{strokes}</svg>'


def photo_type(photo: bytes) -> str:
    """The media type of a photo by its first bytes. Raises: Refused("proof.photo", why=…)."""
    if len(photo) > PHOTO_BYTES_MAX:
        raise Refused(codes.Proof.PHOTO, why="too_large")
    for mark, offset, media_type in _PHOTOS:
        if photo[offset : offset + len(mark)] == mark:
            return media_type
    raise Refused(codes.Proof.PHOTO, why="type")


def _element(element: ElementTree.Element, *names: str) -> str:
    """An element's name and attributes, each of them allowed. Raises: Refused."""
    name = element.tag.removeprefix(_SVG)
    if name not in names or (name != "svg" and len(element)):
        raise Refused(codes.Proof.SIGNATURE, why="element")
    if (element.text or "").strip() or (element.tail or "").strip():
        raise Refused(codes.Proof.SIGNATURE, why="text")
    parts = [name]
    for key, value in element.attrib.items():
        pattern = _ALLOWED[name].get(key)
        if pattern is None or not pattern.fullmatch(value):
            raise Refused(codes.Proof.SIGNATURE, why="attribute")
        parts.append(f'{key}="{value}"')
    return " ".join(parts)
