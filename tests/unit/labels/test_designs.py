"""Ready designs: what they say, what they refuse, and that the field to blame is named."""

import re
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from labels.designs import DESIGNS, EXAMPLES, Fields, Font, PickLine, SlipLine, lay_out
from labels.designs.fields import ReceiptLine
from labels.layout import Label, LabelError, Linear, Square, Text
from labels.printing import sheets

# Where there is no font at all, each test says so by being skipped.
pytestmark = pytest.mark.usefixtures("font")


def said(label: Label) -> str:
    return "\n".join(part.text for part in label.parts if isinstance(part, Text))


def refusal(fields: Fields, font: Font) -> LabelError:
    with pytest.raises(LabelError) as refused:
        sheets.render(lay_out(fields, font), "png")
    return refused.value


@pytest.mark.parametrize("name", DESIGNS)
def test_a_design_has_an_example_that_survives_being_written_down(name: str) -> None:
    written = msgspec.json.encode(EXAMPLES[name])
    assert msgspec.json.decode(written, type=DESIGNS[name].fields) == EXAMPLES[name]


@pytest.mark.parametrize("name", DESIGNS)
def test_a_design_says_everything_it_is_given(name: str, font: Font) -> None:
    texts = "".join(said(label) for label in lay_out(EXAMPLES[name], font)).replace("\n", "")
    for key, value in msgspec.to_builtins(EXAMPLES[name]).items():
        if isinstance(value, str) and key not in ("stem", "serial", "media", "code", "hand_code"):
            assert value.replace(" ", "") in texts.replace(" ", ""), key


TOO_LONG = "超" * 1500


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("lot", "name_zh"),
        ("lot", "supplier"),
        ("lot", "storage"),
        ("crate", "name_en"),
        ("pallet", "address"),
        ("bin", "name_zh"),
        ("shop", "address"),
        ("consumer", "origin"),
        ("picklist", "warehouse"),
        ("slip", "shop"),
        ("receipt", "party"),
    ],
)
def test_a_text_that_does_not_fit_is_refused_with_its_field(
    name: str, field: str, font: Font
) -> None:
    error = refusal(replace(EXAMPLES[name], **{field: TOO_LONG}), font)
    assert (error.code, error.field) == ("label.text_too_long", field)


@pytest.mark.parametrize(
    ("name", "wrong", "field"),
    [
        ("lot", {"gtin": "6901234567893"}, "gtin"),
        ("lot", {"gtin": "69012345678920123"}, "gtin"),
        ("lot", {"lot": "批次"}, "lot"),
        ("lot", {"lot": "L" * 21}, "lot"),
        ("lot", {"stem": "ftp://a.cn"}, "stem"),
        ("lot", {"hand_code": "7K3F-9Q2!"}, "hand_code"),
        ("crate", {"gtin": "6901234567893"}, "gtin"),
        ("crate", {"weight_g": 1_000_000}, "weight_g"),
        ("crate", {"weight_g": -5}, "weight_g"),
        ("pallet", {"sscc": "369012345600000011"}, "sscc"),
        ("pallet", {"count": 123_456_789}, "count"),
        ("bin", {"code": "货位一"}, "code"),
        ("bin", {"code": ""}, "code"),
        ("shop", {"sscc": "3690"}, "sscc"),
        ("shop", {"gln": "6901234567893"}, "gln"),
        ("consumer", {"gtin": "16901234567899"}, "gtin"),
        ("consumer", {"serial": "超长"}, "serial"),
        ("slip", {"sscc": "069012345600000010"}, "sscc"),
        ("picklist", {"code": ""}, "code"),
        ("receipt", {"code": "x" * 301}, "code"),
    ],
)
def test_a_wrong_code_is_refused_with_its_field(
    name: str, wrong: dict[str, Any], field: str, font: Font
) -> None:
    error = refusal(replace(EXAMPLES[name], **wrong), font)
    assert (error.code, error.field) == ("label.wrong_code", field)


