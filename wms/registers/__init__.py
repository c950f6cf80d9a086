"""Registers: what a company knows beforehand, each noun described once.

A noun is a file of `nouns` with its columns, its rules and who may; from it follow list, form,
history, REST and sheets. Adding a field is a line there, adding a noun a file.
"""

import pkgutil
from collections.abc import Mapping
from importlib import import_module

from wms.db import Tx
from wms.masterdata.kinds import (
    Choice,
    Flag,
    Kind,
    Measure,
    Number,
    Ref,
    Secret,
    Text,
    Words,
)
from wms.registers import lists, nouns, reading, sheets
from wms.registers.keeping import Record, Register
from wms.registers.lists import PAGE_MAX, Listed, Wish
from wms.registers.noun import Column, Editor, Noun
from wms.registers.reading import Entered
from wms.registers.sheets import ROWS_MAX, Fate, Verdict


def _found() -> Mapping[str, Noun]:
    """Every noun by its name, in the order in which a company enters them."""
    modules = [
        import_module(one.name)
        for one in pkgutil.iter_modules(nouns.__path__, f"{nouns.__name__}.")
    ]
    described: list[Noun] = [module.NOUN for module in modules if hasattr(module, "NOUN")]
    return {noun.name: noun for noun in sorted(described, key=lambda one: one.place)}


NOUNS: Mapping[str, Noun] = _found()


def register(tx: Tx, noun: Noun, editor: Editor, *, is_whole: bool = False) -> Register:
    """A noun's rows for one editor; `is_whole` for sheets. Raises: Forbidden."""
    return Register(tx, noun, NOUNS, editor, is_whole=is_whole)


__all__ = [
    "NOUNS",
    "PAGE_MAX",
    "ROWS_MAX",
    "Choice",
    "Column",
    "Editor",
    "Entered",
    "Fate",
    "Flag",
    "Kind",
    "Listed",
    "Measure",
    "Noun",
    "Number",
    "Record",
    "Ref",
    "Register",
    "Secret",
    "Text",
    "Verdict",
    "Wish",
    "Words",
    "lists",
    "reading",
    "register",
    "sheets",
]
