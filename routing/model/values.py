"""Whole numbers and names as the model accepts them, and the error that says which one is wrong."""

from collections.abc import Iterable, Sequence
from typing import Any

from routing.model.flaws import Flaw, ProblemCode

Matrix = tuple[tuple[int, ...], ...]
Loads = tuple[int, ...]
"""One amount for each of the problem's dimensions, in their order."""

HORIZON_S = 10_000_000
"""The end of time: every window and shift closes before. A travel time this long: no way."""
LOCATIONS_MAX = 2_500
STOPS_MAX = 2_000
VEHICLES_MAX = 2_000
AMOUNT_MAX = 1_000_000_000
COST_MAX = 10_000_000_000
DISTANCE_M_MAX = 10_000_000
_ID_LENGTH_MAX = 80
_SET_MAX = STOPS_MAX


class ProblemError(Exception):
    """A problem, plan or file that cannot be meant. `code` is stable, `detail` names the spot."""

    def __init__(self, code: ProblemCode, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


def matrix(rows: Iterable[Sequence[Any]]) -> Matrix:
    """Turn any nested sequence of whole numbers, an array too, into a frozen matrix.

    Raises: ProblemError("matrix.not_whole") for a fraction or something that is no number.
    """
    return tuple(tuple(_whole(value) for value in row) for row in rows)


def _whole(value: Any) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise ProblemError(Flaw.MATRIX_NOT_WHOLE, repr(value)[:40]) from error
    if number != value:
        raise ProblemError(Flaw.MATRIX_NOT_WHOLE, repr(value)[:40])
    return number


def judge_name(code: ProblemCode, text: str, where: str) -> None:
    """Refuse an empty or endless name."""
    if not 1 <= len(text) <= _ID_LENGTH_MAX:
        raise ProblemError(code, where[:_ID_LENGTH_MAX])


def judge_names(code: ProblemCode, names: Iterable[str], where: str) -> None:
    """Refuse a set with an empty or endless name, or with too many of them."""
    for count, each in enumerate(names, 1):
        judge_name(code, each, where)
        if count > _SET_MAX:
            raise ProblemError(code, where)


def judge_within(code: ProblemCode, value: int, low: int, high: int, where: str) -> None:
    """Refuse what is no whole number between two others, both included."""
    if type(value) is not int or not low <= value <= high:
        raise ProblemError(code, f"{where}: {value!r} is not within {low}..{high}")


def judge_loads(code: ProblemCode, amount: Loads, where: str) -> None:
    """Refuse a negative or endless amount in any dimension."""
    for value in amount:
        judge_within(code, value, 0, AMOUNT_MAX, where)


def judge_unique(code: ProblemCode, ids: Iterable[str]) -> None:
    """Refuse a name that comes twice."""
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            raise ProblemError(code, each)
        seen.add(each)


def judge_square(code: ProblemCode, rows: Matrix, high: int) -> None:
    """Refuse a matrix with holes, fractions or values out of bounds."""
    judge_within(Flaw.MATRIX_SIZE, len(rows), 1, LOCATIONS_MAX, code)
    for number, row in enumerate(rows):
        if len(row) != len(rows):
            raise ProblemError(Flaw.MATRIX_NOT_SQUARE, f"{code} row {number}: {len(row)} values")
        if any(type(value) is not int for value in row):
            raise ProblemError(Flaw.MATRIX_NOT_WHOLE, f"{code} row {number}")
        if min(row) < 0 or max(row) > high:
            raise ProblemError(code, f"row {number} is not within 0..{high}")
