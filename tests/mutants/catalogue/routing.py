"""The check of plans, which nobody else checks."""

from tests.mutants.mutant import Mutant

CHECK = "tests/unit/routing/test_check.py"
FALSIFIED = (f"{CHECK}::test_a_falsified_plan_is_caught",)

MUTANTS = (
    Mutant(
        "a van carries twice its load",
        "routing/check/load.py",
        "        if most > room:\n",
        "        if most > 2 * room:\n",
        "An overloaded trip passes.",
        (f"{CHECK}::test_a_plan_for_a_better_vehicle_is_caught",),
    ),
    Mutant(
        "frozen goods ride warm",
        "routing/check/load.py",
        "name not in vehicle.temperature_classes:",
        "not vehicle.temperature_classes:",
        "Goods ride in a vehicle that cannot keep them.",
        (f"{CHECK}::test_a_plan_for_a_better_vehicle_is_caught",),
    ),
    Mutant(
        "back before the way is driven",
        "routing/check/time.py",
        "if trip.return_s != (home_s :=",
        "if trip.return_s > (home_s :=",
        "A trip that says it is back too early passes.",
        FALSIFIED,
    ),
    Mutant(
        "reloading takes no time",
        "routing/check/time.py",
        "if end - begin < vehicle.reload_s + spent:",
        "if end - begin < spent:",
        "The next trip leaves while the vehicle is being loaded.",
        FALSIFIED,
    ),
    Mutant(
        "a shop is served when it is shut",
        "routing/check/time.py",
        "if stop.window_at(each.start_s) is None:",
        "if each.start_s < 0:",
        "A stop outside its windows passes.",
        FALSIFIED,
    ),
    Mutant(
        "a stop is served twice",
        "routing/check/whole.py",
        "        elif times > 1:\n",
        "        elif times > 2:\n",
        "An order on two trips passes.",
        FALSIFIED,
    ),
    Mutant(
        "a shift has no end",
        "routing/check/time.py",
        " or trip.return_s > vehicle.latest_return_s:",
        ":",
        "A driver comes home after the end of the shift.",
        FALSIFIED,
    ),
    Mutant(
        "goods leave before they are ready",
        "routing/check/whole.py",
        "if stop.release_s > trip.depart_s:",
        "if stop.release_s > trip.return_s:",
        "A trip leaves without goods that are still being picked.",
        (f"{CHECK}::test_a_trip_before_its_goods_are_ready_is_caught",),
    ),
)
