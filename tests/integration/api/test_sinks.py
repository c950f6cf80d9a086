"""Hostile text through every input, and every place that shows text afterwards.

Nothing that is sent makes the product fail; what is kept is kept to the letter; and no page,
document, header or log line takes what it shows for something else.
"""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from enum import Enum
from html.parser import HTMLParser
from io import StringIO
from typing import Any
from urllib.parse import quote, unquote, unquote_plus

import msgspec
import pytest
from httpx2 import Response
from pypdfium2 import PdfDocument
from sqlalchemy import DDL, String, select, update

from api.ground.logs import JsonLines
from labels.printing import sheets
from tests.builders import NOW
from tests.integration.api import inputs
from tests.integration.api.calls import CALLS, Call
from tests.integration.api.house import STREAM, House, ask, rows_of
from tests.integration.api.inputs import RouteInputs
from tests.web import stranger
from wms.db import Database, Tx
from wms.facts import events
from wms.printing import papers
from wms.tables.access import Role
from wms.tables.base import Table
from wms.tables.facts import Fact
from wms.tables.masterdata import Item, Shop, Supplier, Warehouse
from wms.tables.printing import Document

CANARY = "q7x"
"""Whatever shows up as anything but text is known by this."""
MARKUP = f"""'"></script></title><{CANARY} on{CANARY}=1>{{{{7*7}}}}${{7*7}}{{0}}&lt;"""
PRINTER = f"^XZ^XA{CANARY}^JUS~JA"
WORDS: Mapping[str, str] = {
    "markup": MARKUP,
    "lines": f'a\r\nSet-Cookie: {CANARY}=1\r\n\r\n{{"level":"error"}}',
    "commands": f"=1+1 @SUM {PRINTER} ' OR 1=1; DROP TABLE lot; --%_\\ ../../etc/passwd",
    "separators": f"{CANARY}\x1d\x1e\x04\x85\u2028\u202e\u2066\x9b31m菜🥬",
}
"""Text that means something to a page, database, header, sheet, printer, terminal or file."""
SHAPES: Mapping[str, str] = {
    "nul": f"{CANARY}\0",
    "long": CANARY + "x" * 100_000,
    "empty": "",
    "beyond 64 bits": str(2**63),
    "negative": "-1",
    "not a number": "NaN",
    "infinite": "1e999",
    "first day": "0001-01-01T00:00:00+14:00",
    "last day": "9999-12-31",
}
"""What does not fit where it goes."""
NESTED = b'{"lines": ' + b"[" * 100_000
BROKEN = (NESTED, b'{"note": "\\ud800"}&note=%ed%a0%80', b"\xff\xfe\x00", b"")
BROKEN_JSON = (
    *BROKEN,
    b"NaN",
    b'{"id": 1e999}',
    b'{"note": "\\ud800"}',
    b'{"quantity": 9223372036854775808}',
    b'{"id": 1, "id": 2}',
)
BODIES = {
    "application/json": BROKEN_JSON,
    "application/json; charset=utf-16": BROKEN_JSON,
    "multipart/form-data; boundary=b; charset=unicode_escape": BROKEN,
    "application/x-www-form-urlencoded": BROKEN,
    None: BROKEN,
}
POISON = f"""'"><{CANARY} on{CANARY}=1>{{{{7*7}}}}"""
"""What all free text says when pages are looked at: short enough for a telephone number."""
FREE = re.compile(
    "(name|address|village|product)_(zh|en)|note|release_note|return_reason|reason|cause|action"
    "|detail|error|failure|filename|method|dose|plot|phone|received_by|supplier_lot|name"
)
"""Columns that may say anything."""
KEPT_FOR_EVER = frozenset({"audit", "fact", "move"})
"""Tables whose rows nothing can change."""
NAMES_OF_THINGS = frozenset({"code", "number", "station", "device_id"})
"""What pages look up by, in what facts and notices tell."""
SCANNED_MAX = 80


@pytest.mark.parametrize("sort", ["words", "shapes"])
def test_nothing_that_is_sent_makes_the_product_fail(sqlite_house: House, sort: str) -> None:
    sent = WORDS if sort == "words" else SHAPES
    wrong = []
    for route in _routes(sqlite_house):
        call = CALLS.get(route.name, Call())
        for name in route.where:
            for what, text in sent.items():
                value = _fitting(text, route.where[name])
                answer = ask(sqlite_house, route, call, _role(route), {name: value})
                if fault := _fault(answer):
                    wrong.append((route.name, name, what, fault))
    assert not wrong, "\n".join(map(str, wrong))
    kept = [word for word in _kept_words(sqlite_house) if CANARY in word]
    assert [word[:200] for word in kept if not _is_whole(word)] == []
    assert len(kept) > 30 or sort == "shapes"


