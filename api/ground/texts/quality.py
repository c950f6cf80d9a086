"""Texts of what goods-in, quality and repacking refuse."""

TEXTS: dict[str, tuple[str, str]] = {
    "item.inactive": ("商品 {item} 已停用", "Item {item} is no longer used"),
    "receipt.harvest_in_future": (
        "标签上的采收或生产日期 {date} 在将来:换标签或问供应商",
        "The day of harvest or production, {date}, lies ahead. Ask the supplier for a right label",
    ),
    "receipt.past_best_before": (
        "已过期:标签最佳食用期 {date},今天 {today}。不能收,退给供应商",
        "Out of date: best before {date}, today is {today}. It is not taken in; send it back",
    ),
    "receipt.past_sell_by": (
        "已过期:标签销售截止 {date},今天 {today}。不能收,退给供应商",
        "Out of date: sell by {date}, today is {today}. It is not taken in; send it back",
    ),
    "receipt.past_use_by": (
        "已过期:标签保质期至 {date},今天 {today}。不能收,退给供应商",
        "Out of date: use by {date}, today is {today}. It is not taken in; send it back",
    ),
    "receipt.past_expiry": (
        "已过期:标签有效期至 {date},现在 {today}。不能收,退给供应商",
        "Out of date: it expired on {date}, now is {today}. It is not taken in; send it back",
    ),
    "receipt.life_over": (
        "已过期:{begun} 采收或生产,本品保质 {life_hours} 小时,到 {over} 为止。不能收",
        "Out of date: of {begun}, and such goods keep {life_hours} h, until {over}. Not taken in",
    ),
    "receipt.date_far": (
        "标签日期 {date} 太远,同类商品一般到 {usual}。日期没错就再扫一次同一标签",
        "The label says {date}; such goods keep until {usual}. If it is right, scan it once more",
    ),
    "lot.expired": (
        "批次 {lot} 已过保质期,或撑不到送达:不能出库,请取出",
        "Lot {lot} is past its life or would be on arrival. It may not go out: take it out",
    ),
    "stock.nothing_to_put_back": (
        "批次 {lot} 没有要放回的货",
        "Nothing of lot {lot} waits to be put back",
    ),
    "lot.not_held": ("批次 {lot} 没有被暂扣", "Lot {lot} is not on hold"),
    "lot.not_released": ("批次 {lot} 不可销售", "Lot {lot} may not be sold"),
    "lot.recalled": ("批次 {lot} 正在召回,不能放行", "Lot {lot} is recalled and stays stopped"),
    "lot.residue_failed": (
        "批次 {lot} 农残检测不合格,复检合格后才能放行",
        "Lot {lot} failed its residue test; it needs one that passes first",
    ),
    "release.person_needed": ("放行必须由人决定", "Only a person may release a lot"),
    "recall.by_test": (
        "不合格检测的停售,须复检合格后逐批放行。",
        "A failed test called this back: it ends when a new test passes and its lots are released.",
    ),
    "recall.other_body": (
        "这个召回编号已用于别的内容",
        "This recall was sent before and said something else",
    ),
    "recall.under_way": ("批次 {lot} 已在召回中", "Lot {lot} is being recalled already"),
    "lab_test.contradicts": (
        "抑制率 {inhibition_pct}% 与结论矛盾:{limit_pct}% 及以上为不合格",
        "An inhibition of {inhibition_pct} % contradicts the verdict: from {limit_pct} % it fails",
    ),
    "release.lasting": (
        "批次 {lot} 的超限仍在持续(最差 {peak} °C):确认仍要放行请勾选",
        "The excursion of lot {lot} is still lasting (up to {peak} °C): tick that you are sure",
    ),
    "release.nothing_chosen": ("请勾选要放行的批次", "Tick the lots that shall go on"),
    "release.which": (
        "批次 {lot} 有 {holds} 条暂扣:请勾选要解除的",
        "Lot {lot} has {holds} holds: tick those that shall end",
    ),
    "release.note_missing": ("请写明放行理由", "Say why it is released"),
    "repack.mass_balance": (
        "投料与产出对不上:投入 {input},产出 {output},损耗 {waste}",
        "In and out do not agree: {input} in, {output} out, {waste} waste",
    ),
    "repack.mixed_origin": (
        "不同来源不能混包:{lots}",
        "Lots of different origin cannot be packed together: {lots}",
    ),
    "repack.wrong_packing": (
        "批次 {lot} 已是充氮包装",
        "Lot {lot} is packed in nitrogen already",
    ),
    "excursion.wrong_state": ("该异常已处理过", "This excursion was handled already"),
    "excursion.cause_missing": ("请填写原因和处理措施", "Give the cause and what was done"),
    "excursion.lasting": ("异常还没有结束,不能关闭", "It is still going on and cannot be closed"),
    "loss.other_body": (
        "同一编号已用于另一次报损",
        "The same number was already used for another write-off",
    ),
}
