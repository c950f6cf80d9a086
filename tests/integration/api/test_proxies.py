"""Behind a proxy: whose address counts, what cookies are called, and what health says about it."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from pydantic import ValidationError
from starlette.testclient import TestClient

from api.app import create_app
from api.ground.settings import Settings
from tests.builders import NOW, World
from wms.access import logins, passwords, people
from wms.access.logins import ATTEMPTS_MAX
from wms.db import Database
from wms.tables.access import Role

PASSWORD = "five green cabbages"
PROXY = "10.0.0.9"
Site = Callable[..., FastAPI]


@pytest.fixture
def site(sqlite_db: Database, tmp_path: Path) -> Site:
    def with_settings(**settings: object) -> FastAPI:
        made = Settings.model_validate({"data_dir": tmp_path, **settings})
        return create_app(made, sqlite_db, clock=lambda: NOW)

    return with_settings


@pytest.fixture
def login(sqlite_db: Database, little_world: World) -> str:
    user_id, hashed = little_world.staff, passwords.hashed(PASSWORD)
    sqlite_db.write(lambda tx: people.set_password(tx, user_id, hashed, by=None, now=NOW))
    found = sqlite_db.read(lambda tx: [one for one in people.everybody(tx) if one.id == user_id])
    return found[0].login


def browser(app: FastAPI, address: str = PROXY, scheme: str = "http") -> TestClient:
    client = (address, 40_000)
    return TestClient(app, base_url=f"{scheme}://testserver", follow_redirects=False, client=client)


def log_in(through: TestClient, login: str, password: str, said: str | None = None) -> int:
    headers = {} if said is None else {"X-Forwarded-For": said}
    form = {"login": login, "password": password}
    return through.post("/login", data=form, headers=headers).status_code


def addresses(db: Database) -> set[str]:
    return {one.address for one in db.read(lambda tx: logins.records(tx))}


def test_a_trusted_proxys_word_on_the_client_counts(
    site: Site, sqlite_db: Database, login: str
) -> None:
    app = site(trusted_proxies="10.0.0.0/24, ::1")
    for _ in range(ATTEMPTS_MAX):
        assert log_in(browser(app), login, "wrong", "192.0.2.7") == 401
    assert log_in(browser(app), login, PASSWORD, "192.0.2.7") == 429
    assert log_in(browser(app), login, PASSWORD, "192.0.2.8") == 303
    assert addresses(sqlite_db) == {"192.0.2.7", "192.0.2.8"}


@pytest.mark.parametrize("proxies", ["", "10.0.0.8", "127.0.0.1"])
def test_what_strangers_say_of_their_address_is_ignored(
    site: Site, sqlite_db: Database, login: str, proxies: str
) -> None:
    app = site(trusted_proxies=proxies)
    answers = [log_in(browser(app), login, "wrong", f"192.0.2.{at}") for at in range(14)]
    assert answers == [401] * ATTEMPTS_MAX + [429] * 4
    assert addresses(sqlite_db) == {PROXY}


def test_what_a_client_wrote_before_the_proxys_word_does_not_count(
    site: Site, sqlite_db: Database, login: str
) -> None:
    """As proxies do that append (nginx's `$proxy_add_x_forwarded_for`, HAProxy's forwardfor)."""
    app = site(trusted_proxies=PROXY)
    for at in range(ATTEMPTS_MAX):
        assert log_in(browser(app), login, "wrong", f"198.51.100.{at}, 192.0.2.7") == 401
    assert log_in(browser(app), login, PASSWORD, "203.0.113.1, 192.0.2.7") == 429
    assert addresses(sqlite_db) == {"192.0.2.7"}


def test_one_proxy_behind_another_is_looked_through(
    site: Site, sqlite_db: Database, login: str
) -> None:
    app = site(trusted_proxies=f"{PROXY},10.1.0.0/16")
    assert log_in(browser(app), login, PASSWORD, "198.51.100.3, 192.0.2.7, 10.1.2.3") == 303
    assert addresses(sqlite_db) == {"192.0.2.7"}


def test_the_public_trace_counts_each_consumer_behind_the_proxy_alone(site: Site) -> None:
    through = browser(site(trusted_proxies=PROXY))
    form = {"code": "nothing"}
    asked = {"X-Forwarded-For": "192.0.2.7"}
    answers = [through.post("/trace", data=form, headers=asked).status_code for _ in range(31)]
    assert answers[-1] == 429
    other = {"X-Forwarded-For": "192.0.2.8"}
    assert through.post("/trace", data=form, headers=other).status_code != 429


@pytest.mark.parametrize("proxies", ["proxy.example.com", "10.0.0.0/33", "*", "10.0.0.1/8"])
def test_a_proxy_that_is_no_address_stops_the_start(proxies: str) -> None:
    with pytest.raises(ValidationError, match="trusted_proxies"):
        Settings(trusted_proxies=proxies)


def test_behind_tls_cookies_belong_to_this_host_and_browsers_come_by_tls_only(
    site: Site, login: str
) -> None:
    through = browser(site(trusted_proxies=PROXY), scheme="https")
    form = {"login": login, "password": PASSWORD}
    tls = {"X-Forwarded-Proto": "https"}
    answer = through.post("/login", data=form, headers=tls)
    for cookie in answer.headers.get_list("set-cookie"):
        assert cookie.startswith("__Host-coldchain_")
        assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
        assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert through.get("/", headers=tls).headers["location"] == "/floor"


def test_a_cookie_that_another_host_could_have_set_opens_nothing_behind_tls(
    site: Site, login: str
) -> None:
    through = browser(site(), scheme="https")
    form = {"login": login, "password": PASSWORD}
    token = through.post("/login", data=form).cookies["__Host-coldchain_session"]
    thief = browser(site(), scheme="https")
    thief.cookies.set("coldchain_session", token)
    assert thief.get("/").status_code == 200


def test_without_tls_nothing_is_said_of_it(site: Site, login: str) -> None:
    answer = browser(site()).get("/login")
    assert "Strict-Transport-Security" not in answer.headers


def test_health_warns_when_everybody_comes_from_one_address(
    site: Site, sqlite_db: Database, little_world: World
) -> None:
    hashed = passwords.hashed(PASSWORD)
    three = [little_world.users[role] for role in (Role.ADMIN, Role.DISPATCHER, Role.QUALITY)]
    for id in three:
        sqlite_db.write(lambda tx, id=id: people.set_password(tx, id, hashed, by=None, now=NOW))
    names = [one.login for one in sqlite_db.read(people.everybody) if one.id in three]
    app = site()
    for name in names[:2]:
        log_in(browser(app), name, PASSWORD)
    assert browser(app).get("/health").json()["checks"]["logins"]["state"] == "ok"
    log_in(browser(app), names[2], PASSWORD)
    said = browser(app).get("/health").json()["checks"]["logins"]
    assert said == {"state": "warning", "figures": {"people": 3}}
    log_in(browser(app, "10.0.0.77"), names[2], PASSWORD)
    assert browser(app).get("/health").json()["checks"]["logins"]["state"] == "ok"


def test_each_login_is_a_line_of_the_log_with_who_from_where_and_why(
    site: Site, login: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "api.logins")
    app = site()
    log_in(browser(app), login, "wrong")
    log_in(browser(app), login, PASSWORD)
    said = [vars(line) for line in caplog.records if line.name == "api.logins"]
    assert [(one["login"], one["address"], one["reason"]) for one in said] == [
        (login, PROXY, "login.wrong"),
        (login, PROXY, "login.in"),
    ]
    assert PASSWORD not in caplog.text
