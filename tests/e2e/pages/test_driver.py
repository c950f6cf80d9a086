"""The driver's phone in a real browser, with a signal and without."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect
from sqlalchemy import func, select

from tests.e2e import browser
from tests.e2e.pages import road
from tests.e2e.pages.conftest import Visit
from tests.e2e.pages.road import Road
from tests.e2e.pages.site import Site, Visitor
from wms.tables.inbox import Inbox
from wms.tables.transport import Proof, Trip, TripState
from wms.transport import delivery
from wms.units import Unit

pytestmark = pytest.mark.browser

KEPT = """async () => {
    const isKept = () => caches.match(location.pathname, { ignoreVary: true });
    while (!(await isKept())) await new Promise((done) => setTimeout(done, 50));
}"""

PAGES = "caches.keys().then((all) => all.filter((name) => name.startsWith('driver-pages')))"


@pytest.fixture
def way(loaded: tuple[Path, Road]) -> Road:
    return loaded[1]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_drivers_pages_are_sound_in_both_languages(
    street: Site, way: Road, visit: Visit, language: str
) -> None:
    visitor = visit(street, way.driver, language=language, window=browser.PHONE)
    day, trip = f"/driver?lang={language}", f"/driver/trips/{way.trip}?lang={language}"
    faults = visitor.faults_on({f"driver-day-{language}": day, f"driver-loading-{language}": trip})
    road.depart(street.db, way)
    faults += visitor.faults_on({f"driver-next-{language}": trip})
    _arrive(visitor.page)
    assert faults + visitor.faults(f"driver-door-{language}") == []


def test_the_drivers_pages_fit_the_narrowest_phone_by_night(
    street: Site, way: Road, visit: Visit
) -> None:
    road.depart(street.db, way)
    visitor = visit(street, way.driver, window=browser.NARROWEST, theme="dark")
    faults = visitor.faults_on({"driver-next-narrow": f"/driver/trips/{way.trip}"})
    _arrive(visitor.page)
    visitor.page.locator(".stop--next [data-problem]").first.click()
    faults += visitor.faults("driver-door-narrow")
    assert faults + visitor.faults_on({"driver-day-narrow": "/driver"}) == []


def test_a_day_without_trips_says_what_will_come(street: Site, visit: Visit) -> None:
    page = visit(street, "driver28", window=browser.PHONE).sees("/driver", "driver-empty")
    expect(page.get_by_text("今天没有排给您的车次")).to_be_visible()


def test_another_drivers_trip_does_not_exist(street: Site, way: Road, visit: Visit) -> None:
    page = visit(street, "driver28").page
    answer = page.goto(f"/driver/trips/{way.trip}")
    assert answer is not None
    assert answer.status == 404


def test_a_delivery_takes_five_taps_and_a_signature(street: Site, way: Road, visit: Visit) -> None:
    page = _on_the_road(street, way, visit).page
    _arrive(page)  # tap 1
    _sign(page)
    page.locator(".stop--next [name=received_by]").fill("李店长")  # tap 2
    page.locator(".stop--next [data-act=proof]").click()  # tap 3
    page.locator(f"#stop-{way.stops[0]}[data-state=done]").wait_for()
    assert page.locator(".stop--next").get_attribute("data-stop") == str(way.stops[1])
    assert _proofs(street) == 1
    seen = street.db.read(lambda tx: delivery.proof_of(tx, way.orders[0]))
    assert seen.received_by == "李店长"
    assert seen.signature_svg is not None
    assert all(line.delivered and not line.refused for line in seen.lines)


def test_a_cleared_signature_field_asks_for_a_signature_again(
    street: Site, way: Road, visit: Visit
) -> None:
    page = _on_the_road(street, way, visit).page
    _arrive(page)
    _sign(page)
    hint = page.locator(".stop--next .pad-box__hint")
    expect(hint).to_be_hidden()
    page.locator(".stop--next [data-clear]").click()
    expect(hint).to_be_visible()


def test_short_and_refused_goods_photo_and_temperature_come_with_the_proof(
    street: Site, way: Road, visit: Visit, tmp_path: Path
) -> None:
    page = _on_the_road(street, way, visit).page
    _arrive(page)
    stop = page.locator(".stop--next")
    stop.locator("[data-problem]").first.click()
    stop.locator("[data-count=short]").first.fill("1")
    stop.locator("[data-count=refused]").first.fill("2")
    stop.locator("[name=received_by]").fill("李店长")
    stop.locator("[name=temperature]").fill("5.5")
    stop.locator("[data-photo]").set_input_files(_a_photo(page, tmp_path))
    stop.locator("[data-preview]").wait_for()
    stop.locator("[data-act=proof]").click()
    expect(stop.get_by_text("请选择原因").first).to_be_visible()
    stop.locator("[data-reason]").first.select_option("damaged")
    stop.locator("[data-act=proof]").click()
    page.locator(f"#stop-{way.stops[0]}[data-state=done]").wait_for()
    seen = street.db.read(lambda tx: delivery.proof_of(tx, way.orders[0]))
    (changed,) = [line for line in seen.lines if line.short or line.refused]
    one = 1000 if changed.unit is Unit.GRAM else 1
    assert (changed.short, changed.refused, changed.reason) == (one, 2 * one, "damaged")
    assert seen.temperature_c == 5.5
    photo, media_type = street.db.read(lambda tx: delivery.photo_of(tx, way.orders[0]))
    assert media_type == "image/jpeg"
    assert _size(page, photo) == [1600, 900]


def test_what_waited_on_a_page_of_an_older_login_is_sent_after_a_reload(
    street: Site, way: Road, visit: Visit
) -> None:
    visitor = _on_the_road(street, way, visit)
    page = visitor.page
    page.evaluate(KEPT)
    # Logged in anew elsewhere in this browser: this page still has the token of before.
    page.evaluate("document.querySelector('meta[name=csrf]').content = 'of another login'")
    _arrive(page)
    page.wait_for_timeout(500)
    expect(page.locator(f"#stop-{way.stops[0]}[data-state=refused]")).to_have_count(0)
    with page.expect_response("**/arrival") as answered:
        page.reload()
    assert answered.value.ok


def test_what_was_done_without_a_signal_is_sent_once_after_a_reload(
    street: Site, way: Road, visit: Visit
) -> None:
    visitor = _on_the_road(street, way, visit)
    page = visitor.page
    page.evaluate(KEPT)
    visitor.context.set_offline(True)
    _arrive(page)
    _sign(page)
    page.locator(".stop--next [name=received_by]").fill("李店长")
    page.locator(".stop--next [data-act=proof]").click()
    first = page.locator(f"#stop-{way.stops[0]}")
    page.locator(f"#stop-{way.stops[0]}[data-state=stored]").wait_for()
    expect(page.get_by_text("2 条待上传")).to_be_visible()
    browser.keep_picture(page, "driver-offline")

    page.reload()
    page.locator(f"#stop-{way.stops[0]}[data-state=stored]").wait_for()
    assert page.locator(".stop--next").get_attribute("data-stop") == str(way.stops[1])
    assert _proofs(street) == 0

    visitor.context.set_offline(False)
    page.locator(f"#stop-{way.stops[0]}[data-state=done]").wait_for()
    expect(first).to_be_visible()
    expect(page.locator("#waiting")).to_be_hidden()
    assert _proofs(street) == 1
    page.reload()
    page.locator(f"#stop-{way.stops[0]}[data-state=done]").wait_for()
    assert _proofs(street) == 1


def test_an_answer_that_was_lost_does_not_deliver_twice(
    street: Site, way: Road, visit: Visit
) -> None:
    visitor = _on_the_road(street, way, visit)
    page = visitor.page
    lost = _lose_first_answer(visitor.context, "**/v1/proofs")
    _arrive(page)
    _sign(page)
    page.locator(".stop--next [name=received_by]").fill("李店长")
    page.locator(".stop--next [data-act=proof]").click()
    _until(page, lambda: bool(lost))
    page.locator(f"#stop-{way.stops[0]}[data-state=stored]").wait_for()
    assert _proofs(street) == 1
    page.evaluate("dispatchEvent(new Event('online'))")
    page.locator(f"#stop-{way.stops[0]}[data-state=done]").wait_for()
    assert _proofs(street) == 1


def test_a_refused_proof_is_listed_with_its_reason_on_the_phone_and_in_the_office(
    street: Site, way: Road, visit: Visit
) -> None:
    visitor = _on_the_road(street, way, visit)
    page = visitor.page
    page.evaluate(KEPT)
    visitor.context.set_offline(True)
    _arrive(page)
    _sign(page)
    page.locator(".stop--next [name=received_by]").fill("李店长")
    page.locator(".stop--next [data-act=proof]").click()
    page.locator(f"#stop-{way.stops[0]}[data-state=stored]").wait_for()
    road.deliver(street.db, way, 0)  # meanwhile the office settled it by telephone
    visitor.context.set_offline(False)
    page.get_by_text("没有被接受,请处理").wait_for()
    expect(page.get_by_text("这一站已经签收过")).to_be_visible()
    browser.keep_picture(page, "driver-conflict")
    refused = select(func.count()).where(Inbox.kind == "proof", Inbox.settled_at.is_(None))
    assert street.db.read(lambda tx: tx.scalar(refused)) == 1
    page.get_by_role("button", name="知道了").click()
    page.get_by_text("没有被接受,请处理").wait_for(state="hidden")
    page.locator(f"#stop-{way.stops[0]}[data-state=done]").wait_for()


def test_a_trip_leaves_and_comes_back(street: Site, way: Road, visit: Visit) -> None:
    visitor = visit(street, way.driver, window=browser.PHONE)
    page = visitor.page
    page.goto(f"/driver/trips/{way.trip}")
    page.get_by_role("button", name="出发").click()
    page.locator(".stop--next").wait_for()
    _until(page, lambda: _trip_state(street, way) is TripState.DEPARTED)
    for position in range(len(way.stops)):
        road.deliver(street.db, way, position)
    page.reload()
    page.get_by_role("button", name="已回仓").click()
    expect(page.get_by_role("heading", name="已返回")).to_be_visible()
    _until(page, lambda: _trip_state(street, way) is TripState.RETURNED)
    assert not visitor.watch.faults


def test_a_parcel_that_is_missing_needs_a_reason_to_leave(
    street: Site, way: Road, visit: Visit
) -> None:
    street.db.write(lambda tx: road.leave_out(tx, way))
    visitor = visit(street, way.driver, window=browser.PHONE)
    page = visitor.page
    page.goto(f"/driver/trips/{way.trip}")
    page.get_by_role("button", name="出发").click()
    page.get_by_label("为什么不等齐?").fill("客户急要")
    browser.keep_picture(page, "driver-not-loaded")
    page.get_by_role("button", name="仍要出发").click()
    page.locator(f"#stop-{way.stops[-1]}").wait_for(state="detached")
    expect(page.locator("#waiting")).to_be_hidden()
    _until(page, lambda: _trip_state(street, way) is TripState.DEPARTED)


def test_a_driver_who_logs_out_leaves_no_pages_behind(
    street: Site, way: Road, visit: Visit
) -> None:
    page = _on_the_road(street, way, visit).page
    page.evaluate(KEPT)
    assert len(page.evaluate(PAGES)) == 1
    page.evaluate("localStorage.setItem('who-took-it', '王女士')")
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/")
    assert page.evaluate(PAGES) == []
    assert page.evaluate("localStorage.getItem('who-took-it')") is None


def test_a_driver_who_logs_out_without_a_network_leaves_no_pages_and_no_session_behind(
    street: Site, way: Road, visit: Visit
) -> None:
    visitor = _on_the_road(street, way, visit)
    page = visitor.page
    page.evaluate(KEPT)
    visitor.context.set_offline(True)
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_text("已在这台手机上退出")).to_be_visible()
    page.goto(f"/driver/trips/{way.trip}")
    expect(page.get_by_text("已在这台手机上退出")).to_be_visible()
    visitor.context.set_offline(False)
    page.goto("/driver")
    page.wait_for_url("**/login**")
    assert page.evaluate(PAGES) == []


def test_the_map_opens_without_a_tile_server(street: Site, way: Road, visit: Visit) -> None:
    visitor = _on_the_road(street, way, visit)
    visitor.page.get_by_text("路线图").click()
    visitor.page.locator(".leaflet-interactive").first.wait_for()
    assert visitor.faults("driver-map") == []


def _on_the_road(street: Site, way: Road, visit: Visit) -> Visitor:
    road.depart(street.db, way)
    visitor = visit(street, way.driver, window=browser.PHONE)
    visitor.page.goto(f"/driver/trips/{way.trip}")
    visitor.page.locator(".stop--next").wait_for()
    return visitor


def _arrive(page: Page) -> None:
    page.locator(".stop--next [data-act=arrival]").click()
    page.locator(".stop--next .door").wait_for()


def _sign(page: Page) -> None:
    canvas = page.locator(".stop--next canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    for step in range(12):
        page.mouse.move(box["x"] + 30 + 18 * step, box["y"] + 60 + (30 if step % 2 else -20))
    page.mouse.up()


def _until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait for what the phone reports in the background."""
    for _ in range(200):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came true")


