"""What the demo co-operative sells: goods of all temperature classes, as plain facts."""

from typing import NamedTuple

from labels import gs1
from wms.units import TemperatureClass, Unit

AMBIENT, CHILLED, FROZEN = TemperatureClass
G, PC = Unit


class Good(NamedTuple):
    """One item. Prices per kg or per piece in cents; `pack` in base units; `piece_g` per piece."""

    code: str
    zh: str
    en: str
    category: str
    picture: str
    unit: Unit
    temperature: TemperatureClass
    pack: int
    piece_g: int
    price_cents: int
    life_hours: int
    needs_test: bool

    @property
    def gtin(self) -> str:
        """A restricted-circulation number: the co-operative has no company prefix of its own."""
        body = f"021{ord(self.code[0]):05d}{int(self.code[1:]):05d}"
        return body + gs1.check_digit(body)


def _bulk(rows: str, category: str, temperature: TemperatureClass, *, test: bool) -> list[Good]:
    """Goods by weight, ordered in 10 kg: `code zh en picture price life_hours` a line."""
    goods = []
    for row in rows.strip().splitlines():
        code, zh, en, picture, price, life = (part.strip() for part in row.split("|"))
        goods.append(
            Good(code, zh, en, category, picture, G, temperature, 10_000, 1, int(price), int(life),
                 test)
        )  # fmt: skip
    return goods


def _pieces(rows: str, category: str, temperature: TemperatureClass) -> list[Good]:
    """Goods by the piece: `code zh en picture price life_hours pack piece_g` a line."""
    goods = []
    for row in rows.strip().splitlines():
        code, zh, en, picture, price, life, pack, weight = (p.strip() for p in row.split("|"))
        goods.append(
            Good(code, zh, en, category, picture, PC, temperature, int(pack), int(weight),
                 int(price), int(life), False)
        )  # fmt: skip
    return goods


LEAF = """
V001|菠菜|Spinach|🥬|680|36
V002|油麦菜|Romaine lettuce|🥬|560|36
V003|上海青|Shanghai greens|🥬|480|36
V004|空心菜|Water spinach|🥬|620|36
V005|生菜|Lettuce|🥬|590|36
V006|红菜薹|Purple choy sum|🥬|760|36
V007|香菜|Coriander|🌿|1180|36
V008|韭菜|Garlic chives|🌿|720|36
V009|芹菜|Celery|🥬|540|48
V010|茼蒿|Crown daisy|🌿|820|36
V011|大白菜|Chinese cabbage|🥬|280|168
V012|包菜|Cabbage|🥬|260|240
"""
FRUITING = """
V021|辣椒|Green pepper|🌶️|780|168
V022|螺丝椒|Spiral pepper|🌶️|860|168
V023|茄子|Aubergine|🍆|620|144
V024|黄瓜|Cucumber|🥒|540|144
V025|番茄|Tomato|🍅|680|168
V026|丝瓜|Luffa|🥒|760|120
V027|苦瓜|Bitter melon|🥒|720|144
V028|豆角|Yardlong bean|🫛|880|120
V029|四季豆|Green bean|🫛|920|120
V030|毛豆|Edamame|🫛|840|96
V031|玉米|Sweet corn|🌽|460|96
V032|冬瓜|Winter melon|🍈|220|480
V033|南瓜|Pumpkin|🎃|260|720
"""
ROOTS = """
V041|白萝卜|White radish|🥕|240|336
V042|胡萝卜|Carrot|🥕|360|504
V043|土豆|Potato|🥔|320|1080
V044|红薯|Sweet potato|🍠|340|1080
V045|莲藕|Lotus root|🪷|880|240
V046|山药|Chinese yam|🥔|1180|720
V047|生姜|Ginger|🫚|1280|1440
V048|大蒜|Garlic|🧄|980|2160
V049|洋葱|Onion|🧅|320|1440
V050|芋头|Taro|🍠|760|720
"""
MUSHROOMS = """
V061|香菇|Shiitake|🍄|1380|168
V062|平菇|Oyster mushroom|🍄|860|96
V063|金针菇|Enoki|🍄|780|240
"""
FRUIT = """
F001|柑橘|Mandarin|🍊|680|480
F002|脐橙|Navel orange|🍊|820|720
F003|葡萄|Grape|🍇|1480|168
F004|草莓|Strawberry|🍓|3600|72
F005|猕猴桃|Kiwi|🥝|1380|504
F006|桃|Peach|🍑|1080|120
F007|西瓜|Watermelon|🍉|360|336
F008|火龙果|Dragon fruit|🐉|1280|336
"""
MEAT = """
M001|猪五花|Pork belly|🥓|3280|120
M002|猪里脊|Pork loin|🥩|3480|120
M003|排骨|Spare ribs|🍖|4680|120
M004|牛腩|Beef brisket|🥩|7800|144
M005|宁乡花猪前腿|Ningxiang pork shoulder|🥩|4200|120
M006|三黄鸡|Yellow chicken|🍗|2600|96
"""
FROZEN_GOODS = """
Z001|冻虾仁|Frozen shrimp|🦐|6800|8760
Z002|冻带鱼|Frozen hairtail|🐟|3600|8760
Z003|冻鸡翅|Frozen chicken wings|🍗|2980|8760
Z004|冻牛肉卷|Frozen beef slices|🥩|6400|8760
"""
FROZEN_PIECES = """
Z011|手工水饺|Dumplings 500 g|🥟|1680|4320|20|500
Z012|汤圆|Rice balls 400 g|🍡|1280|4320|20|400
"""
CHILLED_PIECES = """
D001|鲜牛奶|Fresh milk 950 ml|🥛|1580|168|12|980
D002|酸奶|Yoghurt 180 g|🥛|480|504|24|200
D003|嫩豆腐|Silken tofu 400 g|🧊|350|168|20|420
D004|香干|Smoked tofu 250 g|🟫|620|240|20|260
"""
AMBIENT_PIECES = """
E001|土鸡蛋|Farm eggs 30|🥚|3200|720|6|1900
E002|鸭蛋|Duck eggs 20|🥚|2900|720|6|1500
G001|香米|Fragrant rice 5 kg|🍚|4200|4320|4|5000
G002|糯米|Sticky rice 2.5 kg|🍚|2600|4320|4|2500
G003|红豆|Red beans 1 kg|🫘|1680|8760|10|1000
O001|茶油|Camellia oil 1 l|🫒|9800|13140|6|950
O002|菜籽油|Rapeseed oil 5 l|🫒|8600|13140|4|4700
"""

GOODS: tuple[Good, ...] = (
    *_bulk(LEAF, "leaf", CHILLED, test=True),
    *_bulk(FRUITING, "fruiting", CHILLED, test=True),
    *_bulk(ROOTS, "root", AMBIENT, test=False),
    *_bulk(MUSHROOMS, "mushroom", CHILLED, test=True),
    *_bulk(FRUIT, "fruit", CHILLED, test=True),
    *_bulk(MEAT, "meat", CHILLED, test=False),
    *_bulk(FROZEN_GOODS, "frozen", FROZEN, test=False),
    *_pieces(FROZEN_PIECES, "frozen", FROZEN),
    *_pieces(CHILLED_PIECES, "dairy", CHILLED),
    *_pieces(AMBIENT_PIECES, "staple", AMBIENT),
)
