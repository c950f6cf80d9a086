"""Texts of the routes of a wave."""

TEXTS: dict[str, tuple[str, str]] = {
    "plan.title": ("路线规划", "Route plan"),
    "plan.stops": ("站点", "Stops"),
    "plan.distance": ("里程", "Distance"),
    "plan.fill": ("装载率 {pct}%", "{pct} % full"),
    "plan.map": ("路线图", "Map of the routes"),
    "plan.gantt": ("时间安排", "Over the day"),
    "plan.gantt.lead": ("浅色是行驶,深色是卸货。", "Light: driving. Dark: unloading."),
    "plan.unserved": ("未安排", "Not served"),
    "plan.unserved.count": (
        "{count} 单没有车次,原因见路线规划。",
        "{count:order has|orders have} no trip; the plan says why.",
    ),
    "plan.settled": ("已处理", "Settled"),
    "plan.failed": ("路线规划失败:", "No plan could be made:"),
    "plan.no_trips": ("还没有车次", "No trips yet"),
    "plan.no_trips.todo": (
        "规划完成后自动出现,通常不超过十秒。",
        "They appear when the plan is done, usually within ten seconds.",
    ),
    "plan.state.requested": ("计算中", "Requested"),
    "plan.state.stored": ("已采用", "In force"),
    "plan.state.stale": ("已过时", "Out of date"),
    "plan.state.failed": ("失败", "Failed"),
}
