"""Every text a person can read, in every language, under a stable code.

`{count}` is filled with a detail, `{count:stop|stops}` with a number and the word that fits it.

Each module of this package, and each `texts.py` beside a page, holds one
`TEXTS = {"code": (zh, en)}`; a code that two of them claim is refused. Nothing else contains words
for people but the templates.

The files are read by their place: they are data, import nothing, and nobody imports them, so that
the words of a page are known below it, too, where a refusal or a picture is put into words. Nouns
of master data bring the words of their columns themselves.
"""

from collections.abc import Iterable, Mapping, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from string import Formatter
from typing import Any, Literal

from wms import codes
from wms.masterdata import policies
from wms.registers import NOUNS, Noun

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


Texts = Mapping[str, tuple[str, str]]
HERE = Path(__file__).parent
PAGES = HERE.parents[1] / "pages"


def files() -> list[Path]:
    """Every file of texts: those of this package and those beside a page."""
    return [path for path in sorted(HERE.glob("*.py")) if path.name != "__init__.py"] + sorted(
        PAGES.rglob("texts.py")
    )


def merged(sources: Iterable[Texts]) -> Texts:
    """All texts in one. Raises: ValueError for a code that stands in two of them."""
    together: dict[str, tuple[str, str]] = {}
    for own in sources:
        if twice := together.keys() & own.keys():
            raise ValueError(f"texts written twice: {sorted(twice)}")
        together |= own
    return together


def _read(path: Path) -> Texts:
    spec = spec_from_file_location(f"texts of {path.parent.name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Texts = module.TEXTS
    return found


def of_nouns(nouns: Iterable[Noun]) -> Texts:
    """The words that master data bring themselves: `noun.items`, `noun.items.code`."""
    words: dict[str, tuple[str, str]] = {}
    for noun in nouns:
        here = f"noun.{noun.name}"
        words |= {here: noun.many, f"{here}.one": noun.one, f"{here}.lead": noun.lead}
        for column in noun.columns:
            words[f"{here}.{column.name}"] = (column.zh, column.en)
            if any(column.hint):
                words[f"{here}.{column.name}.hint"] = column.hint
    return words


def of_policies(described: Iterable[policies.Described]) -> Texts:
    """The words that policies bring themselves: `policy.name.cut_off`, `policy.hint.cut_off`."""
    names = {f"policy.name.{one.key}": (one.zh, one.en) for one in described}
    return names | {f"policy.hint.{one.key}": one.hint for one in described}


TEXTS = merged([*map(_read, files()), of_nouns(NOUNS.values()), of_policies(policies.DESCRIBED)])
