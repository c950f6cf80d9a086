"""Texts of the floor: what a scan is answered with, and what warehouse rules refuse."""

TEXTS: dict[str, tuple[str, str]] = {
    # What a station waits for.
    "floor.ready": ("准备就绪,请扫码", "Ready. Scan anything"),
    "floor.start_over": (
        "这个工位做到哪一步已无法读出,请从头开始",
        "Where this station was cannot be read any more. Start over",
    ),
    "floor.expects_anything": ("请扫码", "Scan anything"),
    "floor.expects_label": ("请扫供应商卡或货品标签", "Scan a supplier's card or a label"),
    "floor.expects_place": ("批次 {lot}:请扫货位", "Lot {lot}: scan where it goes"),
    "floor.expects_order": ("请扫订单或拣货单", "Scan an order or pick list"),
    "floor.expects_lot": ("请扫批次标签", "Scan the lot's label"),
    "floor.expects_weight": ("请重新称重后再扫订单", "Weigh again, then scan the order"),
    "floor.expects_trip": ("请扫车次或车辆", "Scan a trip or vehicle"),
    "floor.expects_parcel": ("请扫包裹", "Scan a parcel"),
    # Goods-in.
    "floor.receive": ("收货:请扫供应商卡或货品标签", "Goods-in: scan a supplier's card or a label"),
    "floor.supplier": ("{supplier_zh}:请扫货品标签", "{supplier_en}: now scan the goods"),
    "floor.supplier_first": ("先扫供应商卡", "Scan the supplier's card first"),
    "floor.label_expected": (
        "这里要扫货品标签或供应商卡",
        "A goods label or a supplier's card is expected",
    ),
    "floor.pallet_number": (
        "这是托盘自己的编号,货在另一条码上:请扫写着 (02) 或 (01) 的那条",
        "This is the pallet's own number. Its goods are in the other bar, with (02) or (01)",
    ),
    "floor.half_label": (
        "标签的一半:请马上扫同一箱的另一条(有 (01) 的那条)",
        "Half of a label. Now scan the other bar of the same carton, the one with (01)",
    ),
    "floor.joined": (
        "两条码已合成一箱:{item_zh} {amount},批次 {lot}(前一批次作废),建议放 {suggested}",
        "Two bars, one carton: {item_en}, {amount}, lot {lot} instead of the one before. "
        "Put it at {suggested}",
    ),
    "floor.amount_noted": ("数量 {typed}:请接着扫", "{typed}: now scan on"),
    "floor.amount_expected": (
        "请输入数量,例如 12.5 公斤或 37 件",
        "Type how much there is, such as 12.5 kg or 37 packs",
    ),
    "floor.amount_unreadable": (
        "看不懂数量 {typed}:请输入例如 37 件、12.5 公斤、24 个",
        "{typed} is no amount here. Type such as 37 packs, 12.5 kg or 24 pc",
    ),
    "floor.expects_amount": ("请输入数量", "Type how much there is"),
    "floor.lot_of_other_item": (
        "条码和批次不是一起的:{lot} 是 {item_zh},标签上的商品码是 {code}。请核对标签",
        "They do not belong together: lot {lot} is {item_en}, the label's item is {code}. Check it",
    ),
    "floor.lot_not_ours": (
        "{item_zh} 没有批次 {lot}:可能是别家的标签或打错了,请扫我们的批次标签",
        "No lot {lot} of {item_en} is here: it may be another's or mistyped. Scan our label",
    ),
    "floor.bare_lot": (
        "批次 {lot} 请连同校验字符输入(标签二维码下面),或在后面写上品名",
        "Type lot {lot} with its check character (below the QR code), or with the goods' name",
    ),
    "receipt.amount_zero": (
        "标签上 {item_zh} 的数量是 0:请称重或数一数再输入",
        "The label says 0 of {item_en}. Weigh or count it and type how much there is",
    ),
    "receipt.amount_unit": (
        "标签上 {item_zh} 用的是长度、体积等别的单位:请输入重量或件数",
        "The label measures {item_en} in another unit. Type its weight or how many packs",
    ),
    "receipt.amount_tiny": (
        "{item_zh} 只有 {amount}?没错就再扫一次同一标签,否则输入数量",
        "Only {amount} of {item_en}? If so, scan the label once more; else type how much",
    ),
    "receipt.amount_huge": (
        "{item_zh} 有 {amount} 这么多?没错就再来一次,否则输入数量",
        "As much as {amount} of {item_en}? If so, say it once more; else type how much",
    ),
    "floor.received": (
        "已收 {item_zh} {amount},批次 {lot},建议放 {suggested}",
        "Received {item_en}, {amount}, lot {lot}. Put it at {suggested}",
    ),
    "floor.where_to": (
        "{item_zh} {amount}(批次 {lot})放到哪里?建议 {suggested}",
        "Where does {item_en}, {amount}, lot {lot} go? Suggested: {suggested}",
    ),
    "floor.same_label": (
        "同一标签:刚收为 {lot}。还有一件就再扫一次,否则扫货位",
        "The same label: already received as {lot}. Scan it once more for another, or scan a place",
    ),
    "floor.place_expected": ("批次 {lot} 待上架,请扫货位", "Lot {lot} waits: scan a place"),
    "floor.put_away": (
        "已上架:{item_zh} {amount} → {place}",
        "Put away: {item_en}, {amount} at {place}",
    ),
    "floor.put_away_held": (
        "已上架到 {place},但该库温度异常,批次 {lot} 已暂扣",
        "Put at {place}, but that room is out of its limits: lot {lot} is on hold",
    ),
    "floor.not_on_dock": ("批次 {lot} 不在收货台 {place}", "Lot {lot} is not on the dock {place}"),
    # Picking and packing.
    "floor.pick": ("拣货:请扫订单或拣货单", "Picking: scan an order or pick list"),
    "floor.pick_next": (
        "{order}:到 {place} 取 {item_zh} {amount},批次 {lot},还剩 {left} 项",
        "{order}: fetch {item_en}, {amount}, lot {lot} at {place}; {left} to go",
    ),
    "floor.pick_cut": (
        "{order} 有缺货已删减;到 {place} 取 {item_zh} {amount},批次 {lot}",
        "{order} was cut for lack of stock. Fetch {item_en}, {amount}, lot {lot} at {place}",
    ),
    "floor.order_expected": (
        "请扫本仓的订单或拣货单",
        "Scan an order or pick list of this warehouse",
    ),
    "floor.right_place": (
        "货位正确:取 {item_zh} {amount},批次 {lot}",
        "Right place: take {item_en}, {amount}, lot {lot}",
    ),
    "floor.wrong_place": (
        "货位不对:应到 {place},您扫的是 {scanned}",
        "Wrong place: go to {place}, not {scanned}",
    ),
    "floor.picked": (
        "已取 {taken_amount};下一项:{place} {item_zh} {amount},批次 {lot},还剩 {left} 项",
        "Took {taken_amount}. Next: {item_en}, {amount}, lot {lot} at {place}; {left} to go",
    ),
    "floor.wrong_lot": (
        "批次不对:应取 {lot}(在 {place}),不是 {scanned}",
        "Wrong lot: take {lot} at {place}, not {scanned}",
    ),
    "floor.lot_held": (
        "批次 {scanned} 暂扣,不可出库;改取 {lot}(在 {place})",
        "Lot {scanned} is on hold. Take {lot} at {place} instead",
    ),
    "floor.lot_expired": (
        "批次 {scanned} 已过期或撑不到送达;改取 {lot}(在 {place})",
        "Lot {scanned} has expired, or will have on arrival. Take {lot} at {place} instead",
    ),
    "floor.lot_unknown": (
        "这不是我们的批次标签;应取 {lot}(在 {place})",
        "This is no lot of ours. Take {lot} at {place}",
    ),
    "floor.nothing_to_pick": (
        "{order} 一样也拣不到:订单已结束,门店已通知",
        "Nothing of {order} can be picked: it has ended, and its shop is told",
    ),
    "floor.wave_picked": ("波次 {wave} 已全部拣完", "Every order of wave {wave} is picked"),
    "floor.packed": (
        "{order} 已打包,{weight_kg} 公斤,包裹 {sscc}",
        "{order} is packed: {weight_kg} kg, parcel {sscc}",
    ),
    "floor.packed_already": ("{order} 已经打包", "{order} is packed already"),
    "floor.nothing_to_finish": ("现在没有可完成的步骤", "There is nothing to finish just now"),
    "packing.weight_off": (
        "重量不符:秤上 {weight_g} 克,拣货 {picked_g} 克。重新称重后扫订单",
        "The weight is off: {weight_g} g on the scale, {picked_g} g picked. "
        "Weigh again and scan the order",
    ),
    # Putting back.
    "floor.put_back": (
        "放回:先取 {item_zh} {amount},批次 {lot},原位 {place},共 {left} 个批次",
        "Put back: {item_en}, {amount}, lot {lot}, to {place}; {left} lots wait",
    ),
    "floor.put_back_none": ("没有要放回的货", "Nothing waits to be put back"),
    "floor.stray_expected": (
        "请扫要放回的批次、包裹或已结束的订单",
        "Scan a lot, a parcel or an ended order to put back",
    ),
    "floor.where_back": (
        "{item_zh} {amount}(批次 {lot})放回哪里?原位 {suggested}",
        "Where does {item_en}, {amount}, lot {lot} go? It came from {suggested}",
    ),
    "floor.put_back_done": (
        "已放回:{item_zh} {amount} → {place},还剩 {left} 个批次",
        "Back on its shelf: {item_en}, {amount} at {place}; {left} lots wait",
    ),
    # Loading.
    "floor.load": ("装车:请扫车次或车辆", "Loading: scan a trip or vehicle"),
    "floor.trip": (
        "{vehicle} 车次 {trip}:还有 {left} 件待装",
        "{vehicle}, trip {trip}: {left} parcels to load",
    ),
    "floor.trip_gone": ("车次 {trip} 已经发车", "Trip {trip} has left already"),
    "floor.trip_waits": (
        "{vehicle} 已打包的都装上了,还有 {waiting_orders} 单没有打包",
        "{vehicle}: all that is packed is aboard; orders still to be packed: {waiting_orders}",
    ),
    "floor.trip_expected": ("先扫车次或车辆", "Scan a trip or vehicle first"),
    "floor.parcel_expected": ("请扫包裹标签", "Scan a parcel's label"),
    "floor.loaded": ("已装车,还剩 {left} 件", "Loaded; {left} to go"),
    "floor.trip_loaded": ("{vehicle} 已装完,可以发车", "{vehicle} is fully loaded and may leave"),
    "load.wrong_vehicle": (
        "装错车:这件属于 {right_vehicle}(车次 {right_trip})",
        "Wrong vehicle: this one rides with {right_vehicle}, trip {right_trip}",
    ),
    "load.not_planned": ("订单 {order} 还没有排车", "Order {order} is on no trip yet"),
    "load.vehicle_out": (
        "车辆 {vehicle} 还在送车次 {other}（{stops} 站未签收）",
        "Vehicle {vehicle} is on the road with trip {other} ({stops:stop|stops} without a proof)",
    ),
    "do.load.vehicle_out": (
        "请司机先上报签收,或由调度结束该车次。",
        "Have the driver report the deliveries first, or let the office close that trip.",
    ),
    "load.no_trip": ("车辆 {vehicle} 没有待装的车次", "Vehicle {vehicle} has no trip to load"),
    "parcel.loaded": ("这件已经装车", "This parcel is loaded already"),
    # Looking up.
    "floor.look": ("查询:请扫任意条码", "Look up: scan anything"),
    "floor.seen_lot": (
        "{item_zh} 批次 {lot}:共 {amount},在 {where};可售至 {day}",
        "{item_en}, lot {lot}: {amount} in all, at {where}. Sold until {day}",
    ),
    "floor.seen_lot_testing": (
        "{item_zh} 批次 {lot} 待检测,不能出库:共 {amount},在 {where};可售至 {day}",
        "{item_en}, lot {lot} waits for its residue test: {amount} in all, at {where}. "
        "Sold until {day}",
    ),
    "floor.seen_lot_warm": (
        "{item_zh} 批次 {lot} 因温度超限暂扣({since} 起):共 {amount},在 {where};可售至 {day}",
        "{item_en}, lot {lot} is on hold since {since}: outside its temperature. "
        "{amount} in all, at {where}. Sold until {day}",
    ),
    "floor.seen_lot_held": (
        "{item_zh} 批次 {lot} 质量暂扣({since} 起){note}:共 {amount},在 {where};可售至 {day}",
        "{item_en}, lot {lot} is on hold by quality since {since}. {note} "
        "{amount} in all, at {where}. Sold until {day}",
    ),
    "floor.seen_lot_failed": (
        "{item_zh} 批次 {lot} 农残不合格,封存({since} 起):共 {amount},在 {where};可售至 {day}",
        "{item_en}, lot {lot} is blocked since {since}: its residue test failed. "
        "{amount} in all, at {where}. Sold until {day}",
    ),
    "floor.seen_lot_recalled": (
        "{item_zh} 批次 {lot} 召回中({since} 起){note}:共 {amount},在 {where};可售至 {day}",
        "{item_en}, lot {lot} is recalled since {since}. {note} "
        "{amount} in all, at {where}. Sold until {day}",
    ),
    "floor.seen_item": (
        "{item_zh}:在库 {on_hand},可用 {free}",
        "{item_en}: {on_hand} on hand, {free} free",
    ),
    "floor.seen_place": (
        "{place} {place_zh}:{lots} 个批次,{weight_kg} 公斤",
        "{place} {place_en}: {lots} lots, {weight_kg} kg",
    ),
    "floor.seen_supplier": ("供应商 {supplier} {supplier_zh}", "Supplier {supplier} {supplier_en}"),
    "floor.seen_order": ("订单 {order}", "Order {order}"),
    "floor.seen_parcel": (
        "订单 {order} 的包裹,{weight_kg} 公斤,在 {place}",
        "A parcel of {order}, {weight_kg} kg, at {place}",
    ),
    # Undo and commands.
    "floor.undone_put_away": (
        "已撤销上架,批次 {lot} 回到收货台",
        "Taken back: lot {lot} is on the dock again",
    ),
    "floor.undone_pick": (
        "已撤销拣货,{item_zh} {amount} 回到 {place}",
        "Taken back: {item_en}, {amount} lie at {place} again",
    ),
    "floor.nothing_to_undo": ("没有可撤销的步骤", "There is nothing to take back"),
    "floor.too_late": (
        "超过 {seconds} 秒,不能撤销",
        "After {seconds} seconds it cannot be taken back",
    ),
    "floor.unknown_command": ("没有这个指令:{command}", "No such command: {command}"),
    "floor.station_unknown": (
        "设备 {station} 没有登记",
        "The device {station} is not registered",
    ),
    "floor.no_such_code": ("系统里没有这个条码", "Nothing in the books has this code"),
    "floor.no_such_item": (
        "没有商品码 {code}:是别家的货,或还没有建档,请找办公室",
        "No item of ours is {code}: another company's goods, or not entered yet. Ask the office",
    ),
    "floor.no_such_lot": ("没有这个批次", "No such lot"),
    "floor.no_such_parcel": (
        "没有这个包裹:可能是别家的托盘,请扫货品标签",
        "No parcel of ours: it may be another company's pallet. Scan the goods' label",
    ),
    "floor.no_such_place": ("没有这个货位", "No such place"),
    "floor.no_such_supplier": ("没有这个供应商:{code}", "No such supplier: {code}"),
    "floor.no_such_trip": ("没有这个车次或车辆:{code}", "No such trip or vehicle: {code}"),
    "scan.empty": ("没有扫到内容", "Nothing was scanned"),
    "scan.too_long": ("条码内容过长", "The code is too long"),
    "scan.bad_code": (
        "条码内容自相矛盾,请换标签或找办公室",
        "The code contradicts itself. Use another label, or ask the office",
    ),
    "scan.check_digit": (
        "校验位不对:有一位读错或打错。请重扫,或照标签再输一次",
        "Its check digit is wrong: a digit was misread or mistyped. Scan or type it again",
    ),
    "scan.companion": (
        "这一条缺少配对的条码:请再扫标签上的另一条",
        "What belongs to it is missing: scan the label's other bar, too",
    ),
    "scan.bad_date": (
        "标签上的日期不存在:请换标签或问供应商",
        "A date on the label does not exist. Use another label, or ask the supplier",
    ),
    "scan.incomplete": (
        "条码不完整:请重扫;总是这样就检查扫码枪设置(分隔符 GS、速度)",
        "The code is incomplete. Scan again; if it stays so, set the scanner to send GS and slower",
    ),
    "scan.settings": (
        "读到的不是完整的 GS1 码:请检查扫码枪设置(发送 GS 分隔符、不改字符)",
        "This is no whole GS1 code. Set the scanner to send GS and to change no characters",
    ),
    "scan.foreign": (
        "这是别的公司的二维码,不是货品标签:请扫我们的或供应商的货品标签",
        "This is another company's link, not a goods label. Scan ours or the supplier's",
    ),
    "scan.other_device": (
        "此网关的密钥无权代表设备 {device}：请管理员检查密钥的前缀。",
        "This gateway's key may not speak for the device {device}: have its prefix checked.",
    ),
    "scan.crashed": (
        "系统未能处理这次扫码,已记录,请找管理员",
        "This scan could not be handled. It is kept; tell an administrator",
    ),
    # Places and quantities.
    "place.not_storage": ("{place} 不能存货", "Goods cannot be stored at {place}"),
    "place.not_dock": ("{place} 不是收货台", "{place} is not a dock"),
    "place.other_warehouse": ("{place} 属于另一个仓库", "{place} belongs to another warehouse"),
    "place.wrong_temperature": (
        "{place} 的温区不对,货品需要另一温区",
        "{place} has the wrong temperature for these goods",
    ),
    "place.full": ("{place} 放不下,只剩 {free_g} 克", "{place} is too full: {free_g} g are left"),
    "place.needs_bin": (
        "{place} 是库房标签:请扫货位",
        "{place} is a room's own label: scan the bin",
    ),
    "place.same": ("货已经在 {place}", "The goods are at {place} already"),
    "quantity.out_of_range": ("数量超出允许范围", "The quantity is out of range"),
    # Receipts, repacking, quality.
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
    # Waves and allocations.
    "wave.empty": ("没有可以截单的已审核订单", "There are no approved orders to release"),
    "allocation.wrong_state": ("该拣货任务已完成或取消", "This pick is done or cancelled already"),
    "pick.too_much": ("最多还能取 {left}", "At most {left} are left to take"),
    "weighing.other_count": (
        "这里有 {on_hand} 件,不是 {counted} 件。点清后整堆重称",
        "{on_hand} are here, not {counted}. Count again and weigh all of them",
    ),
}
