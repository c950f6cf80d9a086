"""Logging in and out, the rate limit, forged forms, and the language of the pages."""

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.web.menu import MENU, START
from tests.builders import NOW, World
from tests.web import logged_in, stranger
from wms.access import passwords, people
from wms.db import Database
from wms.tables.access import Role

PASSWORD = "five green cabbages"


@pytest.fixture
def login(sqlite_db: Database, little_world: World) -> str:
    """The login of a member of staff whose password is known."""
    user_id = little_world.staff
    hashed = passwords.hashed(PASSWORD)
    sqlite_db.write(lambda tx: people.set_password(tx, user_id, hashed, by=None, now=NOW))
    found = sqlite_db.read(lambda tx: [one for one in people.everybody(tx) if one.id == user_id])
    return found[0].login


def _log_in(client: TestClient, login: str, password: str = PASSWORD, next: str = "/floor") -> int:
    form = {"login": login, "password": password, "next": next}
    return client.post("/login", data=form).status_code


def test_a_person_logs_in_and_out(app: FastAPI, login: str) -> None:
    browser = stranger(app)
    answer = browser.post("/login", data={"login": login, "password": PASSWORD, "next": "/floor"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/floor")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert browser.get("/").headers["location"] == "/floor"
    csrf = _csrf(browser)
    assert browser.post("/logout", data={"csrf": csrf}).status_code == 303
    assert browser.get("/").status_code == 200


def _csrf(browser: TestClient) -> str:
    page = browser.get("/login").text
    return page.partition('<meta name="csrf" content="')[2].partition('"')[0]


def test_a_cookie_is_only_sent_over_https_where_there_is_https(app: FastAPI, login: str) -> None:
    browser = TestClient(app, base_url="https://testserver", follow_redirects=False)
    answer = browser.post("/login", data={"login": login, "password": PASSWORD})
    assert "Secure" in answer.headers["set-cookie"]


def test_a_wrong_password_says_no_more_than_an_unknown_login(app: FastAPI, login: str) -> None:
    browser = stranger(app)
    wrong = browser.post("/login", data={"login": login, "password": "something else"})
    unknown = browser.post("/login", data={"login": "nobody", "password": "something else"})
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text.replace(login, "") == unknown.text.replace("nobody", "")


def test_too_many_wrong_passwords_are_stopped_even_with_the_right_one(
    app: FastAPI, login: str
) -> None:
    browser = stranger(app)
    answers = [_log_in(browser, login, "wrong password") for _ in range(11)]
    assert answers == [401] * 10 + [429]
    refused = browser.post("/login", data={"login": login, "password": PASSWORD})
    assert refused.status_code == 429
    assert refused.headers["Retry-After"]


@pytest.mark.parametrize(
    "next", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\nb", "x"]
)
def test_a_login_never_leads_to_another_site(app: FastAPI, login: str, next: str) -> None:
    browser = stranger(app)
    answer = browser.post("/login", data={"login": login, "password": PASSWORD, "next": next})
    assert answer.headers["location"] == "/"


def test_a_form_without_our_token_is_refused(app: FastAPI, little_world: World) -> None:
    browser = logged_in(app, little_world.staff)
    del browser.headers["X-CSRF-Token"]
    for form in ({}, {"csrf": ""}, {"csrf": "guessed"}):
        answer = browser.post("/logout", data=form)
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf.mismatch")


def test_a_form_from_another_site_is_refused_even_at_the_login(app: FastAPI) -> None:
    for origin in ("https://evil.example", "null"):
        answer = stranger(app).post(
            "/login", data={"login": "a", "password": "b"}, headers={"Origin": origin}
        )
        assert answer.json()["code"] == "csrf.other_site"


def test_a_form_from_our_own_site_is_taken(app: FastAPI, little_world: World) -> None:
    browser = logged_in(app, little_world.staff)
    answer = browser.post("/logout", headers={"Origin": "http://testserver"})
    assert answer.status_code == 303


def test_a_session_ends_when_the_person_is_shut_out(
    app: FastAPI, sqlite_db: Database, little_world: World
) -> None:
    browser = logged_in(app, little_world.staff)
    assert browser.get("/").status_code == 303
    admin = little_world.users[Role.ADMIN]
    staff = little_world.staff
    sqlite_db.write(lambda tx: people.disable_user(tx, staff, by=admin, now=NOW))
    assert browser.get("/").status_code == 200


def test_the_language_follows_the_address_the_person_the_cookie_and_the_browser(
    app: FastAPI, little_world: World
) -> None:
    browser = stranger(app)
    assert 'lang="zh-CN"' in browser.get("/").text
    assert 'lang="en"' in browser.get("/", headers={"Accept-Language": "en-GB,zh;q=0.5"}).text
    browser.cookies.set("lang", "zh")
    assert 'lang="zh-CN"' in browser.get("/", headers={"Accept-Language": "en"}).text
    assert 'lang="en"' in browser.get("/?lang=en").text


def test_the_browsers_language_counts_until_a_person_chooses(
    app: FastAPI, sqlite_db: Database, little_world: World
) -> None:
    new = people.NewUser("new", "New", Role.DISPATCHER, passwords.hashed("a long password"))
    admin = little_world.users[Role.ADMIN]
    person = sqlite_db.write(lambda tx: people.create_user(tx, new, by=admin, now=NOW))
    browser = logged_in(app, person.id)
    for language, page in (("en-GB", "en"), ("zh-CN,en;q=0.5", "zh-CN")):
        answer = browser.get("/login", headers={"Accept-Language": language})
        assert f'<html lang="{page}"' in answer.text
    browser.post("/language", data={"language": "zh", "back": "/login"})
    browser.cookies.delete("lang")
    answer = browser.get("/login", headers={"Accept-Language": "en-GB"})
    assert '<html lang="zh-CN"' in answer.text


def test_the_language_is_switched_for_good(app: FastAPI, little_world: World) -> None:
    browser = logged_in(app, little_world.staff)
    answer = browser.post("/language", data={"language": "en", "back": "/login"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    browser.cookies.delete("lang")
    assert '<html lang="en"' in browser.get("/login").text


def test_each_role_begins_on_a_page_that_is_there(app: FastAPI, little_world: World) -> None:
    for role, user_id in little_world.users.items():
        browser = logged_in(app, user_id)
        address = browser.get("/").headers["location"]
        assert address == START[role]
        assert browser.get(address).status_code == 200, address


def test_a_menu_offers_only_pages_that_open(app: FastAPI, little_world: World) -> None:
    for role, entries in MENU.items():
        browser = logged_in(app, little_world.users[role])
        for address, _ in entries:
            assert browser.get(address).status_code == 200, (role, address)
