"""What a driver's exception means to us."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from wms import codes
from wms.db.engines import SQLITE
from wms.errors import Conflict, Refused, Unavailable

RETRYABLE = frozenset({"40001", "40P01"})
"""Serialization failure and deadlock: nothing happened, the same call may run again.
Source: PostgreSQL manual, appendix A."""
BUSY = frozenset({"55P03", "57014", "53300"})
"""Lock not available, statement cancelled, too many connections. Source: the same."""


class Retry(Exception):
    """The database rolled back for its own reasons; the same use case may run again."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn drivers' exceptions into ours.

    Raises: Retry; Conflict("storage.conflict") when a constraint held what no rule explained;
    Refused("storage.unfit") for a value no column can keep;
    Unavailable("storage.busy" | "storage.failed").
    """
    try:
        yield
    except PoolTimeout as error:
        raise Unavailable(codes.Storage.BUSY) from error
    except IntegrityError as error:
        raise Conflict(codes.Storage.CONFLICT, constraint=_constraint(error)) from error
    except DataError as error:
        raise Refused(codes.Storage.UNFIT, error=str(error.orig)[:200]) from error
    except SQLITE.Error as error:
        raise Unavailable(_of_sqlite(error), error=str(error)[:200]) from error
    except DBAPIError as error:
        state = getattr(error.orig, "sqlstate", None)
        if state in RETRYABLE:
            raise Retry from error
        code = codes.Storage.BUSY if state in BUSY else _of_sqlite(error.orig)
        raise Unavailable(code, error=str(error.orig)[:200]) from error


def _of_sqlite(error: object) -> codes.Storage:
    is_locked = "database is locked" in str(error)
    return codes.Storage.BUSY if is_locked else codes.Storage.FAILED


def _constraint(error: IntegrityError) -> str:
    diagnosis = getattr(error.orig, "diag", None)
    return str(getattr(diagnosis, "constraint_name", None) or error.orig)[:200]
