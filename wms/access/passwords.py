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
_ROWS = (
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p",
)
# fmt: off
_WORDS = frozenset((
    "admin", "administrator", "autumn", "baseball", "batman", "beijing", "changeme", "coldchain",
    "computer", "default", "demo", "dragon", "football", "google", "guest", "hello", "huanying",
    "iloveyou", "internet", "letmein", "login", "logistics", "master", "michael", "mima",
    "monkey", "nihao", "passw", "password", "passwort", "princess", "root", "samsung", "secret",
    "shadow", "shanghai", "spring", "summer", "sunshine", "superman", "test", "testing",
    "trustno", "user", "vegetable", "vegetables", "warehouse", "welcome", "whatever", "winter",
    "woaini", "woaiwojia", "wodemima", "zhongguo",
))
# fmt: on
"""What is tried first: words that stand in every list of leaked passwords, and what is near us."""
_LETTERS = str.maketrans("0134578@$!", "oieastbasi")
AT_ONCE = 2

# Source: OWASP Password Storage Cheat Sheet, Argon2id with 19 MiB, 2 passes, 1 lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_SLOTS = threading.BoundedSemaphore(AT_ONCE)
NOBODY = PasswordHash(_HASHER.hash("nobody has this password"))
"""What a login that does not exist is compared with, so that it takes as long as any other."""


def judge(password: str, login: str) -> None:
    """Raises: Refused("password.length" | "password.too_simple" | "password.common" |
    "password.like_login").
    """
    if not LENGTH_MIN <= len(password) <= LENGTH_MAX:
        raise Refused(codes.Password.LENGTH, least=LENGTH_MIN, most=LENGTH_MAX)
    if len(set(password)) < DISTINCT_MIN:
        raise Refused(codes.Password.TOO_SIMPLE, distinct=DISTINCT_MIN)
    if _is_common(password.casefold()):
        raise Refused(codes.Password.COMMON)
    if login.casefold() in password.casefold():
        raise Refused(codes.Password.LIKE_LOGIN)


def _is_common(password: str) -> bool:
    """A well-known word with figures or marks around it, once or again, or a walk along keys."""
    bare = password.strip("0123456789!?.,;:#*@$%&+-_ ")
    for word in {bare, bare.translate(_LETTERS), password.translate(_LETTERS)}:
        half = word[: len(word) // 2]
        if not bare or word in _WORDS or (half in _WORDS and word == half * 2):
            return True
    return any(password in row * 2 or password in row[::-1] * 2 for row in _ROWS)


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
