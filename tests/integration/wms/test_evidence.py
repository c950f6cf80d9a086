"""Evidence that was sealed: a day's legal changes are none to it, and each kind of edit shows.

The day is the one that upgrades are tried with: every table holds rows, every state occurs.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text

from tests import servers
from tests.upgrade import day as days
from tests.upgrade.evening import EVENING
from tests.upgrade.kept import STORIES
from wms.access import keys, people
from wms.access.passwords import PasswordHash
from wms.db import Database, Tx
from wms.facts import audit, sealing
from wms.tables.access import User
from wms.tables.evidence import EvidenceSeal
from wms.tables.facts import Audit
from wms.tables.stock import Hold
from wms.tables.transport import Proof

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A day that was sealed after each of its stories, and the head a witness kept."""

    db: Database
    day: days.Day
    head: audit.Head
    quiet: list[Any]
    """What was found wrong after each story although nothing was."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def sealed(request: pytest.FixtureRequest, worker_name: str) -> Iterator[Sealed]:
    with ExitStack() as stack:
        if request.param == "sqlite":
            url = stack.enter_context(servers.file_like(request.getfixturevalue("sqlite_template")))
        else:
            server = request.getfixturevalue("postgres_server")
            template = request.getfixturevalue("postgres_template")
            url = stack.enter_context(servers.database_like(template, server, worker_name))
        db = Database(url, pool_size=8)
        stack.callback(db.close)
        quiet: list[Any] = []
        with days.without_chance():
            made = days.begun(db)
            for story in (*STORIES, *EVENING):
                story(made)
                sealing.seal(db, now=made.now + HOUR)
                quiet += wrong(db, made)
        head = db.read(audit.head)
        assert head is not None
        yield Sealed(db, made, head, quiet)


def wrong(db: Database, made: days.Day) -> list[sealing.Fault]:
    return db.read(lambda tx: sealing.verify(tx, now=made.now + HOUR))


class Undo(Exception):
    """Ends a test's transaction."""


def after(sealed: Sealed, *edits: str) -> list[str]:
    """What is said after somebody with the database's password edited it; then it is undone."""
    said: list[str] = []

    def edit(tx: Tx) -> None:
        _disarm(tx)
        for one in edits:
            assert tx.execute(text(one)).rowcount != 0, one  # type: ignore[attr-defined]
        tx.expire_all()
        faults: list[Any] = [*audit.verify(tx), *sealing.verify(tx, now=sealed.day.now + HOUR)]
        said.extend(str(fault.code) + " " + getattr(fault, "part", "audit") for fault in faults)
        witnessed = audit.verify(tx, [sealed.head])
        if not said:
            said.extend(f"{fault.code} witness" for fault in witnessed)
        raise Undo

    with pytest.raises(Undo):
        sealed.db.write(edit)
    return sorted(set(said))


def _disarm(tx: Tx) -> None:
    """Triggers and foreign keys do not stop whoever owns the database."""
    if tx.is_sqlite:
        for name in tx.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            tx.execute(text(f"DROP TRIGGER {name}"))
        tx.execute(text("PRAGMA defer_foreign_keys = ON"))
    else:
        tx.execute(text("SET LOCAL session_replication_role = replica"))


def test_nothing_the_product_does_by_itself_is_found(sealed: Sealed) -> None:
    assert sealed.quiet == []
    assert wrong(sealed.db, sealed.day) == []
    parts = sealed.db.read(lambda tx: set(tx.scalars(select(EvidenceSeal.part))))
    assert parts == {part.name for part in sealing.PARTS} | {sealing.READING}


def test_sealing_twice_seals_nothing_more(sealed: Sealed) -> None:
    assert sealing.seal(sealed.db, now=sealed.day.now + HOUR) == 0


