"""Papers as the trade fills them, and documents as they wait to be printed."""

from wms.printing.documents import NewDocument

__all__ = [
    "NewDocument",
]
