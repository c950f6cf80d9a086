"""The administrator's pages in a real browser."""

import pytest
from playwright.sync_api import expect

from api.ground.texts import has_text
from tests.e2e import browser
from tests.e2e.pages.conftest import Visit
from tests.e2e.pages.site import Site
from wms.masterdata import policies

pytestmark = pytest.mark.browser

PAGES = {
    "health": "/admin",
    "users": "/data/users",
    "keys": "/admin/keys",
    "devices": "/admin/devices",
    "device": "/admin/devices/main-gun-dock",
    "policies": "/admin/policies",
    "audit": "/admin/audit?verify=true",
    "data": "/data",
    "items": "/data/items?sort=-price_cents",
    "item": "/data/items/1",
    "new-shop": "/data/shops/new",
    "import": "/data/bins/import",
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_admin_pages_are_sound_in_both_languages(
    gallery: Site, visit: Visit, language: str
) -> None:
    visitor = visit(gallery, "admin", language=language)
    pages = {f"admin-{name}-{language}": address for name, address in PAGES.items()}
    assert visitor.faults_on(pages) == []


def test_admin_pages_fit_a_phone_by_night(gallery: Site, visit: Visit) -> None:
    visitor = visit(gallery, "admin", window=browser.PHONE, theme="dark")
    pages = {
        f"admin-{name}-phone": PAGES[name]
        for name in ("health", "users", "policies", "data", "items", "new-shop")
    }
    assert visitor.faults_on(pages) == []


def test_a_policy_is_changed_and_its_history_and_the_audit_say_so(
    workshop: Site, visit: Visit
) -> None:
    page = visit(workshop, "admin").opens("/admin/policies")
    rule = page.locator("#policy-cut_off")
    rule.locator("input[name=value]").fill("1330")
    rule.get_by_role("button", name="保存").click()
    expect(rule.locator(".field__error")).to_have_text("时间写作 06:30")
    expect(rule.locator("input[name=value]")).to_have_value("1330")
    rule.locator("input[name=value]").fill("13:30")
    rule.get_by_role("button", name="保存").click()
    expect(page.get_by_text("规则已生效。")).to_be_visible()
    rule.locator("summary").click()
    expect(rule.locator(".timeline li").first).to_contain_text("13:30")
    expect(rule.locator(".timeline li").last).to_contain_text("14:00")
    page.goto("/admin/audit?action=policy.&verify=true")
    expect(page.locator("tbody tr").first).to_contain_text("13:30")
    expect(page.get_by_text("整条链完好")).to_be_visible()


def test_a_key_shows_its_secret_once(workshop: Site, visit: Visit) -> None:
    page = visit(workshop, "admin").opens("/admin/keys")
    page.get_by_label("名称").fill("岳麓分仓网关")
    page.get_by_label("角色").select_option("device")
    page.get_by_label("设备前缀").fill("yl-")
    page.get_by_role("button", name="生成密钥").click()
    expect(page.locator("code.bytes")).to_contain_text("cck_")
    page.goto("/admin/keys")
    expect(page.locator("code.bytes")).to_have_count(0)
    expect(page.get_by_text("岳麓分仓网关")).to_be_visible()


def test_a_new_person_can_be_added_and_shut_out(workshop: Site, visit: Visit) -> None:
    page = visit(workshop, "admin").opens("/data/users/new")
    page.get_by_label("登录名").fill("zhang.min")
    page.get_by_label("姓名").fill("张敏")
    page.get_by_label("角色").select_option("quality")
    page.get_by_label("密码").fill("short")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("至少 10 个字符").first).to_be_visible()
    expect(page.get_by_label("姓名")).to_have_value("张敏")
    page.get_by_label("密码").fill("orchard-57-lake")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已新增。")).to_be_visible()
    page.get_by_role("button", name="停用").click()
    expect(page.locator(".page-head .badge--stop")).to_have_text("已停用")


def test_every_policy_is_named_and_explained() -> None:
    for key in policies.DEFAULTS:
        assert has_text(f"policy.name.{key}"), key
        assert has_text(f"policy.hint.{key}"), key
