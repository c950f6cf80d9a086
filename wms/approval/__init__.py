"""An approver's work: what needs eyes first, and approving, cutting or sending back."""

from wms.approval.backlog import QueueItem, queue, waiting
from wms.approval.decisions import Answer, Cuts, approve, approve_all, cut, send_back
from wms.approval.facts import facts_of, limits_of

__all__ = [
    "Answer",
    "Cuts",
    "QueueItem",
    "approve",
    "approve_all",
    "cut",
    "facts_of",
    "limits_of",
    "queue",
    "send_back",
    "waiting",
]
