"""Texts of the frame: product, menu, login, roles, units, and errors that any page may show."""

TEXTS: dict[str, tuple[str, str]] = {
    "product.name": ("冷链仓配", "Coldchain"),
    "menu.label": ("主菜单", "Main menu"),
    "menu.floor": ("仓库作业", "Floor"),
    "menu.office": ("订单与调度", "Orders and dispatch"),
    "menu.driver": ("配送", "My trip"),
    "menu.shop": ("订货", "Order"),
    "menu.quality": ("冷库与质量", "Cold rooms and quality"),
    "menu.admin": ("管理", "Administration"),
    "demo.badge": ("演示", "Demo"),
    "login.in": ("登录", "Log in"),
    "login.out": ("退出", "Log out"),
    "login.needed": ("请先登录", "Please log in"),
    "login.wrong": ("账号或密码不正确", "The user name or password is wrong"),
    "login.too_many": (
        "尝试次数过多,请稍后再试",
        "Too many attempts; please wait a few minutes",
    ),
    "login.key_unknown": ("密钥无效或已停用", "The key is unknown or no longer active"),
    "do.login.key_unknown": (
        "请管理员用 coldchain key add 发放新密钥。",
        "Ask the administrator for a new key (coldchain key add).",
    ),
    "role.staff": ("仓库员工", "Warehouse staff"),
    "role.dispatcher": ("调度与审核", "Dispatcher and approver"),
    "role.driver": ("司机", "Driver"),
    "role.shop": ("门店", "Shop"),
    "role.quality": ("冷库与质量", "Cold rooms and quality"),
    "role.admin": ("管理员", "Administrator"),
    "role.integrator": ("系统对接", "Integrator"),
    "role.device": ("设备", "Device"),
    "unit.pc": ("件", "pc"),
    "error.home": ("回到首页", "Back to the start"),
    "not_found": ("没有找到", "Not found"),
    "do.not_found": (
        "它不存在,或不属于您。请从列表重新进入。",
        "It does not exist, or is not yours. Please open it from its list again.",
    ),
    "forbidden": ("您的角色没有此权限", "Your role does not have this right"),
    "do.forbidden": (
        "如工作需要,请管理员调整您的角色。",
        "If your work needs it, ask the administrator to change your role.",
    ),
    "method_not_allowed": ("此地址不支持该操作", "This address does not support that"),
    "internal": ("系统出错,已记录", "Something went wrong on our side; it has been recorded"),
    "do.500": (
        "您的数据没有被改变。请重试;若再次出现,请把下方编号告诉管理员。",
        "Nothing of yours was changed. Try again; if it happens again, "
        "give the number below to your administrator.",
    ),
    "do.401": ("登录后再试。", "Log in and try again."),
    "do.409": ("查看原因,改正后再试。", "Read the reason, correct it and try again."),
    "do.413": ("请分成较小的部分发送。", "Send it in smaller parts."),
    "do.422": ("请检查填写的内容。", "Check what was entered."),
    "do.429": ("请稍候再试。", "Wait a little and try again."),
    "do.503": (
        "没有任何内容被保存。稍等片刻,用同一编号再发一次即可。",
        "Nothing was saved. Wait a moment and send the same again.",
    ),
    "csrf.mismatch": ("页面已过期", "This page is out of date"),
    "do.csrf.mismatch": ("请刷新页面后再提交。", "Reload the page and send it again."),
    "csrf.other_site": ("请求来自其他网站,已拒绝", "Refused: the request came from another site"),
    "body.too_large": ("内容过大", "Too large"),
    "request.invalid": ("填写的内容不完整或格式不对", "Something is missing or has the wrong form"),
    "fault.missing": ("请填写", "Fill this in"),
    "fault.too_short": ("至少 {min_length} 个字符", "At least {min_length} characters"),
    "fault.too_long": ("最多 {max_length} 个字符", "At most {max_length} characters"),
    "fault.too_many": ("最多 {max_length} 项", "At most {max_length} of them"),
    "fault.least": ("不能小于 {ge}", "Not less than {ge}"),
    "fault.most": ("不能大于 {le}", "Not more than {le}"),
    "fault.whole": ("请填写整数", "A whole number, please"),
    "fault.number": ("请填写数字", "A number, please"),
    "fault.choice": ("请从列表中选择", "Choose one of the list"),
    "fault.unreadable": ("格式不对", "This has the wrong form"),
    "request.malformed": ("请求格式不对", "The request is malformed"),
    "request.number_too_large": ("数字过大或不是数字", "A number is too large, or not a number"),
    "request.text_too_long": ("文字超过 {most} 个字符", "A text is longer than {most} characters"),
    "request.control_character": ("含有不允许的控制字符", "Contains a forbidden control character"),
    "json.malformed": ("JSON 格式不对", "The JSON is malformed"),
    "json.too_deep": ("JSON 嵌套超过 {most} 层", "The JSON is nested deeper than {most} levels"),
    "json.too_many": ("JSON 超过 {most} 个值", "The JSON holds more than {most} values"),
    "events.garbled": ("设备数据无法识别", "The events cannot be understood"),
    "do.events.garbled": (
        "整批都没有保存;请检查网关版本后重发。",
        "Nothing of the batch was kept; check the gateway's version and send it again.",
    ),
    "storage.conflict": ("其他人同时改动了它", "Somebody else changed it at the same time"),
    "do.storage.conflict": ("请重新打开后再试。", "Open it again and retry."),
    "storage.busy": ("系统繁忙", "The system is busy"),
    "storage.failed": ("暂时无法保存", "Nothing can be saved just now"),
    "storage.unfit": ("有内容无法保存", "Something in it cannot be stored"),
    "backup.exists": ("文件 {path} 已存在", "The file {path} exists already"),
    "backup.missing": ("没有文件 {path}", "There is no file {path}"),
    "backup.damaged": ("{path} 不是完好的备份", "{path} is not a whole backup"),
    "do.backup.damaged": (
        "请换一个备份;原数据库未改动。",
        "Take another backup; the database was left as it was.",
    ),
    "backup.empty": ("文件 {path} 是空的", "The file {path} is empty"),
    "do.backup.empty": (
        "请换一个备份;原数据库未改动。",
        "Take another backup; the database was left as it was.",
    ),
    "backup.bare": (
        "{path} 末尾没有备份清单:它不是备份、被截断,或来自旧版本",
        "{path} has no manifest at its end: no backup, cut off, or of an older release",
    ),
    "do.backup.bare": (
        "原数据库未改动。确定它是旧版本的备份时:coldchain restore --without-manifest 文件。"
        "账目和审计链仍会检查,但单个被改动的值可能看不出来。",
        "The database was left as it was. If you know it for an old backup: coldchain restore"
        " --without-manifest FILE. Its books and audit chain are judged all the same, but a single"
        " altered value may not show.",
    ),
    "backup.altered": (
        "{path} 与保存时不同:内容被改动或损坏",
        "{path} is not as it was saved: its bytes were altered or damaged",
    ),
    "do.backup.altered": (
        "请换一个备份;原数据库未改动。",
        "Take another backup; the database was left as it was.",
    ),
    "backup.engine": (
        "{path} 是 {engine} 的备份,这里使用 {wanted}",
        "{path} is a backup of {engine}; this database is {wanted}",
    ),
    "do.backup.engine": (
        "请检查 COLDCHAIN_DATABASE_URL;原数据库未改动。",
        "Look at COLDCHAIN_DATABASE_URL; the database was left as it was.",
    ),
    "backup.newer": (
        "{path} 来自更新的版本(数据结构 {schema},本程序到 {newest})",
        "{path} is of a newer release (tables {schema}; this program knows up to {newest})",
    ),
    "do.backup.newer": (
        "请先安装该版本再恢复;原数据库未改动。",
        "Install that release first; the database was left as it was.",
    ),
    "backup.foreign": (
        "{path} 不是本系统的数据库",
        "{path} is no database of this product",
    ),
    "do.backup.foreign": (
        "请换一个备份;原数据库未改动。",
        "Take another backup; the database was left as it was.",
    ),
    "backup.unsound": ("{path} 的账目不一致", "The books in {path} do not add up"),
    "do.backup.unsound": (
        "恢复时:请换一个备份,原数据库未改动。备份时:副本已保留但没有清单,"
        "请运行 coldchain check,并把结果报告给开发者。",
        "Restoring: take another backup; the database was left as it was. Saving: the copy was"
        " kept, without a manifest; run coldchain check and report what it names.",
    ),
    "backup.no_tool": ("没有安装 {tool}", "{tool} is not installed"),
    "storage.closed": ("系统正在停止", "The system is stopping"),
    "storage.broken_references": (
        "升级后数据引用不完整,已撤销",
        "The migration broke references and was undone",
    ),
    "do.storage.broken_references": (
        "继续使用原版本,并把此信息报告给开发者。",
        "Go on with the release you had, and report this.",
    ),
    "outbox.lease_lost": (
        "任务用时超过租约,已由他人接手",
        "The task took longer than its lease; another worker has it",
    ),
    "sensor.no_place": (
        "设备 {device} 没有位置,无法添加传感器",
        "Device {device} stands nowhere; give it a place before adding a sensor",
    ),
    "field.before_sowing": (
        "施用日期早于播种日期",
        "Something was applied before the field was sown",
    ),
    "policy.unknown": ("没有名为 {key} 的规则", "There is no policy named {key}"),
    "policy.wrong_type": ("{key} 的值类型不对", "The value of {key} has the wrong type"),
    "policy.out_of_order": ("{first} 必须早于 {last}", "{first} must be before {last}"),
    "policy.wrong_value": ("{key} 不能是 {value}", "{key} cannot be {value}"),
    "demo.other_data": (
        "数据库里已有真实数据,不能载入演示",
        "The database holds data of your own; the demo will not be loaded over it",
    ),
    "do.demo.other_data": (
        "请换一个数据目录(COLDCHAIN_DATA_DIR)。",
        "Choose another data directory (COLDCHAIN_DATA_DIR).",
    ),
    "storage.in_use": (
        "另一个进程正在使用这个数据库",
        "Another process is using this database",
    ),
}
