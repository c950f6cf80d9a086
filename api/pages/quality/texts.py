"""Texts that the pages of cold rooms and quality share."""

TEXTS: dict[str, tuple[str, str]] = {
    "quality.wall": ("库房温度", "Cold rooms"),
    "quality.excursions": ("超限事件", "Excursions"),
    "quality.no_excursions": ("没有待处理的超限", "No excursion is waiting"),
    "quality.no_excursions.todo": (
        "库房超限或传感器失联时会自动出现在这里。",
        "When a room leaves its limits or a sensor falls silent, it appears here by itself.",
    ),
    "quality.holds": ("暂扣与封存", "Holds"),
    "hold.excursion": ("超限", "Excursion"),
    "hold.quality": ("质量", "Quality"),
    "hold.residue": ("农残不合格", "Residue"),
    "hold.recall": ("召回", "Recall"),
    "quality.recalls": ("召回", "Recalls"),
    "quality.tests": ("农残检测", "Residue tests"),
}
