"""What a form asks for, said once: the page shows it, and shows it again when it was refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any
from uuid import UUID

LENGTHS = frozenset({"text", "search", "password", "words"})


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form; `label` and `hint` are codes of texts, `fault` is in words already."""

    name: str
    label: str
    kind: str = "text"
    """A type of HTML's input, or `choice` (one of `options`), `words` (several lines), `code`."""
    value: Any = ""
    options: Sequence[tuple[Any, str]] = ()
    """What can be chosen: the value that is sent, and its name."""
    is_required: bool = False
    least: float | None = None
    """The smallest number or the shortest text."""
    most: float | None = None
    """The largest number or the longest text."""
    unit: str = ""
    """Behind the label, in words."""
    hint: str = ""
    example: str = ""
    """A code of a text that shows while nothing was typed."""
    fault: str = ""
    is_short: bool = False
    submits: bool = False
    """Choosing sends the form."""
    more: Mapping[str, Any] = field(default_factory=dict)
    """Attributes of HTML that nothing above says, e.g. `autocomplete`."""

    def attributes(self) -> dict[str, Any]:
        """What the element says of itself; what is None is not said."""
        bounds = {}
        if self.kind in LENGTHS:
            bounds = {"minlength": self.least, "maxlength": self.most}
        elif self.kind != "choice":
            bounds = {"min": self.least, "max": self.most}
        return {
            "name": self.name,
            "type": self.kind if self.kind not in ("choice", "words", "text") else None,
            **bounds,
            "required": "required" if self.is_required else None,
            "data-submits": "" if self.submits else None,
            "aria-invalid": "true" if self.fault else None,
            "aria-describedby": f"fault-{self.name}" if self.fault else None,
            **self.more,
        }


@dataclass(slots=True)
class SentBack:
    """A form that was refused: where it was sent, what was typed, and what is wrong, in words."""

    action: str
    typed: Mapping[str, str]
    fault: str
    faults: Mapping[str, str] = field(default_factory=dict)
    """By the name of the field."""
    every: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """All that was typed, for names that a form has several times."""
    details: Mapping[str, Any] = field(default_factory=dict)
    """What a rule said no to, for a page that shows more of it than words."""
    is_placed: bool = False
    """Whether the page has drawn the form, and so said what is wrong."""

    def is_about(self, action: str, hidden: Mapping[str, Any] = MappingProxyType({})) -> bool:
        """Whether a form of a page is the one that was refused, by what it is about.

        An id that was made with the form and the version it was about say nothing of that.
        """
        is_same = all(
            self.typed.get(name) == str(value)
            for name, value in hidden.items()
            if name != "version" and not isinstance(value, UUID)
        )
        is_it = self.action == action and is_same
        self.is_placed = self.is_placed or is_it
        return is_it

    def sends(self, hidden: Mapping[str, Any]) -> dict[str, Any]:
        """What the form sends unseen; an id that was made with it stays, to count once."""
        return {
            name: self.typed.get(name, value) if isinstance(value, UUID) else value
            for name, value in hidden.items()
        }

    def on_top(self, fields: Sequence[Field]) -> str:
        """What is said above the fields: the fault, unless it stands beside one of them."""
        beside = [self.faults.get(one.name) for one in fields]
        return "" if self.fault in beside else self.fault

    def at(self, name: str, place: int, default: Any) -> Any:
        """What was typed into one of several fields of the same name."""
        typed = self.every.get(name, ())
        return typed[place] if place < len(typed) else default

    def again(self, asked: Field) -> Field:
        """The field with what was typed and what is wrong with it; a password is typed anew."""
        typed = asked.value if asked.kind == "password" else self.typed.get(asked.name, "")
        return replace(asked, value=typed, fault=self.faults.get(asked.name, ""))
