"""Labels that say where: the sign of a bin, and the label that leads a parcel to its shop."""

from labels.designs.fields import BinLabel, ShopLabel
from labels.designs.parts import QR_MM, SSCC_MODULE_MM, elements, square, with_text
from labels.designs.typeset import Column, Typesetter
from labels.layout import Box, Label, Linear

_MARGIN_MM = 2.0
_WIDTH_MM = 100.0
_BIN_HEIGHT_MM, _SHOP_HEIGHT_MM = 50.0, 80.0


def bin_pages(place: BinLabel, setter: Typesetter) -> tuple[Label, ...]:
    """Lay out the sign of a bin: its code large, as bars and as QR, for guns near and far.

    Raises: LabelError that names the field; Gs1Error for a code that bars cannot hold.
    """
    text_mm = _WIDTH_MM - QR_MM - 2 * _MARGIN_MM
    column = Column(setter, _MARGIN_MM, 1, text_mm)
    column.text("code", place.code, 12)
    column.text("name_zh", place.name_zh, 4.5)
    column.text("name_en", place.name_en, 3)
    column.named("climate", "温区 Climate", place.climate, 3)
    parts = [
        *column.parts,
        square("qr", place.code, "code", (_WIDTH_MM - QR_MM - _MARGIN_MM, 1)),
        Linear("code128", 0, 29, _WIDTH_MM, 19, place.code, "code"),
    ]
    return (Label(f"bin-{place.code}", _WIDTH_MM, _BIN_HEIGHT_MM, tuple(parts)),)


def shop_pages(to: ShopLabel, setter: Typesetter) -> tuple[Label, ...]:
    """Lay out the label that leads a parcel to its shop; bars and QR both hold the SSCC.

    Raises: LabelError that names the field.
    """
    sscc = elements([("sscc", "00", to.sscc)])
    said = elements([("sscc", "00", to.sscc), ("gln", "410", to.gln)])
    column = Column(setter, _MARGIN_MM, 1, _WIDTH_MM - QR_MM - 2 * _MARGIN_MM)
    column.text("shop", to.shop, 8)
    column.text("name_zh", to.name_zh, 4.5, lines=2)
    column.text("name_en", to.name_en, 2.8)
    column.text("address", to.address, 2.8, lines=3)
    facts = Column(setter, _MARGIN_MM, 36, _WIDTH_MM / 2 - _MARGIN_MM)
    facts.named("order_number", "订单 Order", to.order_number, 3.2)
    facts.named("deliver_on", "送达 Deliver", f"{to.deliver_on} {to.window}", 3.2)
    facts.named("climate", "温区 Climate", to.climate, 3.2)
    trip = Column(setter, _WIDTH_MM / 2 + _MARGIN_MM, 36, _WIDTH_MM / 2 - 2 * _MARGIN_MM)
    trip.named("trip", "车次 Trip", to.trip, 3.2)
    trip.named("stop", "站点 Stop", "" if to.stop is None else str(to.stop), 3.2)
    trip.named("parcel", "件 Parcel", f"{to.parcel} / {to.parcels}", 3.2)
    parts = [
        *column.parts,
        square("gs1-qr", said, "sscc", (_WIDTH_MM - QR_MM - _MARGIN_MM, 1)),
        Box(_MARGIN_MM, 35, _WIDTH_MM - 2 * _MARGIN_MM, 0),
        *facts.parts,
        *trip.parts,
        *with_text(
            setter, Linear("gs1-128", 0, 50, _WIDTH_MM, 24, sscc, "sscc", SSCC_MODULE_MM), 3.6
        ),
    ]
    return (Label(f"shop-{to.shop}-{to.parcel}", _WIDTH_MM, _SHOP_HEIGHT_MM, tuple(parts)),)
