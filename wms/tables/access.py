"""Who may come in: people, sessions, log-in attempts, keys of machines."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    ForeignKey,
    Index,
    String,
)
from sqlalchemy.orm import Mapped, mapped_column

from wms.tables.base import BigInt, Table, UtcDateTime, text_enum
from wms.tables.kept import Kept, Term


class Role(StrEnum):
    STAFF = "staff"
    DISPATCHER = "dispatcher"
    DRIVER = "driver"
    SHOP = "shop"
    QUALITY = "quality"
    ADMIN = "admin"
    INTEGRATOR = "integrator"
    DEVICE = "device"


class LoginOutcome(StrEnum):
    IN = "in"
    WRONG = "wrong"
    SECOND = "second"
    """The password was right, the second factor was not."""
    LOCKED = "locked"
    OUT = "out"
    UNLOCKED = "unlocked"


class User(Table):
    """A person. Integrators and devices have an ApiKey instead."""

    __tablename__ = "user_account"
    kept = Kept(
        evidence=False, term=Term.FOR_EVER, persons=("login", "name"), warehouse=("warehouse_id",)
    )

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    login: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(text_enum(Role))
    language: Mapped[str] = mapped_column(String(2), default="zh")
    warehouse_id: Mapped[int | None] = mapped_column(ForeignKey("warehouse.id"))
    """None: every warehouse (managers, administrators)."""
    shop_id: Mapped[int | None] = mapped_column(ForeignKey("shop.id"))
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LoginSession(Table):
    """A browser that has logged in. Only a digest of its cookie is kept; deleting revokes."""

    __tablename__ = "login_session"
    kept = Kept(evidence=False, term=Term.ENDED, since="expires_at", persons=("user_id",))

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class LoginAttempt(Table):
    """Failed logins, counted by account, address and browser for the rate limit."""

    __tablename__ = "login_attempt"
    kept = Kept(evidence=False, term=Term.TRIES, since="at", persons=("login", "address"))
    __table_args__ = (
        Index("ix_login_attempt_login_at", "login", "at"),
        Index("ix_login_attempt_address_at", "address", "at"),
    )

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    login: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(64))
    browser: Mapped[str | None] = mapped_column(String(64))
    """The digest of a browser this account knows; None: any other."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class LoginRecord(Table):
    """Who logged in, failed to, was locked out or left, when and from where."""

    __tablename__ = "login_record"
    kept = Kept(evidence=False, term=Term.YEAR, since="at", persons=("login", "user_id", "address"))
    __table_args__ = (Index("ix_login_record_login_id", "login", "id"),)

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    login: Mapped[str] = mapped_column(String(40))
    """As it was typed, also where there is no such account."""
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    address: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[LoginOutcome] = mapped_column(text_enum(LoginOutcome))


class KnownBrowser(Table):
    """A browser a person has logged in with: strangers' guesses do not count against it."""

    __tablename__ = "known_browser"
    kept = Kept(evidence=False, term=Term.YEAR, since="seen_at", persons=("user_id",))

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ApiKey(Table):
    """A machine that may call: an integrator or a device gateway. Only a digest is kept."""

    __tablename__ = "api_key"
    kept = Kept(evidence=False, term=Term.FOR_EVER, warehouse=("warehouse_id",))

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    secret_digest: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[Role] = mapped_column(text_enum(Role))
    warehouse_id: Mapped[int | None] = mapped_column(ForeignKey("warehouse.id"))
    device_prefix: Mapped[str | None] = mapped_column(String(64))
    """A device key speaks only for devices whose id begins with this."""
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
