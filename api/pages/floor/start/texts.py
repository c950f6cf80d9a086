"""Texts of choosing what to do."""

TEXTS: dict[str, tuple[str, str]] = {
    "floor_page.choose.lead": (
        "选一项,然后只管扫码。任何时候扫指令码也能切换。",
        "Choose one, then just scan. Command barcodes switch at any time.",
    ),
    "floor_page.receive.hint": ("扫供应商卡、货品标签、货位", "supplier, goods, place"),
    "floor_page.pick.hint": ("扫拣货单、批次标签", "pick list, then lots"),
    "floor_page.load.hint": ("扫车辆、包裹", "vehicle, then parcels"),
    "floor_page.putback.hint": ("扫已取消订单的货、货位", "goods of ended orders, then places"),
    "floor_page.look.hint": ("扫任意条码", "scan anything"),
    "floor_page.station.own.hint": (
        "蓝牙或键盘式扫码枪、手工输入",
        "a wedge scanner on this device, or by hand",
    ),
}
