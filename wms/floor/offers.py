"""What a supplier's label offers for a receipt: quantity, dates, and who sent it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from labels.gs1 import Elements, date_of
from wms.rules.date_marks import LabelDates
from wms.tables.masterdata import Item
from wms.units import Unit


def supplier_gln(elements: Elements) -> str | None:
    """(412) the party the goods are purchased from. Source: GS1 General Specifications, 3."""
    return elements.get("412")


def dates(elements: Elements, zone: ZoneInfo, now: datetime) -> LabelDates:
    """Every date of a label that says how old the goods are or how long they keep. A month without
    a day (DD = 00) is its last day, and of the month that is going on, today.

    Source: GS1 General Specifications, 3.4 and 3.8; 7.12 for the century.
    """
    today = now.astimezone(zone).date()

    def day(ai: str) -> date | None:
        told = elements.get(ai)
        return None if told is None else date_of(told[:6], today)

    def begun(ai: str) -> date | None:
        told, last = elements.get(ai), day(ai)
        if told is None or last is None or told[4:6] != "00":
            return last
        is_now = (last.year, last.month) == (today.year, today.month)
        return today if is_now else last

    return LabelDates(
        harvested_on=day("7007"),
        produced_on=begun("11"),
        packed_on=begun("13"),
        frozen_on=day("7006"),
        best_before_on=day("15"),
        sell_by_on=day("16"),
        use_by_on=day("17"),
        expires_at=_moment(elements.get("7003"), zone, today),
    )


def _moment(told: str | None, zone: ZoneInfo, today: date) -> datetime | None:
    """(7003) expiration date and time, in the clock of the business."""
    if told is None:
        return None
    midnight = datetime.combine(date_of(told[:6], today), time(), tzinfo=zone)
    whole = timedelta(hours=int(told[6:8]), minutes=int(told[8:10]))
    return (midnight + whole).astimezone(UTC)


def quantity(elements: Elements | None, item: Item, weight_mg: int | None) -> int:
    """How much there is: what the label says, else what the scale shows, else one pack."""
    told = _told(elements, item) if elements is not None else None
    if told:
        return told
    if item.unit is Unit.GRAM and weight_mg is not None and weight_mg >= 1_000:
        return weight_mg // 1_000
    return item.pack_quantity


def _told(elements: Elements, item: Item) -> int | None:
    """(310n) net weight, or (30) and (37) a count of pieces or packs."""
    if item.unit is Unit.GRAM and elements.net_weight_g:
        return elements.net_weight_g
    count = elements.get("30") or elements.get("37")
    if count is None:
        return None
    return int(count) * (item.pack_quantity if item.unit is Unit.GRAM else 1)
