"""Columns, constraints and legal state transitions. No behaviour beyond `advance`."""

from wms.tables import catalog, coldchain, orders, stock, system, transport
from wms.tables.base import Table

__all__ = ["Table", "catalog", "coldchain", "orders", "stock", "system", "transport"]
