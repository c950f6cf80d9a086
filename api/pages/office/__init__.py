"""The office's pages: orders, waves, trips, stock, what needs a person, and figures."""

from api.web.security import needs
from wms.tables.access import Role

MAY = needs(Role.DISPATCHER, Role.ADMIN)
MAY_LOOK = needs(Role.DISPATCHER, Role.QUALITY, Role.ADMIN)
"""What quality sees, too."""
