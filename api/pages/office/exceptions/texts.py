"""Texts of the page that lists what a person must act on."""

TEXTS: dict[str, tuple[str, str]] = {
    "exceptions.lead": (
        "需要人处理的事,最急的在最上面。",
        "What needs a person, the most urgent first.",
    ),
    "exceptions.none": ("没有待办", "Nothing to do"),
    "exceptions.none.todo": (
        "超限、缺货、设备故障等需要处理时会出现在这里。",
        "Excursions, shortages and device faults appear here when they need somebody.",
    ),
    "exceptions.settle": ("已处理", "Settle"),
    "exceptions.retry": ("重试", "Try again"),
    "exceptions.bytes": ("原始字节", "Bytes"),
    "exceptions.done.settled": ("已标记为处理完毕。", "Settled."),
    "exceptions.done.retried": ("已重新排队。", "It will be tried again."),
}
