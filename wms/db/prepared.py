"""Statements compiled once, for the few paths that run at every scan."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, CursorResult, Dialect
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler

Values = Mapping[str, Any]


class Prepared:
    """A statement whose text and types are worked out once per dialect.

    SQLAlchemy asks its cache and builds the parameters anew at every execution, which costs three
    times what SQLite needs for a row found by its key. Values go in as their columns want them;
    rows come out as the driver gives them. Lists of unknown length (`in_`) cannot be prepared.
    """

    def __init__(self, build: Callable[[str], Executable]) -> None:
        """`build` makes the statement for a dialect's name."""
        self._build = build
        self._forms: dict[str, _Form] = {}

    def run(
        self, connection: Connection, values: Values | Sequence[Values]
    ) -> CursorResult[*tuple[Any, ...]]:
        """Execute for one row of values or for many."""
        form = self._form_for(connection.dialect)
        bound = form.bound(values) if isinstance(values, Mapping) else [*map(form.bound, values)]
        return connection.exec_driver_sql(form.text, bound)

    def rows(self, connection: Connection, values: Values) -> list[tuple[Any, ...]]:
        """Fetch all rows of a query straight from the driver, which knows no other errors here than
        those of the whole storage."""
        form = self._form_for(connection.dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(form.text, form.bound(values))
            return list(cursor.fetchall())
        finally:
            cursor.close()

    def _form_for(self, dialect: Dialect) -> "_Form":
        form = self._forms.get(dialect.name)
        if form is None:
            form = self._forms[dialect.name] = _form(self._build(dialect.name), dialect)
        return form


class _Form(NamedTuple):
    """A statement as one driver takes it: its text, and name and writer of every value."""

    text: str
    binds: Sequence[tuple[str, Callable[[Any], Any] | None]]
    fixed: Values
    """Values that the statement itself brings."""
    is_positional: bool

    def bound(self, values: Values) -> Any:
        if self.fixed:
            values = {**self.fixed, **values}
        if self.is_positional:
            return tuple(
                [write(values[name]) if write else values[name] for name, write in self.binds]
            )
        return {name: write(values[name]) if write else values[name] for name, write in self.binds}


def _form(statement: Executable, dialect: Dialect) -> _Form:
    compiled: Any = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
    assert isinstance(compiled, SQLCompiler)
    assert not compiled.insert_prefetch, "defaults made in Python are not filled in"
    binds = compiled.binds
    names = (compiled.positiontup or ()) if compiled.positional else binds
    return _Form(
        text=str(compiled),
        binds=[(name, _writer(binds[name], dialect)) for name in names],
        fixed={name: bind.value for name, bind in binds.items() if not bind.required},
        is_positional=compiled.positional,
    )


def _writer(bind: BindParameter[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    return bind.type.dialect_impl(dialect).bind_processor(dialect)
