"""The shop's phone in a real browser: an order in two minutes, once, and what became of it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import func, select

from tests.builders import NOW
from tests.e2e import browser
from tests.e2e.pages import road
from tests.e2e.pages.conftest import Visit
from tests.e2e.pages.road import Road
from tests.e2e.pages.site import Site
from wms import ordering
from wms.db import Tx
from wms.ordering import approval
from wms.tables.access import User
from wms.tables.ordering import Order, OrderState

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/shop",
    "order": "/shop/order",
    "orders": "/shop/orders",
    "statement": "/shop/statement",
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_the_shops_pages_are_sound_in_both_languages(
    gallery: Site, visit: Visit, name: str, language: str
) -> None:
    visitor = visit(gallery, "shop", language=language, window=browser.PHONE)
    assert visitor.faults_on({f"shop-{name}-{language}": PAGES[name]}) == []


@pytest.mark.parametrize("name", PAGES)
def test_the_shops_pages_fit_the_narrowest_phone_by_night(
    gallery: Site, visit: Visit, name: str
) -> None:
    visitor = visit(gallery, "shop", window=browser.NARROWEST, theme="dark")
    assert visitor.faults_on({f"shop-{name}-narrow": PAGES[name]}) == []


def test_an_order_is_chosen_checked_and_sent(workshop: Site, visit: Visit) -> None:
    visitor = visit(workshop, "shop", window=browser.PHONE)
    page = visitor.page
    page.goto("/shop/order")
    page.get_by_placeholder("搜索品名或编号").fill("土豆")
    expect(page.locator(".good-row:visible")).to_have_count(1)
    _more(page, "土豆", 3)
    page.get_by_placeholder("搜索品名或编号").fill("")
    page.get_by_role("button", name="冷冻").first.click()
    _more(page, "手工水饺", 1)
    page.get_by_role("button", name="核对并发送").click()
    expect(page.get_by_role("heading", name="核对订单")).to_be_visible()
    expect(page.locator(".good-row:visible")).to_have_count(2)
    expect(page.get_by_text("今天 16:00 – 21:00 送到").first).to_be_visible()
    assert visitor.faults("shop-check") == []
    page.get_by_label("备注").fill("后门卸货")
    page.get_by_role("button", name="确认下单").click()
    page.get_by_text("订单已收到").wait_for()
    order = workshop.db.read(_newest)
    assert {line.name_zh: line.ordered for line in order.lines} == {
        "土豆": 30_000,
        "手工水饺": 20,
    }
    assert order.order.note == "后门卸货"
    page.goto("/shop/order")
    expect(page.locator(".good-row--chosen")).to_have_count(0)


def test_a_draft_survives_closing_the_page(workshop: Site, visit: Visit) -> None:
    page = visit(workshop, "shop", window=browser.PHONE).page
    page.goto("/shop/order")
    _more(page, "土豆", 2)
    page.get_by_placeholder("后门卸货").evaluate("(field) => (field.value = '早点送')")
    page.locator("#order").dispatch_event("input")
    page.goto("/shop")
    page.goto("/shop/order")
    expect(page.get_by_text("已恢复上次未发送的草稿")).to_be_visible()
    assert _packs(page, "土豆") == "2"
    page.get_by_role("button", name="清空").click()
    page.reload()
    assert _packs(page, "土豆") == ""


def test_a_lost_answer_and_a_second_press_are_one_order(workshop: Site, visit: Visit) -> None:
    visitor = visit(workshop, "shop", window=browser.PHONE)
    page = visitor.page
    before = _count(workshop)
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        route.fetch()
        route.abort()
        lost.append(route.request.url)

    page.route("**/v1/orders", lose_the_first)
    page.goto("/shop/order")
    _more(page, "土豆", 2)
    page.get_by_role("button", name="核对并发送").click()
    page.get_by_role("button", name="确认下单").click()
    page.get_by_text("没有收到回应").wait_for()
    browser.keep_picture(page, "shop-no-answer")
    assert _count(workshop) == before + 1
    page.get_by_role("button", name="确认下单").dblclick()
    page.get_by_text("订单已收到").wait_for()
    assert _count(workshop) == before + 1


def test_what_is_wrong_stands_beside_the_line(workshop: Site, visit: Visit) -> None:
    page = visit(workshop, "shop", window=browser.PHONE).page
    page.goto("/shop/order")
    _more(page, "土豆", 1)
    page.locator(".good-row", has=page.get_by_text("土豆", exact=True)).locator("input").fill(
        "90000"
    )
    _more(page, "莲藕", 1)
    page.get_by_role("button", name="核对并发送").click()
    page.get_by_role("button", name="确认下单").click()
    row = page.locator(".good-row--fault")
    row.wait_for()
    expect(row).to_have_count(1)
    expect(row.get_by_text("数量过大,请检查")).to_be_visible()
    expect(page.locator("#fault")).to_contain_text("请改正标出的商品")
    browser.keep_picture(page, "shop-fault")


def _about_to_wish(page: Page) -> Page:
    """Choose goods and open what asks for the day and the hours."""
    page.goto("/shop/order")
    _more(page, "土豆", 1)
    page.get_by_role("button", name="核对并发送").click()
    page.get_by_text("指定日期和时段").click()
    return page


def test_hours_of_delivery_are_promised_before_anything_is_sent(
    gallery: Site, visit: Visit
) -> None:
    page = _about_to_wish(visit(gallery, "shop", window=browser.PHONE).page)
    page.get_by_label("不早于").fill("17:00")
    page.get_by_label("不晚于").fill("18:00")
    page.get_by_label("不晚于").blur()
    promised = page.locator("[data-promised]")
    expect(promised.get_by_text("17:00 – 18:00 送到")).to_be_visible()
    page.get_by_label("不晚于").fill("23:30")
    page.get_by_label("不晚于").blur()
    expect(promised.get_by_text("时段须在 16:00 – 21:00 之间")).to_be_visible()


def test_of_two_wishes_the_last_one_is_promised_whichever_answer_comes_first(
    gallery: Site, visit: Visit
) -> None:
    page = _about_to_wish(visit(gallery, "shop", window=browser.PHONE).page)
    late: list[Route] = []
    page.route("**/v1/promise?*", lambda route: route.continue_() if late else late.append(route))
    page.get_by_label("不早于").fill("17:00")
    page.get_by_label("不早于").blur()
    page.get_by_label("不晚于").fill("18:00")
    page.get_by_label("不晚于").blur()
    promised = page.locator("[data-promised]")
    expect(promised).to_contain_text("17:00 – 18:00 送到")
    with page.expect_response("**/v1/promise?*"):
        late[0].continue_()
    page.wait_for_timeout(100)
    expect(promised).to_contain_text("17:00 – 18:00 送到")


def test_the_last_order_is_filled_in_with_one_tap(gallery: Site, visit: Visit) -> None:
    page = visit(gallery, "shop", window=browser.PHONE).page
    page.goto("/shop")
    page.get_by_role("link", name="照上次再订").click()
    page.get_by_text("已填入订单").wait_for()
    page.locator(".good-row--chosen").first.wait_for()
    assert page.url.endswith("/shop/order")


def test_an_order_that_came_back_is_corrected_on_the_phone(workshop: Site, visit: Visit) -> None:
    order_id = workshop.db.write(lambda tx: _send_back(tx, workshop))
    visitor = visit(workshop, "shop", window=browser.PHONE)
    page = visitor.sees("/shop", "shop-returned-home")
    page.get_by_text("修改后重新提交").click()
    page.wait_for_url(f"**/shop/orders/{order_id}")
    assert visitor.faults("shop-returned") == []
    page.get_by_role("link", name="修改后重新提交").click()
    page.locator(".good-row--chosen [data-step='-1']").first.click()
    page.get_by_role("button", name="核对并发送").click()
    page.get_by_role("button", name="重新提交").click()
    page.get_by_text("订单已收到").wait_for()
    assert workshop.db.read(lambda tx: tx.find(Order, order_id).state) is OrderState.SUBMITTED


def test_an_order_is_cancelled(workshop: Site, visit: Visit) -> None:
    order_id = workshop.db.write(lambda tx: _send_back(tx, workshop))
    page = visit(workshop, "shop", window=browser.PHONE).page
    page.goto(f"/shop/orders/{order_id}")
    page.get_by_text("取消订单").first.click()
    page.get_by_role("button", name="取消订单").click()
    expect(page.get_by_text("已取消").first).to_be_visible()
    state = workshop.db.read(lambda tx: tx.find(Order, order_id).state)
    assert state is OrderState.CANCELLED


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_way_to_the_shop_and_the_signature_are_shown(
    street: Site, loaded: tuple[Path, Road], visit: Visit, language: str
) -> None:
    way = loaded[1]
    road.depart(street.db, way)
    visitor = visit(street, "shop", language=language, window=browser.PHONE)
    address = f"/shop/orders/{way.orders[way.mine]}"
    page = visitor.sees(address, f"shop-on-the-road-{language}")
    page.locator(".leaflet-interactive").first.wait_for()
    road.deliver(street.db, way, way.mine, refused=2)
    page = visitor.sees(address, f"shop-delivered-{language}")
    expect(page.get_by_text("李店长")).to_be_visible()
    assert page.locator("img.signature").evaluate("(image) => image.naturalWidth") > 0
    visitor.sees("/shop/statement", f"shop-statement-month-{language}")


def test_another_shops_order_does_not_exist(gallery: Site, visit: Visit) -> None:
    page = visit(gallery, "shop002", window=browser.PHONE).page
    mine = gallery.db.read(lambda tx: _mine(tx, gallery))
    answer = page.goto(f"/shop/orders/{mine}")
    assert answer is not None
    assert answer.status == 404


def _more(page: Page, name: str, times: int) -> None:
    row = page.locator(".good-row", has=page.get_by_text(name, exact=True))
    for _ in range(times):
        row.locator("[data-step='1']").click()


def _packs(page: Page, name: str) -> str:
    row = page.locator(".good-row", has=page.get_by_text(name, exact=True))
    return row.locator("input").input_value()


def _mine(tx: Tx, site: Site) -> int:
    shop_id = tx.find(User, site.scene.users["shop"]).shop_id
    assert shop_id is not None
    return ordering.of_shop(tx, shop_id)[-1].id


def _newest(tx: Tx) -> ordering.OrderView:
    newest = tx.scalars(select(Order.id).order_by(Order.id.desc()).limit(1)).one()
    return ordering.view(tx, newest)


def _send_back(tx: Tx, site: Site) -> int:
    """The shop places what it had before, and the approver does not like it."""
    shop_id = tx.find(User, site.scene.users["shop"]).shop_id
    assert shop_id is not None
    before = ordering.view(tx, _mine(tx, site))
    lines = tuple((line.item_id, 2 * line.ordered) for line in before.lines)
    new = ordering.NewOrder(road.SPACE, shop_id, lines)
    order = ordering.place(tx, new, by=site.scene.users["shop"], now=NOW)
    by = site.scene.users["dispatcher"]
    approval.send_back(tx, order.id, "草莓今天不够,请减量", version=1, by=by, now=NOW)
    return order.id


def _count(site: Site) -> int:
    return site.db.read(lambda tx: tx.scalar(select(func.count()).select_from(Order))) or 0
