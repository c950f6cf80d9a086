"""What is refused about a trip, a stop or a proof."""

TEXTS: dict[str, tuple[str, str]] = {
    "trip.wrong_state": ("车次状态不允许这样做", "The trip is not in a state that allows this"),
    "trip.not_loaded": ("还有货没有装上车", "Not everything is aboard"),
    "do.trip.not_loaded": (
        "装齐后再出发,或说明原因后出发。",
        "Load the rest, or say why you leave without it.",
    ),
    "trip.expired": (
        "车次 {number} 有撑不到送达的货",
        "Trip {number} carries goods that would be past their life on arrival",
    ),
    "do.trip.expired": (
        "写明原因出发,这些订单会留下;再在备货台取出过期批次。",
        "Give a reason to leave without those orders; then take the dead lots out on the stage.",
    ),
    "trip.empty": ("车上什么都没有", "Nothing is aboard"),
    "trip.open_stops": ("还有站点没有签收", "Some stops have no proof yet"),
    "do.trip.open_stops": (
        "请司机补报签收;若货没有送到,由调度写明原因结束车次。",
        "Have the driver report them; if goods were not delivered, the office closes the trip with "
        "a reason.",
    ),
    "trip.vehicle_out": (
        "车辆 {vehicle} 还在车次 {other} 上",
        "Vehicle {vehicle} is still on trip {other}",
    ),
    "do.trip.vehicle_out": (
        "先上报车次 {other} 返回,或由调度结束它。",
        "Report the return of trip {other} first, or let the office close it.",
    ),
    "trip.reason": ("请写明结束车次的原因", "Say why the trip is closed"),
    "stop.done": ("这一站已经签收过", "This stop was already proved"),
    "proof.received_by": (
        "收货人须为 1 到 {most} 个字",
        "The receiver needs 1 to {most} characters",
    ),
    "proof.temperature": (
        "温度须在 {least} 到 {most} °C 之间",
        "The temperature must lie within {least} … {most} °C",
    ),
    "proof.position": ("位置不正确", "The position cannot be"),
    "proof.signature": ("签名无法识别", "The signature cannot be read"),
    "proof.photo": ("照片太大或格式不支持", "The photo is too large or of an unknown kind"),
    "proof.lines": ("数量与车上的货对不上", "The quantities do not match what is aboard"),
    "do.proof.lines": ("请打开该站点重新核对。", "Open the stop and check it again."),
    "proof.other_body": ("同一凭证内容不同", "The same proof came with other content"),
    "inbox.other_body": (
        "同一编号已用于其他内容",
        "The same id was already used for something else",
    ),
    "inbox.other_source": ("编号属于另一来源", "The id belongs to somebody else"),
    "inbox.refused_before": ("之前已被拒绝（{code}）", "It was refused before ({code})"),
}
