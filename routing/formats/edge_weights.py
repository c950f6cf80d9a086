"""Distances a VRPLIB file gives itself: which way they are written, and holes in them.

Source: TSPLIB 95, section 1.2.5 (EDGE_WEIGHT_TYPE) and 1.2.6 (EDGE_WEIGHT_FORMAT).
"""

from collections.abc import Callable

import numpy as np

from routing.formats.instance import Decimals
from routing.formats.vrplib_text import Document, Section, need
from routing.model import Flaw, ProblemError

_FROM_PLACES = ("EUC_2D", "CEIL_2D", "FLOOR_2D")
_Places = tuple[np.ndarray, ...]


def edge_weights(document: Document, size: int) -> Decimals | None:
    """Give the distances when they are not plainly Euclidean, in the file's units.

    Raises: ProblemError("file.malformed").
    """
    kind = document.text("EDGE_WEIGHT_TYPE").upper()
    if kind == "EXPLICIT":
        return _explicit(document, size)
    if kind not in _FROM_PLACES:
        raise need(document, "EDGE_WEIGHT_TYPE").wrong("EDGE_WEIGHT_TYPE", f"{kind or '(none)'}")
    if "NODE_COORD" not in document.sections:
        raise ProblemError(Flaw.FILE_MALFORMED, "no NODE_COORD_SECTION")
    if kind == "EUC_2D":
        return None
    straight = _straight(document.sections["NODE_COORD"])
    return np.ceil(straight) if kind == "CEIL_2D" else np.floor(straight)


def _straight(section: Section) -> Decimals:
    rows = sorted(section.rows, key=lambda line: int(float(line.words[0])))
    places = np.array([[float(word) for word in line.words[1:3]] for line in rows])
    apart = places[:, None, :] - places[None, :, :]
    result: Decimals = np.sqrt((apart**2).sum(axis=2))
    return result


def _explicit(document: Document, size: int) -> Decimals:
    section = document.sections.get("EDGE_WEIGHT")
    if section is None:
        raise ProblemError(
            Flaw.FILE_MALFORMED, "EDGE_WEIGHT_TYPE is EXPLICIT, no EDGE_WEIGHT_SECTION"
        )
    form = document.text("EDGE_WEIGHT_FORMAT").upper()
    places = _FORMS.get(form)
    if places is None:
        raise need(document, "EDGE_WEIGHT_FORMAT").wrong("EDGE_WEIGHT_FORMAT", form or "(none)")
    values = [
        line.decimal(word, section.name, least=0) for line in section.rows for word in line.words
    ]
    rows, columns = places(size)
    if len(values) != len(rows):
        what = f"{len(values)} values, {form} of {size} nodes has {len(rows)}"
        raise section.head.wrong(section.name, what)
    weights = np.zeros((size, size))
    weights[rows, columns] = values
    if form != "FULL_MATRIX":
        weights[columns, rows] = values
    return weights


def _full(size: int) -> _Places:
    rows, columns = np.indices((size, size))
    return rows.ravel(), columns.ravel()


_FORMS: dict[str, Callable[[int], _Places]] = {
    "FULL_MATRIX": _full,
    "LOWER_ROW": lambda size: np.tril_indices(size, -1),
    "LOWER_DIAG_ROW": np.tril_indices,
    "UPPER_ROW": lambda size: np.triu_indices(size, 1),
    "UPPER_DIAG_ROW": np.triu_indices,
}
