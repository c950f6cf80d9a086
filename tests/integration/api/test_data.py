"""Master data by page, by sheet and by REST: one description behind all of them."""

import io
import re
from html import unescape
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.ground.texts import TEXTS
from api.web.openapi import describe
from tests.builders import World
from tests.integration.wms.test_registers import MORE
from tests.tidy.source import ROOT
from tests.web import logged_in, with_key
from wms.db import Database
from wms.masterdata.kinds import Ref
from wms.registers import NOUNS
from wms.tables.access import Role
from wms.tables.masterdata import Warehouse

ENGLISH = {"Accept": "text/html", "Accept-Language": "en"}
KALE = {name: str(value) for name, value in MORE["items"].items()}


@pytest.fixture
def admin(app: FastAPI, little_world: World) -> TestClient:
    return logged_in(app, little_world.users[Role.ADMIN])


@pytest.fixture
def till(app: FastAPI) -> TestClient:
    """A program that keeps another system's books alike."""
    return with_key(app, Role.INTEGRATOR)


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_has_its_pages_in_both_languages(admin: TestClient, noun: str) -> None:
    for language, at in (("zh", 0), ("en", 1)):
        listed = admin.get(f"/data/{noun}?lang={language}")
        form = admin.get(f"/data/{noun}/new?lang={language}")
        assert (listed.status_code, form.status_code) == (200, 200)
        for column in NOUNS[noun].columns:
            assert (column.zh, column.en)[at] in words(form.text)
            assert f'name="{column.name}"' in form.text
        for column in NOUNS[noun].listed:
            assert (column.zh, column.en)[at] in words(listed.text)


def test_a_form_that_is_refused_comes_again_with_each_fault_beside_its_field(
    admin: TestClient,
) -> None:
    sent = {**KALE, "gtin": "6901234567893", "price_cents": "cheap", "name_zh": "<b>菜</b>"}
    page = admin.post("/data/items?lang=en", data=sent, headers=ENGLISH)
    assert page.status_code == 409
    assert "The check digit is wrong" in page.text
    assert "Not a number" in page.text
    assert 'value="cheap"' in page.text
    assert "&lt;b&gt;菜&lt;/b&gt;" in page.text
    assert page.text.count('class="field__error"') == 2
    assert "KALE" not in admin.get("/data/items").text


def test_a_row_is_typed_in_changed_and_its_history_says_who(admin: TestClient) -> None:
    made = admin.post("/data/items", data=KALE)
    assert made.status_code == 303
    address = made.headers["location"].partition("?")[0]
    version = re.search('name="version" value="([0-9a-f]+)"', admin.get(address).text)
    assert version is not None
    said = {**KALE, "version": version[1], "price_cents": "8.20"}
    said.pop("code")
    assert admin.post(address, data=said).status_code == 303
    page = admin.get(f"{address}?lang=en").text
    assert "Price (¥): 7.5 → 8.2" in words(page)
    assert "admin" in words(page).partition("History")[2]
    stale = admin.post(f"{address}?lang=en", data={**said, "price_cents": "9"}, headers=ENGLISH)
    assert stale.status_code == 409
    assert "Somebody changed it meanwhile" in stale.text
    assert 'value="9"' in stale.text


def test_what_is_much_alike_is_copied_but_for_what_is_its_own(
    admin: TestClient, little_world: World
) -> None:
    page = admin.get(f"/data/items/new?copy={little_world.eggs}").text
    assert re.search('name="code"[^>]*value=""|value=""[^>]*name="code"', page)
    assert re.search('<option value="pc" selected>', page)


def test_a_dispatcher_sees_goods_and_does_not_change_them(
    app: FastAPI, little_world: World
) -> None:
    browser = logged_in(app, little_world.approver)
    assert 'href="/data/items/new"' not in browser.get("/data/items").text
    assert browser.post("/data/items", data=KALE).status_code == 403
    assert browser.get("/data/users").status_code == 403
    assert "/data/users" not in browser.get("/data").text
    assert browser.get("/data/nothing").status_code == 404


def upload(browser: TestClient, noun: str, data: bytes, **fields: str) -> Any:
    token = browser.headers["X-CSRF-Token"]
    files = {"file": ("goods.csv", io.BytesIO(data), "text/csv")} if data else None
    return browser.post(f"/data/{noun}/import?lang=en", data={**fields, "csrf": token}, files=files)


def test_a_sheet_goes_out_is_changed_tried_and_taken_in(admin: TestClient) -> None:
    for kind in ("csv", "xlsx"):
        sheet = admin.get(f"/data/items/sheet?kind={kind}")
        assert sheet.status_code == 200
        assert "4 the same" in words(upload(admin, "items", sheet.content).text)
    text = admin.get("/data/items/sheet?kind=csv&lang=en").content.decode("utf-8-sig")
    head, first, *_ = text.splitlines()
    changed = "\n".join((head, first.replace("6", "7"), "")).encode("gb18030")
    tried = upload(admin, "items", changed)
    assert "changed" in words(tried.text) or "wrong" in words(tried.text)


def test_a_trial_changes_nothing_and_carries_its_file(admin: TestClient) -> None:
    head, row = ",".join(KALE), ",".join(f'"{one}"' for one in KALE.values())
    tried = upload(admin, "items", f"{head}\n{row}\n".encode())
    assert "1 new, 0 changed, 0 the same, 0 wrong" in words(tried.text)
    assert "KALE" not in admin.get("/data/items").text
    again = re.search('name="again" value="([^"]+)"', tried.text)
    assert again is not None
    assert upload(admin, "items", b"", again=again[1], take="true").status_code == 303
    assert "KALE" in admin.get("/data/items").text


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        ("code,colour\nA,red\n", "Unknown headings: colour"),
        ("name_zh\nA\n", "The heading 编码 is missing"),
        ("code,编码\nA,B\n", "These headings stand twice: code"),
        ("code\n", "The sheet has no rows"),
        ("code,price_cents\nNEW,cheap\n", "Price (¥): Not a number"),
        ("code\nNEW\nnew\n", "The same as row 2"),
    ],
)
def test_what_is_wrong_with_a_sheet_is_said(admin: TestClient, sheet: str, told: str) -> None:
    assert told in words(upload(admin, "items", sheet.encode()).text)


