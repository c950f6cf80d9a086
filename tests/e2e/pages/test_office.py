"""The dispatcher's pages in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import browser
from tests.e2e.pages.conftest import Visit
from tests.e2e.pages.site import Site

pytestmark = pytest.mark.browser

PAGES = {
    "today": "/office",
    "orders": "/office/orders",
    "order-list": "/office/orders/list?tab=going",
    "waves": "/office/waves",
    "wave": "/office/waves/{wave}",
    "plan": "/office/plans/{wave}",
    "trips": "/office/trips",
    "stock": "/office/stock",
    "exceptions": "/office/exceptions",
    "reports": "/office/reports",
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_office_pages_are_sound_in_both_languages(
    gallery: Site, visit: Visit, language: str
) -> None:
    visitor = visit(gallery, "dispatcher", language=language)
    assert visitor.faults_on(_pages(gallery, language)) == []


def test_office_pages_fit_a_phone_by_night(gallery: Site, visit: Visit) -> None:
    visitor = visit(gallery, "dispatcher", window=browser.PHONE, theme="dark")
    looked_at = ("today", "orders", "wave", "plan", "stock")
    assert visitor.faults_on(_pages(gallery, "phone", *looked_at)) == []


def test_an_order_a_trip_and_a_lot_have_pages_of_their_own(gallery: Site, visit: Visit) -> None:
    visitor = visit(gallery, "dispatcher")
    lists = {"order": "/office/orders", "trip": "/office/trips", "lot": "/office/stock"}
    links = {"order": "[data-open]", "trip": "a.wave", "lot": "td a.code"}
    pages = {
        f"office-{name}-zh": visitor.opens(address).locator(links[name]).first.get_attribute("href")
        for name, address in lists.items()
    }
    found = {name: address for name, address in pages.items() if address}
    assert len(found) == 3
    found["quality-lot-zh"] = found["office-lot-zh"].replace("office", "quality")
    assert visitor.faults_on(found) == []


def test_the_keyboard_approves_the_order_it_stands_on(workshop: Site, visit: Visit) -> None:
    page = visit(workshop, "dispatcher").opens("/office/orders")
    waiting = page.locator("[data-order]").count()
    blocked = page.locator(".order.card--stop").count()
    for _ in range(blocked + 1):
        page.keyboard.press("j")
    chosen = page.locator("[aria-current=true][data-order] [data-open]").inner_text()
    page.keyboard.press("a")
    page.wait_for_url("**/office/orders?done=approved")
    expect(page.locator("[data-order]")).to_have_count(waiting - 1)
    expect(page.locator("[data-queue]")).not_to_contain_text(chosen)


def test_bulk_approval_shows_what_it_will_do_before_it_does(workshop: Site, visit: Visit) -> None:
    visitor = visit(workshop, "dispatcher")
    page = visitor.opens("/office/orders")
    page.locator("[data-choose-all]").check()
    chosen = page.locator("input[data-clean]:checked").count()
    page.get_by_role("button", name="预览批量批准").click()
    expect(page.locator("tbody tr")).to_have_count(chosen)
    browser.keep_picture(page, "office-preview-zh")
    page.get_by_role("button", name=f"批准 {chosen} 单").click()
    expect(page.get_by_text(f"已批准 {chosen} 单。")).to_be_visible()
    assert not visitor.watch.faults


def test_one_press_releases_a_wave(workshop: Site, visit: Visit) -> None:
    visitor = visit(workshop, "dispatcher")
    page = visitor.opens("/office/orders")
    page.locator("[data-approve]").first.click()
    page.goto("/office/waves")
    page.get_by_role("button", name="立即放波").click()
    page.wait_for_url(re.compile(r"/office/waves/\d+\?done=released"))
    assert page.locator(".stage--ok").count() >= 2
    assert not visitor.watch.faults


def test_an_order_goes_back_with_its_reason(workshop: Site, visit: Visit) -> None:
    page = visit(workshop, "dispatcher").opens("/office/orders")
    number = page.locator("[data-open]").first.inner_text()
    page.locator("[data-open]").first.click()
    page.get_by_label("退回原因").fill("库存不足,请改订")
    page.get_by_role("button", name="退回门店").click()
    expect(page.get_by_text("已退回门店。")).to_be_visible()
    page.goto("/office/orders/list?tab=back")
    expect(page.get_by_role("link", name=number)).to_be_visible()


def test_unreadable_bytes_are_looked_at_and_settled(workshop: Site, visit: Visit) -> None:
    page = visit(workshop, "dispatcher").opens("/office/exceptions")
    settle = page.get_by_role("button", name="已处理")
    waiting = settle.count()
    page.locator("details.fold summary").first.click()
    expect(page.locator("code.bytes").first).to_be_visible()
    settle.first.click()
    expect(page.get_by_text("已标记为处理完毕。")).to_be_visible()
    expect(page.get_by_role("button", name="已处理")).to_have_count(waiting - 1)


def test_a_refusal_says_why_and_leaves_what_was_typed(workshop: Site, visit: Visit) -> None:
    page = visit(workshop, "dispatcher").opens("/office/trips")
    page.locator("a.wave").first.click()
    page.get_by_label("仍要发车的原因").fill("客户急等")
    page.get_by_role("button", name="发车").click()
    expect(page.get_by_role("alert")).to_contain_text("没有")
    expect(page.get_by_label("仍要发车的原因")).to_have_value("客户急等")
    browser.keep_picture(page, "office-refusal")


def _pages(site: Site, how: str, *names: str) -> dict[str, str]:
    return {
        f"office-{name}-{how}": PAGES[name].format(wave=site.scene.wave) for name in names or PAGES
    }
