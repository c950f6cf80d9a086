"""What labels and papers say: plain fields of each ready design, with no word on how they look.

Whoever fills them in needs nothing of what draws them. Quantities, times and storage come as text:
how they are written is decided where units and zones are known.
"""

from datetime import date
from typing import Literal

from msgspec import Struct

# What the promise of a conformity certificate rests on.
Basis = Literal["own control", "own test", "commissioned test"]
# A4 sheets, or the common roll of parcel labels.
Media = Literal["a4", "roll"]


class _Said(Struct, frozen=True, forbid_unknown_fields=True):
    """Fields that know when they are given one too many: a misspelt name is no empty field."""


class LotLabel(_Said, frozen=True, kw_only=True):
    """What a lot label says; the QR holds the Digital Link of GTIN and lot below `stem`.

    `gtin` may have 8, 12, 13 or 14 digits; `weight_g` is None for goods sold by the piece;
    `hand_code`, typed when the QR is torn, is without its check character.
    """

    name_zh: str
    name_en: str
    gtin: str
    lot: str
    supplier: str
    village: str
    harvested_on: date
    packed_on: date
    use_by: date
    weight_g: int | None = None
    storage: str
    stem: str
    hand_code: str = ""


class CrateLabel(_Said, frozen=True, kw_only=True):
    """What a crate label says. The GTIN is that of the crate; `weight_g` is its net weight."""

    name_zh: str
    name_en: str
    gtin: str
    lot: str
    supplier: str
    harvested_on: date
    use_by: date
    weight_g: int | None = None
    storage: str
    hand_code: str = ""


class PalletLabel(_Said, frozen=True, kw_only=True):
    """What a pallet label says: `count` pieces of `content_gtin`, all of one lot."""

    sscc: str
    sender: str
    receiver: str
    address: str = ""
    name_zh: str
    name_en: str
    content_gtin: str
    count: int
    lot: str
    use_by: date
    weight_g: int | None = None
    storage: str = ""


class BinLabel(_Said, frozen=True, kw_only=True):
    """What the sign of a storage place says; `code` is what guns read off it, as it stands."""

    code: str
    name_zh: str = ""
    name_en: str = ""
    climate: str = ""


class ShopLabel(_Said, frozen=True, kw_only=True):
    """What leads a parcel to its shop: where it goes, on which trip, and its SSCC."""

    shop: str
    name_zh: str
    name_en: str = ""
    address: str
    order_number: str
    trip: str = ""
    stop: int | None = None
    deliver_on: date
    window: str = ""
    parcel: int
    parcels: int
    sscc: str
    gln: str | None = None
    climate: str = ""


class ConsumerLabel(_Said, frozen=True, kw_only=True):
    """What a consumer pack says: the goods, the certificate, and the link with the pack's serial.

    `gtin` has 13 digits and stands as EAN-13, too; `basis` is what the promise rests on;
    `hand_code` is without its check character.
    """

    name_zh: str
    name_en: str
    gtin: str
    serial: str
    stem: str
    weight_g: int
    packed_on: date
    use_by: date
    storage: str
    producer: str
    origin: str
    contact: str
    issued_on: date
    basis: tuple[Basis, ...]
    hand_code: str = ""


class SlipLine(_Said, frozen=True):
    """One item of one lot handed over."""

    name_zh: str
    name_en: str
    lot: str
    quantity: str
    unit: str


class Slip(_Said, frozen=True, kw_only=True):
    """What a delivery slip says. `code` is the text of its QR, `sscc` the parcel if any."""

    order_number: str
    shop: str
    address: str
    warehouse: str
    deliver_on: date
    code: str
    sscc: str | None = None
    lines: tuple[SlipLine, ...]
    totals: str
    media: Media = "a4"


class PickLine(_Said, frozen=True):
    """One lot to take from one place, and for whom."""

    place: str
    name_zh: str
    name_en: str
    lot: str
    quantity: str
    unit: str
    customer: str


class PickList(_Said, frozen=True, kw_only=True):
    """What a pick list says; its lines are in the order of the walk."""

    number: str
    warehouse: str
    wave: str
    ready_by: str
    code: str
    lines: tuple[PickLine, ...]
    media: Media = "a4"


class ReceiptLine(_Said, frozen=True, kw_only=True):
    """One item; its quantity comes as text, written where units are known."""

    name_zh: str
    name_en: str = ""
    lot: str = ""
    quantity: str
    unit: str = ""


class Receipt(_Said, frozen=True, kw_only=True):
    """What a receipt says. `code` is the text of its QR."""

    number: str
    title: str = "收货凭条 Receipt"
    warehouse: str
    party: str
    at: str
    by: str = ""
    lines: tuple[ReceiptLine, ...]
    total: str
    code: str


Fields = (
    LotLabel
    | CrateLabel
    | PalletLabel
    | BinLabel
    | ShopLabel
    | ConsumerLabel
    | PickList
    | Slip
    | Receipt
)
