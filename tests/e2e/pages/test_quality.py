"""Cold rooms and quality in a real browser."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests.e2e import browser
from tests.e2e.pages.conftest import Visit
from tests.e2e.pages.site import Site
from wms.db import Tx
from wms.tables.coldroom import Sensor

pytestmark = pytest.mark.browser

PAGES = {
    "wall": "/quality",
    "room": "/quality/rooms/{warm_room}",
    "excursions": "/quality/excursions",
    "holds": "/quality/holds",
    "tests": "/quality/tests",
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_quality_pages_are_sound_in_both_languages(
    gallery: Site, visit: Visit, language: str
) -> None:
    visitor = visit(gallery, "quality", language=language)
    assert visitor.faults_on(_pages(gallery, language)) == []


def test_quality_pages_fit_the_narrowest_phone_by_night(gallery: Site, visit: Visit) -> None:
    visitor = visit(gallery, "quality", window=browser.NARROWEST, theme="dark")
    assert visitor.faults_on(_pages(gallery, "phone", "wall", "room")) == []


def test_the_wall_shows_the_warm_room_first(gallery: Site, visit: Visit) -> None:
    page = visit(gallery, "quality").opens("/quality")
    assert "room--stop" in (page.locator(".room").first.get_attribute("class") or "")
    expect(page.locator(".room--silent")).to_have_count(1)


def test_an_excursion_is_acknowledged_with_one_press(workshop: Site, visit: Visit) -> None:
    page = visit(workshop, "quality").opens("/quality/excursions")
    page.get_by_role("button", name="确认收到").first.click()
    expect(page.get_by_text("已确认。")).to_be_visible()
    expect(page.get_by_text("已确认", exact=True)).to_have_count(1)


def test_a_passed_test_lets_the_lot_go_and_a_failed_one_stops_it(
    workshop: Site, visit: Visit
) -> None:
    visitor = visit(workshop, "quality")
    page = visitor.opens("/quality/tests")
    waiting = page.locator(".items > li").count()
    page.get_by_role("button", name="合格", exact=True).first.click()
    expect(page.get_by_text("批次可售")).to_be_visible()
    page.get_by_role("button", name="不合格").first.click()
    expect(page.get_by_text("批次已封存")).to_be_visible()
    expect(page.locator(".items > li")).to_have_count(waiting - 2)
    assert not visitor.watch.faults


def test_the_wall_follows_the_rooms_and_keeps_its_curves(workshop: Site, visit: Visit) -> None:
    visitor = visit(workshop, "quality")
    page = visitor.opens("/quality")
    room = page.locator(f"a.room[href$='/{workshop.scene.warm_room}']")
    expect(room.locator(".room__value")).to_contain_text("10.")

    def cooled(tx: Tx) -> None:
        at_place = select(Sensor).where(Sensor.place_id == workshop.scene.warm_room)
        for sensor in tx.scalars(at_place.where(Sensor.metric == "temperature")):
            sensor.last_value = 2.5

    workshop.db.write(cooled)
    expect(room.locator(".room__value")).to_contain_text("2.5")
    expect(room.locator(".spark polyline")).to_have_count(1)
    assert not visitor.watch.faults


@pytest.mark.parametrize("login", ["quality", "dispatcher", "admin"])
def test_a_rail_offers_only_what_its_role_may_open(gallery: Site, visit: Visit, login: str) -> None:
    visitor = visit(gallery, login)
    for start in ("/quality", "/office/stock"):
        visitor.page.goto(start)
        rail = visitor.page.locator(".rail a").evaluate_all("all => all.map(one => one.href)")
        assert len(rail) >= 5
        for address in rail:
            visitor.page.goto(address)
    assert not visitor.watch.faults


def _pages(site: Site, how: str, *names: str) -> dict[str, str]:
    return {
        f"quality-{name}-{how}": PAGES[name].format(warm_room=site.scene.warm_room)
        for name in names or PAGES
    }
