"""A small physical model of a cold room or a vehicle's box: leak, compressor, door, defrost.

Newton's law of cooling toward the outside, a compressor with hysteresis, a door that opens now and
then, a defrost every few hours, failures on request. Time moves in fixed steps, so a seed gives the
same curve however often one looks.
"""

import random
from dataclasses import dataclass

STEP_S = 10.0
CATCH_UP_S_MAX = 7 * 86_400.0
LEAK_S = 6 * 3_600.0  # time constant of the insulated room
DOOR_LEAK_S = 2_700.0  # and with its door open
FAILED_LEAK_S = 3_600.0  # while its cooler fails: the fans go on and stir the outside in
COOLING_C_PER_S = 20.0 / 3_600
DEFROST_C_PER_S = 6.0 / 3_600
DEFROST_EVERY_S, DEFROST_S = 6 * 3_600.0, 900.0
DOOR_EVERY_S, DOOR_S = 2_400.0, 90.0
HYSTERESIS_C = 0.8


@dataclass(frozen=True, slots=True)
class Climate:
    """What a sensor in the room would say."""

    air_c: float
    humidity_pct: float
    door_open: bool
    defrosting: bool
    cooling: bool


class Room:
    """One room, from second 0 of its own time."""

    def __init__(self, name: str, setpoint_c: float, seed: int, ambient_c: float = 26.0) -> None:
        self.name = name
        self.setpoint_c = setpoint_c
        self._ambient_c = ambient_c
        self._dice = random.Random(f"{seed}/{name}")
        self._at_s = 0.0
        self._air_c = setpoint_c + self._dice.uniform(-0.3, 0.3)
        self._cooling = False
        self._defrost_at_s = self._dice.uniform(0, DEFROST_EVERY_S)
        self._door_at_s = self._dice.expovariate(1 / DOOR_EVERY_S)
        self._door_until_s = 0.0
        self._failed_until_s = 0.0

    def climate(self, at_s: float) -> Climate:
        """The climate at this second of the room's time, which never runs backwards."""
        self._at_s = max(self._at_s, at_s - CATCH_UP_S_MAX)
        while self._at_s + STEP_S <= at_s:
            self._step()
        humidity_pct = 84 + 8 * (self._air_c - self.setpoint_c) / 10 + 6 * self._door_open()
        return Climate(
            air_c=round(self._air_c + self._dice.gauss(0, 0.02), 2),
            humidity_pct=round(max(20.0, min(99.0, humidity_pct)), 1),
            door_open=self._door_open(),
            defrosting=self._defrosting(),
            cooling=self._cooling,
        )

    def fail(self, minutes: float) -> None:
        """The compressor stands still for this long."""
        self._failed_until_s = self._at_s + minutes * 60

    def open_door(self, minutes: float) -> None:
        """Somebody leaves the door open."""
        self._door_until_s = self._at_s + minutes * 60

    def warm_to(self, air_c: float) -> None:
        """Bring the air to this temperature at once."""
        self._air_c = air_c

    def _door_open(self) -> bool:
        return self._at_s < self._door_until_s

    def _defrosting(self) -> bool:
        return (self._at_s - self._defrost_at_s) % DEFROST_EVERY_S < DEFROST_S

    def _step(self) -> None:
        self._at_s += STEP_S
        if self._at_s >= self._door_at_s:
            self._door_until_s = max(self._door_until_s, self._at_s + DOOR_S)
            self._door_at_s = self._at_s + self._dice.expovariate(1 / DOOR_EVERY_S)
        failed = self._at_s < self._failed_until_s
        above_c = self._air_c - self.setpoint_c
        wants = above_c > HYSTERESIS_C or (self._cooling and above_c > -HYSTERESIS_C)
        self._cooling = wants and not failed and not self._defrosting()
        insulated_s = FAILED_LEAK_S if failed else LEAK_S
        leak_s = DOOR_LEAK_S if self._door_open() else insulated_s
        change_c_per_s = (self._ambient_c - self._air_c) / leak_s
        change_c_per_s -= COOLING_C_PER_S * self._cooling
        change_c_per_s += DEFROST_C_PER_S * 0.3 * (self._defrosting() and not failed)
        self._air_c += change_c_per_s * STEP_S


def command(rooms: dict[str, Room], line: str) -> str:
    """Carry out `fail ROOM MINUTES`, `door ROOM MINUTES` or `warm ROOM CELSIUS`."""
    verb, name, amount = [*line.split(), "", "", ""][:3]
    room = rooms.get(name)
    if room is None:
        return f"no such room; there are {', '.join(rooms)}"
    actions = {"fail": room.fail, "door": room.open_door, "warm": room.warm_to}
    try:
        actions[verb](float(amount))
    except (KeyError, ValueError):
        return "expected: fail ROOM MINUTES | door ROOM MINUTES | warm ROOM CELSIUS"
    return "ok"


def parse_room(text: str) -> tuple[str, float]:
    """`NAME=CELSIUS`, as the options of the simulators take it. Raises: ValueError."""
    name, _, setpoint = text.partition("=")
    if not name or not setpoint or " " in name:
        raise ValueError(f"expected NAME=CELSIUS, not {text!r}")
    return name, float(setpoint)
