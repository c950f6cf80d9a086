"""Making plans better: drafts, insertion, descent, rebuilding, the exact choice of routes.

`engine`, `descent` and `accelerator` are doors of their own: they load OR-Tools and PyVRP, which
only the process that solves may do.
"""

from routing.search.draft import Draft, Routes
from routing.search.insertion import inserted, score
from routing.search.rebuild import Progress, improve
from routing.search.schedule import plan_of

__all__ = [
    "Draft",
    "Progress",
    "Routes",
    "improve",
    "inserted",
    "plan_of",
    "score",
]
