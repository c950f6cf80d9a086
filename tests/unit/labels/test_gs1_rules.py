"""Every identifier by its own rules: what keeps them passes on every way, each broken one does not.

The samples are made from the table's notation by code that shares nothing with the checks.
"""

import pytest

from labels import gs1
from labels.gs1 import judge
from labels.gs1.identifiers import IDENTIFIERS
from tests.unit.labels.gs1_samples import Pairs, Samples, wrong_values

GTIN = "06901234567892"
# Coupons are known by character set and length only; they need no companions and no checks.
EVERY = sorted(IDENTIFIERS)


def bracketed(pairs: Pairs) -> str:
    return "".join("({}){}".format(ai, value.replace("(", r"\(")) for ai, value in pairs)


def message_of(ai: str, seed: int) -> Pairs:
    found = Samples(seed).message(ai)
    assert found is not None, ai
    return found


def test_there_are_541_identifiers() -> None:
    assert len(EVERY) == 541


@pytest.mark.parametrize("seed", range(3))
def test_a_message_that_keeps_the_rules_passes_on_every_way(seed: int) -> None:
    for ai in EVERY:
        pairs = message_of(ai, seed)
        verdict = judge("element_string", bracketed(pairs))
        assert verdict.ok, (pairs, verdict)
        assert verdict.elements == tuple(pairs)
        assert judge("raw", verdict.payload or "").elements == verdict.elements
        assert judge("scan", f"]d2{verdict.payload}").elements == verdict.elements
        if verdict.digital_link:
            again = judge("dl_parse", verdict.digital_link)
            assert sorted(again.elements or ()) == sorted(pairs)
            assert again.digital_link == verdict.digital_link


@pytest.mark.parametrize("seed", range(2))
def test_every_broken_value_is_refused_on_every_way(seed: int) -> None:
    passed = []
    for ai in EVERY:
        (_, right), *companions = message_of(ai, seed)
        for change, wrong in wrong_values(IDENTIFIERS[ai], right):
            pairs = [*companions, (ai, wrong)]
            # A value with a separator in it would be two elements, and is for raw strings another.
            raw = "".join(f"{other}{value}{gs1.GS}" for other, value in pairs)
            if judge("element_string", bracketed(pairs)).ok:
                passed.append((ai, change, wrong, "element string"))
            if gs1.GS not in wrong and judge("raw", raw).elements == tuple(pairs):
                passed.append((ai, change, wrong, "raw"))
    assert passed == []


def test_an_identifier_without_its_companions_is_refused_but_read() -> None:
    for ai in EVERY:
        if not IDENTIFIERS[ai].companions:
            continue
        pair = message_of(ai, 1)[0]
        verdict = judge("element_string", bracketed([pair]))
        assert (verdict.ok, verdict.error, verdict.elements) == (False, "requires", (pair,))


def test_what_may_not_stand_beside_an_identifier_is_refused() -> None:
    for ai in EVERY:
        pairs = message_of(ai, 1)
        for other in sorted(IDENTIFIERS[ai].excluded):
            both = [*pairs, (other, Samples(2).value(IDENTIFIERS[other]))]
            assert judge("element_string", bracketed(both)).error == "excludes", both


def test_the_same_identifier_twice_must_say_the_same() -> None:
    for ai in EVERY:
        pairs = message_of(ai, 1)
        assert judge("element_string", bracketed([*pairs, pairs[0]])).ok, ai
        others = (Samples(seed).value(IDENTIFIERS[ai]) for seed in range(3, 40))
        other = next((value for value in others if value != pairs[0][1]), None)
        if other is not None:
            verdict = judge("element_string", bracketed([*pairs, (ai, other)]))
            assert verdict.error == "repeat", (ai, other, verdict)


def test_identifiers_that_are_not_given_out_are_refused() -> None:
    numbers = [f"{number:0{size}}" for size in (2, 3, 4) for number in range(10**size)]
    unknown = [number for number in numbers if number not in IDENTIFIERS]
    assert len(unknown) == len(numbers) - 541
    for ai in unknown[::7]:
        assert judge("element_string", f"(01)06901234567892({ai})1").error == "unknown_ai"


def test_an_attribute_that_links_may_not_carry_is_refused_in_the_query() -> None:
    for ai in EVERY:
        if IDENTIFIERS[ai].link_attribute:
            continue
        value = Samples(1).value(IDENTIFIERS[ai]).replace("%", "")
        for key in ("01/06901234567892", "00/069012345600000015"):
            link = f"https://a.cn/{key}?{ai}={value}"
            assert judge("dl_parse", link).error in ("dl_attribute", "dl_key", "charset", "length")


