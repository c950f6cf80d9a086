"""A backup is a whole, sound database that can be put back."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update

from tests.builders import World, a_move, a_stocked_lot, world
from wms import backup
from wms.db import Database
from wms.errors import Refused, Unavailable
from wms.stock import ledger
from wms.tables.stock import Balance, Lot

Open = Callable[[str], Database]


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
    backup.save(db_url, target)
    db.write(lambda tx: a_stocked_lot(tx, w, w.eggs, w.dock, 30))
    db.close()

    aside = backup.restore(target, db_url)

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
        backup.save(str(db.url), target)
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
        backup.save(db_url, tmp_path / "copy")


def test_a_damaged_file_is_not_restored(db_url: str, open_db: Open, tmp_path: Path) -> None:
    db = open_db(db_url)
    stocked(db)
    db.close()
    target = tmp_path / "copy"
    backup.save(db_url, target)
    content = bytearray(target.read_bytes())
    content[len(content) // 3 : len(content) // 3 + 40_000] = b"\xff" * 40_000
    target.write_bytes(content)

    with pytest.raises(Refused, match=r"backup\.damaged"):
        backup.restore(target, db_url)

    assert lots(open_db(db_url)) == 1


def test_something_that_is_no_backup_is_not_restored(db_url: str, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("milk, eggs" * 1000)
    with pytest.raises(Refused, match=r"backup\.damaged"):
        backup.restore(other, db_url)
    with pytest.raises(Refused, match=r"backup\.missing"):
        backup.restore(tmp_path / "nothing", db_url)


def test_a_backup_never_overwrites_a_file(db_url: str, tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("keep me")
    with pytest.raises(Refused, match=r"backup\.exists"):
        backup.save(db_url, target)
    assert target.read_text() == "keep me"


def test_a_database_in_use_is_not_replaced(db_url: str, open_db: Open, tmp_path: Path) -> None:
    db = open_db(db_url)
    stocked(db)
    backup.save(db_url, tmp_path / "copy")

    with pytest.raises(Unavailable, match=r"storage\.in_use"):
        backup.restore(tmp_path / "copy", db_url)

    assert lots(db) == 1


def test_a_database_that_is_not_there_cannot_be_saved(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"backup\.missing"):
        backup.save(f"sqlite:///{tmp_path}/none.db", tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_a_restored_database_still_refuses_to_change_its_history(
    db_url: str, open_db: Open, tmp_path: Path
) -> None:
    db = open_db(db_url)
    stocked(db)
    db.close()
    backup.save(db_url, tmp_path / "copy")
    backup.restore(tmp_path / "copy", db_url)

    restored = open_db(db_url)
    with pytest.raises(Exception, match="append-only"):
        restored.write(lambda tx: tx.execute(text("DELETE FROM move")))
