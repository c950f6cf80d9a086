"""Texts of the excursions."""

TEXTS: dict[str, tuple[str, str]] = {
    "quality.excursions.lead": (
        "等待处理的超温与失联;结束后写明原因和措施再关闭。",
        "What waits for a person. Close each with its cause and what was done.",
    ),
    "excursion.high": ("温度过高", "Too warm"),
    "excursion.low": ("温度过低", "Too cold"),
    "excursion.silence": ("传感器失联", "Sensor silent"),
    "excursion.state.open": ("待确认", "Open"),
    "excursion.state.acknowledged": ("已确认", "Acknowledged"),
    "excursion.state.closed": ("已关闭", "Closed"),
    "excursion.is_lasting": ("仍在持续", "Still lasting"),
    "excursion.holds": ("暂扣 {count} 批", "holds {count:lot|lots}"),
    "excursion.acknowledge": ("确认收到", "Acknowledge"),
    "excursion.close": ("关闭事件", "Close"),
    "excursion.close_later": ("恢复正常后才能关闭。", "It can be closed once it has ended."),
    "excursion.cause": ("原因", "Cause"),
    "excursion.action": ("处理措施", "Action taken"),
    "excursion.cause.example": ("例如:装货时库门未关", "e.g. door left open while loading"),
    "excursion.action.example": ("例如:关门并复检批次", "e.g. door shut, lots inspected"),
    "quality.done.acknowledged": ("已确认。", "Acknowledged."),
    "quality.done.closed": ("事件已关闭。", "The excursion is closed."),
}
