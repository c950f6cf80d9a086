"""Who may connect to our MQTT listener, and what a connection may then speak for."""

import hashlib
import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from devices.config import Account
from devices.frames.telemetry import Profile

NAME_CHARS_MAX = 200


@dataclass(frozen=True, slots=True)
class Scope:
    """One device's rights: it may publish on `prefix` and below, read by one family of decoders."""

    device: str
    prefix: str
    decoder: str = "native"
    profile: Profile = field(default_factory=Profile)
    account: str = ""
    """Who logged in, as whoever let them in calls it: rights end and client ids count by it."""

    def __post_init__(self) -> None:
        if not 0 < len(self.device) <= NAME_CHARS_MAX or not self.prefix:
            raise ValueError("a scope needs the device's name and a prefix")

    def covers(self, topic: str) -> bool:
        """True for the prefix itself and every level below it."""
        return topic == self.prefix or topic.startswith(self.prefix.rstrip("/") + "/")


# Which of these accounts have lost their rights since; asked by the listener every few seconds.
Revoked = Callable[[frozenset[str]], frozenset[str]]

# (client id, username, password) → what the connection may do, or None to refuse it.
Authenticate = Callable[[str, str, str], Scope | None]


def by_accounts(accounts: Iterable[Account]) -> Authenticate:
    """Check against configured accounts; their keys are long and random, so SHA-256 does."""
    known = {account.username: account for account in accounts}

    def authenticate(client_id: str, username: str, password: str) -> Scope | None:
        account = known.get(username)
        digest = hashlib.sha256(password.encode()).hexdigest()
        if account is None or not hmac.compare_digest(digest, account.key_sha256):
            return None
        profile = account.telemetry.profile(username)
        return Scope(username, account.prefix, account.decoder, profile, f"account:{username}")

    return authenticate
