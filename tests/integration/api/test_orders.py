"""A shop's orders over the interface for programs and as plain forms, once and only once."""

import re
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy import func, select
from starlette.testclient import TestClient

from tests.builders import KG, NOW, World, a_shop, a_stocked_lot, a_user, a_warehouse
from tests.web import logged_in, with_key
from wms import ordering
from wms.db import Database
from wms.ordering import approval
from wms.tables.access import Role
from wms.tables.ordering import Order, OrderState


@pytest.fixture
def shop(app: FastAPI, little_world: World) -> TestClient:
    return logged_in(app, little_world.keeper)


@pytest.fixture
def stocked(sqlite_db: Database, little_world: World) -> None:
    w = little_world
    sqlite_db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 500 * KG))


def test_the_same_order_sent_twice_is_one_order(
    app: FastAPI, shop: TestClient, little_world: World
) -> None:
    body = _body(little_world)
    first, again = shop.post("/v1/orders", json=body), shop.post("/v1/orders", json=body)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert _orders(app) == 1
    assert first.json()["lines"][0]["ordered"] == 20 * KG
    assert first.json()["total_cents"] == 20 * 600


def test_one_id_cannot_stand_for_two_orders(shop: TestClient, little_world: World) -> None:
    body = _body(little_world)
    shop.post("/v1/orders", json=body)
    other = shop.post("/v1/orders", json={**body, "note": "another"})
    assert (other.status_code, other.json()["code"]) == (409, "order.other_body")


def test_a_refusal_names_every_bad_line(shop: TestClient, little_world: World) -> None:
    w = little_world
    lines = [
        {"item_id": w.rice, "quantity": 15 * KG},
        {"item_id": 999_999, "quantity": 1},
        {"item_id": w.eggs, "quantity": 30},
    ]
    answer = shop.post("/v1/orders", json={**_body(w), "lines": lines})
    assert (answer.status_code, answer.json()["code"]) == (409, "order.lines")
    found = {one["item_id"]: one["code"] for one in answer.json()["details"]["findings"]}
    assert found == {w.rice: "order.multiple", 999_999: "order.unknown_item"}


@pytest.mark.parametrize(
    "change",
    [
        {"lines": [{"item_id": 1, "quantity": 0}]},
        {"lines": [{"item_id": 1, "quantity": 10**13}]},
        {"lines": [{"item_id": 1, "quantity": 1, "price": 0}]},
        {"kind": "whenever"},
        {"note": "x" * 201},
        {"client_id": "yes"},
        {"deliver_on": "tomorrow"},
    ],
)
def test_a_misshapen_order_is_not_judged_at_all(
    app: FastAPI, shop: TestClient, little_world: World, change: dict[str, Any]
) -> None:
    answer = shop.post("/v1/orders", json={**_body(little_world), **change})
    assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")
    assert _orders(app) == 0


def test_another_shop_does_not_exist_for_this_one(
    app: FastAPI, shop: TestClient, little_world: World, sqlite_db: Database
) -> None:
    w = little_world
    other = sqlite_db.write(lambda tx: a_shop(tx, w.warehouse).id)
    stranger = sqlite_db.write(lambda tx: a_user(tx, Role.SHOP, None, other).id)
    order_id = shop.post("/v1/orders", json=_body(w)).json()["id"]
    theirs = logged_in(app, stranger)
    assert theirs.get(f"/v1/orders/{order_id}").status_code == 404
    assert theirs.get(f"/shop/orders/{order_id}").status_code == 404
    assert theirs.get(f"/v1/catalogue?shop_id={w.shop}").status_code == 404
    assert theirs.post("/v1/orders", json=_body(w)).status_code == 404
    assert theirs.get(f"/shop/order?repeat={order_id}").status_code == 404
    cancelled = theirs.post(f"/v1/orders/{order_id}/cancel", json={"version": 1})
    assert cancelled.status_code == 404


