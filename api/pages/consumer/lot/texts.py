"""Texts of what a consumer reads of a lot."""

TEXTS: dict[str, tuple[str, str]] = {
    "public.title": ("{name} 的来历", "{name}: where it comes from"),
    "public.lot": ("批号 {lot}", "Lot {lot}"),
    "public.serial": ("第 {serial} 份", "Pack {serial}"),
    "public.glance": ("一眼看懂", "At a glance"),
    "public.glance.tested": ("农残检测合格", "Passed the residue test"),
    "public.glance.failed": ("农残检测不合格", "Failed the residue test"),
    "public.glance.cold": ("在我们这里全程保持低温", "Kept cold all the time with us"),
    "public.glance.right": (
        "在我们这里全程温度合适",
        "At the right temperature all the time with us",
    ),
    "public.glance.warm": ("曾经过热", "Was too warm for a time"),
    "public.glance.frosty": ("曾经过冷", "Was too cold for a time"),
    "public.glance.partly": (
        "部分时间没有测量温度",
        "Its temperature was not measured all the time",
    ),
    "public.glance.until": ("{day} 前食用", "Eat by {day}"),
    "public.blocked": ("请勿食用", "Do not eat this"),
    "public.blocked.todo": (
        "这批商品已被封存。请退回购买的门店,凭商品退款。",
        "This lot has been blocked. Take it back to the shop; you will be refunded.",
    ),
    "public.held": ("这批商品正在复查", "This lot is being checked"),
    "public.held.todo": (
        "复查结果出来前请先不要食用;稍后再扫一次即可看到结果。",
        "Please wait before eating it; scan again later for the result.",
    ),
    "public.testing": ("正在检测,尚未上市", "Being tested; not on sale yet"),
    "public.testing.todo": (
        "检测合格后才会出售。",
        "It is sold only after the test has passed.",
    ),
    "public.expired": ("已过最佳食用期", "Past its best"),
    "public.expired.todo": ("请不要再食用。", "Please do not eat it any more."),
    "public.who": ("谁种的?", "Who grew it?"),
    "public.who.unnamed": (
        "{village}的一位合作农户(未同意公开姓名,我们知道是谁)",
        "A grower of ours in {village} (who has not agreed to be named; we know who)",
    ),
    "public.village": ("产地", "Village"),
    "public.sown": ("播种", "Sown"),
    "public.harvested": ("采收", "Harvested"),
    "public.packed": ("充氮包装", "Packed in nitrogen"),
    "public.days_grown": ("长了 {days} 天", "grew for {days} days"),
    "public.applied": ("用过什么?", "What was put on it?"),
    "public.applied.none": (
        "记录中没有使用农药或肥料。",
        "Nothing is recorded: no pesticide, no fertiliser.",
    ),
    "public.applied.pesticide": ("农药", "Pesticide"),
    "public.applied.fertiliser": ("肥料", "Fertiliser"),
    "public.applied.waited": (
        "采收前等了 {days} 天,要求 {least} 天",
        "harvested {days} days later; {least} are required",
    ),
    "public.applied.days": ("采收前 {days} 天", "{days} days before harvest"),
    "public.tested": ("检测过吗?", "Was it tested?"),
    "public.tested.passed": ("合格", "Passed"),
    "public.tested.failed": ("不合格", "Failed"),
    "public.tested.none": ("这批没有农残检测记录。", "No residue test is recorded for this lot."),
    "public.tested.waiting": ("检测还在进行。", "The test is still under way."),
    "public.cold": ("一路冷藏了吗?", "Was it kept cold?"),
    "public.cold.hours": ("{count} 小时", "{count:hour|hours}"),
    "public.cold.minutes": ("{count} 分钟", "{count:minute|minutes}"),
    "public.cold.yes": (
        "是的。在我们这里的 {span} 里一直在 {low} 到 {high} °C 之间。",
        "Yes. For all of the {span} with us it stayed within {low} to {high} °C.",
    ),
    "public.cold.partly": (
        "在我们这里的 {span} 中,有 {in_band} 测得在 {low} 到 {high} °C 之间。",
        "{low} to {high} °C for {in_band} of the {span} with us.",
    ),
    "public.cold.no": (
        "没有完全做到:在我们这里的 {span} 中,有 {in_band} 在 {low} 到 {high} °C 之间。",
        "Not all the time: {low} to {high} °C for {in_band} of the {span} with us.",
    ),
    "public.cold.above": (
        "有 {long} 高于 {high} °C,最高 {max} °C。",
        "For {long} it was warmer than {high} °C, at most {max} °C.",
    ),
    "public.cold.below": (
        "有 {long} 低于 {low} °C,最低 {min} °C。",
        "For {long} it was colder than {low} °C, down to {min} °C.",
    ),
    "public.cold.unmeasured": ("有 {long} 没有测量。", "{long} not measured."),
    "public.cold.measured_at": ("最后一次测量 {at}", "last measured {at}"),
    "public.cold.unknown": (
        "这批商品附近没有温度计,我们不知道。",
        "No thermometer was near these goods, so we do not know.",
    ),
    "public.cold.range": (
        "最低 {min} °C · 平均 {mean} °C · 最高 {max} °C",
        "lowest {min} °C · mean {mean} °C · highest {max} °C",
    ),
    "public.curve.title": ("温度曲线", "Temperature curve"),
    "public.curve.desc": (
        "{from_} 到 {until} 的温度,{min} 到 {max} °C;要求 {low} 到 {high} °C。",
        "Temperature from {from_} to {until}, {min} to {max} °C; {low} to {high} °C is required.",
    ),
    "public.curve.band": ("要求 {low} – {high} °C", "required {low} – {high} °C"),
    "public.journey": ("它走过的路", "The way it came"),
    "public.journey.received": ("进仓", "Arrived"),
    "public.journey.stored": ("入库", "Stored"),
    "public.journey.packed": ("包装", "Packed"),
    "public.journey.on_the_way": ("配送出发", "On the road to the shop"),
    "public.journey.delivered": ("送到门店", "Delivered to the shop"),
    "public.keep": ("怎么保存?", "How to keep it"),
    "public.best_before": ("最佳食用期至", "Best before"),
    "public.keep.chilled": (
        "放冰箱冷藏,0 到 8 °C;洗净后尽快吃完。",
        "In the fridge, 0 to 8 °C; once washed, eat it soon.",
    ),
    "public.keep.frozen": (
        "放冷冻室,-18 °C 以下;化冻后不要再冻。",
        "In the freezer, -18 °C or colder; never freeze it again once thawed.",
    ),
    "public.keep.ambient": (
        "放阴凉干燥处,避免阳光直射。",
        "In a cool, dry place out of the sun.",
    ),
    "public.ask": ("有疑问?", "Questions?"),
    "public.ask.todo": (
        "把批号告诉购买的门店,几秒钟就能查到来源。",
        "Tell the lot number to your shop: it finds the source in seconds.",
    ),
    "public.another": ("查询另一个码", "Look up another code"),
    "public.data": ("数据 (JSON)", "As data (JSON)"),
    "public.office": ("内部溯源", "Trace in the office"),
    "public.forged": ("这个编号不是我们的", "This pack's number is none of ours"),
    "public.forged.todo": (
        "我们没有发出过这个包装编号:它可能是伪造的或抄错的。请不要食用,并告诉购买的门店。",
        "We never gave a pack this number: it is forged or was copied wrongly. Please do not eat "
        "it, and tell the shop where you bought it.",
    ),
    "public.genuine": ("包装编号属实", "The pack's number is ours"),
    "public.item.lead": (
        "这个码只说明商品;要看来历,请扫描或输入标签上的批号。",
        "This code names the goods only. For where they come from, scan or type the lot number on "
        "the label.",
    ),
    "public.unknown": ("没有找到这个码", "We do not know this code"),
    "public.unknown.todo": (
        "可能标签破损、扫描有误,或不是我们的商品。请再扫一次,或输入二维码下面的编号。",
        "The label may be torn, the scan wrong, or the goods not ours. Scan again, or type the "
        "code that stands under the square.",
    ),
}
