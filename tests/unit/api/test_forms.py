"""The parts of the design system that say once how a table, facts and a form look."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from api.web import pages
from api.web.forms import Field, SentBack

AROUND = {"language": "en", "zone": "Asia/Shanghai", "csrf": "c5", "request": None}
REASON = "field('reason', 'word.reason', is_required=true, most=200, example='shop.note.hint')"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table."""

    code: str
    name_zh: str
    name_en: str
    grams: int
    unit: str = "g"
    at: datetime | None = None


def shown(source: str, /, **context: Any) -> str:
    """A template that may use every part, with the space between elements taken out."""
    parts = "{% from 'ui.html' import table, facts, form, folded_form, button with context %}"
    template = pages.environment.from_string(parts + source)
    html = template.render({**AROUND, "refused": None, **context})
    return re.sub(r"\s*\n\s*", "", html)


def test_a_table_says_which_columns_and_how_each_is_written() -> None:
    rows = [Row("A<1", "菠菜", "Spinach", 12_500, at=datetime(2026, 11, 21, 4, 30, tzinfo=UTC))]
    html = shown(
        """
        {% macro linked(row) %}<a href="/{{ row.grams }}">{{ row.code }}</a>{% endmacro %}
        {{ table((
          ('word.lot', 'code', 'code'),
          ('word.item', 'name', 'name'),
          ('word.quantity', 'grams', 'quantity', 'wide'),
          ('word.time', 'at', 'short'),
          ('', linked),
          ('word.open', linked, 'tight'),
        ), rows) }}""",
        rows=rows,
    )
    assert "<th>Lot</th><th>Item</th>" in html
    assert '<th class="number wide">Quantity</th>' in html
    assert '<th><span class="visually-hidden">Open</span></th>' in html
    assert '<td class="code">A&lt;1</td><td class="words">Spinach</td>' in html
    assert '<td class="number wide">12.5 kg</td>' in html
    assert "<td><time>11-21 12:30</time></td>" in html
    assert '<td><a href="/12500">A&lt;1</a></td>' in html


def test_facts_leave_out_what_nobody_knows() -> None:
    html = shown("{{ facts((('word.lot', 'A-1'), ('word.note', none), ('word.quantity', 0))) }}")
    assert html == '<dl class="facts"><dt>Lot</dt><dd>A-1</dd><dt>Quantity</dt><dd>0</dd></dl>'


def test_a_form_asks_for_its_fields_within_their_bounds() -> None:
    html = shown(
        "{{ form('/cut', ("
        + REASON
        + ", field('size', 'word.quantity', 'number', 5, least=1, most=9, unit='kg'),"
        " field('state', 'word.status', 'choice', 'b', (('a', 'A'), ('b', 'B')))"
        "), button('Send'), {'version': 3}) }}"
    )
    assert '<form class="form" method="post" action="/cut">' in html
    assert '<input type="hidden" name="csrf" value="c5">' in html
    assert '<input type="hidden" name="version" value="3">' in html
    assert 'name="reason" maxlength="200" required="required" placeholder="' in html
    assert "Quantity (kg)</span>" in html
    assert 'value="5" name="size" type="number" min="1" max="9"' in html
    assert '<option value="b" selected>B</option>' in html
    assert "aria-invalid" not in html


def test_a_refused_form_shows_what_was_typed_and_the_fault_beside_its_field() -> None:
    typed = {"reason": "too <much>", "version": "3"}
    refused = SentBack("/cut", typed, "Not possible", {"reason": "Say more"})
    html = shown(
        "{{ form('/cut', (" + REASON + ",), button('Send'), {'version': 3}) }}", refused=refused
    )
    assert 'role="alert"' in html
    assert "Not possible" in html
    assert 'value="too &lt;much&gt;"' in html
    assert 'aria-invalid="true" aria-describedby="fault-reason"' in html
    assert '<span class="field__error" id="fault-reason">Say more</span>' in html


@pytest.mark.parametrize(("action", "lot"), [("/return", 3), ("/cut", 4)])
def test_another_form_of_the_page_stays_as_it_was(action: str, lot: int) -> None:
    refused = SentBack("/cut", {"reason": "typed", "lot_id": "3"}, "Not possible")
    form = f"{{{{ folded_form('Fold', '{action}', ({REASON},), '', {{'lot_id': {lot}}}) }}}}"
    html = shown(form, refused=refused)
    assert "typed" not in html
    assert "Not possible" not in html
    assert "<details class=\"fold\">" in html  # fmt: skip


def test_a_form_about_an_older_version_keeps_what_was_typed_and_sends_the_newer() -> None:
    refused = SentBack("/cut", {"reason": "typed", "version": "3"}, "Somebody else changed it")
    html = shown(f"{{{{ form('/cut', ({REASON},), '', {{'version': 4}}) }}}}", refused=refused)
    assert 'name="version" value="4"' in html
    assert 'value="typed"' in html
    assert "Somebody else changed it" in html


def test_a_folded_form_that_was_refused_is_open() -> None:
    refused = SentBack("/cut", {"reason": "typed"}, "Not possible")
    html = shown(f"{{{{ folded_form('Fold', '/cut', ({REASON},), '') }}}}", refused=refused)
    assert '<details class="fold" open>' in html


def test_a_password_is_typed_anew() -> None:
    refused = SentBack("/login", {"login": "wang", "password": "secret"}, "Wrong")
    assert refused.again(Field("login", "login.login")).value == "wang"
    assert refused.again(Field("password", "login.password", "password")).value == ""
