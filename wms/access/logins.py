"""Logging in: who tried, from where, how it ended, and when no more may be tried.

Guesses are counted where they come from: an account *and* an address together, and an address over
all accounts. A browser a person has logged in with before is counted by itself, so that no
stranger's guesses keep that person out. What all strangers together may try on one account is
bounded, too; an administrator lets it go.
"""

import ipaddress
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select

from wms import codes
from wms.access import passwords, people
from wms.access.keys import digest
from wms.access.people import Opened, normal
from wms.db import Database, Tx, insert_new
from wms.errors import Refused
from wms.facts import audit
from wms.tables.access import KnownBrowser, LoginAttempt, LoginOutcome, LoginRecord, User

ATTEMPTS_MAX = 10
"""Of one account from one address, or from one browser known for it."""
ADDRESS_MAX = 30
"""From one address, whatever the accounts: a shop's people share a line, a guesser sprays."""
STRANGERS_MAX = 100
"""On one account, by all browsers it does not know together."""
ATTEMPTS_WITHIN: timedelta = LoginAttempt.kept.term.value
"""Attempts count as long as they are kept."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody at an address says they are somebody."""

    login: str
    password: str = field(repr=False)
    address: str
    browser: str = field(default="", repr=False)
    """What an earlier login left in this browser."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A session that was opened, and what lets its browser be known again."""

    opened: Opened
    browser: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Record:
    """A line of the page of logins."""

    id: int
    at: datetime
    login: str
    address: str
    outcome: LoginOutcome
    name: str | None


@dataclass(frozen=True, slots=True)
class Locked:
    """An account that browsers it does not know cannot try at the moment, from where."""

    user_id: int
    login: str
    name: str
    attempts: int


@dataclass(frozen=True, slots=True)
class _Claim:
    """An attempt that has been counted, and what it must match."""

    attempt_id: int
    record_id: int
    user_id: int | None
    password_hash: str = field(repr=False)


def authenticate(db: Database, attempt: Attempt, *, now: datetime) -> Entered:
    """Log somebody in. An unknown login costs the same time as a wrong password.

    It is given the database instead of a transaction: the attempt is counted, the password is
    hashed outside of any transaction, and only then a session opens.

    Raises: Refused("login.wrong"); Refused("login.too_many", minutes=…) when too much was tried
    from there within a quarter of an hour.
    """
    try:
        claim = db.write(lambda tx: _count(tx, attempt, now))
    except Refused:
        db.write(lambda tx: _lock_out(tx, attempt, now))
        raise
    is_right = passwords.matches(attempt.password, claim.password_hash)
    user_id = claim.user_id
    if user_id is None or not is_right:
        raise Refused(codes.Login.WRONG)
    return db.write(lambda tx: _enter(tx, claim, user_id, attempt.browser, now))


def left(tx: Tx, user_id: int, address: str, *, now: datetime) -> None:
    """Record that a person logged out."""
    login = tx.find(User, user_id).login
    _record(tx, login, address, LoginOutcome.OUT, user_id, now)


def unlock(tx: Tx, user_id: int, *, by: int, now: datetime) -> None:
    """Forget the wrong guesses at an account. Raises: NotFound."""
    user = tx.lock(User, user_id)
    tx.execute(delete(LoginAttempt).where(LoginAttempt.login == user.login))
    _record(tx, user.login, "", LoginOutcome.UNLOCKED, user_id, now)
    audit.record(tx, "user.unlocked", f"user:{user_id}", {"login": user.login}, by=by, now=now)


def locked(tx: Tx, *, now: datetime) -> list[Locked]:
    """Accounts that cannot be tried at the moment, at least from one address."""
    tries = (
        select(LoginAttempt.login, LoginAttempt.address, func.count().label("count"))
        .where(LoginAttempt.at > now - ATTEMPTS_WITHIN)
        .group_by(LoginAttempt.login, LoginAttempt.address)
        .subquery()
    )
    most, total = func.max(tries.c.count), func.sum(tries.c.count)
    found = (
        select(User.id, User.login, User.name, total)
        .join(tries, tries.c.login == User.login)
        .group_by(User.id, User.login, User.name)
        .having((most >= ATTEMPTS_MAX) | (total >= STRANGERS_MAX))
        .order_by(User.login)
    )
    return [Locked(id, login, name, int(count)) for id, login, name, count in tx.execute(found)]


def records(
    tx: Tx, *, login: str = "", before_id: int | None = None, limit: int = 100
) -> Sequence[Record]:
    """Who logged in, failed to, was locked out or left: the newest first."""
    newest = select(LoginRecord, User.name).outerjoin(User, LoginRecord.user_id == User.id)
    if login:
        newest = newest.where(LoginRecord.login == normal(login))
    if before_id is not None:
        newest = newest.where(LoginRecord.id < before_id)
    rows = tx.execute(newest.order_by(LoginRecord.id.desc()).limit(limit))
    return [Record(row.id, row.at, row.login, row.address, row.outcome, name) for row, name in rows]


