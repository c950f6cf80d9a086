"""Which benchmark format a text is in, told by its content, and the reader of it."""

from routing.formats.instance import Convention, Instance
from routing.formats.solomon import is_solomon, read_solomon
from routing.formats.vrplib import read_vrplib
from routing.formats.vrplib_text import is_vrplib
from routing.model import Flaw, ProblemError


def read_instance(text: str, convention: Convention | None = None) -> Instance:
    """Read Solomon's text or VRPLIB. Raises: ProblemError("file.…") naming line and field."""
    if is_vrplib(text):
        return read_vrplib(text, convention)
    if is_solomon(text):
        return read_solomon(text, convention or Convention.DIMACS)
    raise ProblemError(
        Flaw.FILE_UNKNOWN_FORMAT,
        "neither Solomon (VEHICLE, CUSTOMER) nor VRPLIB (DIMENSION, sections)",
    )
