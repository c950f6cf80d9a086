"""The floor in a browser."""

from api.web.security import needs
from wms.tables.access import Role

MAY = needs(Role.STAFF, Role.DISPATCHER, Role.QUALITY, Role.ADMIN)
FLOWS = ("receive", "pick", "load", "putback", "look")
