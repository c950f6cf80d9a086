"""Plans, trips, proofs of delivery."""

from tests.mutants.mutant import Mutant

DISPATCH = "tests/integration/wms/test_dispatch.py"
HOMECOMING = "tests/integration/wms/test_homecoming.py"
DELIVERY = "tests/integration/wms/test_delivery.py"

MUTANTS = (
    Mutant(
        "a plan is not checked",
        "wms/transport/dispatch/plans.py",
        "if wrong := check(question.problem, plan):",
        "if wrong := check(question.problem, plan)[:0]:",
        "A plan that breaks a rule becomes trips.",
        (f"{DISPATCH}::test_a_plan_that_breaks_a_rule_is_never_stored",),
    ),
    Mutant(
        "a plan for other orders is stored",
        "wms/transport/dispatch/plans.py",
        "!= question.basis:",
        '== "":',
        "A plan is stored although orders or vehicles have changed since the question.",
        (f"{DISPATCH}::test_a_plan_for_other_orders_or_vehicles_is_stale",),
    ),
    Mutant(
        "vans without a working driver are offered",
        "wms/transport/dispatch/question.py",
        "Vehicle.is_active, User.is_active)",
        "Vehicle.is_active)",
        "A trip is planned for a driver who was shut out.",
        (f"{DISPATCH}::test_vehicles_without_a_working_driver_are_not_offered",),
    ),
    Mutant(
        "a blank is a reason",
        "wms/transport/dispatch/trips.py",
        "    if left and not reason:\n",
        "    if left and forced_reason is None:\n",
        "A trip leaves parcels behind, and nobody says why.",
        (f"{DISPATCH}::test_a_forced_departure_leaves_behind_what_is_not_wholly_aboard",),
    ),
    Mutant(
        "a trip comes back from the middle of a stop",
        "wms/transport/dispatch/homecoming.py",
        "IS_OPEN = Stop.state != StopState.DONE",
        "IS_OPEN = Stop.state == StopState.PLANNED",
        "A stop where the driver arrived and proved nothing is forgotten.",
        (f"{DELIVERY}::test_a_trip_with_open_stops_does_not_come_back",),
    ),
    Mutant(
        "a vehicle is on two trips",
        "wms/transport/dispatch/trips.py",
        "    _must_be_home(tx, trip)\n",
        "",
        "A vehicle leaves with its next load while the books have it on the road.",
        (f"{HOMECOMING}::test_a_vehicle_is_on_one_trip_at_a_time",),
    ),
    Mutant(
        "spoilt goods are sold again",
        "wms/transport/dispatch/homecoming.py",
        "if line.reason in SPOILT:",
        "if line.reason not in SPOILT:",
        "Goods refused as damaged stay on the dock for sale.",
        (f"{DELIVERY}::test_short_goods_are_a_loss_and_refused_goods_come_back",),
    ),
    Mutant(
        "short goods are the customer's",
        "wms/transport/delivery/proving.py",
        "moved(x, MoveReason.LOSS, loss, x.short)",
        "moved(x, MoveReason.LOSS, customer, x.short)",
        "What is missing at the door is booked to the customer instead of to the losses.",
        (f"{DELIVERY}::test_short_goods_are_a_loss_and_refused_goods_come_back",),
    ),
    Mutant(
        "any driver proves any stop",
        "wms/transport/delivery/proving.py",
        "and trip.driver_id != by:",
        "and trip.driver_id is None:",
        "A driver reports the delivery of another driver's trip.",
        (f"{DELIVERY}::test_a_driver_proves_only_stops_of_their_own_trips",),
    ),
    Mutant(
        "the phone's clock is believed",
        "wms/transport/delivery/proving.py",
        "return occurred_at if began <= occurred_at <= now else now",
        "return occurred_at",
        "A delivery counts for a day at which the trip had not left.",
        (
            f"{DELIVERY}::test_a_phone_from_the_future_is_flagged_and_not_believed",
            f"{DELIVERY}::test_a_phone_from_before_the_departure_is_not_believed",
        ),
    ),
    Mutant(
        "goods too cold are flagged",
        "wms/transport/delivery/proving.py",
        "any(measured_c > BANDS[needs].high_c",
        "any(measured_c < BANDS[needs].high_c",
        "Goods that were too warm at the door are not flagged.",
        (f"{DELIVERY}::test_what_is_delivered_leaves_the_vehicle_for_the_customer",),
    ),
    Mutant(
        "less is accounted for than was aboard",
        "wms/transport/delivery/claims.py",
        "or sum(counted) != aboard:",
        "or sum(counted) > aboard:",
        "What a driver does not mention stays on the vehicle for ever.",
        (f"{DELIVERY}::test_lines_that_do_not_add_up_are_all_named",),
    ),
)