def shared_address(tx: Tx, *, since: datetime) -> int:
    """How many accounts logged in since then, when all of them did from one address; else 0."""
    entered = select(
        func.count(func.distinct(LoginRecord.user_id)),
        func.count(func.distinct(LoginRecord.address)),
    ).where(LoginRecord.at > since, LoginRecord.outcome == LoginOutcome.IN)
    accounts, addresses = tx.execute(entered).one()
    return int(accounts) if addresses == 1 else 0


def network_of(address: str) -> str:
    """What counts as one place: an address, but of IPv6 the network a household or site gets."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found), 64), strict=False))


def _count(tx: Tx, attempt: Attempt, now: datetime) -> _Claim:
    """Count the attempt before it is judged, so that many at once are not judged for free."""
    login, address = normal(attempt.login)[:40], network_of(attempt.address)
    user = tx.scalars(select(User).where(User.login == login).with_for_update()).first()
    browser = _known(tx, attempt.browser, user)
    for whose, most in _bounds(login, address, browser):
        recent = select(func.count()).where(whose, LoginAttempt.at > now - ATTEMPTS_WITHIN)
        if tx.execute(recent).scalar_one() >= most:
            raise Refused(codes.Login.TOO_MANY, minutes=ATTEMPTS_WITHIN // timedelta(minutes=1))
    counted = LoginAttempt(login=login, address=address, browser=browser, at=now)
    tx.add(counted)
    user_id = user.id if user is not None else None
    # Wrong until the password has been seen to be right.
    written = _record(tx, login, attempt.address, LoginOutcome.WRONG, user_id, now)
    tx.flush()
    if user is None or not user.is_active:
        return _Claim(counted.id, written.id, None, passwords.NOBODY)
    return _Claim(counted.id, written.id, user.id, user.password_hash)


def _bounds(
    login: str, address: str, browser: str | None
) -> Sequence[tuple[ColumnElement[bool], int]]:
    """What is counted for such an attempt, and how much of it may be."""
    at_account = LoginAttempt.login == login
    if browser is not None:
        return [(at_account & (LoginAttempt.browser == browser), ATTEMPTS_MAX)]
    from_there = (LoginAttempt.address == address) & LoginAttempt.browser.is_(None)
    return [
        (at_account & from_there, ATTEMPTS_MAX),
        (from_there, ADDRESS_MAX),
        (at_account & LoginAttempt.browser.is_(None), STRANGERS_MAX),
    ]


def _known(tx: Tx, browser: str, user: User | None) -> str | None:
    """The digest of a browser this person has logged in with before; None for any other."""
    if not browser or user is None:
        return None
    kept = digest(browser)
    return kept if tx.get(KnownBrowser, (kept, user.id)) is not None else None


def _enter(tx: Tx, claim: _Claim, user_id: int, browser: str, now: datetime) -> Entered:
    tx.execute(delete(LoginAttempt).where(LoginAttempt.id == claim.attempt_id))
    tx.find(LoginRecord, claim.record_id).outcome = LoginOutcome.IN
    # A browser keeps its mark whoever logs in with it; one we never gave is not taken over.
    kept = digest(browser)
    if not browser or not tx.scalar(
        select(KnownBrowser.user_id).where(KnownBrowser.token_digest == kept).limit(1)
    ):
        browser = secrets.token_urlsafe(32)
        kept = digest(browser)
    row = {"token_digest": kept, "user_id": user_id, "seen_at": now}
    if not insert_new(tx, KnownBrowser, [row]):
        tx.find(KnownBrowser, (kept, user_id)).seen_at = now
    return Entered(people.open_session(tx, user_id, now=now), browser)


def _lock_out(tx: Tx, attempt: Attempt, now: datetime) -> None:
    """Record a lock-out when it begins: a storm of tries must not become a storm of rows."""
    login = normal(attempt.login)[:40]
    since = now - ATTEMPTS_WITHIN
    noted = select(LoginRecord.id).where(
        LoginRecord.login == login,
        LoginRecord.address == attempt.address[:64],
        LoginRecord.outcome == LoginOutcome.LOCKED,
        LoginRecord.at > since,
    )
    if tx.scalar(noted.limit(1)) is None:
        user_id = tx.scalar(select(User.id).where(User.login == login))
        _record(tx, login, attempt.address, LoginOutcome.LOCKED, user_id, now)


def _record(
    tx: Tx, login: str, address: str, outcome: LoginOutcome, user_id: int | None, now: datetime
) -> LoginRecord:
    row = LoginRecord(at=now, login=login, address=address[:64], outcome=outcome, user_id=user_id)
    tx.add(row)
    return row
