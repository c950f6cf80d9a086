"""Texts of the wall of rooms."""

TEXTS: dict[str, tuple[str, str]] = {
    "quality.wall.lead": (
        "每 2 秒更新,情况最差的排在最前。",
        "Updated every 2 seconds, the worst first.",
    ),
    "quality.age": ("{age}前测得", "measured {age} ago"),
    "quality.as_of": ("截至 {time}", "as of {time}"),
    "quality.no_rooms": ("还没有装传感器的库房", "No room has a sensor yet"),
    "quality.no_rooms.todo": (
        "请管理员在设备页登记控制器或无线传感器。",
        "Ask an administrator to register a controller or a wireless sensor.",
    ),
    "quality.group.trouble": ("需要处理", "Needs somebody"),
    "quality.group.rooms": ("库房", "Rooms"),
    "quality.group.vehicles": ("车辆", "Vehicles"),
    "room.state.ok": ("正常", "Fine"),
    "room.state.out": ("刚超出界限", "Just outside"),
    "room.state.silent": ("没有信号", "Silent"),
    "room.state.refused": ("设备拒绝应答", "Device refuses"),
    "room.state.alarm": ("超温报警", "Alarm"),
}
