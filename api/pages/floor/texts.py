"""Texts that the floor's pages share."""

TEXTS: dict[str, tuple[str, str]] = {
    "floor_page.choose": ("今天做什么?", "What shall we do?"),
    "floor_page.receive": ("收货上架", "Goods-in"),
    "floor_page.pick": ("拣货打包", "Pick and pack"),
    "floor_page.load": ("装车", "Load"),
    "floor_page.putback": ("放回货架", "Put back"),
    "floor_page.look": ("查询", "Look up"),
    "floor_page.station": ("工位", "Station"),
    "floor_page.station.own": ("本机", "This device"),
    "floor_page.online": ("在线", "online"),
    "floor_page.away": ("离线", "away"),
    "device.refuses_since": ("自 {since} 拒绝应答", "refuses since {since}"),
}
