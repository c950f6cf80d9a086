"""The consumer's page in a real browser: no login, no script, both languages."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from labels.codes import handcode
from tests.e2e import browser
from tests.e2e.pages.conftest import Visit
from tests.e2e.pages.site import Site
from wms.db import Tx
from wms.tables.masterdata import FieldApplication, FieldRecord, Item
from wms.tables.stock import Lot, LotStatus

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("status", ["released", "held", "blocked"])
def test_the_page_is_sound_in_both_languages(
    gallery: Site, visit: Visit, language: str, status: str
) -> None:
    address = _address(gallery, LotStatus(status))
    visitor = visit(gallery, None, language=language, window=browser.PHONE)
    page = visitor.sees(address, f"trace-{status}-{language}")
    expect(page.locator(".banner")).to_have_count(0 if status == "released" else 1)
    assert page.locator("html").get_attribute("lang") == ("zh-CN" if language == "zh" else "en")


def test_the_page_fits_the_narrowest_phone_by_night(gallery: Site, visit: Visit) -> None:
    address = _address(gallery, LotStatus.HELD)
    visitor = visit(gallery, None, window=browser.NARROWEST, theme="dark")
    assert visitor.faults_on({"trace-narrow": address, "trace-find-narrow": "/trace"}) == []


def test_it_opens_without_scripts_and_weighs_little(gallery: Site, chromium: Browser) -> None:
    context = chromium.new_context(
        base_url=gallery.url, java_script_enabled=False, viewport=browser.PHONE, locale="zh-CN"
    )
    weights: list[int] = []
    context.on("response", lambda answer: weights.append(len(answer.body())))
    page = context.new_page()
    page.goto(_address(gallery, LotStatus.RELEASED))
    expect(page.get_by_role("heading", name="一路冷藏了吗?")).to_be_visible()
    expect(page.get_by_role("img", name="温度曲线")).to_be_visible()
    browser.keep_picture(page, "trace-no-script")
    assert sum(weights) < 100_000
    context.close()


def test_the_curve_says_in_words_what_it_shows(gallery: Site, visit: Visit) -> None:
    page = visit(gallery, None, window=browser.PHONE).page
    page.goto(_address(gallery, LotStatus.HELD))
    words = page.locator("#curve-desc").text_content() or ""
    assert "要求 0 到 8 °C" in words
    expect(page.get_by_text("没有完全做到")).to_be_visible()


def test_everything_from_the_field_to_the_pack_is_told(workshop: Site, visit: Visit) -> None:
    address = workshop.db.write(_a_lot_with_a_field)
    page = visit(workshop, None, language="en", window=browser.PHONE).sees(
        address, "trace-field-en"
    )
    expect(page.get_by_text("harvested 20 days later; 7 are required")).to_be_visible()
    expect(page.get_by_text("grew for 60 days")).to_be_visible()


def test_a_torn_label_is_typed_and_a_wrong_character_is_found(gallery: Site, visit: Visit) -> None:
    visitor = visit(gallery, None, window=browser.PHONE)
    page = visitor.sees("/trace", "trace-find")
    code = _address(gallery, LotStatus.RELEASED).rsplit("/", 1)[-1]
    typed = handcode.with_check(code)
    page.get_by_label("编号").fill(typed[:-1] + ("0" if typed[-1] != "0" else "1"))
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_text("编号有误")).to_be_visible()
    page.get_by_label("编号").fill(typed.lower())
    page.get_by_role("button", name="查询").click()
    page.wait_for_url(f"**/10/{code}")


def test_a_code_that_is_not_ours_is_told_so(gallery: Site, visit: Visit) -> None:
    page = visit(gallery, None, window=browser.PHONE).page
    page.goto("/01/06901234567892/10/NOSUCH")
    browser.keep_picture(page, "trace-unknown")
    expect(page.get_by_role("heading", name="没有找到这个码")).to_be_visible()


def test_the_office_goes_on_to_its_own_page(gallery: Site, visit: Visit) -> None:
    page = visit(gallery, "quality").page
    page.goto(_address(gallery, LotStatus.RELEASED))
    page.get_by_role("link", name="内部溯源").click()
    page.wait_for_url("**/office/lots/*")
    expect(page.locator("h1")).to_be_visible()


def _address(site: Site, status: LotStatus) -> str:
    """A chilled lot in this state."""
    rows = (
        select(Item.gtin, Lot.code)
        .join(Lot, Lot.item_id == Item.id)
        .where(Lot.status == status, Item.temperature_class == "chilled")
        .order_by(Lot.id)
    )
    gtin, code = site.db.read(lambda tx: tx.execute(rows).first()) or ("", "")
    return f"/01/{gtin}/10/{code}"


def _a_lot_with_a_field(tx: Tx) -> str:
    """The first released lot of a grower who has fields, and what one of these was given."""
    rows = (
        select(Lot, FieldRecord, Item)
        .join(FieldRecord, FieldRecord.supplier_id == Lot.supplier_id)
        .join(Item, Item.id == Lot.item_id)
        .where(Lot.status == LotStatus.RELEASED)
        .order_by(Lot.id, FieldRecord.id)
    )
    lot, field, item = tx.execute(rows).first() or (None, None, None)
    assert lot is not None
    harvested_on = lot.harvested_at.date()
    field.sown_on = harvested_on - timedelta(days=60)
    given = FieldApplication(
        field_record_id=field.id,
        kind="pesticide",
        product_zh="氯虫苯甲酰胺",
        product_en="Chlorantraniliprole",
        dose="0.15 l/ha",
        applied_on=harvested_on - timedelta(days=20),
        waiting_days=7,
    )
    tx.add(given)
    lot.field_record_id = field.id
    return f"/01/{item.gtin}/10/{lot.code}"
