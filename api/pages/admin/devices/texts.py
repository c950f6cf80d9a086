"""Texts of the pages of devices."""

TEXTS: dict[str, tuple[str, str]] = {
    "admin.devices.lead": (
        "离线的排在最前;接线写在 devices.toml。",
        "Those away come first; how they are connected is in devices.toml.",
    ),
    "admin.device": ("设备", "Device"),
    "admin.device.kind": ("类型", "Kind"),
    "admin.device.seen": ("最后出现", "Last seen"),
    "admin.device.sensors": ("传感器", "Sensors"),
    "admin.device.faults": ("读不懂的数据", "Unreadable data"),
    "admin.no_devices": ("还没有设备", "No devices yet"),
    "admin.no_devices.todo": (
        "在 devices.toml 里登记后重启网关。",
        "Register them in devices.toml and restart the gateway.",
    ),
    "admin.no_faults": ("全部都能读懂", "Everything could be read"),
}
