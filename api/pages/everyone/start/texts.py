"""Texts of the first page."""

TEXTS: dict[str, tuple[str, str]] = {
    "start.title": ("从扫码入库到扫码溯源", "From the beep at goods-in to the consumer's scan"),
    "start.lead": (
        "收货、库存、冷库、订单、配送与溯源,一套系统。",
        "Goods-in, stock, cold rooms, orders, delivery and trace in one product.",
    ),
    "start.demo_title": ("以某个角色进入演示", "Enter the demo as"),
    "start.demo_lead": (
        "这是演示数据:城市、订单和设备都在模拟运行。",
        "This is demo data: the city, its orders and its devices are simulated.",
    ),
}
