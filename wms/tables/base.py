"""What all tables share: metadata with named constraints, portable column types, state changes."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar, Self

from sqlalchemy import BigInteger, DateTime, Dialect, Enum, Integer, MetaData, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

from wms.codes import Code
from wms.errors import Refused
from wms.tables.kept import Kept

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(DeclarativeBase):
    """Base of every mapped table."""

    metadata = MetaData(naming_convention=NAMING)
    kept: ClassVar[Kept]


BigInt = BigInteger().with_variant(Integer(), "sqlite")
"""A 64-bit integer that SQLite can also count up by itself as a primary key."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment. SQLite would drop the offset, so there it is kept as µs since 1970.

    Raises: ValueError on a naive datetime.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        kind = BigInteger() if dialect.name == "sqlite" else DateTime(timezone=True)
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its offset; got a naive datetime")
        if dialect.name == "sqlite":
            return (value - _EPOCH) // _MICROSECOND
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if dialect.name == "sqlite":
            return _EPOCH + timedelta(microseconds=value)
        return value.astimezone(UTC)  # type: ignore[no-any-return]


def text_enum(kind: type[StrEnum]) -> Enum:
    """A text column that holds the values of an enum, guarded by a CHECK on both databases."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=24,
        name=kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


class Advancing:
    """A row whose `state` moves only along the arrows its class declares."""

    ARROWS: ClassVar[Mapping[Any, frozenset[Any]]]
    WRONG_STATE: ClassVar[Code]
    """What a change is refused with that no arrow leads to."""
    state: Any

    def advance(self, to: StrEnum) -> Self:
        """Change state. Raises: Refused("<table>.wrong_state")."""
        if to not in self.ARROWS.get(self.state, frozenset()):
            raise Refused(self.WRONG_STATE, state=str(self.state), wanted=str(to))
        self.state = to
        return self
