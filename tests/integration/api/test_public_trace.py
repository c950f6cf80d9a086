"""The page behind every label: for everybody, for a minute, and never more than that."""

from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.ground import pack_keys
from labels.codes import handcode
from tests.builders import KG, NOW, World, a_stocked_lot
from tests.web import a_serial, an_app, logged_in, stranger
from wms.db import Database, Tx
from wms.inbound import quality
from wms.inbound.quality import HoldReason, NewHold
from wms.tables.masterdata import Item
from wms.tables.stock import Lot

BROWSER = {"accept": "text/html"}


@pytest.fixture
def lot(sqlite_db: Database, little_world: World) -> Lot:
    w = little_world
    return sqlite_db.write(lambda tx: a_stocked_lot(tx, w, w.cabbage, w.chilled_bins[0], 20 * KG))


@pytest.fixture
def address(sqlite_db: Database, little_world: World, lot: Lot) -> str:
    gtin = sqlite_db.read(lambda tx: tx.find(Item, little_world.cabbage).gtin)
    return f"/01/{gtin}/10/{lot.code}"


@pytest.fixture
def anybody(app: FastAPI) -> TestClient:
    return stranger(app)


@pytest.mark.parametrize("rest", ["", "?17=261125", "/21/{}", "/21/{}?17=261125", "?utm=wechat"])
def test_everybody_may_read_it_and_no_script_is_needed(
    anybody: TestClient, address: str, lot: Lot, rest: str
) -> None:
    serial = a_serial(address.split("/")[2])
    page = anybody.get(address + rest.format(serial), headers=BROWSER)
    assert page.status_code == 200
    assert lot.code in page.text
    assert "果园村" in page.text
    assert len(page.content) < 100_000
    assert (f"第 {serial} 份" in page.text) is ("/21/" in rest)


def test_the_code_of_the_goods_alone_is_a_page(anybody: TestClient, address: str) -> None:
    gtin = address.split("/")[2]
    for rest in ("", f"/21/{a_serial(gtin)}"):
        page = anybody.get(f"/01/{gtin}{rest}", headers=BROWSER)
        assert page.status_code == 200
        assert "怎么保存" in page.text
        assert ("包装编号属实" in page.text) is bool(rest)
    document = anybody.get(f"/01/{gtin}", headers={"accept": "application/json"}).json()
    assert (document["gtin"], document["serial"]) == (gtin, None)


@pytest.mark.parametrize("serial", ["FORGED123", "1", "0" * 16, "true of other goods"])
def test_a_forged_serial_is_refused_in_words(
    anybody: TestClient, address: str, serial: str
) -> None:
    gtin = address.split("/")[2]
    if " " in serial:
        serial = a_serial("0" * 14)
    for path in (f"/01/{gtin}/21/{serial}", f"{address}/21/{serial}"):
        page = anybody.get(path, headers=BROWSER)
        assert page.status_code == 404
        assert "不是我们的" in page.text
        assert f"第 {serial} 份" not in page.text
        document = anybody.get(path, headers={"accept": "application/json"})
        assert (document.status_code, document.json()["code"]) == (404, "not_found")


def test_where_no_pack_has_a_number_every_number_is_forged(
    anybody: TestClient, address: str, tmp_path: Path
) -> None:
    (tmp_path / pack_keys.NAME).unlink()
    serial = a_serial(address.split("/")[2])
    assert anybody.get(f"{address}/21/{serial}", headers=BROWSER).status_code == 404


def test_a_program_gets_the_same_as_a_document(anybody: TestClient, address: str, lot: Lot) -> None:
    for answer in (
        anybody.get(address, headers={"accept": "application/json"}),
        anybody.get(f"{address}?format=json", headers=BROWSER),
    ):
        body = answer.json()
        assert body["lot_code"] == lot.code
        assert body["village_en"] == "Guoyuan"
        assert not {"price_cents", "supplier_id", "id"} & body.keys()


