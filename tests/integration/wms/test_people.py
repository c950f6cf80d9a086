"""Accounts, logging in, sessions, and machines' keys."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from wms.access import NewUser, PasswordHash, keys, logins, network_of, passwords, people
from wms.access.logins import ADDRESS_MAX, ATTEMPTS_MAX, STRANGERS_MAX, Attempt
from wms.access.people import Opened, Person
from wms.db import Database
from wms.errors import NotFound, Refused
from wms.facts import audit
from wms.tables.access import ApiKey, LoginAttempt, LoginSession, Role, User

NOW = datetime(2026, 11, 21, 1, tzinfo=UTC)
PASSWORD = "green spinach 7"
HASH = passwords.hashed(PASSWORD)
LIN = NewUser("Lin.Admin", "Lin", Role.ADMIN, HASH)
RIGHT = Attempt("lin.admin", PASSWORD, "10.0.0.1")
WRONG = replace(RIGHT, password="not the password")


def create(db: Database, new: NewUser = LIN) -> Person:
    return db.write(lambda tx: people.create_user(tx, new, by=None, now=NOW))


def log_in(db: Database, attempt: Attempt = RIGHT, now: datetime = NOW) -> Opened:
    return logins.authenticate(db, attempt, now=now).opened


def fail(db: Database, attempt: Attempt = WRONG, now: datetime = NOW) -> str:
    with pytest.raises(Refused) as refused:
        log_in(db, attempt, now)
    return refused.value.code


def session(db: Database, token: str, now: datetime = NOW) -> people.Session | None:
    return db.read(lambda tx: people.session_of(tx, token, now=now))


def test_the_right_password_opens_a_session(db: Database) -> None:
    lin = create(db)
    opened = log_in(db, replace(RIGHT, login="  LIN.admin "))
    found = session(db, opened.token)
    assert found is not None
    assert found.user == lin
    assert found.csrf == opened.session.csrf
    assert not found.should_renew


def test_neither_password_nor_token_is_kept_in_the_clear(sqlite_db: Database) -> None:
    lin = create(sqlite_db)
    opened = log_in(sqlite_db)
    kept = sqlite_db.read(lambda tx: tx.scalars(select(LoginSession)).one())
    assert opened.token not in (kept.token_digest, kept.csrf)
    assert len(kept.token_digest) == 64
    assert PASSWORD not in sqlite_db.read(lambda tx: tx.find(User, lin.id).password_hash)
    assert PASSWORD not in repr(RIGHT)
    assert opened.token not in repr(opened)


def test_wrong_password_and_unknown_login_get_the_same_answer(sqlite_db: Database) -> None:
    create(sqlite_db)
    assert fail(sqlite_db) == "login.wrong"
    assert fail(sqlite_db, replace(RIGHT, login="nobody")) == "login.wrong"


def test_an_unknown_login_is_hashed_like_any_other() -> None:
    assert not passwords.matches(PASSWORD, passwords.NOBODY)
    settings = str(HASH).rsplit("$", 2)[0]
    assert settings == str(passwords.NOBODY).rsplit("$", 2)[0]


def test_a_ruined_hash_or_an_endless_password_matches_nothing() -> None:
    assert not passwords.matches(PASSWORD, "ruined")
    assert not passwords.matches("x" * 10_000, HASH)


def test_the_eleventh_try_from_one_place_is_refused_even_if_right(db: Database) -> None:
    create(db)
    for _ in range(ATTEMPTS_MAX):
        assert fail(db) == "login.wrong"
    assert fail(db, RIGHT) == "login.too_many"
    assert log_in(db, replace(RIGHT, address="10.0.0.2")).token
    later = NOW + timedelta(minutes=15, seconds=1)
    assert log_in(db, now=later).session.user.login == "lin.admin"


def test_strangers_elsewhere_keep_nobody_out(db: Database) -> None:
    create(db)
    for at in range(2 * ATTEMPTS_MAX):
        assert fail(db, replace(WRONG, address=f"10.0.1.{at}")) == "login.wrong"
    assert log_in(db).token


def test_an_address_that_tries_one_account_after_the_other_is_stopped(sqlite_db: Database) -> None:
    create(sqlite_db)
    for at in range(ADDRESS_MAX):
        assert fail(sqlite_db, replace(WRONG, login=f"guess{at}")) == "login.wrong"
    assert fail(sqlite_db, RIGHT) == "login.too_many"
    assert log_in(sqlite_db, replace(RIGHT, address="10.0.0.2")).token


def test_the_addresses_of_one_household_count_together(sqlite_db: Database) -> None:
    create(sqlite_db)
    for at in range(ATTEMPTS_MAX):
        assert fail(sqlite_db, replace(WRONG, address=f"2001:db8:7:1::{at:x}")) == "login.wrong"
    assert fail(sqlite_db, replace(RIGHT, address="2001:db8:7:1:ffff::1")) == "login.too_many"
    assert log_in(sqlite_db, replace(RIGHT, address="2001:db8:7:2::1")).token


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
        ("x" * 900, "x" * 64),
    ],
)
def test_a_place_is_an_address_or_a_household_of_them(address: str, place: str) -> None:
    assert network_of(address) == place


def test_what_all_strangers_together_may_try_is_bounded_and_a_known_browser_is_free_of_it(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logins, "STRANGERS_MAX", 12)
    boss = create(db)
    chen = create(db, NewUser("chen", "Chen", Role.DRIVER, HASH))
    right = replace(RIGHT, login="chen")
    mine = logins.authenticate(db, right, now=NOW).browser
    for at in range(12):
        wrong = replace(right, password="not this one", address=f"10.0.1.{at}")
        assert fail(db, wrong) == "login.wrong"
    assert fail(db, right) == "login.too_many"
    again = logins.authenticate(db, replace(right, browser=mine), now=NOW)
    assert again.browser == mine
    assert [one.login for one in db.read(lambda tx: logins.locked(tx, now=NOW))] == ["chen"]
    assert fail(db, replace(RIGHT, browser=mine, password="not this one")) == "login.wrong"
    db.write(lambda tx: logins.unlock(tx, chen.id, by=boss.id, now=NOW))
    assert log_in(db, right).token


def test_a_known_browser_has_its_own_ten_guesses(sqlite_db: Database) -> None:
    create(sqlite_db)
    stolen = logins.authenticate(sqlite_db, RIGHT, now=NOW).browser
    for _ in range(ATTEMPTS_MAX):
        assert fail(sqlite_db, replace(WRONG, browser=stolen)) == "login.wrong"
    assert fail(sqlite_db, replace(RIGHT, browser=stolen)) == "login.too_many"
    assert log_in(sqlite_db, RIGHT).token


def test_a_browser_that_says_it_is_known_is_believed_only_what_we_gave_it(
    sqlite_db: Database,
) -> None:
    create(sqlite_db)
    chosen = replace(RIGHT, browser="chosen by somebody")
    assert logins.authenticate(sqlite_db, chosen, now=NOW).browser != "chosen by somebody"


def test_a_browser_that_two_people_share_is_known_for_both(sqlite_db: Database) -> None:
    create(sqlite_db)
    create(sqlite_db, NewUser("chen", "Chen", Role.DRIVER, HASH))
    first = logins.authenticate(sqlite_db, RIGHT, now=NOW).browser
    chen = replace(RIGHT, login="chen", browser=first)
    assert logins.authenticate(sqlite_db, chen, now=NOW).browser == first


def test_every_login_failure_lock_out_and_logout_is_recorded(db: Database) -> None:
    boss = create(db)
    log_in(db)
    for _ in range(ATTEMPTS_MAX):
        fail(db)
    assert [fail(db), fail(db)] == ["login.too_many", "login.too_many"]
    fail(db, replace(WRONG, login="Nobody", address="10.9.9.9"))
    locked = db.read(lambda tx: logins.locked(tx, now=NOW))
    assert [(one.login, one.attempts) for one in locked] == [("lin.admin", ATTEMPTS_MAX)]
    db.write(lambda tx: logins.unlock(tx, boss.id, by=boss.id, now=NOW))
    db.write(lambda tx: logins.left(tx, boss.id, "10.0.0.1", now=NOW))
    seen = db.read(lambda tx: logins.records(tx))
    assert [(one.login, one.address, str(one.outcome)) for one in seen] == [
        ("lin.admin", "10.0.0.1", "out"),
        ("lin.admin", "", "unlocked"),
        ("nobody", "10.9.9.9", "wrong"),
        ("lin.admin", "10.0.0.1", "locked"),
        *[("lin.admin", "10.0.0.1", "wrong")] * ATTEMPTS_MAX,
        ("lin.admin", "10.0.0.1", "in"),
    ]
    assert [one.login for one in db.read(lambda tx: logins.records(tx, login="NOBODY"))] == [
        "nobody"
    ]
    assert db.read(lambda tx: logins.locked(tx, now=NOW)) == []


def test_people_at_one_address_are_counted_and_people_at_two_are_none(db: Database) -> None:
    create(db)
    create(db, NewUser("chen", "Chen", Role.DRIVER, HASH))
    log_in(db)
    log_in(db, replace(RIGHT, login="chen"))
    yesterday = NOW - timedelta(days=1)
    assert db.read(lambda tx: logins.shared_address(tx, since=yesterday)) == 2
    log_in(db, replace(RIGHT, address="10.0.0.2"))
    assert db.read(lambda tx: logins.shared_address(tx, since=yesterday)) == 0


def test_strangers_are_bounded_far_above_one_place() -> None:
    assert ATTEMPTS_MAX < ADDRESS_MAX < STRANGERS_MAX


def test_successful_logins_are_not_counted(sqlite_db: Database) -> None:
    create(sqlite_db)
    for _ in range(ATTEMPTS_MAX + 1):
        log_in(sqlite_db)
    assert sqlite_db.read(lambda tx: tx.scalar(select(func.count(LoginAttempt.id)))) == 0


def test_many_tries_at_once_are_not_judged_for_free(db: Database) -> None:
    create(db)
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: fail(db), range(16)))
    assert answers.count("login.wrong") == ATTEMPTS_MAX
    assert answers.count("login.too_many") == 6


def test_a_session_ends_after_twelve_hours_unless_it_is_used(db: Database) -> None:
    create(db)
    token = log_in(db).token
    eleven = NOW + timedelta(hours=11)
    found = session(db, token, eleven)
    assert found is not None
    assert found.should_renew
    db.write(lambda tx: people.renew(tx, token, now=eleven))
    assert session(db, token, NOW + timedelta(hours=22)) is not None
    assert session(db, token, NOW + timedelta(hours=23)) is None
    db.write(lambda tx: people.renew(tx, token, now=NOW + timedelta(hours=24)))
    assert session(db, token, NOW + timedelta(hours=24)) is None


def test_logging_out_ends_one_session_only(sqlite_db: Database) -> None:
    create(sqlite_db)
    phone, desk = log_in(sqlite_db).token, log_in(sqlite_db).token
    sqlite_db.write(lambda tx: people.log_out(tx, phone))
    sqlite_db.write(lambda tx: people.log_out(tx, "never was"))
    assert session(sqlite_db, phone) is None
    assert session(sqlite_db, desk) is not None


def test_shutting_a_person_out_ends_their_sessions_at_once(db: Database) -> None:
    boss = create(db)
    driver = create(db, NewUser("chen", "Chen", Role.DRIVER, HASH))
    attempt = replace(RIGHT, login="chen")
    token = log_in(db, attempt).token
    db.write(lambda tx: people.disable_user(tx, driver.id, by=boss.id, now=NOW))
    assert session(db, token) is None
    assert fail(db, attempt) == "login.wrong"
    db.write(lambda tx: people.enable_user(tx, driver.id, by=boss.id, now=NOW))
    assert log_in(db, attempt).token


def test_nobody_shuts_themselves_out(sqlite_db: Database) -> None:
    boss = create(sqlite_db)
    with pytest.raises(Refused, match=r"user\.yourself"):
        sqlite_db.write(lambda tx: people.disable_user(tx, boss.id, by=boss.id, now=NOW))


def test_another_password_ends_all_sessions(sqlite_db: Database) -> None:
    lin = create(sqlite_db)
    token = log_in(sqlite_db).token
    other = passwords.hashed("ripe tomatoes 9")
    sqlite_db.write(lambda tx: people.set_password(tx, lin.id, other, by=lin.id, now=NOW))
    assert session(sqlite_db, token) is None
    assert fail(sqlite_db, RIGHT) == "login.wrong"
    assert log_in(sqlite_db, replace(RIGHT, password="ripe tomatoes 9")).token


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (replace(LIN, login="a"), "user.login"),
        (replace(LIN, login="lin admin"), "user.login"),
        (replace(LIN, login="林"), "user.login"),
        (replace(LIN, name="  "), "user.name"),
        (replace(LIN, language="fr"), "user.language"),
        (replace(LIN, role=Role.DEVICE), "user.role"),
        (replace(LIN, role=Role.SHOP), "user.needs_shop"),
        (replace(LIN, shop_id=1), "user.needs_no_shop"),
    ],
)
def test_a_person_without_a_proper_account_is_refused(
    sqlite_db: Database, new: NewUser, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        create(sqlite_db, new)
    assert refused.value.code == code


def test_a_login_is_given_once_whatever_its_capitals(sqlite_db: Database) -> None:
    create(sqlite_db)
    with pytest.raises(Refused, match=r"user\.login_taken"):
        create(sqlite_db, replace(LIN, login="LIN.ADMIN"))


def test_a_person_of_an_unknown_warehouse_is_not_created(sqlite_db: Database) -> None:
    with pytest.raises(NotFound):
        create(sqlite_db, replace(LIN, warehouse_id=99))


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short 1", "password.length"),
        ("x" * 129, "password.length"),
        ("ababababab", "password.too_simple"),
        ("my-Lin.Admin-pw", "password.like_login"),
    ],
)
def test_a_weak_password_is_refused(password: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        passwords.judge(password, "lin.admin")
    assert refused.value.code == code


def test_a_good_password_passes() -> None:
    passwords.judge(PASSWORD, "lin.admin")


def test_the_language_is_remembered(sqlite_db: Database) -> None:
    lin = create(sqlite_db)
    sqlite_db.write(lambda tx: people.set_language(tx, lin.id, "en"))
    found = {person.id: person for person in sqlite_db.read(people.everybody)}
    assert found[lin.id].language == "en"
    with pytest.raises(Refused, match=r"user\.language"):
        sqlite_db.write(lambda tx: people.set_language(tx, lin.id, "xx"))


def test_ended_sessions_and_old_attempts_are_forgotten(db: Database) -> None:
    create(db)
    log_in(db)
    fail(db)
    assert db.write(lambda tx: people.tidy(tx, now=NOW)) == 0
    assert db.write(lambda tx: people.tidy(tx, now=NOW + timedelta(days=1))) == 2
    assert db.write(lambda tx: people.tidy(tx, now=NOW + timedelta(days=366))) == 3


def test_a_key_is_shown_once_and_known_by_its_secret(db: Database) -> None:
    new = keys.NewKey("erp", Role.INTEGRATOR)
    key, secret = db.write(lambda tx: keys.create(tx, new, by=None, now=NOW))
    assert db.read(lambda tx: people.key_of(tx, secret)) == key
    assert db.read(lambda tx: people.key_of(tx, secret + "x")) is None
    kept = db.read(lambda tx: tx.scalars(select(ApiKey.secret_digest)).one())
    assert kept not in secret
    assert secret not in repr(key)


def test_a_disabled_key_opens_nothing(db: Database) -> None:
    new = keys.NewKey("gateway 3", Role.DEVICE, device_prefix="sub3-")
    key, secret = db.write(lambda tx: keys.create(tx, new, by=None, now=NOW))
    db.write(lambda tx: keys.disable(tx, key.id, by=None, now=NOW))
    assert db.read(lambda tx: keys.key_of(tx, secret)) is None
    assert [(each.name, each.is_active) for each in db.read(keys.everything)] == [
        ("gateway 3", False)
    ]


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (keys.NewKey("boss", Role.ADMIN), "key.role"),
        (keys.NewKey(" ", Role.INTEGRATOR), "key.name"),
        (keys.NewKey("gateway", Role.DEVICE), "key.needs_prefix"),
        (keys.NewKey("taken", Role.INTEGRATOR), "key.name_taken"),
    ],
)
def test_a_key_that_cannot_be_meant_is_refused(
    sqlite_db: Database, new: keys.NewKey, code: str
) -> None:
    taken = keys.NewKey("taken", Role.INTEGRATOR)
    sqlite_db.write(lambda tx: keys.create(tx, taken, by=None, now=NOW))
    with pytest.raises(Refused) as refused:
        sqlite_db.write(lambda tx: keys.create(tx, new, by=None, now=NOW))
    assert refused.value.code == code


def test_every_privileged_change_is_in_the_audit_without_secrets(db: Database) -> None:
    lin = create(db)
    new = keys.NewKey("erp", Role.INTEGRATOR)
    _, secret = db.write(lambda tx: keys.create(tx, new, by=lin.id, now=NOW))
    other = PasswordHash("argon2 hash")
    db.write(lambda tx: people.set_password(tx, lin.id, other, by=lin.id, now=NOW))
    entries = db.read(lambda tx: list(audit.entries(tx)))
    assert [entry.action for entry in entries] == [
        "user.password",
        "key.created",
        "user.created",
        "audit.begin",
    ]
    assert secret not in str(entries)
    assert "argon2" not in str(entries)
    assert db.read(audit.verify) == []
