"""Random fields of every design: what a city prints in a day, and the odd characters GS1 allows."""

import random
from datetime import date, timedelta

from labels.designs import fields
from labels.gs1 import check_digit
from labels.gs1.checks import SET_82

_GOODS = (
    ("有机菠菜（嫩叶）", "Organic baby spinach"),
    ("五常大米", "Wuchang rice"),
    ("去骨猪前腿肉，冷鲜", "Chilled boned pork shoulder"),
    ("红心火龙果", "Red dragon fruit"),
    ("散养土鸡蛋 30 枚", "Free-range eggs, 30"),
    ("宁乡花猪五花肉", "Pork belly of Ningxiang"),
)
_FARMS = ("望城乔口合作社", "社港红薯合作社 Shegang Co-op", "宁乡花猪养殖场", "浏阳河家庭农场")
_VILLAGES = ("乔口镇团头湖村", "社港镇 Shegang", "流沙河镇高山村")
_PLACES = ("主仓 Main warehouse", "岳麓分仓 Yuelu warehouse", "桔子洲社区店")
_STREETS = ("长沙市岳麓区潇湘中路 128 号", "长沙市开福区芙蓉北路 9 号 2 栋")
_STEMS = ("https://trace.example.cn", "https://t.example.com/q", "HTTPS://A.CN")
_DIGITS, _BASE32 = "0123456789", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BASES: tuple[fields.Basis, ...] = ("own control", "own test", "commissioned test")
_FIRST_DAY = date(2026, 1, 1)


class Chance(random.Random):
    """A source of random fields; the same seed gives the same labels."""

    def text(self, alphabet: str, least: int, most: int) -> str:
        return "".join(self.choices(alphabet, k=self.randint(least, most)))

    def number(self, digits: int) -> str:
        body = self.text(_DIGITS, digits - 1, digits - 1)
        return body + check_digit(body)

    def day(self) -> date:
        return _FIRST_DAY + timedelta(self.randrange(700))

    def lot(self) -> str:
        """Most lots are ours; some are whatever the standard allows."""
        if self.random() < 0.7:
            return f"L{self.day():%y%m%d}{self.text(_DIGITS, 0, 3)}"
        return self.text(SET_82, 1, 12)

    def lines(self) -> range:
        return range(self.randint(0, 12))


def lot(c: Chance) -> fields.LotLabel:
    zh, en = c.choice(_GOODS)
    return fields.LotLabel(
        name_zh=zh,
        name_en=en,
        gtin=c.number(c.choice((8, 12, 13, 14))),
        lot=c.lot(),
        supplier=c.choice(_FARMS),
        village=c.choice(_VILLAGES),
        harvested_on=c.day(),
        packed_on=c.day(),
        use_by=c.day(),
        weight_g=c.choice((None, 250, 500, 1_500)),
        storage="2–6 °C",
        stem=c.choice(_STEMS),
        hand_code=c.text(_BASE32, 6, 8),
    )


def crate(c: Chance) -> fields.CrateLabel:
    zh, en = c.choice(_GOODS)
    return fields.CrateLabel(
        name_zh=zh,
        name_en=en,
        gtin=c.number(14),
        lot=c.lot(),
        supplier=c.choice(_FARMS),
        harvested_on=c.day(),
        use_by=c.day(),
        weight_g=c.choice((None, c.randrange(1, 999_999))),
        storage="2–6 °C",
        hand_code=c.text(_BASE32, 6, 8),
    )


def pallet(c: Chance) -> fields.PalletLabel:
    zh, en = c.choice(_GOODS)
    return fields.PalletLabel(
        sscc=c.number(18),
        sender=c.choice(_PLACES),
        receiver=c.choice(_PLACES),
        address=c.choice(_STREETS),
        name_zh=zh,
        name_en=en,
        content_gtin=c.number(14),
        count=c.randrange(1, 10_000),
        lot=c.lot(),
        use_by=c.day(),
        weight_g=c.randrange(1, 900_000),
        storage="-18 °C",
    )


