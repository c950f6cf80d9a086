"""Two people at one thing, answers that never arrive, pages that are out of date."""

import threading
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from sqlalchemy import func, select

from tests.builders import KG, a_stocked_lot
from tests.e2e.house import Premises, lose_the_answer, premises
from wms.db import Tx
from wms.masterdata import policies
from wms.stock import ledger
from wms.tables.access import Role
from wms.tables.facts import Fact, Outbox, OutboxState
from wms.tables.masterdata import Item
from wms.tables.ordering import Order, OrderLine, OrderState
from wms.tables.printing import Document


@pytest.fixture(scope="module")
def house(lasting_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Premises]:
    with premises(lasting_url, tmp_path_factory.mktemp("desks")) as opened:
        w = opened.world
        opened.db.write(
            lambda tx: a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 400 * KG, life_hours=2_000)
        )
        yield opened


def an_order(house: Premises) -> dict[str, Any]:
    line = {"item_id": house.world.rice, "quantity": 10 * KG}
    return {"client_id": str(uuid4()), "shop_id": house.world.shop, "lines": [line]}


def placed(house: Premises) -> dict[str, Any]:
    answer = house.person(Role.SHOP).post("/v1/orders", json=an_order(house))
    assert answer.status_code == 201, answer.text
    seen: dict[str, Any] = answer.json()
    return seen


def at_once(*requests: Any) -> list[httpx2.Response]:
    """Send several requests at the same moment."""
    answers: list[httpx2.Response] = []
    threads = [
        threading.Thread(target=lambda send=send: answers.append(send())) for send in requests
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_an_order_whose_answer_was_lost_is_sent_again_and_is_one_order(house: Premises) -> None:
    body = an_order(house)
    same = Order.client_id == UUID(body["client_id"])

    def count(tx: Tx) -> int:
        return tx.scalar(select(func.count(Order.id)).where(same)) or 0

    shop = house.person(Role.SHOP)
    lose_the_answer(shop, "/v1/orders", body, lambda: house.read(count))
    again = shop.post("/v1/orders", json=body)
    assert again.status_code == 201
    assert house.read(count) == 1
    other = {**body, "note": "leave it at the back door"}
    refused = shop.post("/v1/orders", json=other)
    assert (refused.status_code, refused.json()["code"]) == (409, "order.other_body")


def test_two_approvers_at_one_order_end_with_one_approval_and_a_clear_word(
    house: Premises,
) -> None:
    order = placed(house)
    one, other = house.person(Role.DISPATCHER), house.person(Role.DISPATCHER)
    address, form = f"/office/orders/{order['id']}/approve", {"version": order["version"]}
    answers = at_once(lambda: one.post(address, data=form), lambda: other.post(address, data=form))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    late = next(answer for answer in answers if answer.status_code == 409).json()
    assert late["code"] in ("order.stale", "order.wrong_state")
    assert late["title"]
    assert late["what_to_do"]

    def approvals(tx: Tx) -> int:
        said = (Fact.kind == "OrderApproved") & (Fact.subject_id == str(order["id"]))
        return tx.scalar(select(func.count(Fact.id)).where(said)) or 0

    assert house.read(approvals) == 1
    promised = select(OrderLine.promised).where(OrderLine.order_id == order["id"])
    assert house.read(lambda tx: tx.scalars(promised).all()) == [10 * KG]
    assert house.read(ledger.check) == []


def test_a_page_that_is_out_of_date_says_so_and_overwrites_nothing(house: Premises) -> None:
    order = placed(house)
    shop, desk = house.person(Role.SHOP), house.person(Role.DISPATCHER)
    lines = [{"item_id": house.world.rice, "quantity": 20 * KG}]
    change = {"version": order["version"], "lines": lines, "note": "twice as much"}
    assert shop.put(f"/v1/orders/{order['id']}", json=change).status_code == 200
    browser = {"Accept": "text/html", "Accept-Language": "en"}
    address = f"/office/orders/{order['id']}/approve"
    stale = desk.post(address, data={"version": order["version"]}, headers=browser)
    assert stale.status_code == 409
    assert "text/html" in stale.headers["content-type"]
    again = shop.put(f"/v1/orders/{order['id']}", json=change)
    assert (again.status_code, again.json()["code"]) == (409, "order.stale")
    kept = house.read(lambda tx: tx.find(Order, order["id"]))
    assert (kept.state, kept.note) == (OrderState.SUBMITTED, "twice as much")


def test_a_label_that_cannot_be_drawn_waits_for_a_person_who_mends_it(house: Premises) -> None:
    """A good was entered with a wrong check digit: its lot is taken in, its label is not drawn."""
    w = house.world
    right = house.db.write(lambda tx: misspelt(tx, w.eggs, house.clock()))
    staff, desk = house.person(Role.STAFF), house.person(Role.DISPATCHER)
    item = house.read(lambda tx: tx.find(Item, w.eggs))
    for code in (house.card(), f"ITEM-{item.code}"):
        answer = staff.post("/v1/scans", json={"id": str(uuid4()), "code": code})
        assert (answer.status_code, answer.json()["tone"]) == (200, "ok"), answer.text

    gave_up = select(Outbox.id).where(Outbox.state == OutboxState.DEAD)
    letter = house.eventually(lambda tx: tx.scalar(gave_up), "a dead letter")
    assert f'value="{letter}"' in desk.get("/office/exceptions").text

    house.db.write(lambda tx: setattr(tx.find(Item, w.eggs), "gtin", right))
    again = desk.post("/office/exceptions/retry", data={"key": str(letter)})
    assert again.status_code == 303, again.text
    drawn = select(func.count(Document.id)).where(Document.kind == "lot_label")
    house.eventually(lambda tx: tx.scalar(drawn) == 2, "the label")
    assert f'value="{letter}"' not in desk.get("/office/exceptions").text


def misspelt(tx: Tx, item_id: int, now: datetime) -> str:
    """Enter a wrong check digit and give up at the first failure; returns what is right."""
    item = tx.find(Item, item_id)
    right = item.gtin
    item.gtin = right[:-1] + str((int(right[-1]) + 1) % 10)
    policies.set(tx, "outbox_attempts", 1, valid_from=now, by=None)
    return right
