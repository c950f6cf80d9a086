"""Commands that answer JSON lines: in order, one answer a line, and nothing ends the stream."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from api import cli
from api.cli import lines

GTIN = "06901234567892"
CORPUS = Path(__file__).resolve().parents[3] / ".." / "shared" / "corpus" / "gs1"


class Terminal:
    """Runs a command in this process on what is typed."""

    def __init__(self, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._patch = patch

    def answers(self, *arguments: str, typed: bytes = b"") -> list[dict[str, Any]]:
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
        assert cli.main(arguments) == 0
        return [json.loads(line) for line in self._capsys.readouterr().out.splitlines()]


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(capsys, monkeypatch)


def typed(*rows: object) -> bytes:
    return b"".join(
        row if isinstance(row, bytes) else json.dumps(row).encode() + b"\n" for row in rows
    )


def test_gs1_check_answers_every_kind_in_order(terminal: Terminal) -> None:
    told = terminal.answers(
        "gs1",
        "check",
        typed=typed(
            {"id": "a", "kind": "element_string", "input": f"(01){GTIN}"},
            {"id": 2, "kind": "raw", "input": "10LOT"},
            {"id": None, "kind": "scan", "input": "]Q1批"},
            {"id": "d", "kind": "dl_parse", "input": f"https://a.cn/01/{GTIN}?x=1"},
            {"id": "e", "kind": "dl_build", "input": f"(01){GTIN}(10)A/B"},
            {"id": "f", "kind": "check_digit", "scheme": "GTIN-8", "input": "95674798"},
        ),
    )
    link = f"https://id.gs1.org/01/{GTIN}"
    elements = [["01", GTIN]]
    base = {"ok": True, "error": None, "elements": elements, "digital_link": link}
    assert told[0] == {"id": "a", **base, "payload": f"01{GTIN}"}
    assert told[1]["id"] == 2
    assert (told[1]["error"], told[1]["elements"]) == ("requires", [["10", "LOT"]])
    assert told[2] == {"id": None, "ok": True, "error": None, "elements": [], "digital_link": None}
    assert told[3] == {"id": "d", **base, "ignored_query": ["x=1"]}
    assert told[4]["digital_link"] == f"{link}/10/A%2FB"
    assert (told[5]["ok"], told[5]["error"], told[5]["expected"]) == (False, "check_digit", "7")


BAD_LINES: list[tuple[bytes, str]] = [
    (b"{\n", "line 2: not JSON"),
    (b"[1]\n", "line 2: not a JSON object"),
    (b'{"id": 7, "kind": "raw"}\n', "line 2: field 'input' must be a text"),
    (b'{"id": 7, "kind": 1, "input": "1"}\n', "line 2: field 'kind' must be a text"),
    (b'{"id": 7, "kind": "check_digit", "scheme": 8, "input": "1"}\n', "field 'scheme' must be"),
    (b'\xff{"id": 7}\n', "line 2: not JSON: 'utf-8'"),
    (b'{"id": NaN}\n', "NaN is no number of JSON"),
    (b"[" * 200_000 + b"\n", "line 2: "),
    (b'{"id": ' + b"9" * 5_000 + b"}\n", "line 2: not JSON"),
]


@pytest.mark.parametrize(("bad", "detail"), BAD_LINES)
def test_a_bad_line_gets_an_error_line_and_the_next_its_answer(
    terminal: Terminal, bad: bytes, detail: str
) -> None:
    good = {"id": "x", "kind": "element_string", "input": f"(01){GTIN}"}
    first, refused, last = terminal.answers("gs1", "check", typed=typed(good, bad, b"\n", good))
    assert first == last
    assert first["ok"]
    assert (refused["ok"], refused["error"]) == (False, "line")
    assert detail in refused["detail"]
    assert refused["id"] in (None, 7)


def test_a_line_without_end_is_refused_and_not_kept(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "LINE_BYTES_MAX", 100)
    good = {"id": "x", "kind": "raw", "input": "99A"}
    told = terminal.answers("gs1", "check", typed=typed(b"x" * 350 + b"\n", good, b"y" * 200))
    assert [(one["error"], one["id"]) for one in told] == [
        ("line", None),
        (None, "x"),
        ("line", None),
    ]
    assert "line 1: longer than 100 bytes" in told[0]["detail"]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(terminal: Terminal) -> None:
    row = b'{"id": 1, "kind": "raw", "input": "99A", "scheme": null}'
    told = terminal.answers("gs1", "check", typed=b"\xef\xbb\xbf" + row + b"\r\n" + row)
    assert [one["ok"] for one in told] == [True, True]


def test_an_unknown_kind_is_refused_by_name(terminal: Terminal) -> None:
    (told,) = terminal.answers("gs1", "check", typed=typed({"id": 1, "kind": "qr", "input": ""}))
    assert not told["ok"]
    assert "element_string, raw, scan, dl_parse, dl_build, check_digit" in told["detail"]


def test_epcis_check_names_the_first_fault_and_its_place(terminal: Terminal) -> None:
    doc: dict[str, Any] = {
        "@context": "https://ref.gs1.org/x",
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-11-22T06:00:00Z",
        "epcisBody": {"eventList": []},
    }
    right, wrong, nothing, bad = terminal.answers(
        "epcis",
        "check",
        typed=typed(
            {"id": 1, "doc": doc},
            {"id": 2, "doc": {**doc, "creationDate": "today"}},
            {"id": 3},
            {"id": 4, "doc": 5},
        ),
    )
    assert right == {"id": 1, "ok": True, "error": None}
    assert (wrong["ok"], wrong["error"], wrong["where"]) == (False, "format", "/creationDate")
    assert nothing["error"] == "line"
    assert bad["error"] == "type"


def test_a_file_is_read_instead_of_standard_input(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(typed({"id": 1, "kind": "raw", "input": "99A"}))
    (told,) = terminal.answers("gs1", "check", str(file))
    assert told["ok"]


def test_a_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["gs1", "check", "/no/such/file"]) == cli.FAILED
    assert "/no/such/file cannot be read" in capsys.readouterr().err


def test_the_checks_load_neither_the_web_nor_the_printing() -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from api.cli import main; main(['gs1', 'check']);"
            "main(['epcis', 'check']); print([name for name in sys.modules if name in"
            " ('fastapi', 'sqlalchemy', 'PIL', 'reportlab', 'numpy', 'zxingcpp', 'pydantic')])",
        ],
        input="",
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "[]\n"


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the GS1 conformance vectors (../shared/corpus/gs1) are not here"
)
@pytest.mark.parametrize(
    "name",
    ["element_strings", "raw_strings", "scans", "digital_links", "digital_links_build"],
)
def test_the_public_vectors_are_answered_in_order(terminal: Terminal, name: str) -> None:
    rows = [json.loads(line) for line in (CORPUS / f"{name}.jsonl").read_text().splitlines()]
    told = terminal.answers("gs1", "check", str(CORPUS / f"{name}.jsonl"))
    assert [one["id"] for one in told] == [row["id"] for row in rows]
    fields = ("ok", "elements", "digital_link")
    for one, row in zip(told, rows, strict=True):
        assert [one.get(field) for field in fields if field in row] == [
            row[field] for field in fields if field in row
        ]
