"""Every code a person or program can meet has words in both languages and a line in the docs."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.ground import texts
from api.ground.texts import TEXTS, chosen, from_header, text
from wms.facts import FactKind
from wms.tables.access import Role

ROOT = Path(__file__).parents[3]
ERRORS = {"Refused", "Conflict", "Unavailable", "Malformed", "LoginNeeded", "CsrfMismatch"}
ALWAYS = {"not_found", "forbidden", "internal", "request.invalid", "body.too_large"}


def _raised() -> dict[str, str]:
    """Every code that is raised literally, with the file that raises it."""
    found = dict.fromkeys(ALWAYS, "api/running/server/errors.py")
    for package in ("wms", "api"):
        for file in sorted((ROOT / package).rglob("*.py")):
            for code in _codes(ast.parse(file.read_text(encoding="utf-8"))):
                found[code] = str(file.relative_to(ROOT))
    return found


def _codes(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
            continue
        first = node.args[0]
        is_code = isinstance(first, ast.Constant) and isinstance(first.value, str)
        if node.func.id in ERRORS and is_code:
            yield first.value  # type: ignore[attr-defined]


def _fields(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


def test_every_code_that_is_raised_has_a_text() -> None:
    assert {code: file for code, file in _raised().items() if code not in TEXTS} == {}


def test_every_code_that_is_raised_is_documented_and_nothing_else() -> None:
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([a-z_.]+)` \|", page, re.MULTILINE))
    assert documented == set(_raised())


def test_every_text_exists_in_both_languages_and_is_not_the_same_word_twice() -> None:
    for code, both in TEXTS.items():
        assert len(both) == 2, code
        assert all(words.strip() for words in both), code


def test_both_languages_say_the_same_things() -> None:
    """A name in two languages (`item_zh`, `item_en`) counts as one."""

    def named(words: str) -> set[str]:
        return {re.sub(r"_(zh|en)$", "", name) for name in _fields(words)}

    different = {code for code, (zh, en) in TEXTS.items() if named(zh) != named(en)}
    assert different == set()


def test_texts_are_filled_with_plain_names_only() -> None:
    for code, both in TEXTS.items():
        for words in both:
            assert all(re.fullmatch(r"[a-z_]+", name) for name in _fields(words)), code


def test_every_role_has_a_name() -> None:
    for role in Role:
        assert f"role.{role}" in TEXTS


def test_every_fact_kind_is_a_word_in_the_past_tense_or_a_state() -> None:
    assert all(re.fullmatch(r"[A-Z][A-Za-z]+", kind) for kind in FactKind)


def test_a_text_is_filled_with_its_details() -> None:
    assert text("json.too_deep", "en", most=24) == "The JSON is nested deeper than 24 levels"
    assert text("json.too_deep", "zh", most=24) == "JSON 嵌套超过 24 层"


def test_a_number_takes_the_word_that_goes_with_it() -> None:
    assert text("trip.stops", "en", count=1) == "1 stop"
    assert text("trip.stops", "en", count=21) == "21 stops"
    assert text("trip.stops", "zh", count=1) == "1 站"


def test_a_missing_detail_shows_as_a_dash() -> None:
    assert "–" in text("json.too_deep", "en")


def test_a_code_without_a_text_shows_itself_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert text("nobody.wrote_this", "en") == "nobody.wrote_this"
    assert "nobody.wrote_this" in caplog.text


def test_a_text_written_twice_is_refused() -> None:
    with pytest.raises(ValueError, match=r"login\.in"):
        texts.merged([TEXTS, {"login.in": TEXTS["login.in"]}])


def test_texts_are_data_and_import_nothing() -> None:
    """They are read by their place, before and below the pages they belong to."""
    importing = [
        str(path.relative_to(ROOT))
        for path in texts.files()
        if any(
            isinstance(node, ast.Import | ast.ImportFrom)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]
    assert importing == []


def test_the_first_language_wished_for_that_we_speak_is_chosen() -> None:
    assert chosen(None, "fr", "en", "zh") == "en"
    assert chosen(None) == "zh"
    assert from_header("fr-FR,en;q=0.8,zh;q=0.5") == "en"
    assert from_header("zh-TW,en") == "zh"
    assert from_header("") is None
    assert from_header("," * 10_000 + "en") is None