def test_a_lot_too_long_for_the_bars_is_in_the_qr_and_the_bars_hold_the_gtin(font: Font) -> None:
    (label,) = lay_out(replace(EXAMPLES["lot"], lot="SPINACH-2026-11-21"), font)
    (bars,) = [part for part in label.parts if isinstance(part, Linear)]
    (qr,) = [part for part in label.parts if isinstance(part, Square)]
    assert bars.content.pairs == (("01", "06901234567892"),)
    assert qr.content.endswith("/01/06901234567892/10/SPINACH-2026-11-21")


@pytest.mark.parametrize("number", ["123456789012", "L261121", "ABCDE"])
def test_these_lots_fit_into_the_bars(number: str, font: Font) -> None:
    (label,) = lay_out(replace(EXAMPLES["lot"], lot=number), font)
    (bars,) = [part for part in label.parts if isinstance(part, Linear)]
    assert bars.content.lot == number


def test_a_short_gtin_is_filled_up(font: Font) -> None:
    assert lay_out(replace(EXAMPLES["lot"], gtin="06901234567892"), font) == lay_out(
        EXAMPLES["lot"], font
    )


def test_a_consumer_label_marks_what_its_promise_rests_on(font: Font) -> None:
    (label,) = lay_out(replace(EXAMPLES["consumer"], basis=("commissioned test",)), font)
    assert "□内部质量控制 □自行检测 ■委托检测" in said(label)
    assert "我承诺对生产销售的食用农产品" in said(label)


def test_a_delivery_slip_says_the_order_on_each_page_and_signs_on_the_last(font: Font) -> None:
    lines = tuple(
        SlipLine("有机菠菜", "Organic spinach", f"L2611{number:02}", "12.5", "kg")
        for number in range(25)
    )
    for media, count in (("a4", 2), ("roll", 3)):
        slip = replace(EXAMPLES["slip"], lines=lines, media=media)
        pages = [said(page) for page in lay_out(slip, font)]
        assert len(pages) == count
        assert all("O-20261121-0042" in page and "桔子洲社区店" in page for page in pages)
        assert ["签收 Received by" in page for page in pages] == [False] * (count - 1) + [True]
        assert "合计 Total 22.5 kg" in pages[-1]
        assert all(any(line.lot in page for page in pages) for line in lines)
        assert [page.splitlines().count(f"{n} / {count}") for n, page in enumerate(pages, 1)] == [
            1
        ] * count


def test_a_row_is_as_high_as_its_texts_need(font: Font) -> None:
    name = "去骨猪前腿肉，冷鲜，真空包装，每份约五百克，" * 3
    line = PickLine("C03", name, "", "L1", "1", "kg", "桔子洲社区店，岳麓区潇湘中路一百二十八号")
    (label,) = lay_out(replace(EXAMPLES["picklist"], lines=(line, line)), font)
    assert said(label).replace("\n", "").count(name) == 2
    assert "共 2 行 2 lines" in said(label)


def test_a_field_of_a_line_is_named_with_its_place(font: Font) -> None:
    lines = (ReceiptLine(name_zh="米", quantity="1"), ReceiptLine(name_zh=TOO_LONG, quantity="1"))
    assert refusal(replace(EXAMPLES["receipt"], lines=lines), font).field == "lines[1].name_zh"


def test_a_receipt_is_as_long_as_its_lines_need(font: Font) -> None:
    heights = []
    for count in (0, 1, 40):
        lines = (ReceiptLine(name_zh="五常大米", quantity="10"),) * count
        (label,) = lay_out(replace(EXAMPLES["receipt"], lines=lines), font)
        heights.append(label.height_mm)
    assert heights[0] < heights[1] < heights[2] > 150


def test_file_names_are_safe_whatever_a_number_holds(font: Font) -> None:
    for number in ("../../etc/passwd", 'a"b;c', "订单", "x" * 60):
        slip = replace(EXAMPLES["slip"], order_number=number)
        name = sheets.render(lay_out(slip, font), "zpl").filename
        assert re.fullmatch(r"slip-[A-Za-z0-9_.-]{1,80}", name)
        assert "/" not in name
