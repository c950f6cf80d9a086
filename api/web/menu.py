"""Where each role begins and what its menu offers: addresses and text codes."""

from typing import NamedTuple

from wms.tables.access import Role

START: dict[Role, str] = {
    Role.STAFF: "/floor",
    Role.DISPATCHER: "/office",
    Role.DRIVER: "/driver",
    Role.SHOP: "/shop",
    Role.QUALITY: "/quality",
    Role.ADMIN: "/admin",
}

MENU: dict[Role, tuple[tuple[str, str], ...]] = {
    Role.STAFF: (("/floor", "menu.floor"),),
    Role.DISPATCHER: (("/office", "menu.office"), ("/data", "menu.data")),
    Role.DRIVER: (("/driver", "menu.driver"),),
    Role.SHOP: (("/shop", "menu.shop"),),
    Role.QUALITY: (("/quality", "menu.quality"),),
    Role.ADMIN: (("/admin", "menu.admin"), ("/data", "menu.data"), ("/office", "menu.office")),
}


class Login(NamedTuple):
    """A demo account that the start page and the terminal show."""

    role: Role
    login: str
    password: str

    @property
    def start(self) -> str:
        """The page it begins with."""
        return START[self.role]
