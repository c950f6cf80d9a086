"""Waves, picking, packing, loading."""

from tests.mutants.mutant import Mutant

WAVES = "tests/integration/wms/test_waves.py"
PACKING = "tests/integration/wms/test_packing.py"
LOADING = "tests/integration/wms/test_loading.py"

MUTANTS = (
    Mutant(
        "a wave's day is London's",
        "wms/outbound/waves.py",
        "tzinfo=policies.time_zone(tx, now))",
        "tzinfo=now.tzinfo)",
        "The next cut-off is reckoned in UTC, so a wave takes tomorrow's orders with it.",
        (f"{WAVES}::test_orders_for_later_days_wait_for_their_wave",),
    ),
    Mutant(
        "what a wave cut stays promised",
        "wms/outbound/waves.py",
        "[one for one in missing if one.order_id in served]",
        "[]",
        "What no lot was found for waits for ever and counts against the stock.",
        (f"{WAVES}::test_what_is_short_is_cut_listed_and_promised_no_longer",),
    ),
    Mutant(
        "an order in two waves",
        "wms/outbound/waves.py",
        "        Order.wave_id.is_(None),\n",
        "",
        "An order that is frozen in one wave is frozen in the next as well.",
        (f"{WAVES}::test_a_wave_that_was_only_frozen_is_released_by_the_next_run",),
    ),
    Mutant(
        "a wave is done before the last is packed",
        "wms/outbound/waves.py",
        "OrderState.RELEASED, OrderState.PICKED)",
        "OrderState.RELEASED)",
        "An order that was picked and not packed is forgotten by its wave.",
        (f"{WAVES}::test_a_wave_is_not_done_while_an_order_waits_to_be_packed",),
    ),
    Mutant(
        "what ends at this moment is picked",
        "wms/outbound/picking.py",
        "    if life.is_over(lot.sell_until, order.deliver_until, now):\n",
        "    if lot.sell_until < now:\n",
        "A lot that will be dead on arrival goes to the stage.",
        (f"{PACKING}::test_a_lot_that_ends_at_this_moment_is_exchanged_and_not_picked",),
    ),
    Mutant(
        "what ends at this moment is shown",
        "wms/outbound/picking.py",
        "or life.is_over(row.Lot.sell_until, order.deliver_until, now)",
        "or row.Lot.sell_until < now",
        "A gun leads to a lot that will be dead on arrival.",
        (f"{PACKING}::test_a_lot_that_ends_at_this_moment_is_exchanged_and_not_picked",),
    ),
    Mutant(
        "the walk goes column by column",
        "wms/outbound/picking.py",
        ".order_by(Place.plan_y_cm, Place.plan_x_cm,",
        ".order_by(Place.plan_x_cm, Place.plan_y_cm,",
        "Pickers cross every aisle for every line.",
        (f"{PACKING}::test_the_walk_goes_along_an_aisle_before_the_next",),
    ),
    Mutant(
        "light parcels pass",
        "wms/outbound/packing.py",
        "if abs(weight_g - picked_g) > allowed_g:",
        "if weight_g - picked_g > allowed_g:",
        "A parcel from which something is missing is packed.",
        (f"{PACKING}::test_a_scale_decides_the_weight_unless_it_cannot_be_right",),
    ),
    Mutant(
        "a parcel number without its check digit",
        "wms/outbound/packing.py",
        "return digits + check_digit(digits)",
        'return digits + "0"',
        "Nine of ten parcel labels cannot be read elsewhere.",
        (f"{PACKING}::test_each_temperature_class_is_its_own_parcel_with_a_right_sscc",),
    ),
    Mutant(
        "taken out of an order that is half aboard",
        "wms/outbound/stopped.py",
        "& (Parcel.state != ParcelState.PACKED)",
        "& (Parcel.state == ParcelState.DELIVERED)",
        "Goods go back to a shelf while their parcel is on the vehicle.",
        (f"{LOADING}::test_nothing_is_taken_out_of_an_order_that_is_half_aboard",),
    ),
    Mutant(
        "nobody asks how long goods live at loading",
        "wms/outbound/packing.py",
        "    if dead:\n",
        "    if not goods:\n",
        "What died on the stage is packed, loaded and driven out.",
        ("tests/integration/wms/test_ending.py::test_nothing_dead_is_loaded_or_driven_out",),
    ),
    Mutant(
        "the first stop is loaded first",
        "wms/outbound/loading.py",
        "Stop.position.desc(), Parcel.id",
        "Stop.position, Parcel.id",
        "What is unloaded first stands behind everything else.",
        (f"{LOADING}::test_goods_go_aboard_with_the_last_parcel_of_their_order",),
    ),
    Mutant(
        "a parcel goes on any vehicle",
        "wms/outbound/loading.py",
        "    if right != trip.id:\n",
        "    if right == 0:\n",
        "A parcel is loaded onto a trip that does not go to its shop.",
        (f"{LOADING}::test_a_parcel_goes_on_no_other_vehicle_and_not_twice",),
    ),
    Mutant(
        "goods go aboard with the first parcel",
        "wms/outbound/loading.py",
        "    if not _left_of(tx, order.id):\n",
        "    if order.id:\n",
        "An order counts as loaded while a parcel of it stands on the stage.",
        (f"{LOADING}::test_goods_go_aboard_with_the_last_parcel_of_their_order",),
    ),
)
