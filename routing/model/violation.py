"""A broken rule, as the check names it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: a stable code, the stop or vehicle it is about, and the figures."""

    code: str
    subject: str
    detail: str = ""
