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
    "hold.is_lasting": ("仍在持续", "Still lasting"),
    "hold.lasting.warning": (
        "超限仍在持续:现在放行,温度若再恶化会自动再次暂扣。",
        "The excursion is still lasting: what is released now is held again when it gets worse.",
    ),
    "hold.sure": ("仍要放行", "Release all the same"),
    "quality.recalls": ("召回", "Recalls"),
    "quality.tests": ("农残检测", "Residue tests"),
}
