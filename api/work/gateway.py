"""Devices on this machine: their events go straight to the inbox, their answers to the board."""

import hashlib
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from api.ground import metrics
from api.ground.clock import Clock
from api.ground.stations import Board
from api.ground.texts import text
from devices.access import Authenticate, Scope, by_accounts
from devices.config import Config
from devices.errors import Oddity, Unreachable
from devices.events import (
    LISTENER,
    NAME_MAX,
    PAYLOAD_BYTES_MAX,
    SPOOL,
    Answer,
    Event,
    Fault,
    Scan,
    to_wire,
)
from wms import codes, inbox
from wms.access import keys
from wms.db import Database
from wms.errors import Unavailable
from wms.tables.access import Role

KEY_TRUSTED_S = 2.0
"""How long a key that was right is believed without asking the database again."""
KEYS_REMEMBERED_MAX = 1_000
_KEY = "key:"
"""How an account is called that is a key in the database; others are of `devices.toml`."""


@dataclass(frozen=True, slots=True)
class Said:
    """A gateway's events as its key may tell them."""

    events: Sequence[Event]
    refused: Sequence[Answer]
    """To the scans of devices that the key may not speak for."""


def said_under(key: str, prefix: str, events: Sequence[Event]) -> Said:
    """Sort a gateway's events by what its key may say, so that none holds up those behind it.

    What the gateway says of its own gets the key's prefix. What a device says that the key may
    not speak for becomes a fault under the key's name.
    """
    kept: list[Event] = []
    refused: list[Answer] = []
    for event in events:
        if event.device in (LISTENER, SPOOL):
            event = replace(event, device=f"{prefix}{event.device}"[:NAME_MAX])
        if prefix and event.device.startswith(prefix):
            kept.append(event)
            continue
        kept.append(_not_its_own(key, event))
        if isinstance(event, Scan):
            words = text(codes.Scan.OTHER_DEVICE, device=event.device)
            refused.append(Answer(event.id, inbox.STOP, words))
    return Said(kept, refused)


def _not_its_own(key: str, event: Event) -> Fault:
    """Kept under another id: the device's own gateway may yet bring the event itself."""
    return Fault(
        id=uuid5(event.id, Oddity.OTHER_DEVICE),
        device=key or "key",
        occurred_at=None,
        received_at=event.received_at,
        reason=Oddity.OTHER_DEVICE,
        payload=to_wire([event])[:PAYLOAD_BYTES_MAX],
        detail=event.device,
    )


def take(
    db: Database, board: Board, events: Sequence[Event], now: datetime
) -> Mapping[UUID, Answer]:
    """Make events durable, show the replies to scans, and return every answer in words.

    Raises: Unavailable when nothing of them is known to be kept.
    """

    answers = db.write(lambda tx: inbox.take(tx, events, now))
    for event in events:
        if isinstance(event, Scan):
            board.post(event.device, {"id": str(event.id), **answers[event.id].reply})
    for kind, count in Counter(type(event).__name__.lower() for event in events).items():
        metrics.events_kept(kind, count)
    return {id: _in_words(id, answer) for id, answer in answers.items()}


def _in_words(id: UUID, answer: inbox.InboxAnswer) -> Answer:
    """What a gun's display shows: nobody knows who reads it, so in the product's own language."""
    return Answer(id, answer.tone, text(answer.code, **answer.details))


class DatabaseSink:
    """The sink of devices in the same box: a device may forget once the commit is done."""

    def __init__(self, db: Database, board: Board, clock: Clock) -> None:
        self._db = db
        self._board = board
        self._clock = clock

    def deliver(self, events: Sequence[Event]) -> Mapping[UUID, Answer]:
        """Raises: Unreachable while the database cannot promise anything."""
        try:
            return take(self._db, self._board, events, self._clock())
        except Unavailable as error:
            raise Unreachable(str(error)) from error


def authenticator(db: Database, config: Config) -> Authenticate:
    """Who may connect to the MQTT listener: accounts of devices.toml, else device keys.

    A device logs in with its id as user name and a device key as password; the key must speak for
    that id, and the device may publish below `devices/<its id>`.
    """
    configured = by_accounts(config.listener.account if config.listener else ())
    right_until: dict[str, tuple[float, str]] = {}

    def authenticate(client_id: str, username: str, password: str) -> Scope | None:
        scope = configured(client_id, username, password)
        if scope is not None:
            return scope
        proof = hashlib.sha256(f"{username}\n{password}".encode()).hexdigest()
        until, account = right_until.get(proof, (0.0, ""))
        if until < time.monotonic():
            found = _speaker(db, username, password)
            if found is None:
                return None
            account = found
            if len(right_until) >= KEYS_REMEMBERED_MAX:
                right_until.clear()
            right_until[proof] = (time.monotonic() + KEY_TRUSTED_S, account)
        return Scope(username, f"devices/{username}", account=account)

    return authenticate


def revoked(db: Database, accounts: frozenset[str]) -> frozenset[str]:
    """Those of the accounts whose key was disabled since they connected."""
    ids = {int(account.removeprefix(_KEY)) for account in accounts if account.startswith(_KEY)}
    gone = ids - db.read(lambda tx: keys.active(tx, ids)) if ids else set()
    return frozenset(f"{_KEY}{id}" for id in gone)


def _speaker(db: Database, device: str, secret: str) -> str | None:
    """The account of the key with this secret, if it speaks for the device."""
    key = db.read(lambda tx: keys.key_of(tx, secret))
    if key is None or key.role is not Role.DEVICE or key.device_prefix is None:
        return None
    return f"{_KEY}{key.id}" if device.startswith(key.device_prefix) else None
