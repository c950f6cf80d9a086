"""The two databases and their migrations."""

from tests.mutants.mutant import Mutant

DB = "tests/integration/wms/test_db.py"
MIGRATE = "tests/integration/wms/test_migrate.py"

MUTANTS = (
    Mutant(
        "answered although nothing was committed",
        "wms/db/writer.py",
        "                    call.error = _lost(error)\n",
        '                    log.debug("lost")\n',
        "Callers hear that it is done, and the disk was full.",
        (
            f"{DB}::"
            "test_when_the_commit_fails_every_caller_of_the_batch_is_told_and_nothing_is_kept",
        ),
    ),
    Mutant(
        "commits are not flushed",
        "wms/db/engines.py",
        "PRAGMA synchronous=FULL",
        "PRAGMA synchronous=NORMAL",
        "A power cut takes back what was answered.",
        (
            f"{DB}::test_sqlite_flushes_every_commit_and_watches_foreign_keys",
            "tests/integration/wms/test_db_crash.py::"
            "test_a_power_cut_loses_nothing_that_was_promised",
        ),
    ),
    Mutant(
        "a refusal takes the batch with it",
        "wms/db/engines.py",
        'connection.execute("ROLLBACK TO use_case")',
        'connection.execute("ROLLBACK")',
        "What others wrote in the same commit is undone by one refusal.",
        (f"{DB}::test_one_refusal_in_a_batch_undoes_only_its_own",),
    ),
    Mutant(
        "a reader writes",
        "wms/db/engines.py",
        "PRAGMA query_only=ON",
        "PRAGMA query_only=OFF",
        "A page that shows something changes something.",
        (f"{DB}::test_a_read_cannot_write",),
    ),
    Mutant(
        "a lock hands out what was read before",
        "wms/db/tx.py",
        "with_for_update=_FOR_CHANGE, populate_existing=True)",
        "with_for_update=_FOR_CHANGE)",
        "Whoever waited for a row judges it as it was before the wait.",
        (f"{DB}::test_a_locked_row_is_read_afresh",),
    ),
    Mutant(
        "a lock locks nothing",
        "wms/db/tx.py",
        "with_for_update=_FOR_CHANGE, populate_existing=True)",
        "populate_existing=True)",
        "Two change one row at the same time, and one change is lost.",
        (f"{DB}::test_counting_up_under_a_lock_loses_no_count",),
        on="postgresql",
    ),
    Mutant(
        "a lock of many locks nothing",
        "wms/db/tx.py",
        "rows.with_for_update(**_FOR_CHANGE).execution_options(",
        "rows.execution_options(",
        "Two change several rows at the same time, and one change is lost.",
        (f"{DB}::test_counting_up_under_a_lock_loses_no_count",),
        on="postgresql",
    ),
    Mutant(
        "history can be deleted",
        "wms/db/migrations/versions/v0001_initial.py",
        'for change in ("UPDATE", "DELETE"):',
        'for change in ("UPDATE",):',
        "Moves and audit entries can be deleted.",
        (f"{MIGRATE}::test_history_refuses_to_be_changed",),
    ),
    Mutant(
        "an upgrade may break references",
        "wms/db/migrate.py",
        "    if broken:\n",
        "    if len(broken) > 4:\n",
        "An upgrade ends well and leaves rows that belong to nothing.",
        (f"{MIGRATE}::test_an_upgrade_that_breaks_references_is_refused",),
    ),
    Mutant(
        "an upgrade beside a writer",
        "wms/db/migrate.py",
        "lock_file = claim(str(parsed.database))",
        "lock_file = None",
        "Tables are rebuilt while the product writes into them.",
        (f"{MIGRATE}::test_nobody_migrates_a_file_that_has_a_writer",),
    ),
)
