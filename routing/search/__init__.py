"""Making plans better: drafts, insertion, descent, rebuilding, the exact choice of routes."""

from routing.search.accelerator import can_express
from routing.search.descent import Descent, is_worth_it
from routing.search.draft import Draft, Routes
from routing.search.engine import Budget, Engine, Now
from routing.search.insertion import inserted, score
from routing.search.rebuild import Progress, improve
from routing.search.schedule import plan_of

__all__ = [
    "Budget",
    "Descent",
    "Draft",
    "Engine",
    "Now",
    "Progress",
    "Routes",
    "can_express",
    "improve",
    "inserted",
    "is_worth_it",
    "plan_of",
    "score",
]
