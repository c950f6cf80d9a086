"""The shape of the demo city, after Changsha: river, ring roads, districts, warehouses, shops.

Coordinates and distances are plausible, not surveyed; everything follows from the seed.
"""

import math
import random
from dataclasses import dataclass

from api.travel.roads import Roads
from routing.roads import Street

CENTRE = (28.194, 112.985)
"""Latitude and longitude of the middle of the rings."""
METRES_PER_DEGREE = 111_320.0
RIVER_LONGITUDE = 112.962
BRIDGE_LATITUDES = (28.045, 28.105, 28.150, 28.187, 28.215, 28.245, 28.300)
RINGS_KM = (0.8, 1.6, 2.4, 3.3, 4.2, 5.2, 6.3, 7.5, 9.0, 10.6, 12.5, 15.0, 18.0, 21.5)
SPOKES = 40


@dataclass(frozen=True, slots=True)
class District:
    """A quarter with its own warehouse; `shops` of the 500 lie around its middle."""

    code: str
    zh: str
    en: str
    latitude: float
    longitude: float
    spread_km: float
    shops: int


DISTRICTS = (
    District("YH", "雨花", "Yuhua", 28.122, 113.030, 3.6, 110),
    District("YL", "岳麓", "Yuelu", 28.222, 112.905, 3.8, 95),
    District("KF", "开福", "Kaifu", 28.262, 112.992, 3.0, 80),
    District("FR", "芙蓉", "Furong", 28.196, 113.042, 2.6, 75),
    District("TX", "天心", "Tianxin", 28.098, 112.982, 2.8, 75),
    District("WC", "望城", "Wangcheng", 28.330, 112.832, 4.2, 65),
)
"""The first holds the main warehouse, the others one sub-warehouse each."""

STREETS = (
    ("人民路", "Renmin Road"), ("韶山路", "Shaoshan Road"), ("芙蓉路", "Furong Road"),
    ("劳动路", "Laodong Road"), ("五一大道", "Wuyi Avenue"), ("解放路", "Jiefang Road"),
    ("车站路", "Chezhan Road"), ("万家丽路", "Wanjiali Road"), ("湘江路", "Xiangjiang Road"),
    ("麓山路", "Lushan Road"), ("金星路", "Jinxing Road"), ("开元路", "Kaiyuan Road"),
    ("洪山路", "Hongshan Road"), ("曲塘路", "Qutang Road"), ("木莲路", "Mulian Road"),
    ("银杉路", "Yinshan Road"),
)  # fmt: skip

SHOP_NAMES = (
    ("惠民", "Huimin"), ("四季", "Siji"), ("鲜邻", "Xianlin"), ("百果园地", "Baiguo Garden"),
    ("家和", "Jiahe"), ("绿源", "Lüyuan"), ("金穗", "Jinsui"), ("田园", "Tianyuan"),
    ("湘味", "Xiangwei"), ("邻里", "Linli"), ("万福", "Wanfu"), ("日日鲜", "Ririxian"),
)  # fmt: skip

VILLAGES = (
    ("长沙县高桥镇", "Gaoqiao, Changsha County", 28.47, 113.33),
    ("长沙县金井镇", "Jinjing, Changsha County", 28.55, 113.36),
    ("望城区靖港镇", "Jinggang, Wangcheng", 28.42, 112.75),
    ("望城区乔口镇", "Qiaokou, Wangcheng", 28.47, 112.72),
    ("宁乡市花明楼镇", "Huaminglou, Ningxiang", 28.06, 112.60),
    ("宁乡市灰汤镇", "Huitang, Ningxiang", 27.93, 112.36),
    ("浏阳市镇头镇", "Zhentou, Liuyang", 28.01, 113.28),
    ("浏阳市沙市镇", "Shashi, Liuyang", 28.30, 113.46),
    ("浏阳市社港镇", "Shegang, Liuyang", 28.52, 113.60),
    ("湘阴县樟树镇", "Zhangshu, Xiangyin", 28.60, 112.82),
    ("汨罗市白水镇", "Baishui, Miluo", 28.72, 113.04),
    ("平江县长寿镇", "Changshou, Pingjiang", 28.70, 113.93),
)


@dataclass(frozen=True, slots=True)
class ShopSpot:
    """Where one community shop stands and what it is called."""

    code: str
    zh: str
    en: str
    district: int
    latitude: float
    longitude: float
    address_zh: str
    address_en: str


