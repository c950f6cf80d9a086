"""Code 128 in as few characters as can be: python-barcode's tables, our choice of code sets.

python-barcode goes over to pairs of digits where that does not pay, which makes bars wider than
they must be: room that labels do not have. A test holds both against each other.
"""

import re
from functools import lru_cache
from itertools import count
from operator import mul

from barcode.charsets import code128 as tables
from barcode.codex import Gs1_128

FNC1: str = Gs1_128.FNC1_CHAR

_PATTERNS: tuple[str, ...] = tuple(tables.CODES)
_STOP: str = tables.STOP + "11"  # python-barcode keeps the last two of its 13 modules apart
# Single characters as set B has them, pairs of digits as set C has them; FNC1 is one in both.
_VALUES: dict[str, int] = tables.B | {f"{value:02}": value for value in range(100)}
_IN_C = re.compile(f"[0-9]{{2}}|{FNC1}")
_SWITCH: dict[str, int] = {"B": tables.C["TO_B"], "C": tables.B["TO_C"]}
_IMPOSSIBLE = 10_000

# What the choice of code sets depends on: digits, FNC1 and all the rest.
_SHAPE = str.maketrans(
    {chr(code): "A" for code in range(32, 127)} | dict.fromkeys("0123456789", "0")
)


def modules(data: str) -> str:
    """Return the modules of a symbol, "1" for dark; `FNC1` in the data stands for that character.

    `data` has printable ASCII characters and FNC1 only, one at least.
    """
    values: list[int] = []
    for now, start, end in _runs(data.translate(_SHAPE)):
        values.append(_SWITCH[now] if values else tables.START_CODES[now])
        stretch = data[start:end]
        values += map(_VALUES.__getitem__, stretch if now == "B" else _IN_C.findall(stretch))
    check: int = (values[0] + sum(map(mul, values, count()))) % 103
    return "".join([_PATTERNS[value] for value in values]) + _PATTERNS[check] + _STOP


def width(data: str) -> int:
    """Return how many modules `modules` has, at a fraction of its cost."""
    return _width(data.translate(_SHAPE))


@lru_cache(maxsize=4096)
def _width(shape: str) -> int:
    characters = 0
    for now, start, end in _runs(shape):
        stretch = shape[start:end]
        digits = stretch.count("0") if now == "C" else 0
        characters += 1 + len(stretch) - digits + digits // 2  # one to start or to change sets
    return 11 * (characters + 1) + len(_STOP)


@lru_cache(maxsize=4096)
def _runs(shape: str) -> tuple[tuple[str, int, int], ...]:
    """Return which stretch to encode in which code set, so that the symbol gets shortest.

    The shape has a 0 for each digit; sets are changed only where that saves a character.
    """
    stay_b, stay_c = _costs(shape)
    now = "C" if stay_c[0] < stay_b[0] else "B"
    runs = []
    place = start = 0
    while place < len(shape):
        other, cost, cost_of_other = (
            ("C", stay_b[place], stay_c[place])
            if now == "B"
            else ("B", stay_c[place], stay_b[place])
        )
        if cost_of_other + 1 < cost:
            runs.append((now, start, place))
            now, start = other, place
        place += 2 if now == "C" and shape[place] == "0" else 1
    return (*runs, (now, start, len(shape)))


def _costs(shape: str) -> tuple[list[int], list[int]]:
    """Return for each place how many characters follow when its own is encoded in B and in C."""
    size = len(shape)
    stay_b, stay_c = [0] * (size + 2), [0] * (size + 2)
    for place in reversed(range(size)):
        after = place + 1
        stay_b[place] = 1 + min(stay_b[after], stay_c[after] + 1)
        if shape[place] == FNC1:
            stay_c[place] = 1 + min(stay_c[after], stay_b[after] + 1)
        elif shape[place : place + 2] == "00":
            stay_c[place] = 1 + min(stay_c[place + 2], stay_b[place + 2] + 1)
        else:
            stay_c[place] = _IMPOSSIBLE
    return stay_b, stay_c
