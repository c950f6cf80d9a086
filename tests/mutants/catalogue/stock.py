"""Stock: which lot goes first, moves, promises, allocations, holds."""

from tests.mutants.mutant import Mutant

LEDGER = "tests/integration/wms/test_ledger.py"
QUALITY = "tests/integration/wms/test_quality.py"

MUTANTS = (
    Mutant(
        "lots leave as they came",
        "wms/rules/fefo.py",
        "return (candidate.sell_until, candidate.received_at,",
        "return (candidate.received_at, candidate.sell_until,",
        "First in goes out first, and what ends sooner is left to end on its shelf.",
        ("tests/unit/wms/rules/test_fefo.py",),
    ),
    Mutant(
        "a lot is fresh until it ends",
        "wms/rules/fefo.py",
        "if shelf.lot.sell_until <= demand.fresh_until:",
        "if shelf.lot.sell_until < demand.fresh_until:",
        "A lot that ends exactly when it must still be fresh serves the order.",
        ("tests/unit/wms/rules/test_fefo.py",),
    ),
    Mutant(
        "a lot is free until it ends",
        "wms/stock/ledger/stock.py",
        "(Balance.sell_until > fresh_until)",
        "(Balance.sell_until >= fresh_until)",
        "A lot that ends exactly when it must still be fresh is promised.",
        (
            f"{LEDGER}::"
            "test_a_lot_that_ends_when_it_must_still_be_fresh_is_neither_free_nor_allocated",
        ),
    ),
    Mutant(
        "a move takes where it should give",
        "wms/stock/ledger/moves.py",
        "stock[target].on_hand += new.quantity",
        "stock[target].on_hand -= new.quantity",
        "The sign of a move is wrong at its target.",
        (f"{LEDGER}::test_a_move_takes_from_one_place_and_gives_to_another",),
    ),
    Mutant(
        "one more than there is",
        "wms/stock/ledger/moves.py",
        "if there < new.quantity:",
        "if there + 1 < new.quantity:",
        "One unit more than is free can be moved.",
        (f"{LEDGER}::test_what_is_not_there_cannot_be_moved_and_everything_missing_is_named",),
    ),
    Mutant(
        "allocated goods are moved away",
        "wms/stock/ledger/moves.py",
        "else shelf.on_hand - shelf.allocated",
        "else shelf.on_hand",
        "Goods that belong to an order can be taken for something else.",
        (f"{LEDGER}::test_allocated_goods_cannot_be_moved_away",),
    ),
    Mutant(
        "a batch sent again is posted again",
        "wms/stock/ledger/moves.py",
        ".values() if new.id in written]",
        ".values()]",
        "Moves that were posted before are posted once more when they come in a batch.",
        (f"{LEDGER}::test_a_move_posted_again_changes_nothing",),
    ),
    Mutant(
        "promises do not count",
        "wms/stock/ledger/stock.py",
        "return max(0, self.free - self.promised)",
        "return max(0, self.free)",
        "What is promised to one order is promised to the next as well.",
        (f"{LEDGER}::test_first_approved_is_first_served_and_all_that_is_missing_is_named",),
    ),
    Mutant(
        "goods on the stage are for sale",
        "wms/stock/ledger/stock.py",
        "        & Balance.is_pickable\n",
        "",
        "What stands on a stage or a vehicle for somebody is promised to somebody else.",
        (f"{LEDGER}::test_only_released_living_goods_on_shelves_are_free",),
    ),
    Mutant(
        "goods on the stage are allocated",
        "wms/stock/ledger/allocations.py",
        "        balance.c.is_pickable,\n",
        "",
        "What stands on a stage or a vehicle for somebody is allocated to somebody else.",
        (f"{LEDGER}::test_goods_on_a_stage_or_a_vehicle_are_not_allocated",),
    ),
    Mutant(
        "held lots are allocated",
        "wms/stock/ledger/allocations.py",
        "        balance.c.status == LotStatus.RELEASED,\n",
        "",
        "A lot that quality has stopped is chosen for an order.",
        (f"{LEDGER}::test_a_held_lot_is_never_allocated_and_the_shortage_is_named",),
    ),
    Mutant(
        "voiding frees what was picked too",
        "wms/stock/ledger/allocations.py",
        '"quantity": row.quantity - row.picked,',
        '"quantity": row.quantity,',
        "Giving up a half-picked allocation frees goods that are in hand already.",
        (f"{LEDGER}::test_voiding_frees_what_was_not_picked",),
    ),
    Mutant(
        "held lots are picked",
        "wms/stock/ledger/picks.py",
        "if lot.status is not LotStatus.RELEASED:",
        "if lot.status is LotStatus.BLOCKED:",
        "A lot that was held after it was allocated goes to the stage.",
        (f"{LEDGER}::test_a_lot_held_after_it_was_allocated_cannot_be_picked",),
    ),
    Mutant(
        "an allocation is picked twice",
        "wms/stock/ledger/picks.py",
        "left = allocation.quantity - allocation.picked",
        "left = allocation.quantity",
        "What was picked already does not count when more is picked.",
        (f"{LEDGER}::test_more_than_allocated_cannot_be_picked",),
    ),
    Mutant(
        "what was put back belongs to nobody",
        "wms/stock/ledger/amend.py",
        "more = balance.c.allocated + new.quantity",
        "more = balance.c.allocated + 0",
        "A pick that was put back is not allocated again.",
        (
            "tests/integration/wms/test_packing.py::"
            "test_a_pick_put_back_lies_on_its_shelf_allocated_as_before",
        ),
    ),
    Mutant(
        "what no exchange was found for stays promised",
        "wms/stock/ledger/amend.py",
        "[line for line in lines if line.id in outcome.short]",
        "[]",
        "A line whose lots were all held waits for ever for goods nobody looks for.",
        (
            "tests/integration/wms/test_packing.py::"
            "test_a_lot_held_after_the_wave_is_exchanged_before_anybody_walks_to_it",
        ),
    ),
    Mutant(
        "express orders choose last",
        "wms/stock/allocation.py",
        "order.kind is not OrderKind.EXPRESS",
        "order.kind is OrderKind.EXPRESS",
        "Of a wave's orders the express ones get what the others left.",
        ("tests/integration/wms/test_waves.py::test_express_orders_choose_their_lots_first",),
    ),
    Mutant(
        "nobody looks again after the lock",
        "wms/stock/holds.py",
        "    locked = _locked(tx, ids)\n    ids -= _held_by(tx, ids, new)\n",
        "    locked = _locked(tx, ids)\n",
        "Two who find one cause at once both try to hold, and one of them fails.",
        ("tests/integration/wms/test_holds.py",),
    ),
    Mutant(
        "a block stops at the lot itself",
        "wms/stock/holds.py",
        "hold(tx, lots.descendants(tx, lot_ids), new",
        "hold(tx, set(lot_ids), new",
        "What was made of a blocked lot goes on being sold.",
        (f"{QUALITY}::test_a_failed_test_blocks_the_lot_and_all_that_was_made_of_it",),
    ),
    Mutant(
        "a hold of another kind unblocks",
        "wms/stock/holds.py",
        "if BLOCKING & set(reasons):",
        "if reasons and BLOCKING >= set(reasons):",
        "A recalled lot counts as held only, once something else holds it too.",
        (
            "tests/integration/wms/test_holds.py::"
            "test_a_lot_with_a_hold_that_blocks_is_blocked_whatever_else_holds_it",
        ),
    ),
    Mutant(
        "the oldest test decides",
        "wms/stock/holds.py",
        "tests.order_by(ResidueTest.id)",
        "tests.order_by(ResidueTest.id.desc())",
        "A lot is judged by its first residue test and not by its newest.",
        (f"{QUALITY}::test_a_failed_test_blocks_the_lot_and_all_that_was_made_of_it",),
    ),
    Mutant(
        "a release gives life back",
        "wms/stock/lots.py",
        "return min(lot.sell_until, sell_until(",
        "return max(lot.sell_until, sell_until(",
        "The hours that a warm room cost are not taken away.",
        (f"{QUALITY}::test_a_release_takes_the_hours_away_that_the_warm_room_cost",),
    ),
    Mutant(
        "what has expired is listed late",
        "wms/stock/losses.py",
        "Balance.sell_until <= now,",
        "Balance.sell_until < now,",
        "A lot that ends at this moment is not listed as expired.",
        (
            "tests/integration/wms/test_losses.py::"
            "test_what_has_expired_is_listed_until_it_is_written_off",
        ),
    ),
    Mutant(
        "a move leaves the lots unlocked",
        "wms/stock/ledger/moves.py",
        "    if not tx.is_sqlite:  # before",
        "    if not moves:  # before",
        "A hold that comes while goods are put away does not reach the new balance.",
        (
            "tests/integration/wms/test_ledger_races.py::"
            "test_a_hold_that_waited_for_a_put_away_reaches_its_new_balance",
        ),
        on="postgresql",
    ),
)
