"""The catalogue of codes: each has its words in both languages, and the docs list them all."""

import re
import string
from pathlib import Path

import pytest

from api import catalogue
from api.catalogue import LEAVES, Entry
from api.cli import docs
from api.ground.texts import LANGUAGES, TEXTS
from api.web.errors import STATUS
from routing.model import Reason
from wms import codes
from wms.codes import Code, Kind
from wms.floor.memory import STEPS

ROOT = Path(__file__).parents[3]
NOUNS = {"OpenItem": "exception"}
"""Nouns whose codes begin otherwise: Python has an Exception of its own."""
WITHOUT_A_NOUN = {"General", "Edge"}
ENTRIES = catalogue.entries()


def _placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


def _always(entry: Entry) -> set[str]:
    return {name for name in entry.details if not name.endswith("?")}


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def test_every_code_has_words_in_both_languages() -> None:
    assert [entry.code for entry in ENTRIES if entry.words not in TEXTS] == []
    for entry in ENTRIES:
        assert all(words.strip() for words in TEXTS[entry.words]), entry.code


def test_the_words_of_a_code_are_filled_with_details_that_are_always_there() -> None:
    unfilled = {
        (entry.code, language): _placeholders(words) - _always(entry)
        for entry in ENTRIES
        for language, words in zip(LANGUAGES, TEXTS[entry.words], strict=True)
        if not _placeholders(words) <= _always(entry)
    }
    assert unfilled == {}


def test_what_is_to_be_done_is_said_of_a_code_or_of_a_status() -> None:
    known = {entry.code for entry in ENTRIES} | {str(status) for status in STATUS.values()}
    assert {code for code in TEXTS if code.startswith("do.")} <= {f"do.{one}" for one in known}


def test_no_code_is_listed_twice() -> None:
    own = [entry.code for entry in catalogue.own()]
    assert len(own) == len(set(own))
    for name in LEAVES:
        of_leaf = [entry.code for entry in catalogue.of_leaf(name)]
        assert len(of_leaf) == len(set(of_leaf)), name


def test_what_a_code_is_called_says_its_text() -> None:
    """`codes.Order.STALE` is `order.stale`: whoever knows the one can write the other."""
    for noun in codes.nouns():
        beginning = NOUNS.get(noun.__name__, _snake(noun.__name__))
        for code in noun:
            named = code.name.lower()
            if noun.__name__ not in WITHOUT_A_NOUN:
                assert code.startswith(f"{beginning}.")
                named = f"{beginning}.{named}"
            assert code.replace(".", "_") == named.replace(".", "_")


def test_every_noun_with_codes_is_in_the_catalogue() -> None:
    listed = {entry.code for entry in catalogue.own()}
    assert {str(code) for noun in codes.nouns() for code in noun} == listed


@pytest.mark.parametrize("kind", Kind)
def test_what_is_refused_has_a_status_and_what_is_only_said_has_none(kind: Kind) -> None:
    assert (kind in STATUS) is (kind not in (Kind.WARNS, Kind.REPLY, Kind.NOTICE))


def test_every_reason_of_the_router_is_worded_once() -> None:
    kept = {f"unserved.{reason}" for reason in Reason}
    of_ours = {codes.Unserved.LEFT_BEHIND, codes.Unserved.REASON_UNKNOWN}
    assert set(codes.Unserved) == kept | of_ours
    worded = [code for code in TEXTS if any(code.endswith(f".{reason}") for reason in Reason)]
    assert {code for code in worded if not code.startswith("breach.")} == kept


def test_every_step_of_the_floor_has_a_code_for_what_it_waits_for() -> None:
    waits_for = {code for code in codes.Floor if code.startswith("floor.expects_")}
    assert waits_for == {
        f"floor.expects_{expects}" for expects in {step.expects for step in STEPS.values()}
    }


def test_the_page_of_errors_is_what_the_catalogue_says() -> None:
    """After a change of codes or their words: `make docs`."""
    assert (ROOT / "docs" / "errors.md").read_text(encoding="utf-8") == docs.errors()


def test_the_page_of_errors_lists_every_code() -> None:
    listed = re.findall(r"^\| `([^`]+)` \|", docs.errors(), re.MULTILINE)
    assert sorted(listed) == sorted(entry.code for entry in ENTRIES)


@pytest.mark.parametrize(
    "finding",
    [
        codes.Order.MULTIPLE,
        codes.Order.QUOTA,
        codes.Order.CREDIT,
        codes.Order.CREDIT_NEAR,
        codes.Order.UNUSUAL,
        codes.Order.TOO_MUCH,
        codes.Order.UNKNOWN_ITEM,
        codes.Order.REPEATED_ITEM,
        codes.Order.LINES,
        codes.Order.REVIEW,
    ],
)
def test_findings_are_listed_like_refusals(finding: Code) -> None:
    assert f"| `{finding}` |" in docs.errors()
