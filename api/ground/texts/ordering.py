"""What is refused about an order."""

TEXTS: dict[str, tuple[str, str]] = {
    "order.empty": ("订单里没有商品", "The order has no goods"),
    "order.too_many_lines": ("商品超过 {most} 种", "More than {most} different goods"),
    "order.note": ("备注超过 {most} 个字", "The note is longer than {most} characters"),
    "order.closed": (
        "这一天已不能送;最早 {earliest}",
        "Nothing can arrive on that day any more; the earliest is {earliest}",
    ),
    "order.slot": (
        "时段须在 {first} – {last} 之间,至少 {minutes} 分钟",
        "The hours must lie within {first} – {last} and be {minutes} minutes or more",
    ),
    "order.no_days": ("门店没有设置订货日", "The shop has no order days"),
    "order.unknown_item": ("商品已下架", "This is no longer sold"),
    "order.repeated_item": ("同一商品出现两次", "The same good is listed twice"),
    "order.multiple": ("数量须为整份的倍数", "The quantity must be whole packs"),
    "order.too_much": ("数量过大,请检查", "That is too much; please check the quantity"),
    "order.lines": ("有几种商品需要改正", "Several goods need correcting"),
    "order.other_body": (
        "同一编号已用于另一份订单",
        "The same number was already used for another order",
    ),
    "order.stale": ("订单已被改动", "The order has changed meanwhile"),
    "do.order.stale": ("请重新打开订单再改。", "Open the order again and repeat your change."),
    "order.frozen": (
        "订单已进入配货,不能取消",
        "The order is being packed and cannot be cancelled",
    ),
    "order.on_the_road": (
        "订单 {number} 已随车次 {trip} 出发:请门店拒收",
        "Order {number} is on the road with trip {trip}: let the shop refuse it at the door",
    ),
    "order.wrong_state": (
        "订单的状态不允许这样做",
        "The order is not in a state that allows this",
    ),
}
