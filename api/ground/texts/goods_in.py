"""Texts of goods-in at a station, and of codes that cannot be read."""

TEXTS: dict[str, tuple[str, str]] = {
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
        "{item_zh} 没有这个批次({code}):可能是别家的标签或打错了,请扫我们的批次标签",
        "No such lot of {item_en} is here ({code}): another's label, or mistyped. Scan ours",
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
    # Codes that cannot be read.
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
}