def test_an_integrator_orders_for_the_shops_of_its_warehouse_only(
    app: FastAPI, little_world: World, sqlite_db: Database
) -> None:
    w = little_world
    elsewhere = sqlite_db.write(lambda tx: a_shop(tx, a_warehouse(tx).id).id)
    machine = with_key(app, Role.INTEGRATOR, warehouse_id=w.warehouse)
    assert machine.post("/v1/orders", json=_body(w)).status_code == 201
    refused = machine.post("/v1/orders", json={**_body(w), "shop_id": elsewhere})
    assert refused.status_code == 404


def test_the_catalogue_says_what_there_is(
    shop: TestClient, little_world: World, stocked: None
) -> None:
    w = little_world
    items = shop.get(f"/v1/catalogue?shop_id={w.shop}").json()
    rice = next(item for item in items if item["item_id"] == w.rice)
    assert rice["sellable"] == 500 * KG
    assert rice["origin_en"] == "Guoyuan"
    assert rice["pack_quantity"] == 10 * KG


def test_the_promise_is_known_before_the_order_is_sent(
    shop: TestClient, little_world: World
) -> None:
    asked = f"/v1/promise?shop_id={little_world.shop}"
    assert shop.get(asked).json() == {
        "deliver_from": "2026-11-21T08:00:00Z",
        "deliver_until": "2026-11-21T13:00:00Z",
    }
    slot = shop.get(f"{asked}&not_before=17:00&not_after=18:00").json()
    assert slot["deliver_from"] == "2026-11-21T09:00:00Z"
    too_late = shop.get(f"{asked}&not_before=22:00&not_after=23:00")
    assert (too_late.status_code, too_late.json()["code"]) == (409, "order.slot")


def test_an_order_is_changed_and_cancelled_by_the_version_that_was_read(
    shop: TestClient, little_world: World
) -> None:
    w = little_world
    placed = shop.post("/v1/orders", json=_body(w)).json()
    lines = [{"item_id": w.rice, "quantity": 50 * KG}]
    changed = shop.put(f"/v1/orders/{placed['id']}", json={"version": 1, "lines": lines})
    assert changed.json()["version"] == 2
    stale = shop.put(f"/v1/orders/{placed['id']}", json={"version": 1, "lines": lines})
    assert (stale.status_code, stale.json()["code"]) == (409, "order.stale")
    gone = shop.post(f"/v1/orders/{placed['id']}/cancel", json={"version": 2, "reason": "x"})
    assert gone.json()["state"] == "cancelled"


def test_the_plain_form_places_one_order_however_often_it_is_pressed(
    app: FastAPI, shop: TestClient, little_world: World
) -> None:
    page = shop.get("/shop/order").text
    (client_id,) = re.findall(r'name="client_id" value="([^"]+)"', page)
    form = {"client_id": client_id, f"packs_{little_world.rice}": "2", "note": "后门", "kind": ""}
    first, again = shop.post("/shop/order", data=form), shop.post("/shop/order", data=form)
    assert first.status_code == again.status_code == 303
    assert first.headers["location"] == again.headers["location"]
    assert _orders(app) == 1
    shown = shop.get(first.headers["location"]).text
    assert "20 kg" in shown
    assert "后门" in shown


def test_the_plain_form_keeps_what_was_entered_and_marks_the_bad_line(
    shop: TestClient, little_world: World
) -> None:
    w = little_world
    form = {f"packs_{w.rice}": "99999", f"packs_{w.eggs}": "3", "note": "后门"}
    answer = shop.post("/shop/order", data=form, headers={"accept": "text/html"})
    assert answer.status_code == 409
    assert _field(answer, w.eggs) == "3"
    assert _field(answer, w.rice) == "99999"
    assert 'aria-invalid="true"' in answer.text
    assert "数量过大" in answer.text
    assert "后门" in answer.text


