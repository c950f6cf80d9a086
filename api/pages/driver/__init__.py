"""The driver's pages: what a phone needs at each door, with and without a network."""

from api.web.security import needs
from wms.tables.access import Role

MAY = needs(Role.DRIVER)
