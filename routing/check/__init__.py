"""Whether a plan keeps its problem, judged from scratch."""

from routing.check.whole import Violation, check, cost

__all__ = [
    "Violation",
    "check",
    "cost",
]
