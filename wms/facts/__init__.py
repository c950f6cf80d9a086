"""What happened and what must follow: facts, outbox, jobs, notices, the audit chain."""

from wms.facts.events import FOLLOWED, LABELS, NOTICES, PAPERS, ROUTES, FactKind
from wms.facts.outbox import Task

__all__ = [
    "FOLLOWED",
    "LABELS",
    "NOTICES",
    "PAPERS",
    "ROUTES",
    "FactKind",
    "Task",
]
