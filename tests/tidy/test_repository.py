"""What is in the repository, and what must never be."""

import ast
import json
import re

from api import VERSION
from tests.tidy.source import ROOT, modules, tracked

PICTURE_BYTES_MAX = 400_000
TEXT_BYTES_MAX = 400_000
BINARY = re.compile(r"\.(png|jpg|jpeg|gif|webp|ico|ttf|otf|woff2?|pdf|zip|gz|db|whl|so|wasm)$")
REGISTRY = re.compile(r"(pypi|pythonhosted|npmjs|yarnpkg|npmmirror)\.(org|com)", re.I)
SECRET = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16}")


def _texts() -> list[tuple[str, str]]:
    found = []
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if not BINARY.search(name) and name != "tests/tidy/test_repository.py":
            found.append((name, path.read_text(encoding="utf-8")))
    return found


def test_there_are_no_binaries_but_the_pictures_of_the_documents() -> None:
    binaries = [
        path.relative_to(ROOT).as_posix() for path in tracked() if BINARY.search(path.name.lower())
    ]
    strangers = [name for name in binaries if not re.fullmatch(r"docs/pictures/[\w-]+\.png", name)]
    assert not strangers, strangers
    large = [name for name in binaries if (ROOT / name).stat().st_size > PICTURE_BYTES_MAX]
    assert not large, large


def test_no_file_is_so_large_that_somebody_must_have_generated_it() -> None:
    large = [name for name, text in _texts() if len(text) > TEXT_BYTES_MAX]
    assert not large, large


def test_no_package_registry_is_named() -> None:
    named = [name for name, text in _texts() if REGISTRY.search(text)]
    assert not named, named


def test_no_lock_of_browser_libraries_records_where_they_came_from() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert lock["packages"]
    assert not [name for name, one in lock["packages"].items() if "resolved" in one]


def test_no_secret_is_kept() -> None:
    assert not [name for name, text in _texts() if SECRET.search(text)]


def test_every_requirement_is_pinned_with_a_hash() -> None:
    for file in (ROOT / "requirements").glob("*.txt"):
        lines = [line for line in file.read_text().splitlines() if line and line[0] not in " #"]
        assert lines
        assert all(re.match(r"[\w.-]+(\[[\w,-]+\])?==", line) for line in lines), file.name
        assert file.read_text().count("--hash=sha256:") >= len(lines), file.name


def test_every_test_is_collected() -> None:
    """A class called `Tes…` or a test in a module called otherwise never runs, and nobody sees."""
    lost = []
    for name, tree in modules("tests"):
        is_collected = name.rsplit("/", 1)[1].startswith("test_")
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and re.match(r"Te?s[^t]", node.name):
                lost.append(f"{name}:{node.lineno} {node.name}")
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                lost += [] if is_collected else [f"{name}:{node.lineno} {node.name}"]
    assert not lost, lost


def test_every_test_asserts_something() -> None:
    # Helpers that assert are named like what they assert.
    words = (
        "Assert(",
        "raises",
        "expect",
        "check",
        "verify",
        "assert",
        "judge",
        "must",
        "eventually",
    )
    empty = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in modules("tests")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and not any(word in ast.dump(node) for word in words)
    ]
    assert not empty, empty


def test_the_version_is_written_once() -> None:
    ours = (pair for pair in _texts() if pair[0].endswith((".py", ".toml", ".html", ".js")))
    written = [name for name, text in ours if f'"{VERSION}"' in text]
    assert written == ["api/__init__.py"]