def test_it_is_kept_for_a_minute_and_asked_for_changes_only(
    anybody: TestClient, sqlite_db: Database, address: str, lot: Lot, little_world: World
) -> None:
    first = anybody.get(address, headers=BROWSER)
    assert first.headers["cache-control"] == "public, max-age=60"
    tag = {"if-none-match": first.headers["etag"]}
    assert anybody.get(address, headers=BROWSER | tag).status_code == 304
    hold = NewHold(HoldReason.QUALITY, "test", None)
    sqlite_db.write(lambda tx: quality.hold(tx, [lot.id], hold, by=little_world.quality, now=NOW))
    changed = anybody.get(address, headers=BROWSER | tag)
    assert changed.status_code == 200
    assert "这批商品正在复查" in changed.text


def test_what_staff_see_is_kept_by_nobody_else(
    app: FastAPI, little_world: World, address: str, lot: Lot
) -> None:
    page = logged_in(app, little_world.quality).get(address, headers=BROWSER)
    assert page.headers["cache-control"].startswith("private")
    assert f"/office/lots/{lot.code}" in page.text
    assert "/office/lots" not in stranger(app).get(address, headers=BROWSER).text


@pytest.mark.parametrize(
    "wrong",
    ["/01/{gtin}9/10/{lot}", "/01/{other}/10/{lot}", "/01/{gtin}/10/NOSUCH", "/01/1/10/{lot}"],
)
def test_a_wrong_code_and_an_unknown_one_get_the_same_friendly_answer(
    anybody: TestClient, address: str, lot: Lot, wrong: str
) -> None:
    gtin = address.split("/")[2]
    other = gtin[:-1] + str((int(gtin[-1]) + 1) % 10)
    path = wrong.format(gtin=gtin, other=other, lot=lot.code)
    page = anybody.get(path, headers=BROWSER)
    assert page.status_code == 404
    assert "没有找到这个码" in page.text
    document = anybody.get(path, headers={"accept": "application/json"})
    assert (document.status_code, document.json()["code"]) == (404, "not_found")


def test_misses_are_counted_and_right_codes_are_not(
    sqlite_db: Database, tmp_path: Path, address: str
) -> None:
    now = [NOW]
    app = an_app(sqlite_db, tmp_path)
    app.state.clock = lambda: now[0]
    anybody = stranger(app)

    def ask(path: str) -> int:
        return anybody.get(path, headers=BROWSER).status_code

    assert {ask(address) for _ in range(60)} == {200}
    assert [ask(address + "9") for _ in range(15)] == [404] * 15
    typed = [anybody.post("/trace", data={"code": "99999999"}).status_code for _ in range(15)]
    assert typed == [404] * 15
    refused = anybody.get(address, headers=BROWSER)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    assert "查询太频繁" in refused.text
    now[0] += timedelta(minutes=1)
    assert ask(address) == 200


@pytest.mark.parametrize(
    "typed", ["2611210042", " 2611 2100 42 ", "2611-2100-42", "\uff12\uff16\uff11\uff11210042"]
)
def test_the_lot_number_as_it_is_printed_is_found(
    anybody: TestClient, sqlite_db: Database, little_world: World, typed: str
) -> None:
    code, w = "2611210042", little_world

    def receive(tx: Tx) -> None:
        a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], KG).code = code

    sqlite_db.write(receive)
    answer = anybody.post("/trace", data={"code": typed})
    assert (answer.status_code, answer.headers["location"][-14:]) == (303, f"/10/{code}")


def test_the_code_under_the_square_can_be_typed(
    anybody: TestClient, sqlite_db: Database, little_world: World
) -> None:
    code, w = "2611210042", little_world

    def receive(tx: Tx) -> None:
        a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], KG).code = code

    sqlite_db.write(receive)
    typed = handcode.with_check(code).lower().replace("-", " ")
    answer = anybody.post("/trace", data={"code": typed})
    assert answer.status_code == 303
    assert answer.headers["location"].endswith(f"/10/{code}")
    assert anybody.get(answer.headers["location"], headers=BROWSER).status_code == 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2611-2100-420", "编号有误"),
        ("", "编号有误"),
        ("ÄÖÜ", "编号有误"),
        (handcode.with_check("99999999"), "没有找到这个编号"),
    ],
)
def test_a_code_typed_wrong_is_explained(anybody: TestClient, typed: str, said: str) -> None:
    answer = anybody.post("/trace", data={"code": typed}, headers=BROWSER)
    assert answer.status_code == 404
    assert said in answer.text
