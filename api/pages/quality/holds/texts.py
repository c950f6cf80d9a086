"""Texts of the lots on hold."""

TEXTS: dict[str, tuple[str, str]] = {
    "quality.holds.lead": (
        "这些批次不能出售,等待放行或报损的决定。",
        "These lots may not be sold until somebody releases them or writes them off.",
    ),
    "quality.no_holds": ("没有暂扣的批次", "No lot is on hold"),
    "quality.no_holds.todo": (
        "超限、检测不合格或人工暂扣的批次会列在这里。",
        "Lots held by an excursion, a failed test or a person are listed here.",
    ),
    "hold.decide": ("处理", "Decide"),
}
