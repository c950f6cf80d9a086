"""Texts of the recalls."""

TEXTS: dict[str, tuple[str, str]] = {
    "quality.recalls.lead": (
        "召回的批次及其加工品在仓库、车辆和门店全部停售。",
        "A lot and all that was made of it, stopped in stores, on vehicles and in shops.",
    ),
    "quality.no_recalls": ("没有召回", "Nothing has been recalled"),
    "quality.no_recalls.todo": (
        "在批次页面点“召回此批次”,或录入不合格检测,就会列在这里。",
        "Recall a lot on its page, or enter a failed test, and it is listed here.",
    ),
    "recall.lots": ("停售批次", "Lots stopped"),
    "recall.seen": ("门店已确认", "Shops that confirmed"),
    "recall.lifted": ("已解除", "Lifted"),
    "recall.going_on": ("召回中", "Going on"),
    "recall.lift": ("解除召回", "Lift the recall"),
    "recall.lift_note": ("解除理由", "Why it was lifted"),
    "recall.shops": ("收到货的门店", "Shops that have any"),
    "recall.no_shop": ("没有门店收到过", "No shop has received any"),
    "recall.here": ("还在我们这里的", "Still with us"),
    "recall.nowhere": ("仓库和车辆上已没有", "Nothing is left in stores or on vehicles"),
    "recall.shop": ("门店", "Shop"),
    "recall.phone": ("电话", "Phone"),
    "recall.told": ("通知时间", "Told"),
    "recall.acknowledged": ("已确认", "Confirmed"),
    "recall.waits": ("未确认", "Not confirmed yet"),
    "recall.done.begun": (
        "已召回:该批次及其加工品已全部停售,门店已收到通知。",
        "Recalled: the lot and all that was made of it are stopped, and the shops are told.",
    ),
    "recall.done.lifted": (
        "召回已解除,门店已收到通知。",
        "The recall is lifted, and the shops are told.",
    ),
}
