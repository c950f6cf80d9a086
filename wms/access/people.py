"""People and their sessions. Deny by default, and tell strangers nothing."""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from wms import codes
from wms.access.keys import MACHINES, digest
from wms.access.keys import key_of as key_of
from wms.access.passwords import PasswordHash
from wms.db import Tx
from wms.errors import NotFound, Refused
from wms.facts import audit
from wms.tables.access import (
    KnownBrowser,
    LoginAttempt,
    LoginRecord,
    LoginSession,
    Role,
    User,
)
from wms.tables.masterdata import Shop, Warehouse

SESSION = timedelta(hours=12)
LONGEST = timedelta(hours=24)
"""Also a session that is always in use ends, and its person says again who they are."""
RENEW_AFTER = timedelta(hours=1)
"""A session slides at most this often, so that reading a page hardly ever writes."""
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
    latest = min(now + SESSION, session.created_at + LONGEST)
    should_renew = latest - session.expires_at > RENEW_AFTER
    return Session(_seen(user), session.csrf, session.expires_at, should_renew)


def renew(tx: Tx, token: str, *, now: datetime) -> None:
    """Let a session that is in use slide on; one that has ended stays ended."""
    session = tx.get(LoginSession, digest(token), with_for_update=True)
    if session is not None and session.expires_at > now:
        session.expires_at = min(now + SESSION, session.created_at + LONGEST)


def log_out(tx: Tx, token: str) -> None:
    """End a session; one that is gone already is no fault."""
    tx.execute(delete(LoginSession).where(LoginSession.token_digest == digest(token)))


def create_user(tx: Tx, new: NewUser, *, by: int | None, now: datetime) -> Person:
    """Let a person in.

    Raises: NotFound; Refused("user.login" | "user.login_taken" | "user.name" | "user.language" |
    "user.role" | "user.needs_shop" | "user.needs_no_shop").
    """
    user = let_in(tx, new, now=now)
    data = {"login": user.login, "role": str(user.role), "shop_id": user.shop_id}
    data["warehouse_id"] = user.warehouse_id
    audit.record(tx, "user.created", f"user:{user.id}", data, by=by, now=now)
    return _seen(user)


def let_in(tx: Tx, new: NewUser, *, now: datetime) -> User:
    """Make a person's account; whoever calls puts it on the record. Raises: as `create_user`."""
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
    return user


def disable_user(tx: Tx, user_id: int, *, by: int, now: datetime) -> Person:
    """Shut a person out at once, wherever they are logged in.

    Raises: NotFound; Refused("user.yourself").
    """
    if user_id == by:
        raise Refused(codes.User.YOURSELF)
    user = tx.lock(User, user_id)
    user.is_active = False
    end_sessions(tx, user_id)
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
    end_sessions(tx, user_id)
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
    """Forget what has had its time of sessions, attempts, records; returns how many rows."""
    over = (
        delete(LoginSession).where(LoginSession.expires_at <= LoginSession.kept.ended(now)),
        delete(LoginAttempt).where(LoginAttempt.at <= LoginAttempt.kept.ended(now)),
        delete(LoginRecord).where(LoginRecord.at <= LoginRecord.kept.ended(now)),
        delete(KnownBrowser).where(KnownBrowser.seen_at <= KnownBrowser.kept.ended(now)),
    )
    gone: Iterable[Any] = (tx.execute(each) for each in over)
    return sum(int(each.rowcount) for each in gone)


def open_session(tx: Tx, user_id: int, *, now: datetime) -> Opened:
    """A session for a person who has proved who they are."""
    user = tx.find(User, user_id)
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


def normal(login: str) -> str:
    """A login as it is kept: no blanks around it, small letters."""
    return login.strip().casefold()


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


def end_sessions(tx: Tx, user_id: int) -> None:
    """Log a person out everywhere."""
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
