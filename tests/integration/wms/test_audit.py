"""The audit chain: whatever is done to it shows, and many writers make one chain."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from wms.db import Database, Tx
from wms.facts import audit

NOW = datetime(2026, 11, 21, 1, 0, 0, 123456, tzinfo=UTC)


def record(db: Database, count: int = 4) -> list[str]:
    def set_policy(at: int) -> Callable[[Tx], str]:
        data = {"zh": "菠菜", "n": at}
        return lambda tx: audit.record(tx, "policy.set", f"policy:{at}", data, by=None, now=NOW)

    return [db.write(set_policy(at)) for at in range(count)]


def tamper(db: Database, *statements: str) -> None:
    """What an intruder with the database's password does: triggers do not stop them."""

    def change(tx: Tx) -> None:
        if tx.is_sqlite:
            kind = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
            for name in tx.scalars(text(kind)).all():
                tx.execute(text(f"DROP TRIGGER {name}"))
        else:
            tx.execute(text("ALTER TABLE audit DISABLE TRIGGER USER"))
        for statement in statements:
            tx.execute(text(statement))

    db.write(change)


def faults(db: Database, *heads: audit.Head) -> list[str]:
    return [fault.code for fault in db.read(lambda tx: audit.verify(tx, heads))]


def third(db: Database) -> int:
    return db.read(lambda tx: sorted(entry.id for entry in audit.entries(tx))[2])


def test_an_untouched_chain_has_no_faults(db: Database) -> None:
    hashes = record(db)
    assert len(set(hashes)) == 4
    assert faults(db) == []
    head = db.read(audit.head)
    assert head is not None
    assert head.hash == hashes[-1]
    assert faults(db, head) == []


def test_an_empty_chain_has_no_head_and_no_faults(sqlite_db: Database) -> None:
    assert sqlite_db.read(audit.head) is None
    assert faults(sqlite_db) == []


@pytest.mark.parametrize(
    "change",
    ["subject = 'policy:9'", "action = 'x'", "data = '{\"n\": 9}'", "hash = 'abc'"],
)
def test_an_altered_entry_shows(db: Database, change: str) -> None:
    record(db)
    tamper(db, f"UPDATE audit SET {change} WHERE id = {third(db)}")
    assert "audit.altered" in faults(db)


def test_an_entry_with_another_moment_shows(sqlite_db: Database) -> None:
    record(sqlite_db)
    tamper(
        sqlite_db,
        f"UPDATE audit SET at = (SELECT min(at) FROM audit) WHERE id = {third(sqlite_db)}",
    )
    assert faults(sqlite_db) == ["audit.altered"]


def test_a_deleted_entry_shows(db: Database) -> None:
    record(db)
    tamper(db, f"DELETE FROM audit WHERE id = {third(db)}")
    assert faults(db) == ["audit.broken"]


def test_moved_entries_show(db: Database) -> None:
    record(db)
    at = third(db)
    tamper(
        db,
        f"UPDATE audit SET id = 1000 WHERE id = {at}",
        f"UPDATE audit SET id = {at} WHERE id = {at + 1}",
        f"UPDATE audit SET id = {at + 1} WHERE id = 1000",
    )
    assert "audit.broken" in faults(db)


def test_a_cut_off_end_shows_to_whoever_kept_the_head(sqlite_db: Database) -> None:
    record(sqlite_db)
    head = sqlite_db.read(audit.head)
    assert head is not None
    tamper(sqlite_db, f"DELETE FROM audit WHERE id >= {third(sqlite_db)}")
    assert faults(sqlite_db) == []
    assert faults(sqlite_db, head) == ["audit.truncated"]


def test_a_rewritten_chain_shows_to_whoever_kept_the_head(db: Database) -> None:
    record(db)
    head = db.read(audit.head)
    assert head is not None
    first = third(db)
    tamper(db, f"DELETE FROM audit WHERE id >= {first}")
    for at in range(first, head.id + 1):
        db.write(lambda tx: audit.record(tx, "forged", "forged:x", {}, by=None, now=NOW))
        tamper(db, f"UPDATE audit SET id = {at} WHERE id > {at - 1}")
    assert faults(db) == []
    assert faults(db, head) == ["audit.altered"]


def test_many_writers_make_one_chain(db: Database) -> None:
    def write(at: int) -> str:
        moment = NOW + timedelta(seconds=at)
        return db.write(
            lambda tx: audit.record(tx, "user.created", f"user:{at}", {}, by=None, now=moment)
        )

    with ThreadPoolExecutor(8) as pool:
        hashes = list(pool.map(write, range(40)))
    assert len(set(hashes)) == 40
    assert faults(db) == []
    assert len(db.read(lambda tx: list(audit.entries(tx)))) == 41


def test_a_change_that_fails_leaves_no_entry(db: Database) -> None:
    record(db, 1)

    def fail(tx: Tx) -> None:
        audit.record(tx, "user.created", "user:1", {}, by=None, now=NOW)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        db.write(fail)
    record(db, 1)
    assert faults(db) == []


def test_entries_come_newest_first_and_by_kind(sqlite_db: Database) -> None:
    record(sqlite_db, 3)
    newest = sqlite_db.read(lambda tx: list(audit.entries(tx, action="policy.", limit=2)))
    assert [entry.subject for entry in newest] == ["policy:2", "policy:1"]
    older = sqlite_db.read(
        lambda tx: list(audit.entries(tx, action="policy.", before_id=newest[-1].id))
    )
    assert [entry.data for entry in older] == [{"zh": "菠菜", "n": 0}]
    assert sqlite_db.read(lambda tx: list(audit.entries(tx, action="user_"))) == []
