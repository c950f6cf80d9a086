"""The pages of cold rooms and quality."""

from api.web.security import needs
from wms.tables.access import Role

MAY_LOOK = needs(Role.QUALITY, Role.ADMIN, Role.DISPATCHER)
MAY_ACT = needs(Role.QUALITY, Role.ADMIN)
