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
    "plan.reason.temperature.no_vehicle": (
        "没有能运这种温层的车",
        "No vehicle carries this temperature class",
    ),
    "plan.reason.capacity.weight": ("超过任何一辆车的载重", "Too heavy for any vehicle"),
    "plan.reason.capacity.crates": ("周转箱超过任何一辆车", "Too many crates for any vehicle"),
    "plan.reason.capacity.volume": ("体积超过任何一辆车", "Too large for any vehicle"),
    "plan.reason.place.unreachable": ("到不了这个地点", "The place cannot be reached"),
    "plan.reason.window.unreachable": (
        "在约定时段内到不了",
        "Cannot be reached within its delivery window",
    ),
    "plan.reason.shift.too_short": (
        "司机班次不够长",
        "No driver's shift is long enough",
    ),
    "plan.reason.fleet.full": ("所有车辆都已装满", "All vehicles are full"),
    "plan.reason.fleet.no_time": ("没有车辆还有时间", "No vehicle has time left"),
    "plan.reason.vehicle.not_compatible": (
        "没有一辆车可以去这家",
        "No vehicle may serve this place",
    ),
    "plan.reason.goods.no_depot": ("没有车能装上这批货", "No vehicle can load these goods"),
    "plan.reason.capacity.load": ("没有一辆车装得下", "Too much for any vehicle"),
    "plan.reason.aboard.too_long": (
        "在车上的时间会太久",
        "The goods would be on the road too long",
    ),
    "plan.reason.prize.not_worth": ("不值得跑一趟", "Not worth the way"),
    "plan.reason.left_behind": ("发车时没有装上", "Left behind at departure"),
}
