"""Bar codes and QR codes: what is encoded is what a scanner reads."""

import numpy as np
import pytest
from barcode.codex import Gs1_128
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from labels import codes, gs1
from labels.codes import bars as code128
from labels.gs1.checks import SET_82
from labels.layout import Level, LinearKind, SquareKind, module_dots
from tests.unit.labels.decoding import Symbol, symbols

GTIN = "06901234567892"
PRINTABLE = "".join(chr(code) for code in range(32, 127))


def picture(dark: codes.Matrix) -> Image.Image:
    return Image.fromarray(np.kron(np.pad(~dark, 10, constant_values=True), np.ones((4, 4), bool)))


def bars(modules: codes.Modules) -> codes.Matrix:
    return np.tile(np.array([module == "1" for module in modules]), (15, 1))


def bars_of(*pairs: tuple[str, str]) -> codes.Matrix:
    return bars(codes.gs1_128(gs1.checked(pairs)))


lots = st.text(SET_82, min_size=1, max_size=10)


@settings(deadline=None)
@given(lots, lots)
def test_gs1_128_reads_back_byte_for_byte(lot: str, serial: str) -> None:
    drawn = picture(bars_of(("01", GTIN), ("10", lot), ("21", serial)))
    payload = f"01{GTIN}10{lot}{gs1.GS}21{serial}"
    assert symbols(drawn) == {Symbol("]C1", payload.encode(), "", is_gs1=True)}


def test_a_lot_with_brackets_is_data_and_no_identifier() -> None:
    drawn = picture(bars_of(("01", GTIN), ("10", "A(21)B")))
    (symbol,) = symbols(drawn)
    elements = gs1.parse_scan(symbol.identifier + symbol.data.decode()).elements
    assert elements is not None
    assert elements.lot == "A(21)B"
    assert elements.serial is None


def test_gs1_128_refuses_more_than_48_characters() -> None:
    pairs = [("01", GTIN), ("10", "A" * 14), ("21", "B" * 13)]
    assert codes.gs1_128(gs1.checked(pairs))
    pairs[2] = ("21", "B" * 14)
    with pytest.raises(gs1.Gs1Error, match="length"):
        codes.gs1_128(gs1.checked(pairs))


def test_ean_13_reads_back_and_is_never_silently_corrected() -> None:
    drawn = picture(bars(codes.ean13("6901234567892")))
    assert symbols(drawn) == {Symbol("]E0", b"6901234567892", "")}
    with pytest.raises(gs1.Gs1Error, match="check_digit"):
        codes.ean13("6901234567893")


@settings(deadline=None)
@given(st.text(PRINTABLE, min_size=1, max_size=30))
def test_code_128_reads_back_and_is_as_wide_as_was_said(text: str) -> None:
    assert symbols(picture(bars(codes.code128(text)))) == {Symbol("]C0", text.encode(), "")}
    assert len(codes.code128(text)) == code128.width(text)


@settings(deadline=None)
@given(st.text(PRINTABLE + code128.FNC1, min_size=1, max_size=40))
def test_our_choice_of_code_sets_is_never_wider_than_that_of_python_barcode(text: str) -> None:
    (theirs,) = Gs1_128(text).build()
    assert len(code128.modules(code128.FNC1 + text)) <= len(theirs)


def test_an_sscc_needs_156_modules() -> None:
    sscc = gs1.checked([("00", "369012345600000016")])
    assert len(codes.gs1_128(sscc)) == codes.gs1_128_width(sscc) == 156


@pytest.mark.parametrize("text", ["", "A" * 49, "批次", "a\tb", "\x7f", code128.FNC1])
def test_code_128_refuses_what_it_cannot_hold(text: str) -> None:
    with pytest.raises(gs1.Gs1Error, match=r"length|charset"):
        codes.code128(text)


@settings(deadline=None)
@given(st.text("0123456789", min_size=13, max_size=13))
def test_itf_14_reads_back_and_refuses_a_wrong_check_digit(body: str) -> None:
    digits = body + gs1.check_digit(body)
    assert symbols(picture(bars(codes.itf14(digits)))) == {Symbol("]I1", digits.encode(), "")}
    with pytest.raises(gs1.Gs1Error, match="check_digit"):
        codes.itf14(body + str((int(digits[-1]) + 1) % 10))


