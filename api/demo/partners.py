"""Who grows and supplies the demo's goods, what they put on their fields, and the fleet."""

from dataclasses import dataclass

from api.demo import city
from wms.tables.masterdata import SupplierKind


@dataclass(frozen=True, slots=True)
class Producer:
    code: str
    kind: SupplierKind
    zh: str
    en: str
    village: int
    categories: tuple[str, ...]


PRODUCERS = tuple(
    Producer(*row)
    for row in (
        ("B01", SupplierKind.BASE, "高桥绿色蔬菜基地", "Gaoqiao Green Vegetable Base", 0,
         ("leaf", "fruiting")),
        ("B02", SupplierKind.BASE, "金井生态农场", "Jinjing Ecological Farm", 1,
         ("leaf", "root")),
        ("B03", SupplierKind.BASE, "靖港水乡蔬菜基地", "Jinggang Waterside Vegetable Base", 2,
         ("leaf", "root", "mushroom")),
        ("B04", SupplierKind.BASE, "乔口有机菜园", "Qiaokou Organic Garden", 3,
         ("leaf", "fruiting")),
        ("B05", SupplierKind.BASE, "花明楼蔬果基地", "Huaminglou Produce Base", 4,
         ("fruiting", "fruit")),
        ("B06", SupplierKind.BASE, "灰汤果园", "Huitang Orchard", 5, ("fruit",)),
        ("B07", SupplierKind.BASE, "镇头花卉蔬菜基地", "Zhentou Vegetable Base", 6,
         ("leaf", "fruiting")),
        ("B08", SupplierKind.BASE, "沙市食用菌基地", "Shashi Mushroom Base", 7, ("mushroom",)),
        ("B09", SupplierKind.BASE, "社港红薯合作社", "Shegang Sweet Potato Co-op", 8, ("root",)),
        ("B10", SupplierKind.BASE, "樟树港辣椒基地", "Zhangshugang Pepper Base", 9,
         ("fruiting",)),
        *(
            (f"N{number:02d}", SupplierKind.FARMER, f"农户{number:02d}号",
             f"Farmer No. {number:02d}",
             number % len(city.VILLAGES), categories)
            for number, categories in enumerate(
                (("leaf",), ("leaf", "root"), ("fruiting",), ("root",), ("fruit",), ("leaf",),
                 ("fruiting", "leaf"), ("fruit",), ("staple",), ("root", "fruiting")), 1)
        ),
        ("P01", SupplierKind.SUPPLIER, "宁乡肉联", "Ningxiang Meat Works", 4, ("meat",)),
        ("P02", SupplierKind.SUPPLIER, "平江禽业", "Pingjiang Poultry", 11, ("meat", "staple")),
        ("P03", SupplierKind.SUPPLIER, "湘江乳业", "Xiangjiang Dairy", 2, ("dairy",)),
        ("P04", SupplierKind.SUPPLIER, "洞庭冷冻食品", "Dongting Frozen Foods", 9, ("frozen",)),
        ("P05", SupplierKind.SUPPLIER, "汨罗粮油", "Miluo Grain and Oil", 10, ("staple",)),
    )
)  # fmt: skip

TREATMENTS = (
    ("pesticide", "苦参碱 0.3% 水剂", "Matrine 0.3 % AS", "1.2 l/ha", 5),
    ("pesticide", "苏云金杆菌", "Bacillus thuringiensis", "0.9 kg/ha", 3),
    ("pesticide", "氯虫苯甲酰胺", "Chlorantraniliprole", "0.15 l/ha", 7),
    ("fertiliser", "有机肥", "Organic manure", "15 t/ha", 0),
    ("fertiliser", "水溶肥", "Water-soluble NPK", "75 kg/ha", 0),
)

FLEET = (
    # Vans of about 1 t and one truck of about 4 t; a main warehouse runs twice as many.
    ("V", 3, 1_000_000, 90, 7_000_000, "ambient,chilled", 12_000, 220, 3_500),
    ("T", 1, 4_000_000, 360, 26_000_000, "ambient,chilled,frozen", 26_000, 380, 4_200),
)