def shops(seed: int) -> tuple[ShopSpot, ...]:
    """All 500 shops, thinning out from the middle of their district."""
    chance = random.Random(seed)
    spots: list[ShopSpot] = []
    for index, district in enumerate(DISTRICTS):
        for _ in range(district.shops):
            latitude, longitude = _around(chance, district)
            street_zh, street_en = chance.choice(STREETS)
            house = chance.randint(1, 880)
            name_zh, name_en = chance.choice(SHOP_NAMES)
            number = len(spots) + 1
            spots.append(
                ShopSpot(
                    code=f"S{number:03d}",
                    zh=f"{name_zh}社区店{number:03d}",
                    en=f"{name_en} Community Shop {number:03d}",
                    district=index,
                    latitude=latitude,
                    longitude=longitude,
                    address_zh=f"{district.zh}区{street_zh}{house}号",
                    address_en=f"{house} {street_en}, {district.en} District",
                )
            )
    return tuple(spots)


def distance_m(a: tuple[float, float], b: tuple[float, float]) -> int:
    """Straight-line metres on a plane that is flat enough for one city."""
    north = (a[0] - b[0]) * METRES_PER_DEGREE
    east = (a[1] - b[1]) * METRES_PER_DEGREE * math.cos(math.radians(CENTRE[0]))
    return max(1, round(math.hypot(north, east)))


def roads() -> Roads:
    """Ring roads and spokes; the river is crossed at its bridges only."""
    crossings = [CENTRE]
    crossings += [_polar(ring, spoke) for ring in RINGS_KM for spoke in range(SPOKES)]
    streets = [_road(crossings, 0, 1 + spoke, 30) for spoke in range(SPOKES)]
    for ring in range(len(RINGS_KM)):
        first = 1 + ring * SPOKES
        speed = 60 if RINGS_KM[ring] >= 9 else 40
        for spoke in range(SPOKES):
            streets.append(_road(crossings, first + spoke, first + (spoke + 1) % SPOKES, speed))
            if ring:
                streets.append(_road(crossings, first + spoke - SPOKES, first + spoke, 35))
    dry = [road for road in streets if not _gets_wet(crossings, road)]
    return _with_bridges(crossings, dry)


def _around(chance: random.Random, district: District) -> tuple[float, float]:
    while True:
        north = chance.gauss(0, district.spread_km / 2) * 1000 / METRES_PER_DEGREE
        east = chance.gauss(0, district.spread_km / 2) * 1000 / METRES_PER_DEGREE
        spot = (district.latitude + north, district.longitude + east * 1.13)
        same_bank = (spot[1] > RIVER_LONGITUDE) == (district.longitude > RIVER_LONGITUDE)
        if same_bank and abs(spot[1] - RIVER_LONGITUDE) > 0.004:
            return round(spot[0], 6), round(spot[1], 6)


def _polar(ring_km: float, spoke: int) -> tuple[float, float]:
    # Every second ring is turned a little, so that the streets do not look drawn with a compass.
    angle = math.tau * (spoke + 0.17 * math.sin(3.1 * spoke + ring_km)) / SPOKES
    stretch = 1 + 0.08 * math.sin(2 * angle + ring_km)
    north = ring_km * stretch * math.cos(angle) * 1000 / METRES_PER_DEGREE
    east = ring_km * stretch * math.sin(angle) * 1000 / METRES_PER_DEGREE
    return round(CENTRE[0] + north, 6), round(CENTRE[1] + east * 1.13, 6)


def _road(crossings: list[tuple[float, float]], start: int, end: int, speed: int) -> Street:
    return Street(start, end, distance_m(crossings[start], crossings[end]), speed)


def _gets_wet(crossings: list[tuple[float, float]], road: Street) -> bool:
    west = crossings[road.start][1] < RIVER_LONGITUDE
    return west != (crossings[road.end][1] < RIVER_LONGITUDE)


def _with_bridges(crossings: list[tuple[float, float]], dry: list[Street]) -> Roads:
    streets = list(dry)
    land = list(range(len(crossings)))
    for latitude in BRIDGE_LATITUDES:
        heads = []
        for longitude in (RIVER_LONGITUDE - 0.006, RIVER_LONGITUDE + 0.006):
            crossings.append((latitude, longitude))
            head, west = len(crossings) - 1, longitude < RIVER_LONGITUDE
            bank = [c for c in land if (crossings[c][1] < RIVER_LONGITUDE) == west]
            bank.sort(key=lambda c: distance_m(crossings[c], (latitude, longitude)))
            streets += [_road(crossings, head, near, 40) for near in bank[:3]]
            heads.append(head)
        streets.append(_road(crossings, heads[0], heads[1], 50))
    return Roads(tuple(crossings), tuple(streets))
