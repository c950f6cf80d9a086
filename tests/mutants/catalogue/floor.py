"""What a beep is answered with, and what a phone keeps until it is."""

from tests.mutants.mutant import Mutant

RECEIVE = "tests/integration/wms/test_floor_receive.py"
PICK = "tests/integration/wms/test_floor_pick.py"
QUEUE = ("tests/unit/api/test_scripts.py",)

MUTANTS = (
    Mutant(
        "a step is taken back an hour later",
        "wms/floor/undo.py",
        " > allowed:",
        " > 60 * allowed:",
        "Goods go back to the dock in the books while somebody else works with them.",
        (f"{RECEIVE}::test_a_put_away_can_be_taken_back_for_a_minute",),
    ),
    Mutant(
        "one label is two lots",
        "wms/floor/receive.py",
        "if station.beep.code == step.label and",
        "if station.beep.code == step.lot and",
        "A trigger pressed twice receives the same crate twice.",
        (f"{RECEIVE}::test_the_same_label_again_asks_before_it_is_another_lot",),
    ),
    Mutant(
        "two guns lead to one order",
        "wms/floor/pick.py",
        "if order.id not in busy)",
        "if order.id)",
        "Two people fetch the goods of one order.",
        (f"{PICK}::test_a_wave_code_leads_through_all_its_orders_and_shares_them_out",),
    ),
    Mutant(
        "a phone forgets before the answer",
        "api/static/js/queue.js",
        "      const reply = await this.post(",
        "      await this.store.remove(entry.number);\n      const reply = await this.post(",
        "A delivery proved without a signal is lost.",
        QUEUE,
    ),
    Mutant(
        "an older login's work is refused",
        "api/static/js/queue.js",
        ' || error.code === "csrf.mismatch"',
        "",
        "What waited on a page of an older login is thrown away instead of sent after a reload.",
        QUEUE,
    ),
)
