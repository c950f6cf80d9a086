"""Every text a person can read, in every language, under a stable code.

`{count}` is filled with a detail, `{count:stop|stops}` with a number and the word that fits it.

Each module of this package holds one `TEXTS = {"code": (zh, en)}`; a code that two modules claim is
refused at import. Nothing outside this package and the templates contains words for people.
"""

import pkgutil
from collections.abc import Mapping, Sequence
from importlib import import_module
from string import Formatter
from typing import Any, Literal

from wms import codes

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
DEFAULT: Language = "zh"


class _Filling(Formatter):
    """Fills a text; a detail that is missing shows as a dash instead of breaking the page."""

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return kwargs.get(str(key), "–")

    def format_field(self, value: Any, format_spec: str) -> str:
        one, _, many = format_spec.partition("|")
        if not many:
            return str(value)
        return f"{value} {one if value in (1, '1') else many}"


_FILLING = _Filling()


def text(code: str, language: Language = DEFAULT, /, **details: Any) -> str:
    """The text of a code; the code itself when nobody wrote one, which fails in tests."""
    both = TEXTS.get(code)
    if both is None:
        codes.doubt(f"no text for code {code}")
        return code
    return _FILLING.vformat(both[LANGUAGES.index(language)], (), details)


def has_text(code: str) -> bool:
    """Whether somebody wrote a text for this code."""
    return code in TEXTS


def chosen(*wishes: str | None) -> Language:
    """The first wish that is a language of ours."""
    for wish in wishes:
        for language in LANGUAGES:
            if wish == language:
                return language
    return DEFAULT


def from_header(accept_language: str) -> Language | None:
    """The language of ours that a browser names first, if any."""
    for part in accept_language[:200].lower().split(","):
        for language in LANGUAGES:
            if part.strip().startswith(language):
                return language
    return None


def _merged() -> Mapping[str, tuple[str, str]]:
    merged: dict[str, tuple[str, str]] = {}
    for module in pkgutil.iter_modules(__path__):
        own: dict[str, tuple[str, str]] = import_module(f"{__name__}.{module.name}").TEXTS
        twice = merged.keys() & own.keys()
        if twice:
            raise ValueError(f"texts written twice: {sorted(twice)}")
        merged |= own
    return merged


TEXTS = _merged()
