"""Texts of one room."""

TEXTS: dict[str, tuple[str, str]] = {
    "metric.temperature": ("温度", "Temperature"),
    "metric.humidity": ("湿度", "Humidity"),
    "metric.door_open": ("库门", "Door"),
    "metric.battery_pct": ("电量", "Battery"),
    "metric.battery_v": ("电池电压", "Battery voltage"),
    "door.open": ("开", "Open"),
    "door.shut": ("关", "Shut"),
    "quality.span": ("时间范围", "Time span"),
    "quality.span.6": ("6 小时", "6 h"),
    "quality.span.24": ("24 小时", "24 h"),
    "quality.span.72": ("3 天", "3 days"),
    "quality.span.168": ("7 天", "7 days"),
    "quality.report": ("检查报告", "Report"),
    "quality.silent_since": ("最后一次", "last heard"),
    "quality.curve": ("最近 {hours} 小时的{metric}曲线", "{metric} over the last {hours} hours"),
    "quality.curve.limits": (
        "虚线是界限 {low} 至 {high},红色底纹是超限时段。",
        "Dashed: the limits {low} to {high}. Shaded red: excursions.",
    ),
    "quality.days14": ("最近 14 天", "last 14 days"),
    "quality.lots_here": ("库内批次", "Lots in this room"),
    "quality.no_lots": ("库内没有货", "Nothing is stored here"),
    "quality.alarm.todo": (
        "正在超限:先确认,再到现场检查库门、机组和探头;库内批次已自动暂扣。",
        "Outside its limits now: acknowledge, then check door, unit and probe on site; "
        "the lots in the room are on hold.",
    ),
}
