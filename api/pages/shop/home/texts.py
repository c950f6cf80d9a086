"""Texts of a shop's first page."""

TEXTS: dict[str, tuple[str, str]] = {
    "shop.remind.recalls": (
        "召回:您收到的商品有 {count} 项必须停止销售",
        "Recall: {count:notice|notices} about goods you have received",
    ),
    "shop.remind.recalls.todo": ("查看批次并确认", "See the lots and confirm"),
    "shop.promise.title": ("现在下单", "Order now"),
    "shop.promise.standard": ("{day} {from_} – {until} 送到", "Arrives {day} {from_} – {until}"),
    "shop.promise.before": ("{time} 前下单", "Order before {time}"),
    "shop.promise.left": ("还剩 {hours} 小时 {minutes} 分", "{hours} h {minutes} min left"),
    "shop.promise.late": (
        "今天 {time} 已截单,现在下单按下一个订货日配送。",
        "Today's cut-off at {time} has passed; orders count for the next order day.",
    ),
    "shop.promise.express": ("急单:{time} 前送到", "Express: at your door before {time}"),
    "shop.promise.none": ("暂时不能下单", "Orders cannot be placed just now"),
    "shop.remind.not_ordered": (
        "{day}送货的订单您还没有下,{time} 截单。",
        "You have not ordered for delivery {day} yet; orders close at {time}.",
    ),
    "shop.remind.returned": ("订单 {number} 被退回:{reason}", "Order {number} came back: {reason}"),
    "shop.open_orders": ("进行中的订单", "Open orders"),
    "shop.no_open_orders": ("没有进行中的订单", "No open orders"),
    "shop.no_open_orders.todo": (
        "点“开始订货”,两分钟就能下好单。",
        "Press “Start an order”: it takes two minutes.",
    ),
    "shop.recent": ("最近送达", "Delivered lately"),
    "shop.all_orders": ("全部订单", "All orders"),
}
