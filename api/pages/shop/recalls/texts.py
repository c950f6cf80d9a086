"""Texts of the recalls as a shop reads them."""

TEXTS: dict[str, tuple[str, str]] = {
    "shop.recalls.lead": (
        "请按批次号核对货架和库存。",
        "Compare the lot numbers with your shelves and your stock.",
    ),
    "shop.no_recalls": ("没有召回", "Nothing has been recalled"),
    "shop.recall.going_on": ("停止销售", "Do not sell"),
    "shop.recall.lifted": ("已解除", "Lifted"),
    "shop.recall.why.recall": ("召回", "Recalled"),
    "shop.recall.why.residue": ("农残检测不合格", "A residue test failed"),
    "shop.recall.todo": (
        "请立即下架并隔离下列批次,不要销售或食用。",
        "Take these lots off sale now and keep them apart. Do not sell or eat them.",
    ),
    "shop.recall.may_sell": (
        "召回已解除,可以继续销售。{reason}",
        "The recall is lifted, the goods may be sold. {reason}",
    ),
    "shop.recall.confirm": ("已看到并下架", "Seen, taken off sale"),
    "shop.recall.confirmed_at": ("{at} 已确认", "Confirmed {at}"),
    "shop.recall.done.acknowledged": ("已确认,谢谢。", "Confirmed, thank you."),
}
