"""The floor in a real browser: the choice, the flows, a wedge gun, a torn label, no network."""

import time

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.builders import NOW
from tests.e2e import browser
from tests.e2e.pages.conftest import Visit
from tests.e2e.pages.site import Site, Visitor
from wms.db import Tx
from wms.inbound import quality
from wms.outbound import packing
from wms.printing import documents
from wms.tables.ordering import Order, OrderState

pytestmark = pytest.mark.browser

PAGES = {
    "choose": "/floor",
    "receive": "/floor/receive",
    "pick": "/floor/pick?station=main-gun-pick",
    "load": "/floor/load?station=main-gun-load",
    "look": "/floor/look",
    "papers": "/floor/papers",
}


ALT, CONTROL = 1, 2


class Gun:
    """A gun that pretends to be a keyboard: real key events, ten milliseconds apart.

    Their times are told to the browser, so that a slow machine does not make a slow gun.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._cdp = page.context.new_cdp_session(page)
        # Whoever typed before has taken the hands off the keys.
        self._at_s = time.time() + 0.3

    def press(self, key: str, *, code: str = "", modifiers: int = 0, text: str = "") -> None:
        self._at_s += 0.01
        event = {"key": key, "code": code, "modifiers": modifiers, "timestamp": self._at_s}
        self._send({"type": "keyDown", "text": text, **event})
        self._send({"type": "keyUp", **event})

    def type(self, words: str) -> None:
        for character in words:
            self.press(character, text=character)

    def enter(self) -> None:
        self.press("Enter", code="Enter")

    def separate(self, way: str) -> None:
        """Send GS as guns do: Ctrl and ], Alt with a letter, Alt with digits on the number pad."""
        if way == "control":
            self.press("]", code="BracketRight", modifiers=CONTROL)
        elif way == "letter":
            self.press("g", code="KeyG", modifiers=ALT)
        else:
            self._send({"type": "keyDown", "key": "Alt", "modifiers": ALT})
            for digit in "0029":
                self.press(digit, code=f"Numpad{digit}", modifiers=ALT)
            self._send({"type": "keyUp", "key": "Alt", "timestamp": self._at_s})

    def _send(self, event: dict[str, object]) -> None:
        self._cdp.send("Input.dispatchKeyEvent", event)


def fire(page: Page, code: str, *, end: str = "Enter") -> None:
    """One label read by a gun."""
    gun = Gun(page)
    gun.type(code)
    gun.press(end, code=end)


def at_work(visitor: Visitor, address: str) -> Page:
    """Open a page whose work has begun: it says so to the station by itself."""
    with visitor.page.expect_response("**/v1/scans"):
        return visitor.opens(address)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_floor_pages_are_sound_in_both_languages(
    workshop: Site, visit: Visit, language: str
) -> None:
    visitor = visit(workshop, "staff", language=language, window=browser.PHONE)
    pages = {f"floor-{name}-{language}": address for name, address in PAGES.items()}
    assert visitor.faults_on(pages) == []


def test_a_wedge_gun_receives_goods_and_puts_them_away(workshop: Site, visit: Visit) -> None:
    visitor = visit(workshop, "staff", window={"width": 1024, "height": 768})
    page = at_work(visitor, "/floor/receive")
    title = page.locator("[data-step-title]")
    expect(title).to_have_text("扫货品标签")
    fire(page, "SUP-B01")
    fire(page, "ITEM-G001")
    page.wait_for_timeout(300)
    browser.keep_picture(page, "floor-gun-received")
    expect(title).to_have_text("扫货位")
    place = page.locator("[data-step-place]").inner_text()
    fire(page, f"LOC-{place}", end="Tab")
    expect(page.locator("[data-answer]")).to_contain_text("已上架")
    expect(title).to_have_text("扫货品标签")
    assert not visitor.watch.faults


def test_a_gun_never_steals_the_field_a_person_types_in(workshop: Site, visit: Visit) -> None:
    page = at_work(visit(workshop, "staff"), "/floor/look")
    field = page.locator("input[name=code]")
    field.press_sequentially("MAIN-R1", delay=120)
    fire(page, "MAIN-R3")
    expect(page.locator("[data-answer]")).to_contain_text("MAIN-R3")
    expect(field).to_have_value("MAIN-R1")
    field.press("Enter")
    expect(page.locator("[data-answer]")).to_contain_text("MAIN-R1")


def test_scans_without_a_network_are_kept_and_arrive_once(workshop: Site, visit: Visit) -> None:
    visitor = visit(workshop, "staff")
    page = at_work(visitor, "/floor/look")
    visitor.context.set_offline(True)
    for count, place in enumerate(("MAIN-R1", "MAIN-R2", "MAIN-R3"), 1):
        fire(page, place)
        expect(page.locator("[data-queue-state]")).to_contain_text(f"{count} 条")
        expect(page.get_by_text("已存在本机,继续扫")).to_have_count(count + 1)
    browser.keep_picture(page, "floor-offline")
    visitor.context.set_offline(False)
    expect(page.locator("[data-queue-state]")).to_contain_text("全部已送达")
    expect(page.locator("[data-history] li").nth(2)).to_contain_text("MAIN-R1")


def test_a_reply_at_the_gun_shows_on_the_page_at_once(workshop: Site, visit: Visit) -> None:
    gun = visit(workshop, "staff").opens("/floor/look?station=main-gun-dock")
    watching = visit(workshop, "staff").opens("/floor/look?station=main-gun-dock")
    fire(gun, "MAIN-R2")
    expect(watching.locator("[data-answer]")).to_contain_text("MAIN-R2")


def test_the_separator_of_gs1_codes_survives_each_way_guns_send_it(
    workshop: Site, visit: Visit
) -> None:
    page = at_work(visit(workshop, "staff"), "/floor/look")
    for way in ("control", "keypad", "letter"):
        gun = Gun(page)
        with page.expect_request("**/v1/scans") as sent:
            gun.type("]C110L42")
            gun.separate(way)
            gun.type("3103001500")
            gun.enter()
        body = sent.value.post_data_json
        assert (body["aim"], body["code"]) == ("]C1", "10L42\x1d3103001500"), way


def test_a_label_waits_until_it_is_printed_and_can_be_printed_again(
    workshop: Site, visit: Visit
) -> None:
    keep_a_label(workshop, 1)
    keep_a_label(workshop, 2)
    visitor = visit(workshop, "staff", language="en")
    page = visitor.sees("/floor/papers", "floor-print")
    waiting = page.locator("#papers section").first
    for newest in ("lot-2611210002.pdf", "lot-2611210001.pdf"):
        expect(waiting.locator("li").first).to_contain_text(newest)
        with page.context.expect_page() as opened:
            waiting.get_by_role("button", name="Print").first.click()
        opened.value.close()
    expect(waiting).to_contain_text("Nothing waits to be printed")
    expect(page.get_by_role("button", name="Once more")).to_have_count(2)


def test_a_lot_stopped_on_the_stage_is_taken_out_with_a_button(
    workshop: Site, visit: Visit
) -> None:
    order, lot = workshop.db.write(lambda tx: stop_a_packed_lot(tx, workshop))
    visitor = visit(workshop, "staff", language="en", window=browser.PHONE)
    page = visitor.sees("/floor/load?station=main-gun-load", "floor-stopped")
    row = page.locator("#stopped li").filter(has_text=order).filter(has_text=f"lot {lot}")
    row.get_by_role("button", name="Take out").dblclick()
    page.wait_for_url("**/floor/load?station=main-gun-load&done=taken_out")
    expect(page.get_by_text("Taken out of the order")).to_be_visible()
    expect(row).to_have_count(0)
    assert visitor.faults("floor-stopped-taken-out") == []


def test_a_form_on_its_way_is_not_replaced_by_a_fresh_one(workshop: Site, visit: Visit) -> None:
    workshop.db.write(lambda tx: stop_a_packed_lot(tx, workshop))
    page = visit(workshop, "staff").page
    page.clock.install()
    page.goto("/floor/load?station=main-gun-load")
    # Its answer never comes: the browser goes on showing the page.
    page.evaluate("addEventListener('submit', (event) => event.preventDefault())")
    form = page.locator("#stopped form").first
    form.get_by_role("button").click()
    expect(form).to_have_attribute("data-sent", "yes")
    page.clock.run_for(11_000)
    page.wait_for_timeout(500)
    expect(form).to_have_attribute("data-sent", "yes")


def stop_a_packed_lot(tx: Tx, site: Site) -> tuple[str, str]:
    """The quality manager holds a lot that stands packed on the main stage."""
    here = (Order.state == OrderState.PACKED) & (Order.warehouse_id == site.scene.main)
    order = tx.scalars(select(Order).where(here).order_by(Order.id)).first()
    assert order is not None
    goods = packing.goods_of(tx, order.id)[0]
    new = quality.NewHold(quality.HoldReason.QUALITY, f"smell:{goods.lot_id}", "smell")
    quality.hold(tx, [goods.lot_id], new, by=site.scene.users["quality"], now=NOW)
    return order.number, goods.lot_code


def keep_a_label(workshop: Site, number: int = 1) -> None:
    """A label as the worker makes it."""
    pdf = "application/pdf"
    name = f"lot-261121000{number}.pdf"
    paper = documents.NewDocument("lot_label", f"lot:{number}", 1, pdf, name, b"%PDF-1.4")
    workshop.db.write(lambda tx: documents.keep(tx, [paper], now=NOW))