def test_an_empty_form_is_told_so(shop: TestClient, little_world: World) -> None:
    answer = shop.post("/shop/order", data={f"packs_{little_world.rice}": "0"})
    assert answer.status_code == 409
    assert "订单里没有商品" in answer.text


@pytest.mark.parametrize("packs", ["-1", "1.5", "1e9", "١", "9" * 30])
def test_what_is_no_number_of_packs_is_refused(
    shop: TestClient, little_world: World, packs: str
) -> None:
    answer = shop.post("/shop/order", data={f"packs_{little_world.rice}": packs})
    assert answer.status_code == 422


def test_an_order_that_came_back_is_corrected_and_sent_again(
    shop: TestClient, little_world: World, sqlite_db: Database, stocked: None
) -> None:
    w = little_world
    order_id = shop.post("/v1/orders", json=_body(w)).json()["id"]
    sqlite_db.write(
        lambda tx: approval.send_back(tx, order_id, "数量太多", version=1, by=w.approver, now=NOW)
    )
    page = shop.get(f"/shop/orders/{order_id}").text
    assert "数量太多" in page
    edit = shop.get(f"/shop/orders/{order_id}/edit")
    assert _field(edit, w.rice) == "2"
    form = {"version": "2", f"packs_{w.rice}": "1", "note": ""}
    sent = shop.post(f"/shop/orders/{order_id}/edit", data=form)
    assert sent.status_code == 303
    seen = sqlite_db.read(lambda tx: ordering.view(tx, order_id))
    assert seen.order.state is OrderState.SUBMITTED
    assert seen.lines[0].ordered == 10 * KG


def test_a_stale_form_shows_the_order_as_it_is_now(shop: TestClient, little_world: World) -> None:
    w = little_world
    order_id = shop.post("/v1/orders", json=_body(w)).json()["id"]
    form = {"version": "7", f"packs_{w.rice}": "4"}
    answer = shop.post(f"/shop/orders/{order_id}/edit", data=form, headers={"accept": "text/html"})
    assert answer.status_code == 409
    assert "订单已被改动" in answer.text
    assert _field(answer, w.rice) == "4"


def test_an_approved_order_is_not_edited_any_more(
    shop: TestClient, little_world: World, sqlite_db: Database, stocked: None
) -> None:
    w = little_world
    order_id = shop.post("/v1/orders", json=_body(w)).json()["id"]
    sqlite_db.write(lambda tx: approval.approve(tx, order_id, version=1, by=w.approver, now=NOW))
    answer = shop.get(f"/shop/orders/{order_id}/edit")
    assert answer.headers["location"] == f"/shop/orders/{order_id}"
    cancelled = shop.post(f"/shop/orders/{order_id}/cancel", data={"version": "2"})
    assert cancelled.status_code == 303
    assert "已取消" in shop.get(f"/shop/orders/{order_id}").text


def test_only_shops_see_the_shops_pages(app: FastAPI, little_world: World) -> None:
    assert logged_in(app, little_world.staff).get("/shop").status_code == 403
    assert logged_in(app, little_world.driver).get("/v1/orders/1").status_code == 403


def test_the_home_page_reminds_a_shop_that_has_not_ordered(
    shop: TestClient, little_world: World
) -> None:
    assert "您还没有下" in shop.get("/shop").text
    shop.post("/v1/orders", json=_body(little_world))
    assert "您还没有下" not in shop.get("/shop").text


def _body(w: World) -> dict[str, Any]:
    return {
        "client_id": str(uuid4()),
        "shop_id": w.shop,
        "lines": [{"item_id": w.rice, "quantity": 20 * KG}],
    }


def _orders(app: FastAPI) -> int:
    db: Database = app.state.db
    return db.read(lambda tx: tx.scalar(select(func.count()).select_from(Order))) or 0


def _field(page: Response, item_id: int) -> str:
    (value,) = re.findall(rf'name="packs_{item_id}"[^>]*? value="([^"]*)"', page.text)
    return str(value)
