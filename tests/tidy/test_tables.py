"""Every table declares whether it is evidence, whom it names, how long and whose it is."""

import re
from datetime import timedelta
from itertools import pairwise

from sqlalchemy import Column, Date, ForeignKey

from tests.tidy.source import ROOT
from wms.tables import Table
from wms.tables.access import LoginAttempt, LoginSession
from wms.tables.base import UtcDateTime
from wms.tables.kept import Kept, Term

TABLES = sorted(
    (mapper.class_ for mapper in Table.registry.mappers), key=lambda kind: kind.__tablename__
)
TWO_YEARS = timedelta(days=2 * 365 + 1)
"""What the law asks for food without a stated life, and for the records of the fields."""
PERSONAL = re.compile(r"login|phone|address\w*|plate|received_by|signature\w*|photo")


def column(kind: type[Table], path: str) -> Column[object] | None:
    """Where a path through foreign keys ends, or None where it leads nowhere."""
    table = kind.__table__
    *steps, last = path.split(".")
    for step in steps:
        link = next(iter(table.c[step].foreign_keys), None) if step in table.c else None
        if link is None:
            return None
        table = link.column.table
    return table.c.get(last)


def target(link: ForeignKey) -> str:
    return link.column.table.name


def test_every_table_declares_how_its_rows_are_kept() -> None:
    assert [kind.__name__ for kind in TABLES if not isinstance(vars(kind).get("kept"), Kept)] == []


def test_every_table_says_what_it_is() -> None:
    assert [kind.__name__ for kind in TABLES if not (kind.__doc__ or "").strip()] == []


def test_every_declared_warehouse_is_one() -> None:
    wrong = []
    for kind in TABLES:
        for path in kind.kept.warehouse:
            found = column(kind, path)
            ends = found is not None and (
                str(found) == "warehouse.id" or "warehouse" in map(target, found.foreign_keys)
            )
            if not ends:
                wrong.append(f"{kind.__name__}: {path}")
    assert wrong == []


def test_a_table_with_a_warehouse_in_it_says_whose_it_is() -> None:
    silent = [
        kind.__name__
        for kind in TABLES
        if "warehouse_id" in kind.__table__.c and "warehouse_id" not in kind.kept.warehouse
    ]
    assert silent == []


def test_every_term_counts_from_a_moment_or_a_day() -> None:
    wrong = []
    for kind in TABLES:
        if kind.kept.since is None:
            continue
        found = column(kind, kind.kept.since)
        if found is None or not isinstance(found.type, (UtcDateTime, Date)):
            wrong.append(f"{kind.__name__}: {kind.kept.since}")
    assert wrong == []


def test_every_declared_person_is_a_column() -> None:
    wrong = [
        f"{kind.__name__}: {name}"
        for kind in TABLES
        for name in kind.kept.persons
        if name not in kind.__table__.c
    ]
    assert wrong == []


def test_nobody_is_named_without_saying_so() -> None:
    unsaid = [
        f"{kind.__name__}: {one.name}"
        for kind in TABLES
        for one in kind.__table__.c
        if (PERSONAL.fullmatch(one.name) or "user_account" in map(target, one.foreign_keys))
        and one.name not in (*kind.kept.persons, "photo_type")
    ]
    assert unsaid == []


def test_evidence_is_kept_as_long_as_the_law_asks() -> None:
    too_short = [
        kind.__name__
        for kind in TABLES
        if kind.kept.evidence and (kind.kept.term.value or timedelta(0)) < TWO_YEARS
    ]
    assert too_short == []


def test_nothing_is_forgotten_while_others_refer_to_it() -> None:
    kept = {kind.__tablename__: kind.kept for kind in TABLES}
    too_soon = [
        f"{kind.__name__} -> {target(link)}"
        for kind in TABLES
        for link in kind.__table__.foreign_keys
        if kind.kept.term.value is not None
        and (kept[target(link)].term.value or timedelta(0)) < kind.kept.term.value
    ]
    assert too_soon == []


def test_terms_are_listed_from_the_longest_to_the_shortest() -> None:
    lengths = [term.value for term in Term if term.value is not None]
    assert all(longer > shorter for longer, shorter in pairwise(lengths))


def test_log_ins_are_forgotten_by_what_their_tables_declare() -> None:
    source = (ROOT / "wms" / "access" / "people.py").read_text(encoding="utf-8")
    assert {LoginSession.kept.term, LoginAttempt.kept.term} == {Term.ENDED, Term.TRIES}
    assert "LoginSession.kept.ended(now)" in source
    assert "LoginAttempt.kept.ended(now)" in source
    assert "LoginRecord.kept.ended(now)" in source
    assert "KnownBrowser.kept.ended(now)" in source


def test_the_page_on_data_says_what_the_tables_declare() -> None:
    page = (ROOT / "docs" / "data.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in page if re.match(r"\| `[a-z_]+` \|", line)]
    wanted = [row_of(kind) for kind in TABLES]
    missing = [row for row in wanted if row not in rows]
    assert not missing, "docs/data.md lacks:\n" + "\n".join(missing)
    assert rows == wanted


def test_the_page_on_data_gives_the_reason_for_every_term() -> None:
    page = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    reasons = re.findall(r"^\| ([^|`]+) \| [^|]{20,} \|$", page, re.MULTILINE)
    assert reasons == [spelled(term) for term in Term]


def row_of(kind: type[Table]) -> str:
    """A table's line on the page."""
    kept = kind.kept
    first = re.match(r".+?(?=\.(?:\s|$))", " ".join((kind.__doc__ or "").split()))
    counts = "until" if kept.term is Term.ENDED else f"{spelled(kept.term)} from"
    term = f"{counts} `{kept.since}`" if kept.since else spelled(kept.term)
    cells = (
        f"`{kind.__tablename__}`",
        first[0] if first else "",
        "yes" if kept.evidence else "no",
        ", ".join(f"`{name}`" for name in kept.persons) or "nobody",
        term,
        ", ".join(f"`{path}`" for path in kept.warehouse) or "the whole business's",
    )
    return f"| {' | '.join(cells)} |"


def spelled(term: Term) -> str:
    """A term as people say it."""
    length = term.value
    if length in (None, timedelta.max):
        return "while it is so" if length is None else "for ever"
    assert isinstance(length, timedelta)
    if not length:
        return "until its end"
    years, days = length.days // 365, length.days
    if years:
        return f"{years} years" if years > 1 else "1 year"
    return f"{days} days" if days else f"{length // timedelta(minutes=1)} minutes"
