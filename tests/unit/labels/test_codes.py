"""Bar codes and QR codes: what is encoded is what a scanner reads."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from labels import codes, gs1
from labels.gs1_checks import SET_82
from tests.unit.labels.decoding import Symbol, symbols

GTIN = "06901234567892"


def picture(dark: codes.Matrix) -> Image.Image:
    return Image.fromarray(np.kron(np.pad(~dark, 10, constant_values=True), np.ones((4, 4), bool)))


def bars(modules: codes.Modules) -> codes.Matrix:
    return np.tile(np.array(modules, dtype=bool), (15, 1))


def bars_of(*pairs: tuple[str, str]) -> codes.Matrix:
    return bars(codes.gs1_128(gs1.checked(pairs)))


lots = st.text(SET_82, min_size=1, max_size=10)


@settings(deadline=None)
@given(lots, lots)
def test_gs1_128_reads_back_byte_for_byte(lot: str, serial: str) -> None:
    drawn = picture(bars_of(("01", GTIN), ("10", lot), ("21", serial)))
    payload = f"01{GTIN}10{lot}{gs1.GS}21{serial}"
    assert symbols(drawn) == {Symbol("]C1", payload.encode(), "")}


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
@given(
    st.text(SET_82 + " ", min_size=1, max_size=120).filter(str.strip),
    st.sampled_from(("L", "M", "Q", "H")),
)
def test_a_qr_code_reads_back_with_the_level_asked_for(text: str, level: codes.Level) -> None:
    assert symbols(picture(codes.qr(text, level))) == {Symbol("]Q1", text.encode(), level)}


def test_a_link_below_60_characters_needs_37_modules_at_most() -> None:
    link = f"https://trace.example.cn/01/{GTIN}/10/L261121-001"
    assert len(codes.qr(link)) <= 37


@pytest.mark.parametrize("text", ["", "A" * 301])
def test_a_qr_code_without_text_or_with_too_much_is_refused(text: str) -> None:
    with pytest.raises(gs1.Gs1Error, match="length"):
        codes.qr(text)
