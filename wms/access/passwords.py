"""Passwords: what makes one good enough, and their slow hashes, never inside a transaction.

A hash costs some 20 MB and tens of milliseconds on purpose, so only a few run at once; the
database waits for none of them.
"""

import threading
from typing import NewType

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from wms import codes
from wms.errors import Refused

PasswordHash = NewType("PasswordHash", str)

LENGTH_MIN = 10
LENGTH_MAX = 128
DISTINCT_MIN = 5
AT_ONCE = 2

# Source: OWASP Password Storage Cheat Sheet, Argon2id with 19 MiB, 2 passes, 1 lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_SLOTS = threading.BoundedSemaphore(AT_ONCE)
NOBODY = PasswordHash(_HASHER.hash("nobody has this password"))
"""What a login that does not exist is compared with, so that it takes as long as any other."""


def judge(password: str, login: str) -> None:
    """Raises: Refused("password.length" | "password.too_simple" | "password.like_login")."""
    if not LENGTH_MIN <= len(password) <= LENGTH_MAX:
        raise Refused(codes.Password.LENGTH, least=LENGTH_MIN, most=LENGTH_MAX)
    if len(set(password)) < DISTINCT_MIN:
        raise Refused(codes.Password.TOO_SIMPLE, distinct=DISTINCT_MIN)
    if login.casefold() in password.casefold():
        raise Refused(codes.Password.LIKE_LOGIN)


def hashed(password: str) -> PasswordHash:
    """The slow hash of a password. Never call it inside a transaction."""
    with _SLOTS:
        return PasswordHash(_HASHER.hash(password))


def matches(password: str, kept: str) -> bool:
    """Whether a password is the one whose hash was kept. Never call it inside a transaction."""
    if len(password) > LENGTH_MAX:
        return False
    with _SLOTS:
        try:
            return _HASHER.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False
