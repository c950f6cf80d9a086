"""From a problem to a checked plan: heuristics, the solver, its process, re-planning."""

from routing.solving.heuristic import construct
from routing.solving.process import PlanRejected, SolverDied, solve_in_process

__all__ = [
    "PlanRejected",
    "SolverDied",
    "construct",
    "solve_in_process",
]
