"""Every output of every design: what was asked for is what a scanner reads."""

import re
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image

from labels.designs import EXAMPLES, Dots, Fields, Font, fonts, lay_out
from labels.gs1 import build_element_string, checked
from labels.layout import Box, Label, LabelError, Linear, Square, Text
from labels.printing import raster, sheets, tspl, zpl
from tests.unit.labels import printers
from tests.unit.labels.decoding import (
    Symbol,
    expected,
    ink,
    pages,
    picture_of,
    reads_back,
    symbols,
    texts,
)
from tests.unit.labels.random_labels import MAKERS, Chance

GTIN = "06901234567892"

# Where there is no font at all, each test says so by being skipped.
pytestmark = pytest.mark.usefixtures("font")

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def of(name: str, font: Font) -> tuple[Label, ...]:
    return lay_out(EXAMPLES[name], font)


def printed(label: Label, form: sheets.Format, dpi: int) -> Image.Image:
    """Return what one printer or viewer makes of a label."""
    content = sheets.render([label], form, dpi).content
    if form == "zpl":
        (paper,) = printers.zpl(content)
        return picture_of(paper.dark)
    if form == "tspl":
        (paper,) = printers.tspl(content, dpi)
        return picture_of(paper.dark)
    if form == "svg":
        return picture_of(printers.svg(content, 203))
    if form == "escpos":
        (dark,) = printers.escpos(content)
        return picture_of(dark)
    (page,) = pages(content, dpi)
    return page


@pytest.mark.parametrize("dpi", [300, 600])
@pytest.mark.parametrize("name", [name for name in EXAMPLES if name not in ("picklist", "slip")])
def test_the_symbols_of_a_design_read_back_from_its_reference(
    name: str, dpi: int, font: Font
) -> None:
    for label in of(name, font):
        assert reads_back(raster.draw(label, dpi, font), label)


