"""The command line: what it refuses, and how it says so."""

import io
import json
import logging
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from api import cli
from api.ground.settings import Settings

PASSWORD = "five green cabbages"


def test_every_command_has_a_help(capsys: pytest.CaptureFixture[str]) -> None:
    for command in cli.COMMANDS:
        with pytest.raises(SystemExit) as ended:
            cli.main([command, "--help"])
        assert ended.value.code == 0
    assert "coldchain" in capsys.readouterr().out


@dataclass(frozen=True)
class Said:
    """How a command ended."""

    code: int
    out: str
    err: str


class Terminal:
    """Runs commands in this process, on a data directory of its own."""

    def __init__(
        self, data_dir: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch
    ) -> None:
        self._capsys = capsys
        self._patch = patch
        patch.setenv("COLDCHAIN_DATA_DIR", str(data_dir))
        # A command sends this process's log to its own terminal; later tests have another.
        patch.setattr(logging.root, "handlers", logging.root.handlers[:])

    def run(self, *arguments: str, typed: str = "") -> Said:
        self._patch.setattr(sys, "stdin", io.StringIO(typed))
        code = cli.main(arguments)
        return Said(code, *self._capsys.readouterr())


@pytest.fixture
def terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    return Terminal(tmp_path, capsys, monkeypatch)


@pytest.fixture
def migrated(terminal: Terminal, tmp_path: Path, sqlite_template: Path) -> Terminal:
    """A terminal whose database has been migrated."""
    shutil.copyfile(sqlite_template, tmp_path / "coldchain.db")
    return terminal


def test_a_fresh_database_is_migrated(terminal: Terminal, tmp_path: Path) -> None:
    assert "is at version" in terminal.run("migrate").out
    assert terminal.run("migrate").code == 0
    assert not (tmp_path / "backups").exists()
    assert terminal.run("check").out == "Stock and audit are sound.\n"


def test_a_head_of_the_audit_is_printed_signed_and_a_witness_of_it_is_believed(
    migrated: Terminal, tmp_path: Path
) -> None:
    migrated.run("user", "add", "li", "--role", "admin", typed=f"{PASSWORD}\n")
    printed = migrated.run("audit", "head").out.splitlines()[0]
    id, hash, signature = printed.split(":")
    assert (tmp_path / "audit.key").stat().st_mode & 0o777 == 0o600
    for said in (printed, f"{id}:{hash}"):
        assert migrated.run("check", "--witness", said).out == "Stock and audit are sound.\n"
    other = migrated.run("check", "--witness", f"{id}:{'0' * 64}")
    assert (other.code, "audit.altered" in other.out) == (1, True)
    later = migrated.run("check", "--witness", f"{int(id) + 1}:{hash}")
    assert (later.code, "audit.truncated" in later.out) == (1, True)
    forged = migrated.run("check", "--witness", f"{id}:{'0' * 64}:{signature}")
    assert "signature" in forged.err
    for nonsense in ("", "12", "12:abc", f"x:{hash}"):
        assert migrated.run("check", "--witness", nonsense).code == 1


def test_what_the_product_makes_is_its_owners_alone_whoever_made_the_folder(
    terminal: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "coldchain.db").touch(0o644)
    tmp_path.chmod(0o755)
    (tmp_path / "devices.toml").touch(0o644)
    terminal.run("migrate")
    target = tmp_path / "away" / "monday.db"
    terminal.run("backup", str(target))
    open_to_others = [
        str(one) for one in (tmp_path, *tmp_path.rglob("*")) if one.stat().st_mode & 0o077
    ]
    assert open_to_others == []
    assert target.exists()


def test_a_folder_that_holds_other_peoples_things_keeps_its_mode(
    terminal: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "somebody.txt").touch(0o644)
    tmp_path.chmod(0o755)
    terminal.run("migrate")
    assert tmp_path.stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "coldchain.db").stat().st_mode & 0o077 == 0


def test_check_names_sealed_evidence_that_was_rewritten(migrated: Terminal, tmp_path: Path) -> None:
    migrated.run("user", "add", "li", "--role", "admin", typed=f"{PASSWORD}\n")
    migrated.run("audit", "head")
    with closing(sqlite3.connect(tmp_path / "coldchain.db")) as connection:
        connection.execute("UPDATE user_account SET password_hash = 'mine'")
        connection.commit()
    said = migrated.run("check")
    assert (said.code, said.out.splitlines()[0]) == (1, "evidence.altered: rights 1")


def test_a_backup_is_verified_and_brings_back_what_was_there(
    migrated: Terminal, tmp_path: Path
) -> None:
    migrated.run("user", "add", "li", "--role", "admin", typed=f"{PASSWORD}\n")
    target = tmp_path / "elsewhere" / "monday.db"
    assert migrated.run("backup", str(target)).out == f"Saved and verified: {target}\n"
    assert "backup.exists" in migrated.run("backup", str(target)).err
    migrated.run("user", "add", "wang", "--role", "staff", typed=f"{PASSWORD}\n")
    restored = migrated.run("restore", str(target))
    assert restored.code == 0, restored.err
    assert "What was there" in restored.out
    assert "wang" not in migrated.run("user", "list").out
    assert "li" in migrated.run("user", "list").out


