"""Texts of reviewing orders, planning trips, people and keys, and what needs a person."""

TEXTS: dict[str, tuple[str, str]] = {
    # reviewing
    "order.review": ("订单有几处不符合规则", "The order breaks several rules"),
    "order.quota": (
        "{category} 当日共 {weight_g} 克,超过限额 {quota_g} 克",
        "{category}: {weight_g} g on that day, the quota is {quota_g} g",
    ),
    "order.credit": (
        "信用额度不足:已欠 {owed_cents} 分,本单 {total_cents} 分,额度 {credit_cents} 分",
        "Not enough credit: {owed_cents} ct owed, this order {total_cents} ct, "
        "limit {credit_cents} ct",
    ),
    "order.credit_near": (
        "信用额度快用完:{credit_cents} 分中已用 {owed_cents} 分",
        "Credit is nearly used up: {owed_cents} ct of {credit_cents} ct",
    ),
    "order.unusual": (
        "{item} 数量 {quantity},平时约 {usual}",
        "{item}: {quantity}, usually about {usual}",
    ),
    "stock.short": ("库存不足", "Not enough in stock"),
    "order.cut": (
        "削减后的数量须在 0 和订购数量之间",
        "A cut lies between nothing and what was ordered",
    ),
    "order.nothing_left": (
        "削减后什么都不剩;请退回订单",
        "Nothing would be left; send the order back instead",
    ),
    "order.reason": (
        "请写原因({least} 到 {most} 个字)",
        "Give a reason ({least} to {most} characters)",
    ),
    # planning and trips
    "plan.stale": (
        "订单或车辆已变动,正在重新排线",
        "Orders or vehicles have changed; it is planned again",
    ),
    "do.plan.stale": ("请重新排线。", "Plan the routes again."),
    "plan.wrong": (
        "排线结果未通过核对,没有保存",
        "The plan did not pass the check and was not stored",
    ),
    "unserved.vehicle.not_compatible": ("没有一辆车可以去这家", "No vehicle may serve this place"),
    "unserved.temperature.no_vehicle": (
        "没有合适温区的车",
        "No vehicle offers this temperature class",
    ),
    "unserved.goods.no_depot": ("没有车能装上这批货", "No vehicle can load these goods"),
    "unserved.capacity.weight": ("超重,任何一辆车都装不下", "Heavier than any vehicle may carry"),
    "unserved.capacity.crates": (
        "箱数太多,任何一辆车都装不下",
        "More crates than any vehicle takes",
    ),
    "unserved.capacity.volume": ("体积太大,任何一辆车都装不下", "Larger than any vehicle"),
    "unserved.capacity.load": ("没有一辆车装得下", "Too much for any vehicle"),
    "unserved.place.unreachable": ("没有路能到", "No road leads there and back"),
    "unserved.window.unreachable": (
        "即使专车也赶不上约定时间",
        "Late even by a vehicle with nothing else to do",
    ),
    "unserved.shift.too_short": (
        "即使专车也超出司机班次",
        "Not home within the shift, even with nothing else to do",
    ),
    "unserved.aboard.too_long": ("在车上的时间会太久", "On the road too long, even alone"),
    "unserved.fleet.full": ("当天的车都装满了", "No trip of the day has room left"),
    "unserved.fleet.no_time": ("当天的车都没有时间", "No trip of the day has time left"),
    "unserved.prize.not_worth": ("不值得跑一趟", "Serving it costs more than it is worth"),
    "unserved.help": ("可以这样安排:{changes}", "would be served with {changes}"),
    "unserved.help.window_later_min": ("收货时间晚 {duration}", "its window {duration} later"),
    "unserved.help.window_earlier_min": ("收货时间早 {duration}", "its window {duration} earlier"),
    "unserved.help.release_earlier_min": (
        "或者备货早 {duration}",
        "or its goods ready {duration} earlier",
    ),
    "unserved.help.others_later_min": (
        "同车其他订单晚 {duration}",
        "the orders after it {duration} later",
    ),
    "unserved.help.shift_longer_min": ("班次延长 {duration}", "a shift {duration} longer"),
    "unserved.help.day_longer_min": (
        "每日最长出车时间延长 {duration}",
        "a longest day {duration} longer",
    ),
    "unserved.help.aboard_longer_min": (
        "允许在车上多 {duration}",
        "{duration} more allowed on the road",
    ),
    "unserved.help.lighter": ("减少 {amount}", "{amount} less"),
    "unserved.help.requires": ("有“{what}”的车", "a vehicle that offers {what}"),
    "unserved.help.temperature_class": ("{what}温区的车", "a vehicle for {what}"),
    "unserved.help.hours": ("{hours} 小时 {minutes} 分钟", "{hours} h {minutes} min"),
    "unserved.help.minutes": ("{minutes} 分钟", "{minutes} min"),
    "unserved.help.unit.crates": ("箱", "crates"),
    "unserved.help.unit.stops": ("站", "stops"),
    "unserved.help.vehicle": ("车辆 {vehicle}", "vehicle {vehicle}"),
    "unserved.help.cost": ("另加 {cost} 元", "for {cost} yuan more"),
    "unserved.left_behind": ("车已先走,货没有上车", "The trip left without it"),
    "unserved.reason_unknown": ("原因没有记录", "The reason is not known"),
    # at the door
    "proof.why.repeated": ("同一批货写了两次", "The same goods are listed twice"),
    "proof.why.not_aboard": ("车上没有这批货", "This is not aboard"),
    "proof.why.sum": ("送达、短少、拒收之和应为 {aboard}", "The parts must add up to {aboard}"),
    "proof.why.reason": ("短少或拒收须写原因", "Short or refused goods need a reason"),
    "proof.why.missing": ("没有写这批货怎么样了", "What became of this is not said"),
    "proof.clock_ahead": (
        "手机时间超前,按服务器时间计",
        "The phone's clock is ahead; the server's time counts",
    ),
    "proof.too_warm": ("到门温度偏高", "Too warm at the door"),
    "proof.blocked_lot": ("交付了被冻结的批次", "A lot on hold was handed over"),
    "proof.expired_lot": ("交付了已过保质期的批次", "A lot past its life was handed over"),
    # what needs a person
    "exception.kind.excursion": ("温度异常", "Temperature"),
    "exception.kind.held_lots": ("冻结的批次", "Lots on hold"),
    "exception.kind.unserved": ("未排上车的订单", "Orders on no trip"),
    "exception.kind.shortage": ("缺货", "Shortages"),
    "exception.kind.plan_failed": ("排线失败", "Planning failed"),
    "exception.kind.refused_scan": ("被拒的扫描", "Refused scans"),
    "exception.kind.device_away": ("失联的设备", "Silent devices"),
    "exception.kind.device_fault": ("设备数据看不懂", "Unreadable data"),
    "exception.kind.dead_letter": ("没有办成的后续", "What could not be finished"),
    "exception.kind.job_failed": ("失败的定时任务", "Failed jobs"),
    "exception.excursion.high": (
        "{place_zh} 温度过高,最高 {peak}",
        "{place_en} is too warm, peak {peak}",
    ),
    "exception.excursion.low": (
        "{place_zh} 温度过低,最低 {peak}",
        "{place_en} is too cold, lowest {peak}",
    ),
    "exception.excursion.silence": (
        "{place_zh} 的传感器没有数据",
        "The sensor of {place_en} is silent",
    ),
    "exception.held_lots": ("{lots} 个批次等待质量决定", "lots that wait for a decision: {lots}"),
    "exception.shortage": (
        "波次 {wave} 有 {lines} 行缺货",
        "Wave {wave} is short of {lines} lines",
    ),
    "exception.plan_failed": (
        "波次 {wave} 排线失败:{failure}",
        "No routes for wave {wave}: {failure}",
    ),
    "exception.refused_scan": ("扫描被拒", "A scan was refused"),
    "exception.device_away": ("设备 {name_zh} 失联", "Device {name_en} is away"),
    "exception.device_refuses": (
        "设备 {name_zh} 拒绝应答：{detail}",
        "Device {name_en} refuses: {detail}",
    ),
    "exception.device_fault": (
        "设备 {device} 发来看不懂的数据:{reason}",
        "Device {device} sent data nobody can read: {reason}",
    ),
    "exception.dead_letter": (
        "{consumer} 试了 {attempts} 次没有办成:{error}",
        "{consumer} failed {attempts} times: {error}",
    ),
    "exception.job_failed": ("定时任务 {job} 失败:{error}", "Job {job} failed: {error}"),
    "exception.acts_elsewhere": (
        "这一项要在它自己的页面处理",
        "This one ends where the work is done",
    ),
    "outbox.wrong_state": ("这一项不在等待处理", "This one is not waiting for anybody"),
    # people and keys
    "password.length": (
        "密码须为 {least} 到 {most} 个字符",
        "A password has {least} to {most} characters",
    ),
    "password.too_simple": (
        "密码太简单,至少 {distinct} 种字符",
        "Too simple: use at least {distinct} different characters",
    ),
    "password.common": (
        "这个密码太常见,别人一猜就中",
        "Too common: whoever guesses tries this one first",
    ),
    "password.like_login": ("密码不能包含账号", "A password may not contain the user name"),
    "user.login": (
        "账号须为 2 到 40 个小写字母、数字、点、横线",
        "A user name has 2 to 40 small letters, digits, dots and dashes",
    ),
    "user.login_taken": ("账号 {login} 已有人使用", "The user name {login} is taken"),
    "user.name": ("请写姓名(最多 80 个字)", "Give a name of up to 80 characters"),
    "user.language": ("没有这种语言", "There is no such language"),
    "user.role": ("这个角色属于机器,请建密钥", "That role is for machines; make a key"),
    "user.needs_shop": ("门店账号须绑定门店", "A shop's account needs its shop"),
    "user.needs_no_shop": ("只有门店账号可以绑定门店", "Only a shop's account belongs to a shop"),
    "user.other_warehouse": (
        "您只管一个仓库,只能为这个仓库添加人员",
        "You work for one warehouse and can let people into that one only",
    ),
    "user.yourself": ("不能停用自己的账号", "You cannot shut yourself out"),
    "key.role": ("密钥只给机器:接口或设备", "Keys are for machines: integrators or devices"),
    "key.name": ("名称须为 2 到 80 个字", "A name has 2 to 80 characters"),
    "key.name_taken": ("名称 {name} 已被使用", "The name {name} is taken"),
    "key.needs_prefix": (
        "设备密钥须写设备编号前缀",
        "A device's key needs the prefix of its devices",
    ),
    "audit.altered": ("第 {id} 条记录被改动", "Entry {id} was altered"),
    "audit.broken": (
        "第 {id} 条之前有记录被删或被移动",
        "Entries before {id} were dropped or moved",
    ),
    "audit.truncated": ("第 {id} 条记录不见了", "Entry {id} has vanished"),
    "evidence.altered": ("证据被改动:{part} {key}", "Evidence was altered: {part} {key}"),
    "evidence.missing": ("证据不见了:{part} {key}", "Evidence has vanished: {part} {key}"),
    "evidence.added": (
        "事后添加的证据:{part} {key}",
        "Evidence was added afterwards: {part} {key}",
    ),
    "evidence.block": (
        "第 {key} 条所封存的内容不一致",
        "What entry {key} sealed is not what it was",
    ),
    "evidence.unaudited": (
        "规则 {key} 没有审计记录",
        "Rule {key} was changed without an entry of the audit",
    ),
}
