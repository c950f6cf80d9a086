"""Texts of one lot under quality's eyes."""

TEXTS: dict[str, tuple[str, str]] = {
    "hold.release": ("放行", "Release"),
    "hold.release.note": ("放行依据", "Grounds for the release"),
    "hold.release.example": ("例如:现场抽检正常", "e.g. inspected, no loss of quality"),
    "hold.place": ("暂扣此批次", "Hold this lot"),
    "hold.place.reach": (
        "连同加工品共 {lots} 个批次。",
        "With all that was made of it: {lots:lot|lots}.",
    ),
    "hold.which": ("只解除勾选的暂扣,其余保留:", "Only the holds that are ticked end:"),
    "recall.place": ("召回此批次", "Recall this lot"),
    "recall.reach": (
        "将停售 {lots} 个批次(含加工品),并通知 {shops} 家门店。",
        "Stops {lots:lot|lots} (with what was made of it) and tells {shops:shop|shops}.",
    ),
    "proposal.title": ("放行建议", "What a release would mean"),
    "proposal.until": ("现保质期至", "Keeps until"),
    "proposal.after": ("按实际温度", "By the temperature it lived through"),
    "lot.where": ("现在在哪里", "Where it is now"),
    "lot.nowhere": ("库存中已没有此批次", "Nothing of it is in stock any more"),
    "lot.trace": ("追溯", "Trace"),
    "loss.write_off": ("报损", "Write off"),
    "quality.done.released": ("批次已放行。", "The lot is released."),
    "quality.done.held": ("批次已暂扣。", "The lot is on hold."),
    "quality.done.written_off": ("已报损。", "Written off."),
    "quality.tests.done": ("检测记录", "Tests"),
    "quality.tests.none": ("尚未检测。", "Not tested yet."),
}
