"""What every table declares of its rows: evidence or not, persons, how long, whose warehouse."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum


class Term(Enum):
    """How long rows are kept, by the reason for it; docs/data.md names the laws."""

    FOR_EVER = timedelta.max
    """What others refer to, and chains that a cut would break: shut down, not deleted."""
    TRADE = timedelta(days=3 * 365 + 1)
    """What was grown, stored, sold and delivered, and how cold it was."""
    YEAR = timedelta(days=365)
    """What came in from outside: whoever was offline gets the first answer again."""
    QUARTER = timedelta(days=90)
    """What is done with, or can be made again."""
    TRIES = timedelta(minutes=15)
    """Failed log-ins, while they count against the next one."""
    ENDED = timedelta(0)
    """What is of no use once it has ended."""
    STATE = None
    """What is so now: overwritten and deleted by what changes it, never by age."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a table declares of its rows. One that declares nothing fails a test.

    Paths lead through foreign keys: `order_id.warehouse_id` is the warehouse of the order.
    """

    evidence: bool
    """Whether a row proves to an inspector, customer or grower what happened. Once it has, the row
    is neither altered to say something else nor deleted before its term."""
    term: Term
    since: str | None = None
    """Path to the moment or day from which a term in time counts."""
    persons: tuple[str, ...] = ()
    """Columns that name a person, or by whom something was done. Notes in free text are not
    listed."""
    warehouse: tuple[str, ...] = ()
    """Paths to the warehouses a row belongs to. None: it is the whole business's."""

    def __post_init__(self) -> None:
        ages = self.term not in (Term.FOR_EVER, Term.STATE)
        assert ages == (self.since is not None), self

    def ended(self, now: datetime) -> datetime:
        """Rows whose `since` is not later than this have had their time."""
        assert self.since, self
        length: timedelta = self.term.value
        return now - length
