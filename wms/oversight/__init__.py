"""What managers look at: open items that wait for a person, and figures over time."""

from wms.oversight.open_items import Kind, OpenItem

__all__ = [
    "Kind",
    "OpenItem",
]
