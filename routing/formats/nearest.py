"""Which right name somebody meant who wrote a wrong one."""

from collections.abc import Collection
from difflib import get_close_matches

_ALIKE = 0.6
_UNITS = ("_s", "_m", "_km", "_min")


def nearest(name: str, names: Collection[str], alike: float = _ALIKE) -> str | None:
    """Give the name that is nearest to a wrong one, however it is spelt; None: none is near."""
    by_letters: dict[str, str] = {}
    for each in sorted(names):
        by_letters[_letters(each)] = each
        for unit in _UNITS:
            by_letters.setdefault(_letters(each.removesuffix(unit)), each)
    found = get_close_matches(_letters(name), by_letters, 1, alike)
    return by_letters[found[0]] if found else None


def _letters(name: str) -> str:
    return "".join(each for each in name.lower() if each.isalnum())
