"""Forms as a browser sees them: read from a page, filled in, and read again when it comes back."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

UNTYPED = frozenset({"hidden", "submit", "button", "password"})
"""Inputs into which nobody types, or whose text a page never shows again."""


@dataclass
class Seen:
    """One field of a form."""

    name: str
    kind: str
    value: str
    options: list[str] = field(default_factory=list)
    fault: str = ""
    is_chosen: bool = False

    @property
    def is_typed(self) -> bool:
        return self.kind not in UNTYPED | {"select", "checkbox", "radio"}


@dataclass
class Form:
    """One form of a page."""

    method: str
    action: str
    fields: list[Seen] = field(default_factory=list)

    @property
    def is_post(self) -> bool:
        return self.method == "post"

    @property
    def about(self) -> dict[str, str]:
        """What it sends unseen but for what each rendering makes anew."""
        return {one.name: one.value for one in self.fields if one.kind == "hidden"}

    def typed(self) -> list[Seen]:
        return [one for one in self.fields if one.is_typed]


def forms_of(html: str) -> list[Form]:
    """The forms that a page sends by post."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [one for one in reader.forms if one.is_post]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._by_id: dict[str, Form] = {}
        self._open: Form | None = None
        self._select: Seen | None = None
        self._words: Seen | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(said.get("method", "get").lower(), said.get("action", ""))
            self.forms.append(self._open)
            self._by_id[said.get("id", "")] = self._open
        elif tag == "option" and self._select is not None:
            self._select.options.append(said.get("value", ""))
            if "selected" in said or len(self._select.options) == 1:
                self._select.value = said.get("value", "")
        elif tag in ("input", "textarea", "select", "button"):
            self._field(tag, said)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._words = None

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words.value += data

    def _field(self, tag: str, said: dict[str, str]) -> None:
        form = self._by_id.get(said["form"]) if said.get("form") else self._open
        if form is None or "name" not in said:
            return
        kind = {"input": said.get("type", "text"), "button": "submit"}.get(tag, tag)
        fault = said.get("aria-describedby", "") if said.get("aria-invalid") else ""
        seen = Seen(said["name"], kind, said.get("value", ""), fault=fault)
        seen.is_chosen = "checked" in said
        form.fields.append(seen)
        if tag == "select":
            self._select = seen
        elif tag == "textarea":
            self._words = seen
