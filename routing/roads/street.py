"""A street and the size of a vehicle, as plain records: nothing here needs arrays."""

from dataclasses import dataclass

from routing.model import Flaw, Point, ProblemError


@dataclass(frozen=True, slots=True)
class Street:
    """A street between two crossings, both ways unless told.

    `height_cm` and `weight_kg` are what may pass at most, None: anything. `line` are the points
    between its two crossings; none: it is straight.
    """

    start: int
    end: int
    length_m: float
    speed_kmh: float
    one_way: bool = False
    height_cm: int | None = None
    weight_kg: int | None = None
    line: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class VehicleSize:
    """What a vehicle needs of a street: its height and its weight, goods included.

    Zero: it passes everywhere.
    """

    height_cm: int = 0
    weight_kg: int = 0

    def __post_init__(self) -> None:
        """Raises: ProblemError("roads.vehicle_size")."""
        if not (0 <= self.height_cm <= 1_000 and 0 <= self.weight_kg <= 100_000):
            size = f"{self.height_cm} cm, {self.weight_kg} kg"
            raise ProblemError(Flaw.ROADS_VEHICLE_SIZE, size)

    def __str__(self) -> str:
        return f"{self.height_cm}cm:{self.weight_kg}kg"


ANY_SIZE = VehicleSize()
