"""Texts of what waits for a printer."""

TEXTS: dict[str, tuple[str, str]] = {
    "floor_page.papers": ("打印", "Print"),
    "floor_page.papers.hint": ("标签、拣货单、交货单", "labels, pick lists, slips"),
    "floor_page.papers.waiting": ("待打印", "To print"),
    "floor_page.papers.print": ("打印", "Print"),
    "floor_page.papers.printed": ("最近打印", "Printed lately"),
    "floor_page.papers.again": ("再打一份", "Once more"),
    "floor_page.papers.none": ("没有待打印的单据", "Nothing waits to be printed"),
    "floor_page.papers.none.todo": (
        "收货后的标签、放波后的拣货单会自动出现在这里。",
        "Labels of goods taken in and lists of released waves appear here by themselves.",
    ),
}
