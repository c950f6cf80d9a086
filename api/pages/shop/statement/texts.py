"""Texts of a month's statement."""

TEXTS: dict[str, tuple[str, str]] = {
    "shop.statement.title": ("{month} 对账单", "Statement {month}"),
    "shop.statement.month": ("月份", "Month"),
    "shop.statement.due": ("应付", "Amount due"),
    "shop.statement.orders": ("已送达订单", "Orders delivered"),
    "shop.statement.ordered": ("订购金额", "Ordered"),
    "shop.statement.not_delivered": ("未送达", "Not delivered"),
    "shop.statement.weight": ("送达数量", "Quantity"),
    "shop.statement.empty": ("这个月没有送达的订单", "Nothing was delivered in this month"),
    "shop.statement.empty.todo": (
        "送达并签收后,订单会出现在这里。",
        "Orders appear here once they are delivered and signed for.",
    ),
    "shop.statement.print": ("打印", "Print"),
    "shop.statement.note": (
        "按签收数量和下单时的价格计算。",
        "From the quantities signed for, at the prices of the day of the order.",
    ),
}
