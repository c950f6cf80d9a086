"""Print files: every output shows the same label, and its symbols read back."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFont

from labels import fonts, raster, sheets, zpl
from labels.gs1 import Gs1Error, build_element_string, checked
from labels.layout import Box, Label, LabelError, Linear, Qr, Text
from labels.sheets import LotLabel, PickList, Slip
from tests.unit.labels.decoding import Symbol, dark_dots, pages, picture_of, symbols, texts

GTIN = "06901234567892"
LINK = f"HTTPS://TRACE.EXAMPLE.CN/01/{GTIN}/10/L261121".encode()
ON_THE_LABEL = {Symbol("]Q1", LINK, "Q"), Symbol("]C1", f"01{GTIN}10L261121".encode(), "")}
HOSTILE = ["^XA^FO0,0^XZ", "~JA", '"; DROP', "(01)1", "_5E", "批\n次\x1b\x00", "\\", "a" * 500]

# Where there is no font at all, each test says so by being skipped.
pytestmark = pytest.mark.usefixtures("font")

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def zpl_of(*labels: Label, dpi: int = 203) -> str:
    return sheets.render_zpl(labels, dpi).content.decode()


@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_both_symbols_of_a_lot_label_read_back_from_its_picture(
    lot: LotLabel, font: Path, dpi: int
) -> None:
    sheet = sheets.render_png(sheets.lot_label(lot), dpi, font)
    drawn = raster.draw(sheets.lot_label(lot), dpi, font)
    assert sheet.media_type == "image/png"
    assert sheet.filename == "lot-L261121.png"
    assert sheet.content.startswith(b"\x89PNG")
    assert drawn.size == (round(60 * dpi / 25.4), round(40 * dpi / 25.4))
    assert symbols(drawn) == ON_THE_LABEL


@pytest.mark.parametrize("dpi", [203, 300])
def test_both_symbols_read_back_from_the_pdf_and_the_text_is_text(
    lot: LotLabel, font: Path, dpi: int
) -> None:
    sheet = sheets.render_pdf([sheets.lot_label(lot)] * 2, font)
    assert sheet.media_type == "application/pdf"
    assert [symbols(page) for page in pages(sheet.content, dpi)] == [ON_THE_LABEL] * 2
    for said in texts(sheet.content):
        for expected in (
            "有机菠菜（嫩叶）",
            "Organic baby spinach",
            "团头湖村",
            "2026-11-28",
            "7K3F-9Q2M",
        ):
            assert expected in said


def test_the_same_labels_give_the_same_pdf(lot: LotLabel, font: Path) -> None:
    label = sheets.lot_label(lot)
    assert sheets.render_pdf([label], font) == sheets.render_pdf([label], font)


def test_zpl_sets_everything_it_relies_on_and_names_the_qr_level(lot: LotLabel) -> None:
    printed = zpl_of(sheets.lot_label(lot))
    assert printed.startswith("^XA^CI28^LH0,0^FWN\n^PW480^LL320\n")
    assert printed.endswith("^PQ1^XZ\n")
    assert f"^BQN,2,4^FH_^FDQA,{LINK.decode()}^FS" in printed
    assert "^BQN,2,5^FH_^FDQA," in zpl_of(sheets.lot_label(lot), dpi=300)


@pytest.mark.parametrize("dpi", [203, 300])
def test_zpl_draws_bars_and_chinese_text_as_the_reference_does(
    lot: LotLabel, font: Path, dpi: int
) -> None:
    label = sheets.lot_label(lot)
    label = replace(label, parts=tuple(part for part in label.parts if not isinstance(part, Qr)))
    reference = raster.draw(label, dpi, font)
    drawn = dark_dots(zpl_of(label, dpi=dpi), *reference.size)
    asked = ~np.array(reference)
    assert not (drawn & ~asked).any()
    assert symbols(picture_of(drawn)) == {Symbol("]C1", f"01{GTIN}10L261121".encode(), "")}
    # what is not drawn is the ASCII text the printer writes itself
    written = [part for part in label.parts if isinstance(part, Text) and part.text.isascii()]
    left_out = Label("left-out", label.width_mm, label.height_mm, tuple(written))
    assert np.array_equal(asked & ~drawn, ~np.array(raster.draw(left_out, dpi, font)))


def test_a_frame_and_a_line_are_drawn_alike_everywhere(font: Path) -> None:
    label = Label("boxes", 30, 20, (Box(2, 2, 20, 10), Box(2, 15, 20, 0), Box(25, 2, 0, 10)))
    reference = raster.draw(label, 203, font)
    assert np.array_equal(dark_dots(zpl_of(label), *reference.size), ~np.array(reference))
    (page,) = pages(sheets.render_pdf([label], font).content, 203)
    dark = np.array(page.convert("L")) < 128
    assert 0.8 < dark.sum() / (~np.array(reference)).sum() < 1.2


def test_a_lot_too_long_for_the_bars_is_in_the_qr_and_the_bars_hold_the_gtin(
    lot: LotLabel, font: Path
) -> None:
    long = replace(
        lot, lot="SPINACH-2026-11-21", link=f"https://a.cn/01/{GTIN}/10/SPINACH-2026-11-21"
    )
    assert symbols(raster.draw(sheets.lot_label(long), 203, font)) == {
        Symbol("]Q1", f"HTTPS://A.CN/01/{GTIN}/10/SPINACH-2026-11-21".encode(), "Q"),
        Symbol("]C1", f"01{GTIN}".encode(), ""),
    }


@pytest.mark.parametrize("number", ["123456789012", "L261121", "ABCDE"])
def test_these_lots_fit_into_the_bars(lot: LotLabel, number: str) -> None:
    label = sheets.lot_label(replace(lot, lot=number, link=f"https://a.cn/01/{GTIN}/10/{number}"))
    (bars,) = [part for part in label.parts if isinstance(part, Linear)]
    assert bars.elements.lot == number


def test_a_short_gtin_is_filled_up(lot: LotLabel) -> None:
    assert sheets.lot_label(replace(lot, gtin="6901234567892")) == sheets.lot_label(lot)


@pytest.mark.parametrize(
    "link",
    [f"https://a.cn/01/{GTIN}/10/OTHER", "https://a.cn/01/06901234567885/10/L261121"],
)
def test_a_label_whose_link_leads_to_other_goods_is_not_made(lot: LotLabel, link: str) -> None:
    with pytest.raises(LabelError) as refused:
        sheets.lot_label(replace(lot, link=link))
    assert refused.value.code == "label.wrong_link"


@pytest.mark.parametrize(
    "wrong", [{"gtin": "06901234567893"}, {"lot": "批次"}, {"link": "https://a.cn/lots/7"}]
)
def test_a_label_with_a_wrong_number_is_not_made(lot: LotLabel, wrong: dict[str, str]) -> None:
    with pytest.raises(Gs1Error):
        sheets.lot_label(replace(lot, **wrong))


def test_a_symbol_that_does_not_fit_is_refused_and_never_made_smaller(font: Path) -> None:
    elements = checked([("01", GTIN), ("10", "SPINACH-2026-11-21")])
    for part in (Qr(0, 0, 10, "A" * 100), Linear(0, 0, 30, 5, elements)):
        for render in (sheets.render_png, lambda label: sheets.render_zpl([label])):
            with pytest.raises(LabelError) as refused:
                render(Label("small", 30, 20, (part,)))
            assert refused.value.code == "label.symbol_too_large"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(lot: LotLabel, font: Path, hostile: str) -> None:
    label = sheets.lot_label(
        replace(lot, name_zh=hostile, name_en=hostile, supplier=hostile, village=hostile)
    )
    printed = zpl_of(label)
    assert commands_of(printed) <= {"XA", "CI", "LH", "FW", "PW", "LL", "FO", "GFA", "A0", "FB"} | {
        "FH", "FD", "FS", "BQ", "GB", "PQ", "XZ",
    }  # fmt: skip
    assert printed.count("^XA") == printed.count("^XZ") == 1
    assert "~" not in printed
    assert symbols(raster.draw(label, 203, font)) == ON_THE_LABEL
    (page,) = pages(sheets.render_pdf([label], font).content, 203)
    assert symbols(page) == ON_THE_LABEL


@unhurried
@given(st.text())
def test_a_field_gives_back_the_text_and_holds_no_command(text: str) -> None:
    match = re.fullmatch(r"\^FH_\^FD([^\^~]*)\^FS\n", zpl.field(text))
    assert match
    decoded = re.sub(rb"_([0-9A-F]{2})", lambda code: bytes([int(code[1], 16)]), match[1].encode())
    assert decoded == text.encode("utf-8", "replace")


def test_a_lot_with_steering_characters_reads_back_from_every_output(
    lot: LotLabel, font: Path
) -> None:
    odd = checked([("01", GTIN), ("10", '_">(')])
    label = Label("odd", 60, 20, (Linear(3, 3, 54, 10, odd),))
    expected = {Symbol("]C1", build_element_string(odd).encode(), "")}
    picture = raster.draw(label, 203, font)
    assert symbols(picture) == expected
    assert symbols(picture_of(dark_dots(zpl_of(label), *picture.size))) == expected
    assert [symbols(page) for page in pages(sheets.render_pdf([label], font).content, 300)] == [
        expected
    ]


def test_a_text_too_long_is_cut_and_stays_within_its_width(font: Path) -> None:
    line = Text(0, 0, 20, 3, "去骨猪前腿肉，冷鲜，真空包装，每份约五百克")
    text, size_mm = fonts.fitted(font, line)
    assert text.endswith("…")
    assert size_mm == pytest.approx(0.7 * 3)
    assert fonts.width_in_sizes(font, text) * size_mm <= 20
    assert fonts.fitted(font, replace(line, text="菠菜")) == ("菠菜", 3)


def test_a_delivery_slip_says_all_of_the_order_on_each_page_and_signs_on_the_last(
    slip: Slip, font: Path
) -> None:
    sheet = sheets.delivery_slip(slip, font)
    assert sheet.filename == "slip-O-20261121-0042.pdf"
    said = texts(sheet.content)
    assert len(said) == 2
    for page in said:
        assert slip.order_number in page
        assert slip.shop in page
    assert "签收 Received by" not in said[0]
    assert "签收 Received by" in said[1]
    assert "合计 Total 312.5 kg" in said[1]
    assert all(any(line.lot in page for page in said) for line in slip.lines)
    assert slip.sscc is not None
    expected = {
        Symbol("]Q1", slip.order_number.encode(), "Q"),
        Symbol("]C1", b"00" + slip.sscc.encode(), ""),
    }
    assert [symbols(page) for page in pages(sheet.content, 203)] == [expected] * 2


def test_a_slip_for_the_label_roll_has_the_same_symbols(slip: Slip, font: Path) -> None:
    printed = sheets.delivery_slip_zpl(slip).content.decode()
    labels = sheets.slip_pages(slip, sheets.ROLL)
    assert printed.count("^XA") == len(labels) > 1
    assert printed.count("^PW799^LL1199") == len(labels)
    first = raster.draw(labels[0], 203, font)
    assert len(symbols(first)) == 2
    without_qr = picture_of(dark_dots(printed[: printed.index("^XZ")], *first.size))
    assert {symbol.identifier for symbol in symbols(without_qr)} == {"]C1"}


def test_a_slip_without_parcel_or_lines_is_one_page(slip: Slip, font: Path) -> None:
    sheet = sheets.delivery_slip(replace(slip, sscc=None, lines=()), font)
    (page,) = pages(sheet.content, 203)
    assert {symbol.identifier for symbol in symbols(page)} == {"]Q1"}


def test_a_slip_with_a_wrong_sscc_is_not_made(slip: Slip) -> None:
    with pytest.raises(Gs1Error, match="check_digit"):
        sheets.slip_pages(replace(slip, sscc="069012345600000010"))


def test_a_pick_list_says_where_what_and_for_whom(picks: PickList, font: Path) -> None:
    sheet = sheets.pick_list(picks, font)
    (said,) = texts(sheet.content)
    for expected in (
        "P-0007",
        "W-14",
        "15:30",
        "C03-2-B",
        "五常大米",
        "Wuchang rice",
        "10 kg",
        "1 lines",
    ):
        assert expected in said
    (page,) = pages(sheet.content, 203)
    assert symbols(page) == {Symbol("]Q1", b"P-0007", "Q")}


def test_file_names_are_safe_whatever_a_number_holds(slip: Slip) -> None:
    for number in ("../../etc/passwd", 'a"b;c\r\n', "订单", "x" * 500):
        name = sheets.delivery_slip(replace(slip, order_number=number)).filename
        assert re.fullmatch(r"slip-[A-Za-z0-9_.-]{1,80}", name)
        assert "/" not in name


def test_nothing_to_print_is_said() -> None:
    for render in (sheets.render_pdf, sheets.render_zpl):
        with pytest.raises(LabelError, match=r"label\.none"):
            render([])


def test_without_any_font_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(sheets.FontMissing) as missing:
        sheets.find_font(tmp_path, system=())
    assert missing.value.code == "label.font_missing"
    assert "make setup" in missing.value.detail


def test_the_fetched_font_comes_before_those_of_the_system(tmp_path: Path) -> None:
    fetched = tmp_path / "vendor" / "fonts" / "NotoSansSC_400Regular.ttf"
    system = tmp_path / "system.ttc"
    for path in (fetched, system):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"font")
    assert sheets.find_font(tmp_path, (system,)) == fetched
    fetched.unlink()
    assert sheets.find_font(tmp_path, (system,)) == system


def test_a_font_that_cannot_be_embedded_is_drawn(lot: LotLabel) -> None:
    collection = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
    if not collection.is_file():
        pytest.skip("the system has no font collection to try (fonts-noto-cjk)")
    index = fonts.face_index(collection)
    assert ImageFont.truetype(str(collection), 10, index=index).getname()[0] == "Noto Sans CJK SC"
    sheet = sheets.render_pdf([sheets.lot_label(lot)], collection)
    (page,) = pages(sheet.content, 203)
    assert symbols(page) == ON_THE_LABEL
    assert texts(sheet.content) == [""]
    assert dark_share(page) > 0.1


def dark_share(picture: Image.Image) -> float:
    return float((np.array(picture.convert("L")) < 128).mean())


def commands_of(printed: str) -> set[str]:
    """Return the names of all commands in a stream of ZPL."""
    return set(re.findall(r"\^(GFA|A0|[A-Z]{2})", printed))
