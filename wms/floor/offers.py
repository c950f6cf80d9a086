"""What a supplier's label offers for a receipt: quantity, dates, and who sent it."""

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from labels.gs1 import Elements, date_of
from wms import codes
from wms.errors import Refused
from wms.rules.date_marks import LabelDates
from wms.tables.masterdata import Item
from wms.units import Unit

_GRAMS_EACH = {
    "310": Decimal(1_000),
    "320": Decimal("453.59237"),
    "356": Decimal("31.1034768"),
    "357": Decimal("28.349523125"),
}
"""Net weights: kilograms, pounds, troy ounces, ounces."""
_MEASURE = re.compile("3[1-6][0-9]{2}")
"""Any measure: lengths, areas, volumes, and gross weights, too."""


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
    """How much there is: what the label says, else what the scale shows, else one pack.

    Raises: Refused("receipt.amount_zero" | "receipt.amount_unit") for a label that says nothing
    which could be booked.
    """
    told = _told(elements, item) if elements is not None else None
    if told is not None:
        return told
    if item.unit is Unit.GRAM and weight_mg is not None and weight_mg >= 1_000:
        return weight_mg // 1_000
    return item.pack_quantity


def _told(elements: Elements, item: Item) -> int | None:
    """A net weight, (30) a count of pieces, or (37) of packs, in the item's base unit."""
    names = {"item_zh": item.name_zh, "item_en": item.name_en}
    amounts = [amount for ai, value in elements if (amount := _amount(ai, value, item)) is not None]
    if amounts and not amounts[0]:
        raise Refused(codes.Receipt.AMOUNT_ZERO, **names)
    if amounts:
        return amounts[0]
    if any(_MEASURE.fullmatch(ai) for ai, _ in elements):
        raise Refused(codes.Receipt.AMOUNT_UNIT, **names)
    return None


def _amount(ai: str, value: str, item: Item) -> int | None:
    """What one element says of the quantity; None where it says nothing of it.

    Source: GS1 General Specifications, 3.6; the fourth digit is the number of decimals.
    """
    if item.unit is Unit.GRAM and ai[:3] in _GRAMS_EACH:
        exact = Decimal(value) * _GRAMS_EACH[ai[:3]] / 10 ** int(ai[3])
        return int(exact.to_integral_value())
    if ai in ("30", "37"):
        is_packs = ai == "37" or item.unit is Unit.GRAM
        return int(value) * (item.pack_quantity if is_packs else 1)
    return None
