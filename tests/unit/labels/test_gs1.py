"""GS1 data: what we rely on beyond the public vectors."""

import contextlib
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from labels import gs1
from labels.gs1.checks import SET_82

GTIN = "06901234567892"
SSCC = "069012345600000015"
TODAY = date(2026, 11, 21)

digits = st.text("0123456789", min_size=12, max_size=12)
gtins = digits.map(lambda text: f"0{text}{gs1.check_digit('0' + text)}")
values = st.text(SET_82, min_size=1, max_size=20)
days = st.dates(date(2000, 1, 1), date(2049, 12, 31)).map(lambda day: day.strftime("%y%m%d"))


@st.composite
def messages(draw: st.DrawFn) -> gs1.Elements:
    pairs = [("01", draw(gtins)), ("10", draw(values)), ("21", draw(values)), ("17", draw(days))]
    return gs1.checked(draw(st.permutations(pairs)))


def code_of(text: str) -> str:
    with pytest.raises(gs1.Gs1Error) as refused:
        gs1.parse_bracketed(text)
    assert refused.value.detail
    return refused.value.code


@settings(deadline=None)
@given(messages())
@example(gs1.checked([("01", "06901234567892"), ("10", "LOT"), ("21", "7")]))
def test_what_is_written_reads_back_the_same(elements: gs1.Elements) -> None:
    assert gs1.parse_raw(gs1.build_element_string(elements)) == elements
    assert gs1.parse_bracketed(gs1.to_bracketed(elements)) == elements
    assert gs1.parse_scan("]C1" + gs1.build_element_string(elements)).elements == elements
    link = gs1.build_digital_link(elements, "https://trace.example.cn/q/")
    parsed, ignored = gs1.parse_digital_link(link)
    assert sorted(parsed) == sorted(elements)
    assert ignored == ()


@pytest.mark.parametrize(
    "parse", [gs1.parse_bracketed, gs1.parse_raw, gs1.parse_scan, gs1.parse_digital_link]
)
def test_no_input_raises_anything_but_a_gs1_error(parse: object) -> None:
    noise = st.text(alphabet=st.sampled_from("01()]\x1d%/?&=+CQ13e0LOT\\|^汉~#.:htps")) | st.text()
    starts = st.sampled_from(
        ["", "]C1", "]Q1https://a/01/", f"(01){GTIN}", f"01{GTIN}10", "https://"]
    )

    @settings(deadline=None)
    @given(starts, noise)
    def try_it(start: str, rest: str) -> None:
        assert callable(parse)
        with contextlib.suppress(gs1.Gs1Error):
            parse(start + rest)

    try_it()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("(01)06901234567893", "check_digit"),
        ("(01)0690123456789", "length"),
        (f"(01){GTIN}(10)批次", "charset"),
        (f"(01){GTIN}(17)261331", "date"),
        (f"(01){GTIN}(422)999", "code_list"),
        ("(89)1", "unknown_ai"),
        ("(10)LOT", "requires"),
        (f"(01){GTIN}(37)5", "excludes"),
        (f"(01){GTIN}(10)A(10)B", "repeat"),
        (f"(00){SSCC}(4300)100%", "percent"),
        ("01069", "syntax"),
        ("", "syntax"),
        (f"(01){GTIN}(10)" + "A" * 9_000, "length"),
    ],
)
def test_each_broken_rule_has_its_code(text: str, code: str) -> None:
    assert code_of(text) == code


@pytest.mark.parametrize(
    ("uri", "code"),
    [
        (f"ftp://a/01/{GTIN}", "uri"),
        (f"https://a/gtin/{GTIN}", "dl_key"),
        (f"https://a/01/{GTIN}/21/S/10/L", "dl_key"),
        (f"https://a/01/{GTIN}?10=L", "dl_key"),
        (f"https://a/01/{GTIN}?254=L", "dl_attribute"),
        (f"https://a/01/{GTIN}?17=261121&17=261122", "syntax"),
        (f"https://a/01/{GTIN}/10/%E6%89%B9", "charset"),
    ],
)
def test_each_broken_rule_of_links_has_its_code(uri: str, code: str) -> None:
    with pytest.raises(gs1.Gs1Error) as refused:
        gs1.parse_digital_link(uri)
    assert refused.value.code == code


def test_a_link_is_not_built_below_something_that_is_no_stem() -> None:
    elements = gs1.checked([("01", GTIN)])
    for stem in ("example.cn", "https://a b", "https://a?x=", "https://a/#"):
        with pytest.raises(gs1.Gs1Error, match="uri"):
            gs1.build_digital_link(elements, stem)


def test_elements_answer_by_name() -> None:
    elements = gs1.parse_bracketed(f"(01){GTIN}(10)L-1(21)7(17)270200(3102)001234")
    assert (elements.gtin, elements.lot, elements.serial) == (GTIN, "L-1", "7")
    assert elements.expiry(TODAY) == date(2027, 2, 28)
    assert elements.net_weight_g == 12_340
    assert elements.sscc is None
    assert gs1.parse_bracketed(f"(00){SSCC}").sscc == SSCC


@pytest.mark.parametrize(
    ("yymmdd", "today", "day"),
    [
        ("260228", date(2026, 1, 1), date(2026, 2, 28)),
        ("280200", date(2026, 1, 1), date(2028, 2, 29)),
        ("760101", date(2026, 1, 1), date(2076, 1, 1)),
        ("770101", date(2026, 1, 1), date(1977, 1, 1)),
        ("010101", date(1999, 6, 1), date(2001, 1, 1)),
    ],
)
def test_the_century_of_a_date_slides_with_today(yymmdd: str, today: date, day: date) -> None:
    assert gs1.date_of(yymmdd, today) == day


def test_a_retail_symbol_is_a_gtin_with_a_right_check_digit() -> None:
    code = gs1.parse_scan("]E06901234567892")
    assert code.symbology == "EAN/UPC"
    assert code.elements is not None
    assert code.elements.gtin == "06901234567892"
    for wrong in ("]E06901234567893", "]E0690123456789", "]E4x2345678", "]E069012345678X2"):
        with pytest.raises(gs1.Gs1Error):
            gs1.parse_scan(wrong)


def test_the_label_of_a_place_is_plain_data() -> None:
    assert gs1.parse_scan("]C0COLD-03-B2") == gs1.ScannedCode("C0", "Code 128", "COLD-03-B2", None)
    assert gs1.parse_scan("COLD-03-B2") == gs1.ScannedCode(None, "unknown", "COLD-03-B2", None)


def test_a_scanner_without_symbology_identifiers_is_understood_where_the_data_is_clear() -> None:
    from_link = gs1.parse_scan(f"https://trace.example.cn/01/{GTIN}/10/L1").elements
    from_symbol = gs1.parse_scan(f"01{GTIN}10L1{gs1.GS}21S").elements
    assert from_link is not None
    assert from_symbol is not None
    assert from_link.lot == from_symbol.lot == "L1"


def test_a_cut_off_symbology_identifier_is_refused() -> None:
    with pytest.raises(gs1.Gs1Error, match="syntax"):
        gs1.parse_scan("]C")
