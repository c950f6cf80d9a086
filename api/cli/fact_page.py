"""The page of facts, written from the dataclasses: what each means, its fields, who acts on it."""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from jinja2 import Environment, StrictUndefined

from wms.facts import events
from wms.facts.catalogue import Happened

_WORDS = {int: "int", str: "text", bool: "bool", float: "number", datetime: "moment"}


def page() -> str:
    """docs/facts.md as it has to be."""
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True)
    written = Path(__file__).with_name("facts.md.jinja").read_text(encoding="utf-8")
    return environment.from_string(written).render(groups=list(_groups()))


def _groups() -> Iterator[dict[str, Any]]:
    """The facts about each sort of thing, in the order of the table of interests."""
    for base in dict.fromkeys(kind.__bases__[0] for kind in events.INTERESTED):
        shared = _fields(base)
        rows = [
            {
                "kind": kind.kind,
                "meaning": _meaning(kind),
                "fields": [told for name, told in _fields(kind).items() if name not in shared],
                "consumers": events.INTERESTED[kind],
            }
            for kind in events.INTERESTED
            if kind.__bases__[0] is base
        ]
        yield {"title": _meaning(base), "shared": shared.values(), "facts": rows}


def _meaning(kind: type[Happened]) -> str:
    text = " ".join(inspect.cleandoc(kind.__doc__ or "").split()).rstrip(".")
    return text[0].upper() + text[1:]


def _fields(kind: type[Happened]) -> dict[str, str]:
    """Every field by its name: type, and what its docstring adds."""
    types, notes = get_type_hints(kind), _notes(kind)
    return {
        field.name: f"`{field.name}` {_type(types[field.name])}{notes.get(field.name, '')}"
        for field in fields(kind)
    }


def _type(of: Any) -> str:
    if isinstance(of, UnionType):
        (rest,) = (one for one in get_args(of) if one is not NoneType)
        return f"{_type(rest)} or nothing"
    if get_origin(of) is tuple:
        return f"list of {_type(get_args(of)[0])}"
    if isinstance(of, type) and issubclass(of, Enum):
        return "/".join(str(one.value) for one in of)
    return "objects" if is_dataclass(of) else _WORDS[of]


def _notes(kind: type[Happened]) -> dict[str, str]:
    """The docstrings below the fields of a fact and of what it is made of."""
    notes: dict[str, str] = {}
    for made in kind.__mro__[:-1]:
        (tree,) = ast.parse(textwrap.dedent(inspect.getsource(made))).body
        assert isinstance(tree, ast.ClassDef)
        for field, below in zip(tree.body, tree.body[1:], strict=False):
            match field, below:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str(text))),
                ):
                    text = " ".join(text.split()).rstrip(".")
                    notes[name] = f" ({text[0].lower()}{text[1:]})"
    return notes
