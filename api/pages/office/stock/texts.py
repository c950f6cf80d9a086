"""Texts of the stock page."""

TEXTS: dict[str, tuple[str, str]] = {
    "stock.search": ("批次、供应商批号、商品", "Lot, supplier's lot or item"),
    "stock.plan": ("平面图", "Floor plan"),
    "stock.whole_site": ("看整个仓库", "whole warehouse"),
    "stock.full.0": ("空", "empty"),
    "stock.full.1": ("少", "little"),
    "stock.full.2": ("半满", "half full"),
    "stock.full.3": ("满", "full"),
    "stock.totals": ("按商品汇总({count} 种)", "By item ({count})"),
    "stock.class": ("温层", "Class"),
    "stock.first_dies": ("最早到期", "First expiry"),
    "stock.none": ("没有符合条件的库存", "Nothing in stock matches"),
    "stock.none.todo": ("放宽条件,或在收货台扫码收货。", "Ask for more, or receive goods."),
}
