"""What happened and what follows: inbox, outbox, worker, jobs, policies, audit, notices."""

from tests.mutants.mutant import Mutant

INBOX = "tests/integration/wms/test_inbox.py"
OUTBOX = "tests/integration/wms/test_outbox.py"
JOBS = "tests/integration/wms/test_jobs.py"
AUDIT = "tests/integration/wms/test_audit.py"

MUTANTS = (
    Mutant(
        "a replay is handled again",
        "wms/inbox.py",
        "        return _replay(tx, envelope, digest)\n",
        "        _replay(tx, envelope, digest)\n",
        "A fact that is sent again has its effect again.",
        (f"{INBOX}::test_a_replay_gets_the_first_answer_again_and_does_nothing",),
    ),
    Mutant(
        "one id for two bodies",
        "wms/inbox.py",
        "if row.body_digest != digest or",
        "if",
        "Another fact under an id that was used is answered as if it were the first one.",
        (f"{INBOX}::test_the_same_id_with_another_body_is_refused",),
    ),
    Mutant(
        "one id for two sources",
        "wms/inbox.py",
        "if row.source != envelope.source:",
        "if not row.source:",
        "Whoever knows an id hears what somebody else was told.",
        (f"{INBOX}::test_the_same_id_from_another_source_is_refused",),
    ),
    Mutant(
        "a refusal leaves its traces",
        "wms/inbox.py",
        "        with tx.begin_nested():\n            reply = handler",
        "        if handler:\n            reply = handler",
        "What a handler did before it refused stays done.",
        (f"{INBOX}::test_a_refusal_changes_nothing_and_is_the_answer_now_and_later",),
    ),
    Mutant(
        "a refusal nobody heard is settled",
        "wms/inbox.py",
        "if heard or not refused else None",
        "if heard or handler else None",
        "Nobody learns of a scan that was refused while its gun was out of reach.",
        (f"{INBOX}::test_a_refusal_nobody_heard_waits_until_a_person_settles_it",),
    ),
    Mutant(
        "a lost lease is good enough",
        "wms/facts/outbox.py",
        "or row.lease != task.lease:",
        "or not row.lease:",
        "A worker that overslept settles a task that somebody else is doing.",
        (f"{OUTBOX}::test_a_task_whose_worker_died_is_taken_over_when_the_lease_has_run_out",),
    ),
    Mutant(
        "a lease keeps nobody away",
        "wms/facts/outbox.py",
        "OutboxState.LEASED, lease, leased_until",
        "OutboxState.LEASED, lease, now",
        "Two workers do one task at the same time.",
        (f"{OUTBOX}::test_a_claimed_task_tells_what_happened_and_is_nobody_elses",),
    ),
    Mutant(
        "the outbox gives up one attempt later",
        "wms/facts/outbox.py",
        'if row.attempts >= policies.get(tx, "outbox_attempts", now):',
        'if row.attempts > policies.get(tx, "outbox_attempts", now):',
        "After the last attempt a task waits for work instead of for a person.",
        (f"{OUTBOX}::test_a_failed_task_waits_longer_each_time_and_dies_in_the_end",),
    ),
    Mutant(
        "a task goes on killing its workers",
        "wms/facts/outbox.py",
        "if row.attempts >= attempts_max:",
        "if row.attempts > attempts_max:",
        "A task whose workers die is tried once more than the policy allows.",
        (f"{OUTBOX}::test_a_task_that_kills_its_workers_dies_without_killing_more",),
    ),
    Mutant(
        "the outbox does not grow patient",
        "wms/facts/outbox.py",
        "BACKOFF_S * 2 ** (row.attempts - 1)",
        "BACKOFF_S * row.attempts",
        "What fails is tried again nearly as soon the eighth time as the second.",
        (f"{OUTBOX}::test_a_failed_task_waits_longer_each_time_and_dies_in_the_end",),
    ),
    Mutant(
        "a task is begun after its lease",
        "api/work/worker.py",
        " or self._clock() >= task.leased_until:",
        ":",
        "A worker begins a task that somebody else may be doing by now.",
        (
            "tests/integration/api/test_worker.py::"
            "test_a_task_whose_lease_ran_out_while_it_waited_is_not_begun",
        ),
    ),
    Mutant(
        "the cut-off is London's",
        "wms/facts/jobs.py",
        "time.fromisoformat(clock), tzinfo=zone)",
        "time.fromisoformat(clock), tzinfo=after.tzinfo)",
        "The wave is released eight hours late.",
        (f"{JOBS}::test_the_cut_off_is_due_at_two_in_the_afternoon_of_the_business",),
    ),
    Mutant(
        "every worker gets the job",
        "wms/facts/jobs.py",
        "job.next_at = now + LEASE",
        "job.next_at = now",
        "A job is run once by each worker that asks.",
        (f"{JOBS}::test_the_cut_off_is_due_at_two_in_the_afternoon_of_the_business",),
    ),
    Mutant(
        "a policy is in force before its day",
        "wms/masterdata/policies.py",
        ', _policy.valid_from <= bindparam("now"))',
        ', _policy.valid_from != bindparam("now"))',
        "What shall hold from tomorrow on holds today.",
        (f"{JOBS}::test_a_policy_is_its_default_until_another_value_begins",),
    ),
    Mutant(
        "the oldest policy is in force",
        "wms/masterdata/policies.py",
        "_policy.valid_from.desc()",
        "_policy.valid_from",
        "A policy that was changed twice stays what it was after the first change.",
        (f"{JOBS}::test_of_several_values_the_newest_that_has_begun_is_in_force",),
    ),
    Mutant(
        "a policy may be negative",
        "wms/masterdata/policies.py",
        "Number(5, 1440),\n        60,",
        "Number(-5, 1440),\n        60,",
        "A promise lies in the past.",
        (f"{JOBS}::test_a_policy_that_makes_no_sense_is_refused",),
    ),
    Mutant(
        "late goods need not live",
        "wms/rules/life.py",
        "return max(arrives_at, now) + margin",
        "return arrives_at + margin",
        "For an order that is late already lots are chosen that have ended.",
        (
            "tests/integration/wms/test_packing.py::"
            "test_a_lot_that_ends_at_this_moment_is_exchanged_and_not_picked",
        ),
    ),
    Mutant(
        "a dropped entry does not show",
        "wms/facts/audit.py",
        "if entry.previous != previous:",
        "if not entry.previous:",
        "An entry can be deleted from the audit chain.",
        (f"{AUDIT}::test_a_deleted_entry_shows",),
    ),
    Mutant(
        "the content of an entry may be altered",
        "wms/facts/audit.py",
        '        "data": entry.data,\n        "previous"',
        '        "previous"',
        "What somebody changed can be rewritten without a trace.",
        (f"{AUDIT}::test_an_altered_entry_shows",),
    ),
    Mutant(
        "a shop reads everybody's notices",
        "wms/facts/notices.py",
        "rows = rows.where(Notice.shop_id == shop_id)",
        "rows = rows.where(Notice.shop_id.is_not(None))",
        "A shop is told of the orders of its neighbours.",
        ("tests/integration/api/test_consumers.py::test_a_shop_is_told_of_its_own_orders_only",),
    ),
)