FIRST_ORDER = "(SELECT order_id FROM proof ORDER BY received_at LIMIT 1)"
EDITS = {
    "warm readings made cold": ("UPDATE reading SET value = 2 WHERE value > 5", "altered reading"),
    "readings deleted": (
        "DELETE FROM reading WHERE sensor_id = (SELECT min(sensor_id) FROM reading)",
        "missing reading",
    ),
    "an excursion and its holds deleted": (
        "DELETE FROM hold WHERE excursion_id IS NOT NULL;DELETE FROM excursion WHERE id = "
        "(SELECT min(id) FROM excursion)",
        "missing excursion",
    ),
    "an excursion's cause rewritten": (
        "UPDATE excursion SET cause = 'none', action = 'none' WHERE state = 'closed'",
        "altered closing",
    ),
    "an excursion's peak rewritten": (
        "UPDATE excursion SET peak = 4.5 WHERE state = 'closed'",
        "altered closing",
    ),
    "who released a hold": (
        "UPDATE hold SET released_by = (SELECT max(id) FROM user_account) "
        "WHERE released_at IS NOT NULL",
        "altered release",
    ),
    "a release undone": (
        "UPDATE hold SET released_at = NULL, released_by = NULL WHERE id = "
        "(SELECT min(id) FROM hold WHERE released_at IS NOT NULL)",
        "missing release",
    ),
    "why a lot was held": ("UPDATE hold SET note = 'a mistake'", "altered hold"),
    "a residue test turned round": (
        "UPDATE residue_test SET passed = NOT passed",
        "altered test",
    ),
    "a proof's receiver": ("UPDATE proof SET received_by = 'nobody'", "altered proof"),
    "a proof's photo": ("UPDATE proof SET photo = NULL WHERE photo IS NOT NULL", "altered proof"),
    "a delivered quantity in a proof": (
        "UPDATE proof_line SET delivered = delivered + 1",
        "altered proof",
    ),
    "who approved an order": (
        "UPDATE review SET by = (SELECT max(id) FROM user_account)",
        "altered review",
    ),
    "an order's total": ("UPDATE sales_order SET total_cents = 1", "altered order"),
    "a delivered quantity of a line": (
        f"UPDATE order_line SET delivered = delivered + 1 WHERE order_id = {FIRST_ORDER}",
        "altered order",
    ),
    "who moved a lot": (
        "UPDATE move SET by = (SELECT max(id) FROM user_account)",
        "altered move",
    ),
    "how much was moved": ("UPDATE move SET quantity = quantity + 1", "altered move"),
    "a move deleted": (
        "DELETE FROM move WHERE id NOT IN (SELECT move_id FROM move_weight)",
        "missing move",
    ),
    "a weight rewritten": ("UPDATE weight_change SET change_g = change_g - 1", "altered weight"),
    "a lot's supplier": (
        "UPDATE lot SET supplier_id = (SELECT max(id) FROM supplier)",
        "altered lot",
    ),
    "a sell-by day put off": ("UPDATE lot SET sell_until = {later}", "altered lot"),
    "an origin cut off": ("DELETE FROM lot_link", "altered lot"),
    "a pesticide's application deleted": ("DELETE FROM field_application", "altered field"),
    "a field record deleted": ("DELETE FROM field_record", "missing field"),
    "a fact emptied": ("UPDATE fact SET data = '{{}}'", "altered fact"),
    "an administrator's password replaced": (
        "UPDATE user_account SET password_hash = 'mine' WHERE role = 'admin'",
        "altered rights",
    ),
    "a role raised": (
        "UPDATE user_account SET role = 'admin' WHERE role = 'dispatcher'",
        "altered rights",
    ),
    "a key given another prefix": (
        "UPDATE api_key SET device_prefix = 'x' WHERE device_prefix IS NOT NULL",
        "altered key",
    ),
    "a rule rewritten": ("UPDATE policy SET value = '1'", "altered policy"),
    "a rule without an entry of the audit": (
        "INSERT INTO policy (id, key, value, valid_from) SELECT 900000, key, value, {later} "
        "FROM policy LIMIT 1",
        "unaudited policy",
    ),
    "a seal rewritten with what it seals": (
        "UPDATE evidence_seal SET content = 'x' WHERE part = 'move'",
        "block block",
    ),
    "seals deleted": ("DELETE FROM evidence_seal WHERE part = 'lot'", "block block"),
    "an entry of the audit rewritten": (
        "UPDATE audit SET data = '{{}}' WHERE action = 'user.password'",
        "audit.altered",
    ),
    "an entry of the audit deleted": (
        "DELETE FROM audit WHERE action = 'user.password'",
        "audit.broken",
    ),
    "the chain's end cut off": (
        "DELETE FROM audit WHERE id > (SELECT max(id) - 5 FROM audit)",
        "evidence.block block",
    ),
    "all but the first entry cut off": (
        "DELETE FROM audit WHERE id > (SELECT min(id) FROM audit)",
        "evidence.block block",
    ),
}


@pytest.mark.parametrize("what", EDITS)
def test_each_kind_of_edit_is_found_and_named(sealed: Sealed, what: str) -> None:
    edits, named = EDITS[what]
    later = "4000000000000000" if sealed.db.is_sqlite else "'2096-10-02 07:06:40+00'"
    said = after(sealed, *edits.format(later=later).split(";"))
    assert any(one.endswith(named) or one.startswith(named) for one in said), said


