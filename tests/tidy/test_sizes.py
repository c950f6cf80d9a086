"""Modules fit in a head, functions on a screen."""

import ast

from tests.tidy.source import GENERATED, PACKAGES, ROOT, modules

MODULE_LINES_MAX = 400
FUNCTION_LINES_MAX = 70


def test_no_module_is_longer_than_anybody_wants_to_read() -> None:
    long = {
        name: lines
        for name, _ in modules(*PACKAGES)
        if not name.startswith(GENERATED)
        and (lines := (ROOT / name).read_text(encoding="utf-8").count("\n")) > MODULE_LINES_MAX
    }
    assert not long, f"split along the glossary: {long}"


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in modules(*PACKAGES)
        if not name.startswith(GENERATED)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= FUNCTION_LINES_MAX
    ]
    assert not long, long


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        name
        for name, tree in modules(*PACKAGES)
        if tree.body and not ast.get_docstring(tree) and not name.startswith(GENERATED)
    ]
    assert not silent, silent
