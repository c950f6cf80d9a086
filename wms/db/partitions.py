"""Monthly partitions for readings on PostgreSQL; SQLite has one table and nothing to do."""

from datetime import UTC, datetime

from sqlalchemy import text

from wms.db import Tx

MONTHS_AHEAD = 2


def ensure_partitions(tx: Tx, now: datetime) -> list[str]:
    """Make the partitions of this month and the next ones; return the names of new ones.

    Readings that came before their partition lie in the default one and are moved.
    """
    if tx.is_sqlite:
        return []
    first = datetime(now.year, now.month, 1, tzinfo=UTC)
    months = [_months_later(first, ahead) for ahead in range(MONTHS_AHEAD + 1)]
    return [_make(tx, month) for month in months if not _exists(tx, _name(month))]


def _make(tx: Tx, month: datetime) -> str:
    name = _name(month)
    since, until = month.isoformat(), _months_later(month, 1).isoformat()
    for statement in (
        f"CREATE TABLE {name} (LIKE reading INCLUDING DEFAULTS)",
        f"WITH early AS (DELETE FROM reading_default WHERE at >= '{since}' AND at < '{until}' "
        f"RETURNING *) INSERT INTO {name} SELECT * FROM early",
        f"ALTER TABLE reading ATTACH PARTITION {name} FOR VALUES FROM ('{since}') TO ('{until}')",
    ):
        tx.execute(text(statement))
    return name


def _name(month: datetime) -> str:
    return f"reading_{month:%Y_%m}"


def _exists(tx: Tx, table: str) -> bool:
    return tx.scalar(text("SELECT to_regclass(:name)"), {"name": table}) is not None


def _months_later(month: datetime, months: int) -> datetime:
    count = month.year * 12 + month.month - 1 + months
    return month.replace(year=count // 12, month=count % 12 + 1)
