"""Signatures and photos from phones: what passes is drawn anew, everything else is refused."""

from xml.etree import ElementTree

import pytest

from wms.errors import Refused
from wms.rules.evidence import PHOTO_BYTES_MAX, SIGNATURE_BYTES_MAX, photo_type, signature

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 150" width="300" height="150">'
STROKE = '<path d="M 1.5,2 C 3,4 5.25,6 7,8" stroke-width="1.250" stroke="black" fill="none"/>'
DRAWN = f"{HEAD}{STROKE}</svg>"


def why(svg: str) -> str:
    with pytest.raises(Refused) as refused:
        signature(svg)
    assert refused.value.code == "proof.signature"
    return str(refused.value.details["why"])


def test_a_drawing_keeps_its_strokes_and_dots() -> None:
    drawn = signature(f'{HEAD}{STROKE}<circle r="1.5" cx="2" cy="3" fill="#102030"/></svg>')
    root = ElementTree.fromstring(drawn)
    assert root.attrib == {"viewBox": "0 0 300 150", "width": "300", "height": "150"}
    assert [child.tag.rpartition("}")[2] for child in root] == ["path", "circle"]
    assert root[0].attrib["d"] == "M 1.5,2 C 3,4 5.25,6 7,8"


def test_a_short_straight_stroke_is_a_signature_too() -> None:
    line = '<line x1="20" y1="30" x2="90" y2="70.5" stroke="black" stroke-width="3.4"'
    drawn = signature(f'{HEAD}{line} stroke-linecap="round"></line></svg>')
    (stroke,) = ElementTree.fromstring(drawn)
    assert (stroke.attrib["x2"], stroke.attrib["stroke-linecap"]) == ("90", "round")
    assert why(f'{HEAD}{line} onclick="alert(1)"/></svg>') == "attribute"


def test_drawing_a_drawing_again_changes_nothing() -> None:
    assert signature(signature(DRAWN)) == signature(DRAWN)


def test_declared_but_unused_namespaces_are_dropped() -> None:
    said = DRAWN.replace("<svg ", '<svg xmlns:xlink="http://www.w3.org/1999/xlink" ')
    assert "xlink" not in signature(said)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<image href="https://example.com/x.png"/>',
        '<a href="javascript:alert(1)"><path d="M 0 0"/></a>',
        "<foreignObject><body/></foreignObject>",
        "<style>path{fill:url(https://example.com)}</style>",
        '<h:script xmlns:h="http://www.w3.org/1999/xhtml">x</h:script>',
        "<path d='M 0 0'><animate/></path>",
        "<svg/>",
        "<use/>",
    ],
)
def test_any_other_element_is_refused(inside: str) -> None:
    assert why(f"{HEAD}{inside}</svg>") == "element"


@pytest.mark.parametrize(
    "attribute",
    [
        'onload="alert(1)"',
        'style="fill:url(//example.com)"',
        'fill="url(#x)"',
        'stroke="expression(alert(1))"',
        'd="M 0 0&quot; onload=&quot;x"',
        'class="x"',
        'xml:base="javascript:x"',
    ],
)
def test_any_other_attribute_is_refused(attribute: str) -> None:
    assert why(f"{HEAD}<path {attribute}/></svg>") == "attribute"


def test_entities_text_and_nonsense_are_refused() -> None:
    assert why(f'<!DOCTYPE svg [<!ENTITY a "b">]>{DRAWN}') == "declaration"
    assert why(f'<?xml version="1.0"?>{DRAWN}') == "declaration"
    assert why(f"{HEAD}hello</svg>") == "text"
    assert why(f"{HEAD}{STROKE}hello</svg>") == "text"
    assert why("<svg") == "malformed"
    assert why("") == "malformed"
    assert why("<html/>") == "element"


def test_bounds_are_kept() -> None:
    assert why(HEAD + " " * SIGNATURE_BYTES_MAX + "</svg>") == "too_large"
    assert why(f"{HEAD}{'<path/>' * 2001}</svg>") == "too_large"


@pytest.mark.parametrize(
    ("photo", "media_type"),
    [
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
    ],
)
def test_a_photo_is_known_by_its_first_bytes(photo: bytes, media_type: str) -> None:
    assert photo_type(photo) == media_type


@pytest.mark.parametrize("photo", [b"GIF89a", b"<svg/>", b"%PDF", b"RIFF....WAVE", b""])
def test_anything_else_is_no_photo(photo: bytes) -> None:
    with pytest.raises(Refused, match=r"proof\.photo"):
        photo_type(photo)


def test_a_photo_is_bounded() -> None:
    with pytest.raises(Refused) as refused:
        photo_type(b"\xff\xd8\xff" + bytes(PHOTO_BYTES_MAX))
    assert refused.value.details["why"] == "too_large"
