"""Texts of a lot traced back and forward."""

TEXTS: dict[str, tuple[str, str]] = {
    "trace.lead": (
        "来源可追到田块,去向 {shops} 家门店(含加工品共 {lots} 个批次)。",
        "Back to the field, on to {shops:shop|shops}, through {lots:lot|lots}.",
    ),
    "trace.public": ("消费者页面", "Consumer's page"),
    "trace.quality": ("质量处理", "Quality"),
    "trace.back": ("来源", "Where it came from"),
    "trace.forward": ("去向", "Where it went"),
    "trace.here": ("仍在手中", "Still here"),
    "trace.lost": ("报损 {quantity}", "{quantity} written off"),
    "trace.labels": ("标签", "Labels"),
    "trace.plot": ("地块 {plot}", "plot {plot}"),
    "trace.sown": ("播种", "Sown"),
    "trace.pesticide": ("用药", "Pesticide"),
    "trace.fertiliser": ("施肥", "Fertiliser"),
    "trace.harvested": ("采收", "Harvested"),
    "trace.received": ("入库", "Received"),
    "trace.test": ("农残检测", "Residue test"),
    "trace.shops": ("{count} 家门店", "{count:shop|shops}"),
    "trace.not_delivered": ("还没有送到任何门店", "No shop has received any of it"),
}
