"""The shop's pages."""

from api.web.security import needs
from wms.tables.access import Role

MAY = needs(Role.SHOP)
