"""An approver's work: what needs eyes first, and approving, cutting or sending back."""

from wms.ordering.approval.backlog import QueueItem, queue, waiting
from wms.ordering.approval.decisions import (
    Answer,
    Cuts,
    approve,
    approve_all,
    cut,
    reason_of,
    send_back,
)
from wms.ordering.approval.facts import facts_of, limits_of

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
    "reason_of",
    "send_back",
    "waiting",
]
