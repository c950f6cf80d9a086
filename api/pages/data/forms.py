"""A described noun as a page shows it: its fields, its cells, what became of it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from api.ground.texts import LANGUAGES, Language, text
from api.web.forms import Field, SentBack
from wms.codes import Code
from wms.errors import ColdchainError
from wms.facts import audit
from wms.registers import (
    Choice,
    Column,
    Flag,
    Measure,
    Noun,
    Number,
    Record,
    Ref,
    Register,
    Secret,
    Text,
    lists,
)

Options = Mapping[str, Sequence[tuple[str, str]]]
"""By column of a reference what can be chosen; a column that is missing has too many."""
CHOICES_MAX = 300


def options(register: Register) -> Options:
    """What each reference of a noun may name, where it is few enough to choose from."""
    found = {}
    for column in register.noun.columns:
        if isinstance(column.kind, Ref):
            rows = lists.options(register, column.kind, CHOICES_MAX)
            key = register.nouns[column.kind.noun].key
            if rows is not None:
                found[column.name] = [
                    (str(one.values[key]), f"{one.values[key]} · {one.name_zh}") for one in rows
                ]
    return found


def field(
    noun: Noun, column: Column, record: Record | None, options: Options, language: Language
) -> Field:
    """What a form asks for a column."""
    code = f"noun.{noun.name}.{column.name}"
    value = column.default if record is None else record.values.get(column.name)
    kind, choices = column.kind, list(options.get(column.name, ()))
    if isinstance(kind, Choice | Flag) and kind.asked_as == "choice":
        choices = [(str(one), words[_at(language)]) for one, words in kind.words.items()]
    if choices and (column.is_optional and column.default is None):
        choices.insert(0, ("", text("data.nobody", language)))
    is_number = isinstance(kind, Number | Measure)
    is_text = isinstance(kind, Text)
    return Field(
        name=column.name,
        label=code,
        kind="choice" if choices else "password" if isinstance(kind, Secret) else "text",
        value="" if value is None else kind.shown(value),
        options=choices,
        is_required=column.is_required and (column.is_kept or record is None),
        most=kind.most if is_text else None,  # type: ignore[attr-defined]
        hint=f"{code}.hint" if any(column.hint) else "",
        more={"inputmode": "decimal"} if is_number else {"autocomplete": "off"},
    )


def cell(column: Column, value: Any, language: Language) -> str:
    """A value as a list shows it."""
    if value is None or value == "":
        return "–"
    kind = column.kind
    if isinstance(kind, Flag):
        return kind.words[kind.shown(value)][_at(language)]
    if isinstance(kind, Choice):
        named = {str(one): words[_at(language)] for one, words in kind.words.items()}
        return ", ".join(named.get(one, one) for one in str(value).split(","))
    return kind.shown(value)


def sheet_cell(column: Column, value: Any, language: Language) -> str | Decimal | None:
    """A value as a sheet holds it: as a list shows it, numbers as numbers."""
    if value is None or value == "":
        return None
    if isinstance(column.kind, Number | Measure):
        return Decimal(column.kind.shown(value))
    return cell(column, value, language)


def changes(noun: Noun, entry: audit.Entry, language: Language) -> list[tuple[str, str, str]]:
    """What an entry of the history changed: the column's text code, before, after."""
    said = entry.data.get("changes", {})
    return [
        (f"noun.{noun.name}.{name}", _before(column, old, language), _before(column, new, language))
        for name, (old, new) in said.items()
        if (column := noun.column(name)) is not None
    ]


def _before(column: Column, plain: Any, language: Language) -> str:
    """A value as the history keeps it."""
    if plain is None or isinstance(column.kind, Secret | Ref):
        return "–" if plain is None else str(plain)
    try:
        return cell(column, column.kind.read(plain), language)
    except Exception:
        return str(plain)


def sent_back(
    action: str, said: Mapping[str, str], error: ColdchainError, language: Language
) -> SentBack:
    """A form that was refused, with each fault beside its field."""
    faults = {
        name: text(one["code"], language, **one["details"])
        for name, one in error.details.get("faults", {}).items()
    }
    return SentBack(action, said, words(error.code, error.details, language), faults)


def words(code: Code, details: Mapping[str, Any], language: Language) -> str:
    """What a refusal says."""
    return text(code, language, **{name: one for name, one in details.items() if name != "faults"})


def _at(language: Language) -> int:
    return LANGUAGES.index(language)
