"""`coldchain docs`: the pages of the documentation that are written from the product itself."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli import Arguments, say

if TYPE_CHECKING:
    from api.catalogue import Entry


def docs(arguments: Arguments) -> int:
    """Print a page."""
    say(_PAGES[arguments.page]().rstrip("\n"))
    return 0


def errors() -> str:
    """The page that lists every code."""
    from jinja2 import Environment, StrictUndefined

    from api.catalogue import LEAVES, of_leaf, own
    from wms.codes import Kind

    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True)
    page = environment.from_string(
        Path(__file__).with_name("errors.md.jinja").read_text(encoding="utf-8")
    )
    orders = (Kind.BLOCKS, Kind.WARNS)
    return page.render(
        table=_table,
        refusals=[one for one in own() if one.status and one.kind not in orders],
        findings=[one for one in own() if one.kind in orders],
        replies=[one for one in own() if one.kind == Kind.REPLY],
        notices=[one for one in own() if one.kind == Kind.NOTICE],
        **{name: of_leaf(name) for name in LEAVES},
    )


def _table(entries: Iterable["Entry"]) -> str:
    from api.ground.texts import TEXTS

    lines = ["| Code | Kind | Meaning | 含义 | Details | What to do |", "|---|---|---|---|---|---|"]
    for one in entries:
        zh, en = TEXTS[one.words]
        kind = f"{one.kind} {one.status}" if one.status else one.kind
        details = ", ".join(f"`{name}`" for name in one.details)
        todo = TEXTS[one.todo][1] if one.todo in TEXTS else ""
        lines.append(f"| `{one.code}` | {kind} | {en} | {zh} | {details} | {todo} |")
    return "\n".join(lines)


def facts() -> str:
    """The page that lists every fact with its fields."""
    from api.cli.fact_page import page

    return page()


def problem_files() -> str:
    """The page of problem files: every field the planner reads."""
    from api.cli.problem_page import page

    return page()


def problem_schema() -> str:
    """The same as JSON Schema."""
    from api.cli.problem_page import schema_text

    return schema_text()


_PAGES = {
    "errors": errors,
    "facts": facts,
    "problem-files": problem_files,
    "problem-schema": problem_schema,
}
