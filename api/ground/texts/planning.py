"""What `coldchain plan` refuses, by code: the detail with line, field or order follows."""

TEXTS: dict[str, tuple[str, str]] = {
    "routing.file.malformed": ("文件内容有误", "The file is malformed"),
    "routing.file.not_text": ("文件不是 UTF-8 文本", "The file is not UTF-8 text"),
    "routing.file.empty": ("文件是空的", "The file is empty"),
    "routing.file.too_long": ("文件太大", "The file is too long"),
    "routing.file.unreadable": ("文件无法读取", "The file cannot be read"),
    "routing.file.unknown_format": ("认不出的文件格式", "No format we know"),
    "routing.file.convention": ("不知道算例的取整规则", "No rounding rule is known for it"),
    "routing.file.not_supported": (
        "文件里有我们不能规划的内容",
        "It says what we cannot plan with",
    ),
    "routing.json.invalid": ("问题文件内容有误", "The problem file is malformed"),
    "routing.plan.malformed": ("计划文件内容有误", "The plan file is malformed"),
    "routing.plan.unknown_stop": (
        "计划里有文件中没有的站点",
        "The plan names a stop not in the file",
    ),
    "routing.plan.unknown_vehicle": (
        "计划里有文件中没有的车",
        "The plan names a vehicle not in the file",
    ),
    "routing.plan.unknown_depot": (
        "计划里有文件中没有的仓库",
        "The plan names a depot not in the file",
    ),
    "routing.problem.stops": ("订单太多", "Too many stops"),
    "routing.orders.no_vehicles": ("没有车辆", "There are no vehicles"),
    "routing.roads.off_graph": ("地点离道路太远", "A place lies off the roads"),
    "routing.roads.no_street": ("没有这种车能走的道路", "No street is open to such a vehicle"),
    "routing.roads.unknown": ("不知道这种道路来源", "No such source of roads"),
    "routing.osm.malformed": ("地图文件已损坏", "The map extract is damaged"),
    "routing.osm.no_streets": (
        "地图文件里没有可行驶的道路",
        "The map extract has no street to drive on",
    ),
    "routing.engine.unreachable": ("路径引擎没有回答", "The routing engine does not answer"),
    "routing.engine.refused": ("路径引擎拒绝了请求", "The routing engine refuses"),
    "routing.engine.answer": (
        "路径引擎的回答无法理解",
        "The routing engine's answer makes no sense",
    ),
    "routing.map.no_places": (
        "不知道地点在哪里，画不了地图",
        "There is nothing to draw a map from",
    ),
}