def _lose_first_answer(context: BrowserContext, address: str) -> list[str]:
    """Let the server do its work and nobody hear of it, once; the list says when that was."""
    lost: list[str] = []

    def handle(route: Route) -> None:
        if lost:
            route.continue_()
            return
        route.fetch()
        route.abort()
        lost.append(route.request.url)

    context.route(address, handle)
    return lost


def _a_photo(page: Page, folder: Path) -> Path:
    """A picture as a phone takes it, 3200 pixels wide."""
    made = page.evaluate(
        """() => {
            const canvas = document.createElement("canvas");
            [canvas.width, canvas.height] = [3200, 1800];
            const paint = canvas.getContext("2d");
            for (let x = 0; x < 3200; x += 40) {
                paint.fillStyle = `hsl(${x % 360} 60% 50%)`;
                paint.fillRect(x, 0, 40, 1800);
            }
            return canvas.toDataURL("image/png").split(",")[1];
        }"""
    )
    path = folder / "photo.png"
    path.write_bytes(base64.b64decode(made))
    return path


def _size(page: Page, photo: bytes) -> list[int]:
    size: list[int] = page.evaluate(
        """async (bytes) => {
            const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
            return [picture.width, picture.height];
        }""",
        list(photo),
    )
    return size


def _proofs(street: Site) -> int:
    return street.db.read(lambda tx: tx.scalar(select(func.count()).select_from(Proof))) or 0


def _trip_state(street: Site, way: Road) -> TripState:
    return street.db.read(lambda tx: tx.find(Trip, way.trip).state)
