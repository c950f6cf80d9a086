"""A benchmark instance as its file states it: nothing scaled, nothing rounded, nothing guessed.

Every family keeps its own convention of distance, time and cost; `Convention` holds them all, so
that the same file gives the same figures in planning, in checking and in comparing.
"""

import math
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from routing.model import Flaw, ProblemError

Whole = npt.NDArray[np.int64]
Decimals = npt.NDArray[np.float64]


class Convention(StrEnum):
    """How a family turns coordinates and the file's figures into whole numbers.

    Source: the DIMACS 2022 implementation challenge (dimacs), CVRPLIB (round), the PyVRP
    instance collection (exact, and unrounded distance for heterogeneous fleets).
    """

    DIMACS = "dimacs"
    """Distance and time cut off after one decimal; cost in the file's units."""
    DIMACS10 = "dimacs10"
    """The same, cost in tenths."""
    ROUND = "round"
    """Distance rounded to the nearest whole number."""
    EXACT = "exact"
    """Distance and time in thousandths, rounded; cost in thousandths."""
    EXACT_HF = "exact-hf"
    """Distance not rounded; costs stand in the file times 100, cost in original units."""

    @property
    def scale(self) -> int:
        """Give how many of our units one unit of the file is."""
        scales = {
            Convention.DIMACS: 10,
            Convention.DIMACS10: 10,
            Convention.ROUND: 1,
            Convention.EXACT: 1000,
            Convention.EXACT_HF: 1000,
        }
        return scales[self]

    def units(self, value: float) -> int:
        """Turn a time, a window or a prize of the file into our whole units."""
        return int(self.of(np.array([value]))[0])

    def of(self, values: Decimals) -> Whole:
        """Turn distances or times of the file into our whole units, by the family's rounding."""
        if self in (Convention.DIMACS, Convention.DIMACS10):
            # 10 x 8.3 is 83.0 in floating point, but 10 x 1.1 is 11.000000000000002: cut off,
            # never up, and what stands in the file with one decimal must stay what it is.
            return np.floor(np.round(10 * values, 9)).astype(np.int64)
        return np.floor(self.scale * values + 0.5).astype(np.int64)

    def cost(self, units: float) -> float:
        """Turn distance plus prizes in our units into the cost the family reports."""
        return units / 10 if self is Convention.DIMACS else units


_OF_TYPE = {
    "CVRP": Convention.ROUND,
    "VRPTW": Convention.DIMACS,
    "MTVRPTWR": Convention.DIMACS10,
    "PCVRPTW": Convention.DIMACS10,
    "MDVRP": Convention.EXACT,
    "MDVRPTW": Convention.EXACT,
    "SDVRPTW": Convention.EXACT,
    "HFVRP": Convention.EXACT_HF,
}


def convention_of(kind: str) -> Convention:
    """Give the convention of a family by the TYPE its file names.

    Raises: ProblemError("file.convention") for a family we know no convention of.
    """
    found = _OF_TYPE.get(kind.upper())
    if found is None:
        known = ", ".join(sorted(_OF_TYPE))
        raise ProblemError(Flaw.FILE_CONVENTION, f"TYPE {kind or '(none)'}: not one of {known}")
    return found


@dataclass(frozen=True, slots=True)
class Node:
    """A depot or a customer, in the file's units. A prize of 0: it must be served."""

    number: int
    x: float = 0.0
    y: float = 0.0
    demand: tuple[int, ...] = (0,)
    backhaul: tuple[int, ...] = (0,)
    service: float = 0.0
    opens: float = 0.0
    closes: float = math.inf
    release: float = 0.0
    prize: float = 0.0


@dataclass(frozen=True, slots=True)
class Carrier:
    """A vehicle of an instance, in the file's units; None: no limit."""

    number: int
    depot: int
    capacity: tuple[int, ...] | None = None
    fixed_cost: float = 0.0
    unit_cost: float = 1.0
    max_duration: float | None = None
    max_distance: float | None = None
    allowed: frozenset[int] | None = None
    """Numbers of the customers it may serve."""
    reloads_at: tuple[int, ...] = ()
    """Numbers of the depots where it may reload, any number of times."""
    max_reloads: int | None = None


@dataclass(frozen=True, slots=True)
class Instance:
    """A file of a benchmark family. Nodes stand in the file's order; depots are among them."""

    name: str
    kind: str
    convention: Convention
    nodes: tuple[Node, ...]
    depots: tuple[int, ...]
    carriers: tuple[Carrier, ...]
    weights: Decimals | None = field(default=None, repr=False, compare=False)
    """Distances the file gives itself; None: Euclidean."""
    notes: tuple[str, ...] = ()
    """What the file says and we do not use."""

    @property
    def customers(self) -> tuple[Node, ...]:
        """Give the nodes that are no depot."""
        depots = set(self.depots)
        return tuple(node for node in self.nodes if node.number not in depots)

    def distances(self) -> Decimals:
        """Give the distance between all nodes in the file's units, not rounded."""
        if self.weights is not None:
            return self.weights
        places = np.array([(node.x, node.y) for node in self.nodes])
        apart = places[:, None, :] - places[None, :, :]
        result: Decimals = np.sqrt((apart**2).sum(axis=2))
        return result
