"""What happened and what must follow: facts, outbox, jobs, notices, the audit chain.

The facts themselves are in `wms.facts.catalogue`, which has a face of its own.
"""

from wms.facts.events import FOLLOWED, INTERESTED, LABELS, NOTICES, PAPERS, ROUTES
from wms.facts.outbox import Task

__all__ = [
    "FOLLOWED",
    "INTERESTED",
    "LABELS",
    "NOTICES",
    "PAPERS",
    "ROUTES",
    "Task",
]
