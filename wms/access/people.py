"""People: accounts, logging in, sessions. Deny by default, and tell strangers nothing.

`authenticate` is the one function here that is given the database instead of a transaction: it
counts the attempt, hashes outside of any transaction, and only then opens a session.
"""

import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from wms import codes
from wms.access import passwords
from wms.access.keys import MACHINES, digest
from wms.access.keys import key_of as key_of
from wms.access.passwords import PasswordHash
from wms.db import Database, Tx
from wms.errors import NotFound, Refused
from wms.facts import audit
from wms.tables.access import LoginAttempt, LoginSession, Role, User
from wms.tables.masterdata import Shop, Warehouse

SESSION = timedelta(hours=12)
RENEW_AFTER = timedelta(hours=1)
"""A session slides at most this often, so that reading a page hardly ever writes."""
ATTEMPTS_MAX = 10
ATTEMPTS_WITHIN: timedelta = LoginAttempt.kept.term.value
"""Attempts count as long as they are kept."""
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
_LANGUAGES = frozenset({"zh", "en"})


@dataclass(frozen=True, slots=True)
class NewUser:
    """A person to be let in; the password comes hashed, so that no transaction waits for that."""

    login: str
    name: str
    role: Role
    password_hash: PasswordHash = field(repr=False)
    language: str = ""
    """Empty: the browser's, until the person chooses."""
    warehouse_id: int | None = None
    shop_id: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person as others see them."""

    id: int
    login: str
    name: str
    role: Role
    language: str
    warehouse_id: int | None
    shop_id: int | None
    is_active: bool


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that is logged in, and as whom."""

    user: Person
    csrf: str = field(repr=False)
    expires_at: datetime
    should_renew: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A session just opened; its token goes into the cookie and nowhere else."""

    session: Session
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody at an address says they are somebody."""

    login: str
    password: str = field(repr=False)
    address: str


@dataclass(frozen=True, slots=True)
class _Claim:
    """An attempt that has been counted, and what it must match."""

    attempt_id: int
    user_id: int | None
    password_hash: str = field(repr=False)


def authenticate(db: Database, attempt: Attempt, *, now: datetime) -> Opened:
    """Log somebody in. An unknown login costs the same time as a wrong password.

    Raises: Refused("login.wrong"); Refused("login.too_many", minutes=…) after ten failures in a
    quarter of an hour, counted per account and per address.
    """
    claim = db.write(lambda tx: _count(tx, attempt, now))
    is_right = passwords.matches(attempt.password, claim.password_hash)
    user_id = claim.user_id
    if user_id is None or not is_right:
        raise Refused(codes.Login.WRONG)
    return db.write(lambda tx: _open(tx, claim.attempt_id, user_id, now))


def session_of(tx: Tx, token: str, *, now: datetime) -> Session | None:
    """Whose session a cookie is; None when unknown, expired, or the person was shut out."""
    known = (
        select(LoginSession, User)
        .join(User, LoginSession.user_id == User.id)
        .where(LoginSession.token_digest == digest(token), LoginSession.expires_at > now)
        .where(User.is_active)
    )
    row = tx.execute(known).first()
    if row is None:
        return None
    session, user = row
    should_renew = session.expires_at - now < SESSION - RENEW_AFTER
    return Session(_seen(user), session.csrf, session.expires_at, should_renew)


def renew(tx: Tx, token: str, *, now: datetime) -> None:
    """Let a session that is in use slide on; one that has ended stays ended."""
    session = tx.get(LoginSession, digest(token), with_for_update=True)
    if session is not None and session.expires_at > now:
        session.expires_at = now + SESSION


def log_out(tx: Tx, token: str) -> None:
    """End a session; one that is gone already is no fault."""
    tx.execute(delete(LoginSession).where(LoginSession.token_digest == digest(token)))


def create_user(tx: Tx, new: NewUser, *, by: int | None, now: datetime) -> Person:
    """Let a person in.

    Raises: NotFound; Refused("user.login" | "user.login_taken" | "user.name" | "user.language" |
    "user.role" | "user.needs_shop" | "user.needs_no_shop").
    """
    login = normal(new.login)
    _judge(tx, new, login)
    user = User(
        login=login,
        name=new.name.strip(),
        password_hash=new.password_hash,
        role=new.role,
        language=new.language,
        warehouse_id=new.warehouse_id,
        shop_id=new.shop_id,
        created_at=now,
    )
    tx.add(user)
    tx.flush()
    data = {"login": login, "role": str(user.role), "shop_id": user.shop_id}
    data["warehouse_id"] = user.warehouse_id
    audit.record(tx, "user.created", f"user:{user.id}", data, by=by, now=now)
    return _seen(user)


def disable_user(tx: Tx, user_id: int, *, by: int, now: datetime) -> Person:
    """Shut a person out at once, wherever they are logged in.

    Raises: NotFound; Refused("user.yourself").
    """
    if user_id == by:
        raise Refused(codes.User.YOURSELF)
    user = tx.lock(User, user_id)
    user.is_active = False
    _end_sessions(tx, user_id)
    audit.record(tx, "user.disabled", f"user:{user_id}", {"login": user.login}, by=by, now=now)
    return _seen(user)