def test_a_backup_without_a_name_goes_into_the_data_directory(
    migrated: Terminal, tmp_path: Path
) -> None:
    assert migrated.run("backup").code == 0
    assert len(list((tmp_path / "backups").glob("*-backup.db"))) == 1


def test_what_is_no_backup_is_not_put_in_place(migrated: Terminal, tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"\xff\xd8 not a database")
    picture = str(tmp_path / "holiday.jpg")
    refused = migrated.run("restore", picture).err
    assert all(said in refused for said in ("backup.bare", picture, "清单", "--without-manifest"))
    assert "backup.damaged" in migrated.run("restore", "--without-manifest", picture).err
    assert "backup.missing" in migrated.run("restore", str(tmp_path / "none.db")).err
    assert migrated.run("check").code == 0


def test_after_a_restore_was_killed_the_next_command_says_which_database_there_is(
    migrated: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "restore.note").write_text('["monday.db", false, null]\n')
    said = migrated.run("check")
    assert said.code == 0
    assert "one from before; monday.db was not put in place" in said.err
    assert "仍是原来的" in said.err
    assert migrated.run("check").err == ""


def test_a_migration_that_fails_leaves_the_old_database_and_a_copy(
    migrated: Terminal, tmp_path: Path
) -> None:
    """The database says it is of a release this program has never heard of."""
    path = tmp_path / "coldchain.db"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = 'f00d'")
    failed = migrated.run("migrate")
    assert failed.code == 1
    assert "the database is as it was before" in failed.err
    [copy] = (tmp_path / "backups").glob("*.db")
    assert str(copy) in failed.err
    for kept in (path, copy):
        with closing(sqlite3.connect(kept)) as raw:
            assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("f00d",)]


def test_on_sqlite_the_parts_refuse_to_run_apart_and_say_why(terminal: Terminal) -> None:
    for command in ("serve", "work", "ingest"):
        refused = terminal.run(command)
        assert refused.code == 1
        assert "SQLite has one writer" in refused.err
        assert "coldchain up" in refused.err


