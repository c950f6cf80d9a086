"""Texts of the waves."""

TEXTS: dict[str, tuple[str, str]] = {
    "office.waves.lead": (
        "{time} 自动放波,也可随时手动放波。",
        "Released by itself at {time}, or at any time with one press.",
    ),
    "wave.waiting": ("单已批准,等待放波", "approved orders wait for the next wave"),
    "wave.what_happens": (
        "冻结订单 → 按先到期先出分配批次 → 打印拣货单和配送单 → 规划路线",
        "Freezes the orders, chooses lots first expired first out, "
        "prints lists and slips, plans the routes",
    ),
    "wave.release": ("立即放波", "Release wave now"),
    "wave.none_waiting": ("没有已批准的订单可放波。", "No approved order waits for a wave."),
    "wave.none": ("还没有波次", "No wave yet"),
    "wave.none.todo": (
        "批准订单后,按上面的按钮放波。",
        "Approve orders, then press the button above.",
    ),
    "wave.sum": ("{orders} 单 · {weight}", "{orders} orders · {weight}"),
    "wave.picked": ("已拣 {done} / {total}", "{done} of {total} picked"),
    "wave.short": ("缺货 {count} 行", "{count:line|lines} short"),
    "wave.state.frozen": ("已冻结", "Frozen"),
    "wave.state.released": ("进行中", "Released"),
    "wave.state.done": ("已完成", "Done"),
    "wave.done.released": (
        "已放波:单据与路线正在生成。",
        "Released: papers and routes are being made.",
    ),
    "wave.papers": ("打印单据", "Papers"),
    "wave.slips": ("配送单 {count} 份", "{count:delivery slip|delivery slips}"),
    "wave.no_papers": ("单据生成中", "The papers are being made"),
    "wave.no_papers.todo": ("完成后自动出现在这里。", "They appear here by themselves."),
    "wave.shortages": ("缺货清单", "Shortages"),
    "stage.frozen": ("冻结", "Frozen"),
    "stage.orders": ("{count} 单", "{count:order|orders}"),
    "stage.allocated": ("分配批次", "Lots chosen"),
    "stage.papers": ("打印单据", "Papers"),
    "stage.papers.count": ("{count} 份", "{count} made"),
    "stage.routes": ("规划路线", "Routes"),
    "stage.trips": ("{count} 车次", "{count:trip|trips}"),
    "stage.working": ("进行中…", "under way …"),
    "stage.picked": ("拣货", "Picked"),
    "stage.packed": ("打包", "Packed"),
}
