"""A plan without OR-Tools: built by insertion, bettered by taking apart and rebuilding.

It is there in well under a second for a hundred stops, so a dispatcher always has a first plan,
and a dead or late solver never leaves the house without one.
"""

from routing.answers import explain, unexplained
from routing.day import Arrays
from routing.model import Plan, Problem
from routing.search import Draft, improve, plan_of

ENGINE = "insertion"


def construct(problem: Problem, *, rounds: int = 0, seed: int = 1) -> Plan:
    """Build a plan, then better it in so many rounds; the same arguments give the same plan."""
    draft = Draft.empty(Arrays(problem))
    draft.fill()
    if rounds:
        draft = improve(draft, seed, lambda done: done / rounds)
    return finished(draft, ENGINE)


def finished(draft: Draft, engine: str) -> Plan:
    """Fill a draft, explain what is left out, and give it times."""
    whole = draft.copy()
    whole.fill()
    return plan_of(whole, explain(whole), engine)


def unfinished(draft: Draft, engine: str) -> Plan:
    """Give a draft times as it is; nobody has asked yet why something is left out."""
    return plan_of(draft, unexplained(draft), engine)
