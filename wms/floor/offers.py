"""What a supplier's label offers for a receipt: quantity, harvest, and who sent it."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from labels.gs1 import Elements, date_of
from wms.tables.masterdata import Item
from wms.units import Unit

DAWN = time(6)
"""Labels tell the day of the harvest, not its hour; vegetables are cut at dawn."""


def supplier_gln(elements: Elements) -> str | None:
    """(412) the party the goods are purchased from. Source: GS1 General Specifications, 3."""
    return elements.get("412")


def harvested_at(elements: Elements, zone: ZoneInfo, now: datetime) -> datetime | None:
    """(7007) the first day of the harvest, else (11) the day of production.

    Source: GS1 General Specifications, 3.
    """
    told = elements.get("7007") or elements.get("11")
    if told is None:
        return None
    day = date_of(told[:6], now.astimezone(zone).date())
    return datetime.combine(day, DAWN, tzinfo=zone).astimezone(UTC)


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