def test_wide_bars_of_itf_14_are_two_and_a_half_times_the_narrow_ones() -> None:
    widths = {len(run) for run in codes.itf14("16901234567899").replace("0", " ").split()}
    assert widths == {2, 5}


@settings(deadline=None)
@given(lots, lots)
def test_both_gs1_matrix_symbols_read_back_as_gs1(lot: str, serial: str) -> None:
    elements = gs1.checked([("01", GTIN), ("10", lot), ("21", serial)])
    data = f"01{GTIN}10{lot}{gs1.GS}21{serial}".encode()
    assert symbols(picture(codes.gs1_qr(elements))) == {Symbol("]Q3", data, "Q", is_gs1=True)}
    square = codes.gs1_datamatrix(elements)
    assert square.shape[0] == square.shape[1]
    assert symbols(picture(square)) == {Symbol("]d2", data, "", is_gs1=True)}


def test_a_kind_of_symbol_takes_elements_or_a_text_and_never_the_other() -> None:
    elements = gs1.checked([("01", GTIN)])
    for kind in ("code128", "ean13", "itf14"):
        with pytest.raises(gs1.Gs1Error, match="syntax"):
            codes.linear(kind, elements)
    for kind, content in (("qr", elements), ("gs1-qr", "x"), ("gs1-datamatrix", "x")):
        with pytest.raises(gs1.Gs1Error, match="syntax"):
            codes.square(kind, content)
    with pytest.raises(gs1.Gs1Error, match="syntax"):
        codes.linear("gs1-128", "x")


@settings(deadline=None)
@given(
    st.text(SET_82 + " ", min_size=1, max_size=120).filter(str.strip),
    st.sampled_from(("L", "M", "Q", "H")),
)
def test_a_qr_code_reads_back_with_the_level_asked_for(text: str, level: Level) -> None:
    assert symbols(picture(codes.qr(text, level))) == {Symbol("]Q1", text.encode(), level)}


def test_a_link_below_60_characters_needs_37_modules_at_most() -> None:
    link = f"https://trace.example.cn/01/{GTIN}/10/L261121-001"
    assert len(codes.qr(link)) <= 37


@pytest.mark.parametrize("text", ["", "A" * 301])
def test_a_qr_code_without_text_or_with_too_much_is_refused(text: str) -> None:
    with pytest.raises(gs1.Gs1Error, match="length"):
        codes.qr(text)


@settings(deadline=None)
@given(
    st.one_of(
        st.text(SET_82 + " ", min_size=1, max_size=200),
        st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", min_size=1, max_size=200),
    ),
    st.sampled_from(("L", "M", "Q", "H")),
)
def test_no_qr_code_is_larger_than_was_said(text: str, level: Level) -> None:
    assert len(codes.qr(text, level)) <= codes.most_qr_modules(text, level)


@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
def test_the_size_of_a_qr_code_in_one_mode_is_known_exactly(level: Level) -> None:
    for size in range(1, 300, 7):
        for character in ("a", "Z"):
            text = character * size
            if not (character == "a" and size > 200):
                assert codes.most_qr_modules(text, level) == len(codes.qr(text, level))


@pytest.mark.parametrize(("kind", "dpi", "dots"), [
    ("qr", 203, 4), ("qr", 300, 5), ("gs1-datamatrix", 203, 4), ("gs1-qr", 300, 5),
])  # fmt: skip
def test_a_matrix_symbol_has_modules_of_whole_dots_and_of_the_least_size(
    kind: SquareKind, dpi: int, dots: int
) -> None:
    assert module_dots(codes.SQUARE[kind].module_mm, dpi) == dots


@pytest.mark.parametrize(("kind", "dpi", "dots"), [
    ("gs1-128", 203, 2), ("gs1-128", 300, 3), ("ean13", 203, 3), ("ean13", 300, 4),
    ("itf14", 203, 2), ("itf14", 300, 3),
])  # fmt: skip
def test_bars_have_modules_of_whole_dots_and_of_the_least_size(
    kind: LinearKind, dpi: int, dots: int
) -> None:
    assert module_dots(codes.LINEAR[kind].module_mm, dpi) == dots


def test_a_qr_code_refuses_half_a_character_and_holds_a_whole_one() -> None:
    with pytest.raises(gs1.Gs1Error, match="half a character"):
        codes.qr("a\ud83e")
    (read,) = symbols(picture(codes.qr("a🥬")))
    assert read.data.decode() == "a🥬"