def test_a_wrong_setting_is_named(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLDCHAIN_PORT", "many")
    refused = terminal.run("migrate")
    assert refused.code == 1
    assert "COLDCHAIN_PORT" in refused.err


def test_a_data_directory_that_cannot_be_made_is_named(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("COLDCHAIN_DATA_DIR", str(tmp_path / "file" / "data"))
    refused = terminal.run("migrate")
    assert refused.code == 1
    assert "data directory" in refused.err


def test_people_are_made_listed_and_get_new_passwords(migrated: Terminal) -> None:
    short = migrated.run("user", "add", "li", "--role", "admin", typed="short\n")
    assert short.code == 1
    assert "password.length" in short.err
    added = migrated.run("user", "add", "li", "--role", "admin", typed=f"{PASSWORD}\n")
    assert added.out == "li may log in as admin.\n"
    assert "admin" in migrated.run("user", "list").out
    again = migrated.run("user", "add", "li", "--role", "admin", typed=f"{PASSWORD}\n")
    assert "user.login_taken" in again.err
    assert migrated.run("user", "password", "LI ", typed="seven red peppers\n").code == 0


def test_keys_are_shown_once_and_can_be_disabled(migrated: Terminal) -> None:
    migrated.run("user", "add", "li", "--role", "admin", typed=f"{PASSWORD}\n")
    made = migrated.run("key", "add", "site 2", "--prefix", "s2-", "--by", "li")
    secret = made.out.splitlines()[-1]
    assert secret.startswith("cck_")
    assert migrated.run("key", "disable", "site 2").code == 0
    listed = migrated.run("key", "list").out
    assert "(disabled)" in listed
    assert secret not in listed


def test_nobody_and_nothing_unknown_is_changed(migrated: Terminal) -> None:
    for arguments, said in (
        (("user", "password", "nobody"), "nobody with the login"),
        (("user", "password"), "Whom?"),
        (("user", "add", "li"), "Which role?"),
        (("user", "add", "li", "--role", "staff", "--warehouse", "MOON"), "no warehouse"),
        (("key", "disable", "none"), "no key named"),
        (("key", "add"), "Which?"),
    ):
        refused = migrated.run(*arguments, typed=f"{PASSWORD}\n")
        assert refused.code == 1
        assert said in refused.err


def test_the_interface_is_described_with_the_roles_of_each_operation(terminal: Terminal) -> None:
    described = json.loads(terminal.run("openapi").out)
    events = described["paths"]["/v1/device-events"]["post"]
    assert events["x-roles"] == ["device"]
    assert events["security"] == [{"key": []}]


def test_a_gateway_without_a_key_or_configuration_says_so(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("gateway", str(tmp_path / "none.toml"), "--server", "http://127.0.0.1:9")
    assert "COLDCHAIN_GATEWAY_KEY" in terminal.run(*command).err
    monkeypatch.setenv("COLDCHAIN_GATEWAY_KEY", "cck_x")
    monkeypatch.setattr(logging.root, "handlers", list(logging.root.handlers))
    assert "none.toml" in terminal.run(*command).err


def test_the_gateway_loads_no_web_framework_and_no_database() -> None:
    program = (
        "import sys, api.cli.devices, devices.gateway, devices.spool;"
        "print([m for m in ('fastapi', 'sqlalchemy', 'ortools', 'reportlab') if m in sys.modules])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert loaded.stdout == "[]\n"


def test_starting_loads_neither_solver_nor_printing() -> None:
    program = (
        "import sys, api.cli.up, api.app, api.running.server;"
        "heavy = ('ortools', 'reportlab', 'numpy', 'pandas', 'PIL', 'pymodbus', 'psycopg');"
        "print([m for m in heavy if m in sys.modules])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert loaded.stdout == "[]\n"


def test_every_setting_is_documented_with_its_default() -> None:
    page = (Path(__file__).parents[3] / "docs" / "settings.md").read_text(encoding="utf-8")
    documented = {
        line.split("`")[1] for line in page.splitlines() if line.startswith("| `COLDCHAIN_")
    }
    known = {f"COLDCHAIN_{name.upper()}" for name in Settings.model_fields}
    assert documented == known
    for name, field in Settings.model_fields.items():
        default = str(field.default).lower() if field.default not in ("",) else "empty"
        line = next(one for one in page.splitlines() if f"`COLDCHAIN_{name.upper()}`" in one)
        assert default in line.lower()


def test_a_label_is_printed_from_fields_in_a_file(terminal: Terminal, tmp_path: Path) -> None:
    fields, out = tmp_path / "lot.json", tmp_path / "prints" / "lot.zpl"
    example = terminal.run("label", "lot", "--example")
    fields.write_text(example.out, encoding="utf-8")
    assert json.loads(example.out)["lot"] == "L261121"
    assert terminal.run("label", "lot", str(fields), "--out", str(out)) == Said(0, "", "")
    assert out.read_text().startswith("^XA^CI28")


def test_every_design_is_listed_in_both_languages(terminal: Terminal) -> None:
    listed = terminal.run("label", "list").out
    assert "consumer" in listed
    assert "承诺达标合格证" in listed
    assert "a pick list" in listed


def test_a_line_each_is_a_label_each_and_pictures_go_to_a_folder(
    terminal: Terminal, tmp_path: Path
) -> None:
    example = terminal.run("label", "bin", "--example").out
    line = json.dumps(json.loads(example))
    folder = tmp_path / "pictures"
    said = terminal.run(
        "label", "bin", "--format", "png", "--out", str(folder), typed=f"{line}\n\n{line}\n"
    )
    assert said.code == 0, said.err
    assert sorted(one.name for one in folder.iterdir()) == [
        "00001-bin-LOC-C03-2-B.png",
        "00002-bin-LOC-C03-2-B.png",
    ]
    listed = terminal.run("label", "bin", "--format", "svg", typed=f"[{line},{line}]")
    assert "2 pictures need a folder" in listed.err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name_zh": "超" * 200}, "line 2: label.text_too_long: name_zh:"),
        ({"gtin": "6901234567893"}, "line 2: label.wrong_code: gtin:"),
        ({"lot": 7}, "$.lot"),
        ({"nmae_zh": "菠菜"}, "unknown field `nmae_zh`"),
    ],
)
def test_a_wrong_field_is_named_with_its_line_and_nothing_is_written(
    terminal: Terminal, tmp_path: Path, change: dict[str, object], said: str
) -> None:
    right = json.loads(terminal.run("label", "lot", "--example").out)
    out = tmp_path / "lots.tspl"
    lines = f"{json.dumps(right)}\n{json.dumps({**right, **change}, ensure_ascii=False)}\n"
    refused = terminal.run("label", "lot", "--out", str(out), typed=lines)
    assert refused.code == 1
    assert refused.err.startswith("line 2: ")
    assert said in refused.err
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (("crown",), "{}", "'crown' is not one of lot, crate"),
        (("lot",), "", "there is nothing to print"),
        (("lot",), "{", "label 1: "),
        (("lot",), "[{]", "The list cannot be read"),
        (("lot",), "{}", "missing required field"),
        (("lot", "nowhere.json"), "", "nowhere.json: No such file"),
        (("lot", "--format", "gif"), "", "There is no format gif"),
    ],
)
def test_what_cannot_be_printed_is_said(
    terminal: Terminal, arguments: tuple[str, ...], typed: str, said: str
) -> None:
    refused = terminal.run("label", *arguments, typed=typed)
    assert refused.code == 1
    assert said in refused.err
