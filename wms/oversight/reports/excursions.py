"""Excursions and how long people took over them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from wms.db import Tx
from wms.oversight.reports.period import Period
from wms.tables.coldroom import Excursion, ExcursionKind, ExcursionState
from wms.tables.masterdata import Place


@dataclass(frozen=True, slots=True)
class PlaceExcursions:
    """The excursions of one room or vehicle."""

    place_id: int
    code: str
    name_zh: str
    name_en: str
    high: int
    low: int
    silence: int
    outside: timedelta
    """Time outside the band, those not yet over counted until now."""


@dataclass(frozen=True, slots=True)
class ExcursionReport:
    """Excursions that began in a period. Handling runs from opening to closing by a person."""

    places: tuple[PlaceExcursions, ...]
    count: int
    open: int
    mean_acknowledged_after: timedelta | None
    mean_closed_after: timedelta | None
    longest_closed_after: timedelta | None


def excursions(
    tx: Tx, period: Period, warehouse_id: int | None = None, *, now: datetime
) -> ExcursionReport:
    """The excursions that began in a period, the worst place first."""
    rows = (
        select(Excursion, Place)
        .join(Place, Excursion.place_id == Place.id)
        .where(period.contains(Excursion.started_at))
        .order_by(Excursion.id)
    )
    if warehouse_id is not None:
        rows = rows.where(Excursion.warehouse_id == warehouse_id)
    found = [(excursion, place) for excursion, place in tx.execute(rows)]
    by_place: dict[int, list[Excursion]] = defaultdict(list)
    for excursion, place in found:
        by_place[place.id].append(excursion)
    places = {place.id: place for _, place in found}
    lines = [_line(places[key], each, now) for key, each in by_place.items()]
    all_of_them = [excursion for excursion, _ in found]
    closed = [e.closed_at - e.opened_at for e in all_of_them if e.closed_at]
    seen = [e.acknowledged_at - e.opened_at for e in all_of_them if e.acknowledged_at]
    return ExcursionReport(
        places=tuple(sorted(lines, key=lambda line: (-line.outside, line.code))),
        count=len(found),
        open=sum(e.state is not ExcursionState.CLOSED for e in all_of_them),
        mean_acknowledged_after=_mean(seen),
        mean_closed_after=_mean(closed),
        longest_closed_after=max(closed, default=None),
    )


def _line(place: Place, found: Sequence[Excursion], now: datetime) -> PlaceExcursions:
    def count(kind: ExcursionKind) -> int:
        return sum(excursion.kind is kind for excursion in found)

    return PlaceExcursions(
        place_id=place.id,
        code=place.code,
        name_zh=place.name_zh,
        name_en=place.name_en,
        high=count(ExcursionKind.HIGH),
        low=count(ExcursionKind.LOW),
        silence=count(ExcursionKind.SILENCE),
        outside=sum(((e.ended_at or now) - e.started_at for e in found), timedelta()),
    )


def _mean(spans: Sequence[timedelta]) -> timedelta | None:
    return sum(spans, timedelta()) / len(spans) if spans else None
