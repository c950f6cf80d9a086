"""A broken rule, as the check names it."""

from dataclasses import dataclass

from routing.model.flaws import Breach


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: a stable code, the stop or vehicle it is about, and the figures."""

    code: Breach
    subject: str
    detail: str = ""
