"""Columns, constraints and legal changes of state, a module a room. No behaviour beyond that."""

from wms.tables import (
    access,
    coldroom,
    equipment,
    evidence,
    facts,
    floor,
    inbound,
    inbox,
    masterdata,
    ordering,
    outbound,
    printing,
    stock,
    transport,
)
from wms.tables.base import Table

__all__ = [
    "Table",
    "access",
    "coldroom",
    "equipment",
    "evidence",
    "facts",
    "floor",
    "inbound",
    "inbox",
    "masterdata",
    "ordering",
    "outbound",
    "printing",
    "stock",
    "transport",
]