@pytest.mark.parametrize("form", ["zpl", "tspl", "pdf", "a4", "svg"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_symbols_of_a_design_read_back_from_every_output(
    name: str, form: sheets.Format, font: Font
) -> None:
    (label,) = of(name, font)
    assert reads_back(printed(label, form, 203), label)


@pytest.mark.parametrize("name", ["lot", "receipt"])
def test_a_receipt_printer_prints_the_reference(name: str, font: Font) -> None:
    (label,) = of(name, font)
    reference = raster.dark_dots(label, 203, font)
    (dark,) = printers.escpos(sheets.render([label], "escpos").content)
    assert np.array_equal(dark[:, : reference.shape[1]], reference)
    assert not dark[:, reference.shape[1] :].any()


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("dpi", [203, 300])
def test_random_labels_read_back_from_printers_of_both_languages(
    name: str, dpi: int, font: Font
) -> None:
    chance = Chance(dpi)
    for _ in range(2):
        for label in lay_out(MAKERS[name](chance), font):
            for form in ("zpl", "tspl"):
                assert reads_back(printed(label, form, dpi), label)


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("name", EXAMPLES)
def test_zpl_and_tspl_print_the_reference_but_for_texts_of_their_own(
    name: str, dpi: int, font: Font
) -> None:
    (label,) = of(name, font)
    label = without(label, lambda part: isinstance(part, Square) and part.kind == "qr")
    (by_zpl,) = printers.zpl(sheets.render([label], "zpl", dpi).content)
    (by_tspl,) = printers.tspl(sheets.render([label], "tspl", dpi).content, dpi)
    for paper in (by_zpl, by_tspl):
        own = set(paper.written)
        drawn = without(label, lambda part, own=own: isinstance(part, Text) and part.text in own)
        assert own <= {part.text for part in label.parts if isinstance(part, Text)}
        # the same text may stand on the label twice, once written and once drawn
        assert not (raster.dark_dots(drawn, dpi, font) & ~paper.dark).any()
        assert not (paper.dark & ~raster.dark_dots(label, dpi, font)).any()


def without(label: Label, is_left_out: Callable[..., bool]) -> Label:
    return replace(label, parts=tuple(part for part in label.parts if not is_left_out(part)))


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_stands_in_the_room_of_a_symbol_or_beyond_the_edge(name: str, font: Font) -> None:
    chance = Chance(7)
    for said in (EXAMPLES[name], *(MAKERS[name](chance) for _ in range(2))):
        for label in lay_out(said, font):
            for part in label.parts:
                if isinstance(part, Linear | Square):
                    others = without(label, lambda other, part=part: other is part)
                    at = (
                        slice(*edges(part.y_mm, height(part))),
                        slice(*edges(part.x_mm, width(part))),
                    )
                    assert not raster.dark_dots(others, 203, font)[at].any(), (name, part)
            beyond = replace(label, width_mm=label.width_mm + 20, height_mm=label.height_mm + 20)
            dark = raster.dark_dots(beyond, 203, font)
            high, wide = raster.dark_dots(label, 203, font).shape
            assert not dark[high:].any()
            assert not dark[:, wide:].any()


def width(part: Linear | Square) -> float:
    return part.size_mm if isinstance(part, Square) else part.width_mm


def height(part: Linear | Square) -> float:
    return part.size_mm if isinstance(part, Square) else part.height_mm


def edges(start_mm: float, size_mm: float) -> tuple[int, int]:
    return round(start_mm * 203 / 25.4), round((start_mm + size_mm) * 203 / 25.4)


def test_a_pdf_has_chinese_text_as_text_and_the_same_bytes_each_time(font: Font) -> None:
    (label,) = of("lot", font)
    sheet = sheets.render([label, label], "pdf")
    assert sheet.media_type == "application/pdf"
    assert sheet == sheets.render([label, label], "pdf")
    for said in texts(sheet.content):
        for words in ("有机菠菜（嫩叶）", "乔口镇团头湖村", "2026-11-28", "7K3F-9Q2M"):
            assert words in said


def test_a_pdf_shows_the_reference(font: Font) -> None:
    (label,) = of("consumer", font)
    (page,) = pages(sheets.render([label], "pdf").content, 203)
    reference = raster.dark_dots(label, 203, font)
    assert 0.85 < ink(page).sum() / reference.sum() < 1.15


def test_labels_share_a4_sheets_and_start_behind_the_places_used(font: Font) -> None:
    labels = of("lot", font) * 21
    (full,) = texts(sheets.a4(labels, 0).content)
    assert full.count("批号") == 21
    first, second = texts(sheets.a4(labels, 20).content)
    assert first.count("批号") == 1
    assert second.count("批号") == 20


def test_labels_of_two_sizes_do_not_share_a_sheet(font: Font) -> None:
    with pytest.raises(LabelError, match="mixed_sizes"):
        sheets.render([*of("lot", font), *of("bin", font)], "a4")
    with pytest.raises(LabelError, match="too_wide"):
        sheets.render([Label("wide", 300, 20, ())], "a4")


def test_an_svg_keeps_text_as_text_and_lines_within_their_width(font: Font) -> None:
    (label,) = of("lot", font)
    said = sheets.render([label], "svg").content.decode()
    assert said.startswith('<svg xmlns="http://www.w3.org/2000/svg" width="60mm" height="40mm"')
    assert ">有机菠菜（嫩叶）</text>" in said
    lengths = [float(one) for one in re.findall(r'textLength="([\d.]+)"', said)]
    room = [part.width_mm for part in label.parts if isinstance(part, Text)]
    assert all(length <= wide + 0.001 for length, wide in zip(lengths, room, strict=True))


HOSTILE = ["^XA^FO0,0^XZ", "~JA", '",0,1,1,"x', "PRINT 9,9", "(01)1", "_5E", "\\", "</text><x/>"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(hostile: str, font: Font) -> None:
    said: Fields = replace(
        EXAMPLES["lot"], name_zh=hostile, name_en=hostile, supplier=hostile, village=hostile
    )
    (label,) = lay_out(said, font)
    (by_zpl,) = printers.zpl(sheets.render([label], "zpl").content)
    (by_tspl,) = printers.tspl(sheets.render([label], "tspl").content, 203)
    for dark in (by_zpl.dark, by_tspl.dark):
        assert symbols(picture_of(dark)) == expected(label)
    assert hostile in by_zpl.written
    drawn = sheets.render([label], "svg").content.decode()
    assert drawn.count("<x/>") == 0
    (page,) = texts(sheets.render([label], "pdf").content)
    assert hostile in page


@unhurried
@given(st.text())
@example("^XZ ~JA \\& _7E")
def test_a_zpl_field_gives_back_the_text_and_holds_no_command(text: str) -> None:
    match = re.fullmatch(r"\^FH_\^FD([^\^~]*)\^FS\n", zpl.field(text))
    assert match
    decoded = re.sub(rb"_([0-9A-F]{2})", lambda code: bytes([int(code[1], 16)]), match[1].encode())
    assert decoded == text.encode("utf-8", "replace")


@unhurried
@given(text=st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=12))
@example(text='1",2,"~ \\[')
def test_any_ascii_text_stays_one_text_of_a_tspl_job(text: str, font: Font) -> None:
    label = Label("one", 60, 20, (Text(2, 2, 50, 3, text), Square("qr", 30, 0, 20, text, "code")))
    (paper,) = printers.tspl(tspl.render((label,), 203, font), 203)
    assert paper.written in ([], [text])
    assert symbols(picture_of(paper.dark)) >= expected(label)


def test_a_lot_with_steering_characters_reads_back_from_every_output(font: Font) -> None:
    odd = checked([("01", GTIN), ("10", '_">(')])
    parts = (
        Linear("gs1-128", 0, 1, 60, 10, odd, "lot"),
        Square("gs1-qr", 0, 12, 24, odd, "lot"),
        Square("gs1-datamatrix", 30, 12, 24, odd, "lot"),
    )
    label = Label("odd", 60, 40, parts)
    data = build_element_string(odd).encode()
    for form in ("zpl", "tspl", "pdf", "svg", "escpos"):
        assert symbols(printed(label, form, 203)) == {
            Symbol("]C1", data, "", is_gs1=True),
            Symbol("]Q3", data, "Q", is_gs1=True),
            Symbol("]d2", data, "", is_gs1=True),
        }


def test_a_frame_and_a_line_are_drawn_alike_everywhere(font: Font) -> None:
    label = Label("boxes", 30, 20, (Box(2, 2, 20, 10), Box(2, 15, 20, 0), Box(25, 2, 0, 10)))
    reference = raster.dark_dots(label, 203, font)
    (by_zpl,) = printers.zpl(sheets.render([label], "zpl").content)
    (by_tspl,) = printers.tspl(sheets.render([label], "tspl").content, 203)
    assert np.array_equal(by_zpl.dark, reference)
    assert np.array_equal(by_tspl.dark, reference)
    (page,) = pages(sheets.render([label], "pdf").content, 203)
    assert 0.7 < ink(page).sum() / reference.sum() < 1.3


def test_a_symbol_that_does_not_fit_is_refused_and_never_made_smaller(font: Font) -> None:
    elements = checked([("01", GTIN), ("10", "SPINACH-2026-11-21")])
    for part in (
        Square("qr", 0, 0, 15, "A" * 100, "stem"),
        Square("gs1-datamatrix", 0, 0, 8, elements, "stem"),
        Linear("gs1-128", 0, 0, 30, 5, elements, "stem"),
        Linear("itf14", 0, 0, 60, 5, "16901234567899", "stem"),
    ):
        for form in ("png", "zpl", "tspl", "pdf", "svg", "escpos"):
            with pytest.raises(LabelError) as refused:
                sheets.render([Label("small", 60, 20, (part,))], form)
            assert (refused.value.code, refused.value.field) == (
                "label.symbol_too_large",
                "stem",
            )


@pytest.mark.parametrize("form", ["png", "zpl", "tspl"])
def test_a_resolution_no_printer_has_is_refused(form: sheets.Format, font: Font) -> None:
    with pytest.raises(LabelError, match=r"label\.dpi"):
        sheets.render(of("lot", font), form, 150)


def test_what_a_receipt_printer_cannot_print_is_refused(font: Font) -> None:
    with pytest.raises(LabelError, match=r"label\.too_wide"):
        sheets.render(of("pallet", font), "escpos")
    with pytest.raises(LabelError, match=r"label\.dpi"):
        sheets.render(of("receipt", font), "escpos", 300)


def test_a_picture_shows_one_label_and_nothing_is_no_print_file(font: Font) -> None:
    with pytest.raises(LabelError, match=r"label\.one_only"):
        sheets.render([*of("lot", font), *of("bin", font)], "png")
    for form in sheets.FORMATS:
        with pytest.raises(LabelError, match=r"label\.none"):
            sheets.render([], form)


def test_a_font_that_cannot_be_embedded_is_drawn() -> None:
    collection = fonts._SYSTEM[0]
    if not collection.is_file():
        pytest.skip("the system has no font collection to try (fonts-noto-cjk)")
    other = fonts.load(collection)
    (label,) = of("lot", other)
    content = sheets.render([label], "pdf", font=collection).content
    (page,) = pages(content, 203)
    assert symbols(page) == expected(label)
    assert texts(content) == [""]
    assert dark_share(ink(page)) > 0.1


def dark_share(dark: Dots) -> float:
    return float(dark.mean())