def test_a_program_reads_all_rows_and_keeps_them(till: TestClient) -> None:
    first = till.get("/v1/data/items?limit=3").json()
    rest = till.get(f"/v1/data/items?limit=3&cursor={first['next']}").json()
    assert (len(first["rows"]), len(rest["rows"]), rest["next"]) == (3, 1, None)
    values = {**MORE["items"], "price_cents": 750, "pack_quantity": 10_000}
    made = till.post("/v1/data/items", json={"values": values})
    assert made.status_code == 201
    row = made.json()
    assert row["values"]["price_cents"] == 750
    where = f"/v1/data/items/{row['id']}"
    assert till.get(where).headers["etag"] == f'"{row["version"]}"'
    body = {"version": row["version"], "values": {"life_hours": 48}}
    other = till.patch(where, json=body)
    assert other.json()["values"] == {**row["values"], "life_hours": 48}
    stale = till.patch(where, json=body)
    assert (stale.status_code, stale.json()["code"]) == (409, "entry.stale")
    retired = till.post(f"{where}/retire", json={"version": other.json()["version"]}).json()
    assert not retired["is_active"]
    assert till.get("/v1/data/items?retired=true").json()["rows"] == [retired]


def test_a_program_is_told_every_fault_by_its_column(till: TestClient) -> None:
    values = {**MORE["items"], "unit": 5, "life_hours": "soon", "colour": "red"}
    answer = till.post("/v1/data/items", json={"values": values}).json()
    told = {name: one["code"] for name, one in answer["details"]["faults"].items()}
    assert answer["code"] == "entry.faults"
    assert told == {
        "unit": "entry.not_a_choice",
        "life_hours": "entry.not_a_number",
        "colour": "entry.unknown",
    }


def test_many_rows_have_a_verdict_each_and_are_taken_or_left_together(till: TestClient) -> None:
    rows = [MORE["items"], {**MORE["items"], "code": "CHARD", "gtin": "1"}]
    tried = till.post("/v1/data/items/bulk", json={"rows": rows, "dry_run": True}).json()
    assert [(one["row"], one["fate"]) for one in tried] == [(0, "new"), (1, "wrong")]
    assert till.post("/v1/data/items/bulk", json={"rows": rows}).status_code == 409
    assert till.post("/v1/data/items/bulk", json={"rows": rows[:1]}).status_code == 200
    again = till.post("/v1/data/items/bulk", json={"rows": rows[:1]}).json()
    assert [one["fate"] for one in again] == ["same"]


def test_a_program_of_one_warehouse_cannot_name_another(
    app: FastAPI, sqlite_db: Database, little_world: World
) -> None:
    north = {**MORE["warehouses"]}
    assert (
        with_key(app, Role.INTEGRATOR)
        .post("/v1/data/warehouses", json={"values": north})
        .is_success
    )
    bound = with_key(app, Role.INTEGRATOR, warehouse_id=little_world.warehouse)
    shop = {**MORE["shops"], "warehouse_id": "NORTH"}
    for answer in (
        bound.post("/v1/data/shops", json={"values": shop}),
        bound.post("/v1/data/shops", json={"values": {**shop, "warehouse_id": "NOWHERE"}}),
    ):
        assert answer.json()["details"]["faults"]["warehouse_id"]["code"] == "entry.not_there"
    own = sqlite_db.read(lambda tx: tx.find(Warehouse, little_world.warehouse).code)
    assert bound.post("/v1/data/shops", json={"values": {**shop, "warehouse_id": own}}).is_success
    assert bound.post("/v1/data/items", json={"values": MORE["items"]}).status_code == 403


def test_who_sees_and_edits_each_noun_is_what_is_written() -> None:
    page = (ROOT / "docs/access.md").read_text(encoding="utf-8")
    head = re.search(r"\| Noun \|(.*)\|", page)
    assert head is not None
    roles = [Role(one.strip()) for one in head[1].split("|")]
    written = {}
    for name, cells in re.findall(r"^\| `([a-z]+)` \|(.*)\|$", page, re.MULTILINE):
        said = dict(zip(roles, (one.strip() for one in cells.split("|")), strict=True))
        written[name] = {role: cell for role, cell in said.items() if cell}
    assert written == {
        noun.name: {role: "edits" if role in noun.edits else "sees" for role in noun.sees}
        for noun in NOUNS.values()
    }


def test_every_column_has_words_for_both_and_a_schema() -> None:
    for noun in NOUNS.values():
        for column in noun.columns:
            zh, en = TEXTS[f"noun.{noun.name}.{column.name}"]
            assert zh.strip()
            assert en.strip()
            assert column.kind.schema["type"] in ("string", "integer", "number", "boolean")


def test_the_description_of_the_interface_says_what_each_noun_holds(app: FastAPI) -> None:
    schemas = describe(app)["components"]["schemas"]
    for noun in NOUNS.values():
        said = schemas[f"data.{noun.name}"]
        assert said["properties"].keys() == {one.name for one in noun.columns}
        assert set(said["required"]) == {one.name for one in noun.columns if one.is_required}
        refers = [one.name for one in noun.columns if isinstance(one.kind, Ref)]
        assert all("code" in said["properties"][name]["description"] for name in refers)
