"""Clients of the application in process: logged in as somebody, or holding a key."""

import json
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
from api.ground import pack_keys
from api.ground.settings import Settings
from labels.codes import packcode
from labels.codes.packcode import Key, Keyring
from tests.builders import NOW
from wms.access import keys
from wms.db import Database, Tx
from wms.tables.access import LoginSession, Role

PACK_KEYS = Keyring({0: Key(bytes(range(32)))}, 0)


def a_serial(gtin: str, number: int = 37) -> str:
    """The serial of a pack that the application takes for its own."""
    return packcode.issue(PACK_KEYS, gtin, number)


def an_app(db: Database, data_dir: Path, now: datetime = NOW) -> FastAPI:
    """The application over a database, at a moment the test chose."""
    settings = Settings(data_dir=data_dir)
    keys = {number: key.secret.hex() for number, key in PACK_KEYS.keys.items()}
    told = json.dumps({"current": PACK_KEYS.current, "keys": keys})
    (data_dir / pack_keys.NAME).write_text(told, encoding="utf-8")
    return create_app(settings, db, clock=lambda: now)


def stranger(app: FastAPI) -> TestClient:
    """A client that has not logged in; it follows no redirects."""
    return TestClient(app, follow_redirects=False)


def logged_in(app: FastAPI, user_id: int) -> TestClient:
    """A browser with a session of this person; it sends the CSRF token by itself."""
    db: Database = app.state.db
    now: datetime = app.state.clock()
    token, csrf = secrets.token_urlsafe(16), secrets.token_urlsafe(16)

    def open_session(tx: Tx) -> None:
        tx.add(
            LoginSession(
                token_digest=keys.digest(token),
                user_id=user_id,
                csrf=csrf,
                created_at=now,
                expires_at=now + timedelta(hours=12),
            )
        )

    db.write(open_session)
    client = stranger(app)
    client.cookies.set("coldchain_session", token)
    client.headers["X-CSRF-Token"] = csrf
    return client


def with_key(
    app: FastAPI, role: Role, *, prefix: str | None = None, warehouse_id: int | None = None
) -> TestClient:
    """A machine with a fresh key."""
    db: Database = app.state.db
    new = keys.NewKey(f"key {secrets.token_hex(4)}", role, warehouse_id, prefix)
    _, secret = db.write(lambda tx: keys.create(tx, new, by=None, now=app.state.clock()))
    client = stranger(app)
    client.headers["Authorization"] = f"Bearer {secret}"
    return client
