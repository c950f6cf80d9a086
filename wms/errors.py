"""The error taxonomy, sorted by who must act. No HTTP, no languages: codes of `wms.codes` only.

ColdchainError
├── NotFound      no such thing, or not yours
├── Refused       a rule says no; details list everything that is missing
├── Conflict      somebody changed it meanwhile; safe to retry
├── Forbidden     the role lacks the right
└── Unavailable   the storage cannot promise anything just now; retry with the same id
"""

from typing import Any, ClassVar

from wms import codes
from wms.codes import Code, Kind


class ColdchainError(Exception):
    """Base of everything the product refuses on purpose.

    `code` is stable and documented in docs/errors.md; `details` are plain JSON values
    with which the edge fills the text of that code in the reader's language.
    """

    KINDS: ClassVar[frozenset[Kind]] = frozenset(Kind)
    """Which kinds of codes this error may have."""

    def __init__(self, code: Code, /, **details: Any) -> None:
        super().__init__(code, details)
        codes.must_carry(code, details)
        if code.kind not in self.KINDS:
            codes.doubt(f"{code} is no code for {type(self).__name__}")
        self.code = code
        self.details = details

    def __str__(self) -> str:
        inside = ", ".join(f"{name}={value!r}" for name, value in self.details.items())
        return f"{self.code}({inside})"


class NotFound(ColdchainError):
    """No such thing, or not the caller's: the answer is the same for both."""

    KINDS = frozenset({Kind.NOT_FOUND})

    def __init__(self, what: str = "thing", /, **details: Any) -> None:
        super().__init__(codes.General.NOT_FOUND, what=what, **details)


class Refused(ColdchainError):
    """A rule says no: short, held, over quota, wrong state."""

    KINDS = frozenset({Kind.REFUSED, Kind.BLOCKS, Kind.UNKNOWN_CALLER, Kind.TOO_MANY})


class Conflict(ColdchainError):
    """Somebody changed it meanwhile; the caller may look again and retry."""

    KINDS = frozenset({Kind.CONFLICT})


class Forbidden(ColdchainError):
    """The caller's role lacks the right."""

    KINDS = frozenset({Kind.FORBIDDEN})

    def __init__(self, right: str = "", /, **details: Any) -> None:
        super().__init__(codes.General.FORBIDDEN, right=right, **details)


class Unavailable(ColdchainError):
    """Storage failed before it could promise; nothing of this call is known to be kept."""

    KINDS = frozenset({Kind.UNAVAILABLE})
