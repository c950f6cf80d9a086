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
    # Waves and allocations.
    "wave.empty": ("没有可以截单的已审核订单", "There are no approved orders to release"),
    "allocation.wrong_state": ("该拣货任务已完成或取消", "This pick is done or cancelled already"),
    "pick.too_much": ("最多还能取 {left}", "At most {left} are left to take"),
    "weighing.other_count": (
        "这里有 {on_hand} 件,不是 {counted} 件。点清后整堆重称",
        "{on_hand} are here, not {counted}. Count again and weigh all of them",
    ),
}
