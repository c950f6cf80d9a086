"""Document numbers people can read out: SO-20261121-0001. Locked last of all."""

from datetime import date

from wms.db import Tx, core, per_dialect
from wms.tables.masterdata import DocumentNumber

_numbers = core(DocumentNumber)
_last = _numbers.c.last
_COUNT_UP = per_dialect(
    lambda insert: (
        insert(_numbers)
        .on_conflict_do_update(index_elements=["series", "day"], set_={"last": _last + 1})
        .returning(_last)
    )
)


def next(tx: Tx, series: str, day: date) -> str:
    """The next number of a series on a day of the business. A refused use case leaves no gap."""
    connection = tx.connection()
    row = {"series": series, "day": day, "last": 1}
    last = connection.execute(_COUNT_UP[connection.dialect.name], row).scalar_one()
    return f"{series}-{day:%Y%m%d}-{last:04d}"
