"""A backup is a whole, sound database that can be put back; a restore believes nothing."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update

from tests.builders import NOW, World, a_move, a_stocked_lot, world
from wms import backup
from wms.backup import manifest as manifests
from wms.backup import note as notes
from wms.backup import postgres
from wms.db import Database, copies, migrate
from wms.errors import Refused, Unavailable
from wms.stock import ledger
from wms.tables.stock import Balance, Lot

Open = Callable[[str], Database]


def save(db_url: str, target: Path) -> Path:
    backup.save(db_url, target, release="9.9", now=NOW)
    return target


def restore(source: Path, db_url: str, *, bare: bool = False) -> str | None:
    return backup.restore(source, db_url, note=note(source), is_bare_allowed=bare)


def note(source: Path) -> Path:
    return source.parent / "restore.note"


def stocked(db: Database) -> tuple[World, int]:
    w = world(db)
    return w, db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.dock, 10_000).id)


def lots(db: Database) -> int:
    return db.read(lambda tx: tx.scalar(select(func.count()).select_from(Lot)) or 0)


def test_what_was_saved_comes_back_and_what_was_there_is_kept_beside_it(
    db_url: str, open_db: Open, tmp_path: Path
) -> None:
    db = open_db(db_url)
    w, _lot = stocked(db)
    target = tmp_path / "backups" / "one.copy"
    save(db_url, target)
    db.write(lambda tx: a_stocked_lot(tx, w, w.eggs, w.dock, 30))
    db.close()

    aside = restore(target, db_url)

    restored = open_db(db_url)
    assert lots(restored) == 1
    assert restored.read(ledger.check) == []
    stocked_again = restored.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.dock, 5))
    assert stocked_again.id
    assert aside is not None
    if db.is_sqlite:
        assert lots(open_db(f"sqlite:///{aside}")) == 2


def test_a_copy_made_while_everybody_writes_is_sound(
    sqlite_db: Database, open_db: Open, tmp_path: Path
) -> None:
    db = sqlite_db
    w, lot = stocked(db)
    stop = threading.Event()

    def work() -> None:
        source, target = w.dock, w.stage
        while not stop.is_set():
            db.write(partial(ledger.post, moves=[a_move(lot, source, target, 1)]))
            source, target = target, source

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    targets = [tmp_path / f"copy-{number}.db" for number in range(3)]
    for target in targets:
        save(str(db.url), target)
    stop.set()
    for thread in threads:
        thread.join()

    for target in targets:
        assert open_db(f"sqlite:///{target}").read(ledger.check) == []
    assert list(tmp_path.glob("*.part")) == []


def test_an_unsound_database_is_not_passed_off_as_a_backup(
    db_url: str, open_db: Open, tmp_path: Path
) -> None:
    db = open_db(db_url)
    stocked(db)
    db.write(lambda tx: tx.execute(update(Balance).values(on_hand=1)))

    with pytest.raises(Refused, match=r"backup\.unsound"):
        save(db_url, tmp_path / "copy")


def without_manifest(path: Path) -> Path:
    """As a release before manifests would have written it."""
    manifest = manifests.of(path)
    assert manifest
    bare = path.with_name(path.name + ".bare")
    bare.write_bytes(path.read_bytes()[: manifest.bytes])
    return bare


def refused(source: Path, db_url: str, *, bare: bool = False) -> str:
    with pytest.raises(Refused) as refusal:
        restore(source, db_url, bare=bare)
    assert str(source) in str(refusal.value)
    assert not note(source).exists()
    return str(refusal.value.code)


def test_a_damaged_file_is_not_restored(db_url: str, open_db: Open, tmp_path: Path) -> None:
    db = open_db(db_url)
    stocked(db)
    db.close()
    target = tmp_path / "copy"
    save(db_url, target)
    content = bytearray(without_manifest(target).read_bytes())
    content[len(content) // 3 : len(content) // 3 + 40_000] = b"\xff" * 40_000
    target.write_bytes(content)

    with pytest.raises(Refused, match=r"backup\.damaged"):
        restore(target, db_url, bare=True)

    assert lots(open_db(db_url)) == 1


def test_something_that_is_no_backup_is_not_restored(db_url: str, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("milk, eggs" * 1000)
    with pytest.raises(Refused, match=r"backup\.bare"):
        restore(other, db_url)
    with pytest.raises(Refused, match=r"backup\.damaged"):
        restore(other, db_url, bare=True)
    with pytest.raises(Refused, match=r"backup\.missing"):
        restore(tmp_path / "nothing", db_url)


def test_a_backup_never_overwrites_a_file(db_url: str, tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("keep me")
    with pytest.raises(Refused, match=r"backup\.exists"):
        save(db_url, target)
    assert target.read_text() == "keep me"


def test_a_database_in_use_is_not_replaced(db_url: str, open_db: Open, tmp_path: Path) -> None:
    db = open_db(db_url)
    stocked(db)
    save(db_url, tmp_path / "copy")

    with pytest.raises(Unavailable, match=r"storage\.in_use"):
        restore(tmp_path / "copy", db_url)

    assert lots(db) == 1


def test_a_database_that_is_not_there_cannot_be_saved(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"backup\.missing"):
        save(f"sqlite:///{tmp_path}/none.db", tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_a_restored_database_still_refuses_to_change_its_history(
    db_url: str, open_db: Open, tmp_path: Path
) -> None:
    db = open_db(db_url)
    stocked(db)
    db.close()
    save(db_url, tmp_path / "copy")
    restore(tmp_path / "copy", db_url)

    restored = open_db(db_url)
    with pytest.raises(Exception, match="append-only"):
        restored.write(lambda tx: tx.execute(text("DELETE FROM move")))


def test_one_flipped_bit_anywhere_is_refused(db_url: str, open_db: Open, tmp_path: Path) -> None:
    db = open_db(db_url)
    stocked(db)
    db.close()
    good = save(db_url, tmp_path / "good").read_bytes()
    manifest = manifests.of(tmp_path / "good")
    assert manifest
    bad = tmp_path / "bad"
    tail = len(good) - manifest.bytes
    places = [*range(0, manifest.bytes, manifest.bytes // 25), *range(-tail, 0, 7), -2, -1]
    for number, place in enumerate(places):
        flipped = bytearray(good)
        flipped[place] ^= 1 << number % 8
        bad.write_bytes(flipped)
        assert refused(bad, db_url) in ("backup.altered", "backup.bare"), place
    assert lots(open_db(db_url)) == 1


def test_a_file_cut_short_grown_or_empty_is_refused(
    db_url: str, open_db: Open, tmp_path: Path
) -> None:
    db = open_db(db_url)
    stocked(db)
    db.close()
    good = save(db_url, tmp_path / "good").read_bytes()
    bad = tmp_path / "bad"
    for content, code in (
        (b"", "backup.empty"),
        (good[: len(good) // 2], "backup.bare"),
        (good[:-1], "backup.bare"),
        (good + b"\n", "backup.bare"),
        (good[:4096] + good[8192:], "backup.altered"),
        (good[:4096] + good[:4096] + good[4096:], "backup.altered"),
    ):
        bad.write_bytes(content)
        assert refused(bad, db_url) == code
    bad.write_bytes(b"")
    assert refused(bad, db_url, bare=True) == "backup.empty"
    assert lots(open_db(db_url)) == 1


def test_books_that_were_altered_are_refused_with_and_without_a_manifest(
    sqlite_url: str, open_db: Open, tmp_path: Path
) -> None:
    db = open_db(sqlite_url)
    stocked(db)
    db.close()
    good = save(sqlite_url, tmp_path / "good")
    for file in (good, without_manifest(good)):
        with closing(sqlite3.connect(file)) as books, books:
            books.execute("UPDATE balance SET on_hand = on_hand + 1000")
    assert refused(good, sqlite_url) in ("backup.altered", "backup.bare")
    assert refused(tmp_path / "good.bare", sqlite_url, bare=True) == "backup.unsound"
    assert lots(open_db(sqlite_url)) == 1


def test_an_unsound_dump_is_refused_before_it_is_in_place(
    postgres_url: str, open_db: Open, tmp_path: Path
) -> None:
    db = open_db(postgres_url)
    stocked(db)
    db.write(lambda tx: tx.execute(update(Balance).values(on_hand=1)))
    with pytest.raises(Refused, match=r"backup\.unsound"):
        save(postgres_url, tmp_path / "copy")
    db.write(lambda tx: tx.execute(update(Balance).values(on_hand=10_000)))
    db.close()
    assert refused(tmp_path / "copy", postgres_url, bare=True) == "backup.unsound"
    again = open_db(postgres_url)
    assert again.read(ledger.check) == []
    schemas = "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'coldchain%'"
    assert again.read(lambda tx: tx.scalar(text(schemas))) == 0


def test_another_programs_database_is_refused(db_url: str, open_db: Open, tmp_path: Path) -> None:
    db = open_db(db_url)
    stocked(db)
    db.close()
    foreign = tmp_path / "foreign"
    if db.is_sqlite:
        with closing(sqlite3.connect(foreign)) as other, other:
            other.execute("CREATE TABLE alembic_version (version_num TEXT)")
            other.execute(f"INSERT INTO alembic_version VALUES ('{migrate.head()}')")
            other.execute("CREATE TABLE recipe (id INTEGER)")
    else:
        plain = db.url.set(drivername="postgresql").render_as_string(hide_password=False)
        subprocess.run(
            ["pg_dump", plain, "-Fc", "-t", "alembic_version", "-f", str(foreign)], check=True
        )
    assert refused(foreign, db_url) == "backup.bare"
    assert refused(foreign, db_url, bare=True) == "backup.foreign"
    assert lots(open_db(db_url)) == 1


def test_a_backup_of_a_newer_release_or_of_the_other_engine_touches_nothing(
    db_url: str, open_db: Open, tmp_path: Path
) -> None:
    db = open_db(db_url)
    stocked(db)
    db.close()
    content = without_manifest(save(db_url, tmp_path / "good"))
    said = {"release": "99", "made_at": "", "rows": {}}
    for name, engine, schema, code in (
        ("newer", db.url.get_backend_name(), "9999", "backup.newer"),
        ("other", "oracle", migrate.head(), "backup.engine"),
    ):
        file = tmp_path / name
        shutil.copyfile(content, file)
        manifests.sealed(file, engine=engine, schema=schema, **said)
        assert refused(file, db_url) == code
    assert lots(open_db(db_url)) == 1


def test_an_old_backup_without_a_manifest_comes_back_when_that_is_asked_for(
    db_url: str, open_db: Open, tmp_path: Path
) -> None:
    db = open_db(db_url)
    stocked(db)
    db.close()
    old = without_manifest(save(db_url, tmp_path / "good"))
    assert refused(old, db_url) == "backup.bare"
    assert restore(old, db_url, bare=True)
    assert lots(open_db(db_url)) == 1


def killed_at(event_number: int, act: Callable[[], object]) -> bool:
    """Do something in a child that is killed at its n-th touch of a file; whether it was."""
    child = os.fork()
    if child == 0:
        seen = 0

        def hook(event: str, _arguments: object) -> None:
            nonlocal seen
            if event in ("os.link", "os.rename", "os.remove", "open"):
                seen += 1
                if seen == event_number:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        try:
            act()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def an_old_and_a_new(old: Path, new: Path, *, is_torn: bool) -> bytes:
    for file in old.parent.iterdir():
        file.unlink()
    for file, content in ((old, "old"), (new, "new")):
        with closing(sqlite3.connect(file)) as made, made:
            made.execute(f"CREATE TABLE which AS SELECT '{content}' AS said")
    if is_torn:
        old.write_bytes(b"torn" * 2048)
        old.with_name(f"{old.name}-wal").write_bytes(b"frames")
    return old.read_bytes()


@pytest.mark.parametrize("is_torn", [False, True], ids=["closed", "journal that cannot be closed"])
def test_killed_at_any_instant_a_switch_leaves_the_old_or_the_new_and_says_which(
    tmp_path: Path, is_torn: bool
) -> None:
    path, source = tmp_path / "coldchain.db", tmp_path / "source"
    for number in range(1, 40):
        before = an_old_and_a_new(path, source, is_torn=is_torn)

        def act() -> None:
            with notes.kept(tmp_path / "note", source) as kept, copies.replacing(path) as incoming:
                shutil.copyfile(source, incoming)
                copies.switch(path, incoming, kept.switching)

        if not killed_at(number, act):
            break
        found = backup.interrupted(f"sqlite:///{path}", note=tmp_path / "note")
        is_new = path.read_bytes() == source.read_bytes()
        assert is_new or path.read_bytes() == before
        if found is not None:
            assert found.is_new == is_new
        if is_torn and not is_new:
            assert path.with_name("coldchain.db-wal").read_bytes() == b"frames"
        left = {file.name for file in tmp_path.iterdir()} - {"coldchain.db.writer", "note"}
        assert ("coldchain.replaced-1.db" in left) == is_new
        assert not any("incoming" in name for name in left)
    else:
        pytest.fail("the switch was never finished")
    assert number > 8


@pytest.mark.parametrize("is_after", [False, True], ids=["before the switch", "after it"])
def test_a_restore_killed_on_postgresql_leaves_the_old_or_the_new_and_says_which(
    postgres_url: str,
    open_db: Open,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_after: bool,
) -> None:
    db = open_db(postgres_url)
    w, _lot = stocked(db)
    source = save(postgres_url, tmp_path / "copy")
    db.write(lambda tx: a_stocked_lot(tx, w, w.eggs, w.dock, 30))
    db.close()
    child = os.fork()
    if child == 0:

        def dies(*_arguments: object, **_options: object) -> None:
            os.kill(os.getpid(), signal.SIGKILL)

        if is_after:
            monkeypatch.setattr(notes.Path, "unlink", dies)
        else:
            monkeypatch.setattr(postgres, "_switch", dies)
        try:
            restore(source, postgres_url)
        finally:
            os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])

    found = backup.interrupted(postgres_url, note=note(source))
    assert found is not None
    assert found.is_new is is_after
    assert lots(open_db(postgres_url)) == (1 if is_after else 2)
    assert backup.interrupted(postgres_url, note=note(source)) is None
