"""The repository's own files, for the tests that read the code instead of running it."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("wms", "devices", "routing", "labels", "api")
GENERATED = ("wms/db/migrations/versions/",)


@cache
def tracked() -> tuple[Path, ...]:
    """Files under version control; those on disk where there is none."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout.split("\0")
        return tuple(ROOT / name for name in listed if name and (ROOT / name).is_file())
    except (OSError, subprocess.CalledProcessError):
        return tuple(one for package in PACKAGES for one in (ROOT / package).rglob("*.py"))


def modules(*packages: str) -> Iterator[tuple[str, ast.Module]]:
    """Every module of some packages by its path, parsed."""
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if name.endswith(".py") and name.startswith(tuple(f"{one}/" for one in packages)):
            yield name, _parsed(path)


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), path.name)


def calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every call in a tree."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.lineno, dotted(node.func)


def dotted(node: ast.expr) -> str:
    """What a name or an attribute says, `…` for what it is an attribute of when that is no name."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=of, attr=name):
            return f"{dotted(of)}.{name}"
    return "…"
