"""What a bar code is, before anybody asks what it means."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wms.errors import Refused
from wms.floor.codes import (
    Amount,
    Command,
    Half,
    ItemCard,
    Label,
    ParcelLabel,
    PlaceLabel,
    Plain,
    SupplierCard,
    join,
    read,
)

GTIN = "06901234000016"


@pytest.mark.parametrize(
    ("text", "aim", "code"),
    [
        ("CMD-PICK", "]C0", Command("PICK")),
        ("cmd-undo\r\n", None, Command("UNDO")),
        ("SUP-B07", None, SupplierCard("B07")),
        ("ITEM-V001", "]C0", ItemCard("V001")),
        ("LOC-MAIN-A-01-03", "]C0", PlaceLabel("MAIN-A-01-03")),
        ("SO-20261121-0001", "]C0", Plain("SO-20261121-0001")),
        ("00369012340000000017", "]C1", ParcelLabel("369012340000000017")),
        ("(00)369012340000000017", None, ParcelLabel("369012340000000017")),
        ("369012340000000017", None, ParcelLabel("369012340000000017")),
        ("6901234000016", None, Plain("6901234000016")),
        ("QTY-12.5kg", None, Amount("12.5KG")),
        ("２６１１-２６００-１０６", None, Plain("2611-2600-106")),
    ],
)
def test_a_code_is_read_as_what_it_is(text: str, aim: str | None, code: object) -> None:
    assert read(text, aim) == code


@pytest.mark.parametrize(
    ("text", "aim"),
    [
        (f"01{GTIN}10L2611210007", "]C1"),
        (f"]C101{GTIN}10L2611210007", None),
        (f"01{GTIN}10L2611210007", None),
        (f"(01){GTIN}(10)L2611210007", None),
        (f"https://trace.example/01/{GTIN}/10/L2611210007", "]Q1"),
        (f"01{GTIN}10L2611210007\x1d3103001000", "]e0"),
        (f"\x1d01{GTIN}10L2611210007", None),
        (f"]C1\x1d01{GTIN}10L2611210007", None),
        ("（０１）０６９０１２３４００００１６（１０）L2611210007", None),
        (f"( 01 ) {GTIN[:4]} {GTIN[4:]} (10) L261 1210 007", None),
        (f"(02){GTIN}(37)12(10)L2611210007", None),
        (f"02{GTIN}3712\x1d10L2611210007", "]C1"),
        (f"(00)369012340000000017(02){GTIN}(37)12(10)L2611210007", None),
    ],
)
def test_a_lot_label_is_the_same_as_bars_link_or_by_hand(text: str, aim: str | None) -> None:
    code = read(text, aim)
    assert isinstance(code, Label)
    assert (code.gtin, code.lot) == (GTIN, "L2611210007")


@pytest.mark.parametrize(
    ("text", "aim"),
    [("6901234000016", "]E0"), (GTIN, "]I1"), (f"]I1{GTIN}", None), (f"(01){GTIN}", None)],
)
def test_a_retail_or_crate_code_names_its_item(text: str, aim: str | None) -> None:
    code = read(text, aim)
    assert isinstance(code, Label)
    assert (code.gtin, code.lot) == (GTIN, None)


def test_two_bars_of_one_label_make_one() -> None:
    first, second = read(f"(01){GTIN}(3103)012500"), read("(10)F7(17)270101")
    assert isinstance(first, Label)
    assert isinstance(second, Half)
    whole = join(first, second)
    assert whole is not None
    assert (whole.gtin, whole.lot, whole.elements.get("17")) == (GTIN, "F7", "270101")
    other = read("(10)F8(17)270101")
    assert isinstance(other, Half)
    assert join(whole, other) is None


@pytest.mark.parametrize(
    ("text", "aim", "refusal"),
    [
        ("  \r\n", None, "scan.empty"),
        ("x" * 5000, None, "scan.too_long"),
        ("0106901234000017", "]C1", "scan.check_digit"),
        (f"(01){GTIN}(17)261332", None, "scan.bad_date"),
        ("(01)123", None, "scan.incomplete"),
        (f"]C101{GTIN}17261", None, "scan.incomplete"),
        ("]C19912345#", None, "scan.settings"),
        ("https://example.org/menu", None, "scan.foreign"),
        ("8005000123", "]C1", "scan.companion"),
        (f"(01){GTIN}(10)A(10)B", None, "scan.bad_code"),
        ("\x1d", None, "scan.empty"),
    ],
)
def test_what_announces_gs1_data_must_bring_it(text: str, aim: str | None, refusal: str) -> None:
    with pytest.raises(Refused) as refused:
        read(text, aim)
    assert refused.value.code == refusal


@given(st.text(max_size=60), st.sampled_from([None, "]C1", "]C0", "]Q1", "]E0", "]d2"]))
def test_no_code_ever_breaks_the_reader(text: str, aim: str | None) -> None:
    with contextlib.suppress(Refused):
        assert read(text, aim) is not None