def test_a_chain_that_was_hashed_anew_shows_to_whoever_kept_the_head(sealed: Sealed) -> None:
    found: list[list[str]] = []

    def rewrite(tx: Tx) -> None:
        _disarm(tx)
        rows = list(tx.scalars(select(Audit).order_by(Audit.id)))
        for row in rows:  # unique: first out of the way
            row.previous, row.hash = f"p{row.id}", f"h{row.id}"
        tx.flush()
        previous = audit.GENESIS
        for row in rows:
            if row.action == "user.password":
                row.by = None
            row.previous = previous
            previous = row.hash = audit._digest(row)
        tx.flush()
        found.append([fault.code for fault in audit.verify(tx)])
        found.append([fault.code for fault in audit.verify(tx, [sealed.head])])
        raise Undo

    with pytest.raises(Undo):
        sealed.db.write(rewrite)
    assert found == [[], ["audit.altered"]]


def test_a_name_can_be_erased_and_the_block_still_holds(sealed: Sealed) -> None:
    found: list[list[str]] = []

    def erase(tx: Tx) -> None:
        _disarm(tx)
        proof = tx.scalars(select(Proof)).first()
        assert proof is not None
        proof.received_by, proof.signature_svg, proof.photo = "", None, None
        tx.flush()
        found.append([str(one) for one in sealing.verify(tx, now=sealed.day.now + HOUR)])
        sealing.erase_names(tx, "proof", proof.id.hex)
        found.append([str(one) for one in sealing.verify(tx, now=sealed.day.now + HOUR)])
        proof.temperature_c = -40.0
        tx.flush()
        found.append([str(one) for one in sealing.verify(tx, now=sealed.day.now + HOUR)])
        raise Undo

    with pytest.raises(Undo):
        sealed.db.write(erase)
    assert [len(one) for one in found] == [1, 0, 1]


def test_what_names_people_is_in_no_seal_in_a_form_that_can_be_guessed(sealed: Sealed) -> None:
    def digests(tx: Tx) -> list[tuple[str, str]]:
        theirs = select(EvidenceSeal.persons, EvidenceSeal.salt).where(EvidenceSeal.part == "hold")
        return [(persons, salt) for persons, salt in tx.execute(theirs)]

    found = sealed.db.read(digests)
    assert len({salt for _, salt in found}) == len(found) > 1
    assert len({persons for persons, _ in found}) == len(found)


def test_rows_may_go_after_their_term_and_their_block_still_holds(sealed: Sealed) -> None:
    found: list[list[str]] = []

    def archive(tx: Tx) -> None:
        _disarm(tx)
        tx.execute(text("DELETE FROM hold"))
        tx.execute(text("DELETE FROM reading"))
        for years in (0, 4):
            now = sealed.day.now + HOUR + years * timedelta(days=366)
            found.append([str(one) for one in sealing.verify(tx, now=now)])
        raise Undo

    with pytest.raises(Undo):
        sealed.db.write(archive)
    assert found[0] != []
    assert found[1] == []


Change = Callable[[Tx, Sealed], object]


def _another_password(tx: Tx, sealed: Sealed) -> None:
    user = tx.scalars(select(User.id)).first()
    assert user is not None
    people.set_password(tx, user, PasswordHash("x"), by=None, now=sealed.day.now + 2 * HOUR)


def _key_disabled(tx: Tx, sealed: Sealed) -> None:
    keys.disable(tx, 1, by=None, now=sealed.day.now + 2 * HOUR)


@pytest.mark.parametrize("change", [_another_password, _key_disabled])
def test_a_change_with_an_entry_of_the_audit_is_none_before_and_after_it_is_sealed(
    sealed: Sealed, change: Change
) -> None:
    sealed.db.write(lambda tx: change(tx, sealed))
    assert wrong(sealed.db, sealed.day) == []
    assert sealing.seal(sealed.db, now=sealed.day.now + 2 * HOUR) >= 1
    assert wrong(sealed.db, sealed.day) == []


def test_a_block_is_bounded_so_that_others_write_in_between(sealed: Sealed) -> None:
    most = (
        select(func.count(EvidenceSeal.key))
        .group_by(EvidenceSeal.block_id)
        .order_by(func.count(EvidenceSeal.key).desc())
    )
    assert sealed.db.read(lambda tx: tx.scalar(most.limit(1))) <= sealing.BLOCK_MAX
    assert sealed.db.read(lambda tx: tx.scalar(select(func.count(Hold.id)))) > 0
