"""Texts of the dispatcher's day at a glance."""

TEXTS: dict[str, tuple[str, str]] = {
    "office.cut_off": ("截单 {time}", "cut-off {time}"),
    "office.cut_off_past": ("已截单", "past"),
    "office.review_now": ("审核订单", "Review orders"),
    "office.tile.review": ("待审订单", "Orders to review"),
    "office.tile.review.note": ("审核后才会备货", "nothing is picked before that"),
    "office.tile.cut_off": ("距截单", "Until the cut-off"),
    "office.hours": ("小时", "h"),
    "office.tile.approved": (
        "已批准待放波 {count} 单",
        "{count:approved order waits|approved orders wait}",
    ),
    "office.tile.excursions": ("超限事件", "Excursions"),
    "office.tile.excursions.lasting": ("{count} 处仍在持续", "{count} still lasting"),
    "office.tile.trips.out": ("{count} 辆在途", "{count} on the road"),
    "office.tile.ordered": ("今日订货率", "Shops that ordered"),
    "office.tile.missing": ("{count} 家未订", "{count:has|have} not"),
    "office.kpi": ("近 {days} 天", "Last {days} days"),
}
