"""Orders: terms, placing, approving, statements."""

from tests.mutants.mutant import Mutant

REVIEW = "tests/unit/wms/rules/test_review.py"
TERMS = "tests/unit/wms/rules/test_promise_times.py"
PLACING = "tests/integration/wms/test_ordering.py"
APPROVAL = "tests/integration/wms/test_approval.py"

MUTANTS = (
    Mutant(
        "half a cent is given away",
        "wms/rules/review.py",
        "(quantity * price_cents + 500) // 1000",
        "(quantity * price_cents) // 1000",
        "The value of a line is rounded down.",
        (
            f"{REVIEW}::test_value_is_per_kilogram_for_grams_and_per_piece_for_pieces",
            f"{REVIEW}::test_value_of_grams_is_never_off_by_more_than_half_a_cent",
        ),
    ),
    Mutant(
        "credit ends a cent early",
        "wms/rules/review.py",
        "if needed > credit_cents:",
        "if needed >= credit_cents:",
        "An order that just fits the credit is refused.",
        (REVIEW,),
    ),
    Mutant(
        "a quota ends a gram early",
        "wms/rules/review.py",
        "and total_g > quota:",
        "and total_g >= quota:",
        "An order that just fits the quota is refused.",
        (REVIEW,),
    ),
    Mutant(
        "each order has a quota of its own",
        "wms/rules/review.py",
        "total_g = weight_g + facts.day_weight_g.get(category, 0)",
        "total_g = weight_g",
        "Two orders for one day go round the quota.",
        (f"{REVIEW}::test_what_the_shop_already_has_coming_counts_towards_the_quota",),
    ),
    Mutant(
        "the last minute makes the cut-off",
        "wms/rules/promise_times.py",
        ">= terms.cut_off_minute",
        "> terms.cut_off_minute",
        "An order at the cut-off is promised for a wave that has left.",
        (f"{TERMS}::test_what_misses_the_cut_off_arrives_the_next_day",),
    ),
    Mutant(
        "express a minute longer",
        "wms/rules/promise_times.py",
        "<= minute < terms.express_until_minute:",
        "<= minute <= terms.express_until_minute:",
        "An express order of the evening is promised within the hour.",
        (TERMS,),
    ),
    Mutant(
        "one id places two orders",
        "wms/ordering/placing.py",
        "!= new.digest()",
        "is None",
        "Another order under an id that was used is answered with the first one.",
        (f"{PLACING}::test_another_order_under_the_same_id_is_refused",),
    ),
    Mutant(
        "a shop orders for another",
        "wms/ordering/placing.py",
        "and user.shop_id != shop_id:",
        "and user.shop_id is None:",
        "A shop places and cancels orders of another shop.",
        (f"{PLACING}::test_a_shop_orders_only_for_itself",),
    ),
    Mutant(
        "a changed order has today's prices",
        "wms/ordering/placing.py",
        "        line.ordered = quantity\n",
        "        line.ordered, line.unit_price_cents = quantity, item.price_cents\n",
        "Whoever changes a quantity loses the price that was promised.",
        (f"{PLACING}::test_prices_are_frozen_when_the_order_is_placed",),
    ),
    Mutant(
        "a shop cancels what is frozen",
        "wms/ordering/placing.py",
        "if order.wave_id is not None and _is_shop(tx, by) and",
        "if order.wave_id is not None and not _is_shop(tx, by) and",
        "A shop cancels an order that is being picked, and staff cannot.",
        (f"{PLACING}::test_a_frozen_order_is_cancelled_by_staff_only",),
    ),
    Mutant(
        "a cancelled order keeps its promise",
        "wms/outbound/ending.py",
        "    ledger.unpromise(tx, order.warehouse_id, lines)\n",
        "",
        "What was promised to a cancelled order is lost to everybody else.",
        (f"{PLACING}::test_cancelling_gives_back_what_was_promised",),
    ),
    Mutant(
        "an order sent back keeps its promise",
        "wms/ordering/approval/decisions.py",
        "    ledger.unpromise(tx, order.warehouse_id, lines)\n",
        "",
        "What was promised to an order that went back is lost to everybody else.",
        (f"{APPROVAL}::test_sending_back_needs_a_reason_and_frees_the_promise",),
    ),
    Mutant(
        "approved as it was an hour ago",
        "wms/ordering/approval/decisions.py",
        "if order.version != version:",
        "if order.version < version:",
        "An approver approves an order that was changed since the page was drawn.",
        (f"{APPROVAL}::test_an_order_changed_since_the_page_was_drawn_is_not_approved",),
    ),
    Mutant(
        "a cut adds",
        "wms/ordering/approval/decisions.py",
        "if not 0 <= quantity <= ordered.get(item_id, -1)",
        "if not 0 <= quantity <= 10 * ordered.get(item_id, -1)",
        "An approver gives a shop more than it ordered.",
        (f"{APPROVAL}::test_a_cut_is_judged_like_any_quantity",),
    ),
    Mutant(
        "what was paid long ago is owed",
        "wms/ordering/approval/facts.py",
        "Proof.received_at > since",
        "Proof.received_at <= since",
        "Deliveries use up the credit after they count as paid, and not before.",
        (f"{APPROVAL}::test_recent_deliveries_use_up_the_credit_until_they_count_as_paid",),
    ),
    Mutant(
        "one credit for two approvals",
        "wms/ordering/approval/decisions.py",
        "shop = tx.lock(Shop, order.shop_id)",
        "shop = tx.find(Shop, order.shop_id)",
        "Two orders approved at once both pass on the same credit.",
        (f"{APPROVAL}::test_two_orders_of_one_shop_do_not_both_pass_on_the_same_credit",),
        on="postgresql",
    ),
    Mutant(
        "a month ends in London",
        "wms/money/statements.py",
        "zone = policies.time_zone(tx, now)",
        "zone = now.tzinfo",
        "Deliveries of the last evening are billed in the next month.",
        (
            "tests/integration/wms/test_statements.py::"
            "test_a_month_ends_at_midnight_where_the_business_is",
        ),
    ),
)