@pytest.mark.parametrize(
    ("link", "error"),
    [
        ("https://a.cn/01/06901234567892/22/V/10/L/21/S", None),
        ("https://a.cn/01/06901234567892/10/L?17=270100", None),
        ("https://a.cn/01/06901234567892/21/S/10/L", "dl_key"),
        ("https://a.cn/01/06901234567892/10/L/22/V", "dl_key"),
        ("https://a.cn/01/06901234567892/10/L/10/L", "dl_key"),
        ("https://a.cn/01/06901234567892/235/T/21/S", "dl_key"),
        ("https://a.cn/01/06901234567892/17/270100", "dl_key"),
        ("https://a.cn/01/06901234567892?21=S", "dl_attribute"),
        ("https://a.cn/01/06901234567892/235/T?10=L", None),
        ("https://a.cn/01/06901234567892/10/L/", "dl_key"),
        ("https://a.cn/01/06901234567892/10//21/S", "length"),
        ("https://a.cn/01/06901234567892?10=", "length"),
        ("https://a.cn/01/06901234567892?17=270100;15=270100", "length"),
        ("https://a.cn/01/06901234567892?17=270100&17=270100", "syntax"),
        ("https://a.cn/01/06901234567892?01=06901234567892", "syntax"),
        ("https://a.cn/01/06901234567892?89=1", "unknown_ai"),
        ("https://a.cn/01/06901234567892?linkType=gs1:pip&17=270100#top", None),
        ("https://a.cn/01/6901234567892", "length"),
        ("https://a.cn/8004/6901234567892?01=6901234567892", "length"),
        ("https://a.cn/gtin/06901234567892", "dl_key"),
        ("https://a.cn/x/01/y/01/06901234567892", None),
        ("https://a.cn/10/L/01/06901234567892", None),
        ("https://a.cn:8443/q/01/06901234567892", None),
        ("https://u@a.cn/01/06901234567892", "charset"),
        ("https://a_b.cn/01/06901234567892", "charset"),
        ("https://[::1]/01/06901234567892", None),
        ("HTTP://A.CN/01/06901234567892", None),
        ("https:///01/06901234567892", "dl_key"),
        ("https://a.cn?01=06901234567892", "dl_key"),
        ("https://a.cn/01/06901234567892/10/A+B", None),
        ("https://a.cn/01/06901234567892/235/T?10=A+B", "charset"),
        ("https://a.cn/01/06901234567892/10/A%2FB", None),
        ("https://a.cn/01/06901234567892/10/A%", None),
        ("https://a.cn/01/06901234567892/10/A%00", "charset"),
        ("https://a.cn/01/06901234567892/10/批", "charset"),
        ("https://a.cn/01/06901234567892/10/A B", "charset"),
    ],
)
def test_links_keep_the_strict_rules(link: str, error: str | None) -> None:
    assert judge("dl_parse", link).error == error


@pytest.mark.parametrize(
    ("kind", "text", "error"),
    [
        ("element_string", f"(01){GTIN}|(10)L", None),
        ("element_string", f"(01){GTIN}(10)L|", "syntax"),
        ("element_string", f"(01){GTIN}(10)|(17)270100", "syntax"),
        ("element_string", f"(01){GTIN}(10)A|B", "syntax"),
        ("element_string", f"(01){GTIN}|(10)A|(17)270100", "charset"),
        ("raw", f"01{GTIN}|\x1d10L", None),
        ("raw", f"01{GTIN}10A|\x1d10A\x1d", None),
        ("raw", f"01{GTIN}10L|", "syntax"),
        ("raw", f"01{GTIN}10L|\x1d", "length"),
        ("raw", f"01{GTIN}10A|B", "syntax"),
        ("raw", "|\x1d99A", "length"),
        ("scan", f"]C101{GTIN}10A|\x1d17270100", "charset"),
        ("raw", "\x1d99A", "unknown_ai"),
        ("raw", "99A\x1d\x1d", "unknown_ai"),
        ("raw", f"01{GTIN}\x1d", None),
        ("raw", f"01{GTIN}10\x1d17270100", "length"),
        ("raw", f"01{GTIN[:-1]}\x1d10L", "length"),
    ],
)
def test_separators_stand_where_they_may(kind: str, text: str, error: str | None) -> None:
    assert judge(kind, text).error == error
