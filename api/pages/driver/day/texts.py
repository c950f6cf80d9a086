"""Texts of the driver's day."""

TEXTS: dict[str, tuple[str, str]] = {
    "driver.no_trips": ("今天没有排给您的车次", "No trip is planned for you today"),
    "driver.no_trips.todo": (
        "排好线路后会出现在这里,页面会保存在手机里。",
        "Trips appear here once routes are planned, and stay on this phone.",
    ),
    "driver.summary": ("今日小结", "The day so far"),
    "driver.summary.stops": ("完成站点", "Stops done"),
    "driver.summary.load": ("装载", "Load"),
    "driver.summary.distance": ("里程", "Distance"),
    "driver.open": ("打开", "Open"),
}