def bin_(c: Chance) -> fields.BinLabel:
    code = f"LOC-{c.text('ABCDEF', 1, 2)}{c.randrange(100)}-{c.randrange(20)}-{c.randrange(9)}"
    return fields.BinLabel(code=code, name_zh="冷藏三库", name_en="Cold room 3", climate="2–6 °C")


def shop(c: Chance) -> fields.ShopLabel:
    return fields.ShopLabel(
        shop=f"S{c.randrange(10_000):04}",
        name_zh="桔子洲社区店",
        name_en="Juzizhou shop",
        address=c.choice(_STREETS),
        order_number=f"O-{c.day():%Y%m%d}-{c.randrange(10_000):04}",
        trip=f"T-{c.randrange(100)}",
        stop=c.choice((None, c.randrange(60))),
        deliver_on=c.day(),
        window="06:30–08:00",
        parcel=1,
        parcels=c.randint(1, 9),
        sscc=c.number(18),
        gln=c.choice((None, c.number(13))),
        climate="2–6 °C",
    )


def consumer(c: Chance) -> fields.ConsumerLabel:
    zh, en = c.choice(_GOODS)
    return fields.ConsumerLabel(
        name_zh=zh,
        name_en=en,
        gtin=c.number(13),
        serial=c.text(_BASE32, 16, 16),
        stem=c.choice(_STEMS),
        weight_g=c.randrange(50, 5_000),
        packed_on=c.day(),
        use_by=c.day(),
        storage="2–6 °C",
        producer=c.choice(_FARMS),
        origin=c.choice(_VILLAGES),
        contact="0731-88000000",
        issued_on=c.day(),
        basis=tuple(c.sample(_BASES, c.randint(1, 3))),
        hand_code=c.text(_BASE32, 8, 8),
    )


def pick_list(c: Chance) -> fields.PickList:
    number = f"W-{c.randrange(10_000)}"
    rows = tuple(
        fields.PickLine("C03-2-B", *c.choice(_GOODS), c.lot(), "12.5", "kg", "桔子洲社区店")
        for _ in c.lines()
    )
    return fields.PickList(
        number=number,
        warehouse=c.choice(_PLACES),
        wave=number,
        ready_by="14:30",
        code=number,
        lines=rows,
        media=c.choice(("a4", "roll")),
    )


def slip(c: Chance) -> fields.Slip:
    number = f"O-{c.day():%Y%m%d}-{c.randrange(10_000):04}"
    rows = tuple(fields.SlipLine(*c.choice(_GOODS), c.lot(), "12.5", "kg") for _ in c.lines())
    return fields.Slip(
        order_number=number,
        shop=c.choice(_PLACES),
        address=c.choice(_STREETS),
        warehouse=c.choice(_PLACES),
        deliver_on=c.day(),
        code=number,
        sscc=c.choice((None, c.number(18))),
        lines=rows,
        totals="312.5 kg",
        media=c.choice(("a4", "roll")),
    )


def receipt(c: Chance) -> fields.Receipt:
    number = f"R-{c.day():%Y%m%d}-{c.randrange(1_000):03}"
    rows = tuple(
        fields.ReceiptLine(name_zh=zh, name_en=en, lot=c.lot(), quantity="12.5", unit="kg")
        for zh, en in c.choices(_GOODS, k=len(c.lines()))
    )
    return fields.Receipt(
        number=number,
        warehouse=c.choice(_PLACES),
        party=c.choice(_FARMS),
        at="2026-11-21 05:40",
        by="王芳",
        lines=rows,
        total="312.5 kg",
        code=number,
    )


MAKERS = {
    "lot": lot,
    "crate": crate,
    "pallet": pallet,
    "bin": bin_,
    "shop": shop,
    "consumer": consumer,
    "picklist": pick_list,
    "slip": slip,
    "receipt": receipt,
}


def some_fields(count: int, seed: int) -> list[fields.Fields]:
    """Return random fields, the designs in turn."""
    chance = Chance(seed)
    makers = list(MAKERS.values())
    return [makers[number % len(makers)](chance) for number in range(count)]
