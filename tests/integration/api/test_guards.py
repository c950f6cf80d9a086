"""What guards every route: forged forms, stolen and ended sessions, caches, curious strangers."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
from api.ground.settings import Settings
from api.pages.everyone.session.routes import COOKIE_S
from api.web.security import COOKIE, SAFE
from tests.builders import NOW, World
from tests.integration.api import inputs
from tests.integration.api.calls import CALLS, Call
from tests.integration.api.house import STREAM, House, ask, rows_of
from tests.web import logged_in, stranger
from wms.access import passwords, people
from wms.db import Database
from wms.tables.access import Role, User
from wms.tables.masterdata import Shop, Supplier

PASSWORD = "five green cabbages"


@pytest.fixture
def login(sqlite_db: Database, little_world: World) -> str:
    """The login of a member of staff whose password is known."""
    hashed = passwords.hashed(PASSWORD)
    staff = little_world.staff
    sqlite_db.write(lambda tx: people.set_password(tx, staff, hashed, by=None, now=NOW))
    return sqlite_db.read(lambda tx: tx.find(User, staff).login)


def _log_in(browser: TestClient, login: str) -> str:
    """The cookie of a fresh session."""
    answer = browser.post("/login", data={"login": login, "password": PASSWORD})
    assert answer.status_code == 303
    return browser.cookies[COOKIE]


def test_every_route_that_changes_something_wants_our_token(sqlite_house: House) -> None:
    house = sqlite_house
    before, let_in = rows_of(house), []
    for route in inputs.of_app(house.app):
        for role in sorted(route.roles or ()):
            client = house.clients[role]
            if route.method in SAFE or COOKIE not in client.cookies:
                continue
            for token in ("", "guessed"):
                client.headers["X-CSRF-Token"], kept = token, client.headers["X-CSRF-Token"]
                answer = ask(house, route, CALLS.get(route.name, Call()), role, {})
                client.headers["X-CSRF-Token"] = kept
                if answer.status_code != 403 or answer.json()["code"] != "csrf.mismatch":
                    let_in.append((route.name, role, answer.status_code))
    assert let_in == []
    assert rows_of(house) == before


def test_every_route_that_changes_something_refuses_another_site(sqlite_house: House) -> None:
    house = sqlite_house
    before, let_in = rows_of(house), []
    for route in inputs.of_app(house.app):
        role = sorted(route.roles)[0] if route.roles else None
        if route.method in SAFE or role in (Role.DEVICE, Role.INTEGRATOR):
            continue
        client = house.clients[role]
        client.headers["Origin"] = "https://evil.example"
        answer = ask(house, route, CALLS.get(route.name, Call()), role, {})
        del client.headers["Origin"]
        if answer.status_code != 403 or answer.json()["code"] != "csrf.other_site":
            let_in.append((route.name, answer.status_code, answer.text[:80]))
    assert let_in == []
    assert rows_of(house) == before


def test_a_token_is_good_for_its_own_session_only(app: FastAPI, little_world: World) -> None:
    ours, theirs = logged_in(app, little_world.staff), logged_in(app, little_world.quality)
    theirs.headers["X-CSRF-Token"] = ours.headers["X-CSRF-Token"]
    assert theirs.post("/logout").json()["code"] == "csrf.mismatch"


def test_a_cookie_brought_along_is_never_the_session_that_opens(app: FastAPI, login: str) -> None:
    browser = stranger(app)
    browser.cookies.set(COOKIE, "chosen-by-somebody-else", domain="testserver.local", path="/")
    answer = browser.post("/login", data={"login": login, "password": PASSWORD})
    assert answer.cookies[COOKIE] != "chosen-by-somebody-else"
    thief = stranger(app)
    thief.cookies.set(COOKIE, "chosen-by-somebody-else")
    assert thief.get("/floor").status_code == 401


def test_each_login_opens_another_session_and_a_logout_ends_its_own(
    app: FastAPI, login: str
) -> None:
    first, second = stranger(app), stranger(app)
    assert _log_in(first, login) != _log_in(second, login)
    copied = stranger(app)
    copied.cookies.set(COOKIE, first.cookies[COOKIE])
    token = re.search('name="csrf" content="([^"]+)"', first.get("/floor").text)
    assert token is not None
    assert first.post("/logout", data={"csrf": token[1]}).status_code == 303
    assert copied.get("/floor").status_code == 401
    assert second.get("/floor").status_code == 200


def test_nobody_who_was_shut_out_or_got_another_password_goes_on(
    app: FastAPI, sqlite_db: Database, little_world: World, login: str
) -> None:
    admin, staff = little_world.users[Role.ADMIN], little_world.staff
    hashed = passwords.hashed(f"{PASSWORD} and one more")
    for shut_out in (
        lambda tx: people.set_password(tx, staff, hashed, by=admin, now=NOW),
        lambda tx: people.disable_user(tx, staff, by=admin, now=NOW),
    ):
        browser = logged_in(app, staff)
        assert browser.get("/floor").status_code == 200
        sqlite_db.write(shut_out)
        assert browser.get("/floor").status_code == 401
    attempt = {"login": login, "password": f"{PASSWORD} and one more"}
    assert stranger(app).post("/login", data=attempt).status_code == 401


def test_a_session_cookie_is_for_our_server_alone(
    sqlite_db: Database, tmp_path: Path, login: str
) -> None:
    for public_url, is_secure in (("https://cold.example", True), ("http://cold.example", False)):
        settings = Settings(data_dir=tmp_path, public_url=public_url)
        behind_a_proxy = stranger(create_app(settings, sqlite_db, clock=lambda: NOW))
        form = {"login": login, "password": PASSWORD}
        cookie, _ = behind_a_proxy.post("/login", data=form).headers.get_list("set-cookie")
        parts = cookie.lower().split("; ")
        assert {"httponly", "samesite=lax", "path=/", f"max-age={COOKIE_S}"} <= set(parts)
        assert ("secure" in parts) is is_secure
        assert not any(part.startswith("domain") for part in parts)


def test_an_unknown_login_costs_the_same_work(
    app: FastAPI, sqlite_db: Database, little_world: World, login: str, monkeypatch: Any
) -> None:
    checked: list[str] = []
    real = passwords.matches

    def counted(password: str, kept: str) -> bool:
        checked.append(kept.rpartition("$")[0].rpartition("$")[0])
        return real(password, kept)

    monkeypatch.setattr(passwords, "matches", counted)
    admin, quality = little_world.users[Role.ADMIN], little_world.quality
    sqlite_db.write(lambda tx: people.disable_user(tx, quality, by=admin, now=NOW))
    shut_out = sqlite_db.read(lambda tx: tx.find(User, quality).login)
    for name in (login, "nobody", shut_out):
        form = {"login": name, "password": "a wrong password"}
        assert stranger(app).post("/login", data=form).status_code == 401
    assert len(checked) == 3
    assert len(set(checked)) == 1, "the same hash with the same parameters"


ELSEWHERE = ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example"]
ELSEWHERE += ["javascript:alert(1)", "/a\r\nSet-Cookie: x=1", "\\\\evil.example", "///evil.example"]


@pytest.mark.parametrize("away", ELSEWHERE)
def test_no_form_leads_to_another_site(app: FastAPI, login: str, away: str) -> None:
    form = {"login": login, "password": PASSWORD, "next": away}
    entered = stranger(app).post("/login", data=form)
    switched = stranger(app).post("/language", data={"language": "en", "back": away})
    page = stranger(app).get(f"/login?next={quote(away, safe='')}").text
    assert entered.headers["location"] == switched.headers["location"] == "/"
    assert 'name="next" value="/"' in page


def test_pages_of_people_are_kept_in_no_cache(sqlite_house: House) -> None:
    kept = []
    for route in inputs.of_app(sqlite_house.app):
        for role in sorted(route.roles or ()) if route.method == "GET" else ():
            if route.name == STREAM:
                continue
            answer = ask(sqlite_house, route, CALLS.get(route.name, Call()), role, {})
            cached = answer.headers.get("cache-control", "")
            if "no-store" not in cached and not cached.startswith("private"):
                kept.append((route.name, role, answer.status_code, cached))
    assert kept == []


def test_refusals_are_kept_in_no_cache_either(sqlite_house: House) -> None:
    for address in ("/office/orders/1", "/nowhere", "/v1/orders/1"):
        for headers in ({}, {"Accept": "text/html"}):
            answer = stranger(sqlite_house.app).get(address, headers=headers)
            assert "no-store" in answer.headers.get("cache-control", ""), (address, headers)


def test_strangers_read_nothing_about_anybody(sqlite_house: House) -> None:
    house = sqlite_house
    db: Database = house.app.state.db
    db.write(lambda tx: _telephones(tx, house))
    told = []
    for route in inputs.of_app(house.app):
        if route.roles is None and route.method == "GET":
            answer = ask(house, route, CALLS.get(route.name, Call()), None, {})
            assert answer.status_code in (200, 404), route.name
            said = [mark for mark in (*house.ours.marks, "13900000000") if mark in answer.text]
            told += [(route.name, mark) for mark in said]
    assert told == []


def _telephones(tx: Any, house: House) -> None:
    tx.find(Shop, house.ours["shop"]).phone = "13900000000"
    tx.find(Supplier, house.ours.world.supplier).phone = "13900000000"