def enable_user(tx: Tx, user_id: int, *, by: int, now: datetime) -> Person:
    """Let a person in again. Raises: NotFound."""
    user = tx.lock(User, user_id)
    user.is_active = True
    audit.record(tx, "user.enabled", f"user:{user_id}", {"login": user.login}, by=by, now=now)
    return _seen(user)


def set_password(
    tx: Tx, user_id: int, password_hash: PasswordHash, *, by: int | None, now: datetime
) -> None:
    """Give a person another password and end all their sessions. Raises: NotFound."""
    user = tx.lock(User, user_id)
    user.password_hash = password_hash
    _end_sessions(tx, user_id)
    audit.record(tx, "user.password", f"user:{user_id}", {"login": user.login}, by=by, now=now)


def set_language(tx: Tx, user_id: int, language: str) -> None:
    """Remember the language a person reads. Raises: NotFound; Refused("user.language")."""
    if language not in _LANGUAGES:
        raise Refused(codes.User.LANGUAGE, language=language[:8])
    tx.lock(User, user_id).language = language


def everybody(tx: Tx) -> list[Person]:
    """All people, also those shut out, by login."""
    return [_seen(user) for user in tx.scalars(select(User).order_by(User.login))]


def tidy(tx: Tx, *, now: datetime) -> int:
    """Forget ended sessions and old attempts; returns how many."""
    over = LoginSession.expires_at <= LoginSession.kept.ended(now)
    forgotten = LoginAttempt.at <= LoginAttempt.kept.ended(now)
    ended = tx.execute(delete(LoginSession).where(over))
    old = tx.execute(delete(LoginAttempt).where(forgotten))
    return int(ended.rowcount + old.rowcount)  # type: ignore[attr-defined]


def normal(login: str) -> str:
    """A login as it is kept: no blanks around it, small letters."""
    return login.strip().casefold()


def _count(tx: Tx, attempt: Attempt, now: datetime) -> _Claim:
    """Count the attempt before it is judged, so that many at once are not judged for free."""
    login = normal(attempt.login)[:40]
    user = tx.scalars(select(User).where(User.login == login).with_for_update()).first()
    address = attempt.address[:64]
    for whose in (LoginAttempt.login == login, LoginAttempt.address == address):
        recent = select(func.count()).where(whose, LoginAttempt.at > now - ATTEMPTS_WITHIN)
        if tx.execute(recent).scalar_one() >= ATTEMPTS_MAX:
            raise Refused(codes.Login.TOO_MANY, minutes=ATTEMPTS_WITHIN // timedelta(minutes=1))
    counted = LoginAttempt(login=login, address=address, at=now)
    tx.add(counted)
    tx.flush()
    if user is None or not user.is_active:
        return _Claim(counted.id, None, passwords.NOBODY)
    return _Claim(counted.id, user.id, user.password_hash)


def _open(tx: Tx, attempt_id: int, user_id: int, now: datetime) -> Opened:
    user = tx.find(User, user_id)
    tx.execute(delete(LoginAttempt).where(LoginAttempt.id == attempt_id))
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    expires_at = now + SESSION
    tx.add(
        LoginSession(
            token_digest=digest(token),
            user_id=user_id,
            csrf=csrf,
            created_at=now,
            expires_at=expires_at,
        )
    )
    return Opened(Session(_seen(user), csrf, expires_at), token)


def _judge(tx: Tx, new: NewUser, login: str) -> None:
    if not _LOGIN.fullmatch(login):
        raise Refused(codes.User.LOGIN, login=login[:40])
    if not 1 <= len(new.name.strip()) <= 80:
        raise Refused(codes.User.NAME)
    if new.language and new.language not in _LANGUAGES:
        raise Refused(codes.User.LANGUAGE, language=new.language[:8])
    _judge_role(tx, new)
    if tx.scalars(select(User.id).where(User.login == login)).first():
        raise Refused(codes.User.LOGIN_TAKEN, login=login)


def _judge_role(tx: Tx, new: NewUser) -> None:
    if new.role in MACHINES:
        raise Refused(codes.User.ROLE, role=str(new.role))
    if new.role is Role.SHOP and new.shop_id is None:
        raise Refused(codes.User.NEEDS_SHOP)
    if new.role is not Role.SHOP and new.shop_id is not None:
        raise Refused(codes.User.NEEDS_NO_SHOP)
    if new.warehouse_id is not None and tx.get(Warehouse, new.warehouse_id) is None:
        raise NotFound("warehouse", id=str(new.warehouse_id))
    if new.shop_id is not None and tx.get(Shop, new.shop_id) is None:
        raise NotFound("shop", id=str(new.shop_id))


def _end_sessions(tx: Tx, user_id: int) -> None:
    tx.execute(delete(LoginSession).where(LoginSession.user_id == user_id))


def _seen(user: User) -> Person:
    return Person(
        id=user.id,
        login=user.login,
        name=user.name,
        role=user.role,
        language=user.language,
        warehouse_id=user.warehouse_id,
        shop_id=user.shop_id,
        is_active=user.is_active,
    )