@pytest.mark.parametrize("kind", BODIES)
def test_no_body_makes_the_product_fail(sqlite_house: House, kind: str | None) -> None:
    headers = {} if kind is None else {"Content-Type": kind}
    before, wrong = rows_of(sqlite_house), []
    for route in _routes(sqlite_house):
        if not route.has_body or route.path == "/login":
            continue
        address = re.sub(r"\{[^}]+\}", "1", route.path)
        client = sqlite_house.clients[_role(route)]
        for body in BODIES[kind]:
            answer = client.request(route.method, address, content=body, headers=headers)
            if fault := _fault(answer):
                wrong.append((route.name, body[:20], fault))
    assert not wrong, "\n".join(map(str, wrong))
    assert rows_of(sqlite_house) == before


def test_half_a_character_in_a_form_is_refused(sqlite_house: House) -> None:
    client = sqlite_house.clients[Role.SHOP]
    kind = "multipart/form-data; boundary=b; charset=unicode_escape"
    for name in ("note", "csrf", "\\ud800"):
        part = f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\nx\\ud800\r\n--b--\r\n'
        answer = client.post("/shop/order", content=part, headers={"Content-Type": kind})
        assert (answer.status_code, answer.json()["code"]) == (422, "request.control_character")


@pytest.mark.parametrize("origin", ["http://[::1", "//", "https://a@b:c", "\u00e9"])
def test_an_origin_that_is_no_address_is_another_site(sqlite_house: House, origin: str) -> None:
    headers = {"Origin": origin.encode("latin-1")}
    answer = stranger(sqlite_house.app).post("/login", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf.other_site")


@pytest.mark.usefixtures("as_in_the_product")
def test_no_page_takes_what_it_shows_for_something_else(sqlite_house: House) -> None:
    house = sqlite_house
    db: Database = house.app.state.db
    db.write(_poison)
    wrong, shown = [], 0
    for route, role, answer in _everything_shown(house):
        words, faults = _looked_at(answer)
        shown += len(words)
        torn = [word[:80] for word in words if POISON not in word]
        if answer.status_code != 200 or faults or torn:
            wrong.append((route, role, answer.status_code, faults, torn[:3]))
    assert not wrong, "\n".join(map(str, wrong))
    assert shown > 200


def test_an_error_page_shows_the_address_as_text(sqlite_house: House) -> None:
    client = sqlite_house.clients[Role.DISPATCHER]
    for address in (f"/office/lots/{quote(POISON, safe='')}", f"/login?next=/{quote(POISON)}"):
        answer = client.get(address, headers={"Accept": "text/html"})
        words, faults = _looked_at(answer)
        assert faults == []
        assert all(POISON in word for word in words)
        assert words


def test_headers_carry_no_line_of_the_senders(sqlite_house: House) -> None:
    house = sqlite_house
    db: Database = house.app.state.db
    name = f'a"\r\nSet-Cookie: {CANARY}=1;\u202e.pdf'
    db.write(lambda tx: tx.execute(update(Document).values(filename=name)))
    answer = house.clients[Role.STAFF].get(f"/v1/documents/{house.ours['document']}")
    disposition = answer.headers["content-disposition"]
    assert disposition == f"inline; filename*=UTF-8''{quote(name)}"
    assert disposition.isascii()
    echoed = house.clients[Role.STAFF].get("/floor", headers={"X-Request-ID": f"{CANARY} <b>"})
    assert CANARY not in str(echoed.headers)


def test_a_log_line_is_one_line_and_says_nothing_secret(sqlite_house: House) -> None:
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    handler.addFilter(lambda record: record.name != "httpx2")  # the test's own client
    logging.getLogger().addHandler(handler)
    logging.getLogger("api.access").setLevel(logging.INFO)
    try:
        browser = stranger(sqlite_house.app)
        for word in WORDS.values():
            browser.get(f"/office/lots/{quote(word, safe='')}?word={CANARY}secret")
            form = {"login": word, "password": f"{CANARY}secret"}
            browser.post("/login", data=form, headers={"X-Request-ID": f"{CANARY}-secret"})
            logging.getLogger("api.faults").error("said: %s", word, extra={"word": word})
    finally:
        logging.getLogger().removeHandler(handler)
    lines = written.getvalue().splitlines()
    said = [json.loads(line) for line in lines]
    assert [one["word"] for one in said if "word" in one] == list(WORDS.values())
    assert len(said) >= 3 * len(WORDS)
    assert all(line.isprintable() for line in lines)
    assert f"{CANARY}secret" not in written.getvalue()


def test_a_label_prints_what_things_are_called_and_obeys_nothing(sqlite_house: House) -> None:
    house = sqlite_house
    db: Database = house.app.state.db
    db.write(lambda tx: _rename(tx, PRINTER))
    lot, order = house.ours["lot"], house.ours["coming_order"]
    label = db.read(lambda tx: papers.lot_label(tx, lot, stem="https://label.example", now=NOW))
    slips = db.read(lambda tx: papers.parcel_slips(tx, order, now=NOW))
    pages = sheets.labels_of([label, slips[0][1]])
    zpl = sheets.render(pages, "zpl").content
    assert zpl.count(b"^XA") == zpl.count(b"^XZ") == len(pages)
    assert b"^JU" not in zpl
    assert b"~J" not in zpl
    pdf = PdfDocument(sheets.render(pages, "pdf").content)
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert CANARY in text


def _poison(tx: Tx) -> None:
    """Let all free text be hostile, and what facts and notices tell."""
    for table in Table.metadata.sorted_tables:
        free = [
            column
            for column in table.columns
            if isinstance(column.type, String) and FREE.fullmatch(column.name) and not column.unique
        ]
        if free and table.name not in KEPT_FOR_EVER:
            tx.execute(update(table).values({column: POISON for column in free}))
    tx.execute(DDL("DROP TRIGGER fact_refuses_update"))
    for row in tx.scalars(select(Fact)):
        fact = events.of(row)
        texts = [field.name for field in fields(fact) if _is_free(getattr(fact, field.name))]
        hostile = {name: POISON for name in texts if name not in NAMES_OF_THINGS}
        row.data = msgspec.to_builtins(replace(fact, **hostile))


def _is_free(value: object) -> bool:
    return isinstance(value, str) and not isinstance(value, Enum)


def _rename(tx: Tx, name: str) -> None:
    for kind in (Item, Shop, Supplier, Warehouse):
        tx.execute(update(kind).values(name_zh=name, name_en=name))


def _everything_shown(house: House) -> Iterator[tuple[str, str, Response]]:
    """Every page and document that can be read, as everybody who may."""
    for route in inputs.of_app(house.app):
        if route.method == "GET" and route.name != STREAM and route.path not in ("/", "/metrics"):
            for role in sorted(route.roles) if route.roles else [None]:
                answer = ask(house, route, CALLS.get(route.name, Call()), role, {})
                yield route.name, str(role), answer


def _looked_at(answer: Response) -> tuple[list[str], list[str]]:
    """The texts of an answer that hold the canary, and what should not be there at all."""
    kind = answer.headers["content-type"]
    if kind.startswith("text/html"):
        page = _Page()
        page.feed(answer.text)
        page.close()
        return page.words, page.faults
    words = _leaves(answer.json()) if kind.startswith("application/json") else [answer.text]
    return [word for word in words if CANARY in word], []


class _Page(HTMLParser):
    """Reads a page as a browser would."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        runs = tag == "script" and "src" not in values and values.get("type") != "application/json"
        if runs or tag in (CANARY, "style", "base"):
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if CANARY in name or name.startswith("on") or name in ("style", "srcdoc"):
                self.faults.append(f"{tag} {name}")
            if name in ("href", "src", "action") and not _leads_somewhere(value or ""):
                self.faults.append(f"{tag} {name}={value}")
            self._read(value or "")

    def handle_data(self, data: str) -> None:
        self._read(data)

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data}")

    def _read(self, text: str) -> None:
        if CANARY in text:
            self.words.append(unquote_plus(text) if text.startswith("https:") else unquote(text))


def _leads_somewhere(address: str) -> bool:
    return address == "" or address.startswith(("/", "#", "?", "https://", "tel:", "data:image/"))


def _routes(house: House) -> list[RouteInputs]:
    """Every route that reads something and ends by itself."""
    return [route for route in inputs.of_app(house.app) if route.where and route.name != STREAM]


def _fitting(text: str, where: str) -> str:
    """What a client can send there at all: addresses are short and escaped."""
    if where == "query":
        return text[:5_000]
    return quote(text[:2_000], safe="") if where == "path" else text


def _role(route: RouteInputs) -> Role | None:
    """Somebody who may call it; an administrator only where nobody else may."""
    if route.roles is None:
        return None
    return sorted(route.roles - {Role.ADMIN} or route.roles)[0]


def _fault(answer: Response) -> str:
    """What is wrong with an answer to something hostile; empty when nothing is."""
    if CANARY in answer.headers.get("set-cookie", "") or re.search("[\r\n]", str(answer.headers)):
        return f"header {answer.headers}"[:200]
    if not answer.headers.get("location", "/").removeprefix("http://testserver").startswith("/"):
        return f"leads away: {answer.headers['location'][:80]}"
    if answer.status_code >= 500:
        return f"{answer.status_code} {answer.text[:120]}"
    kind = answer.headers.get("content-type", "")
    is_explained = kind.startswith(("application/problem+json", "text/html"))
    return "" if answer.status_code < 400 or is_explained else f"{answer.status_code} {kind}"


def _kept_words(house: House) -> Iterator[str]:
    """Every text in the database. Of logins that failed only their beginning is kept."""
    for table, rows in rows_of(house).items():
        if table not in ("login_attempt", "login_record"):
            for row in rows:
                yield from _leaves(list(row))


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _leaves([*value, *value.values()])
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one)


def _is_whole(word: str) -> bool:
    """Whether one of our texts is kept to the letter, but for blanks around it, or is what a
    refused scan began with."""
    texts = (*WORDS.values(), *SHAPES.values())
    return any(text.strip() in word for text in texts if CANARY in text) or any(
        text.startswith(word) and len(word) == SCANNED_MAX for text in texts
    )
