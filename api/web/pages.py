"""How templates become pages: the Jinja environment, its filters, and `render`.

A template gets plain values; what it writes is escaped. Words come from `_("code")`, never from
the template's own text, so that each page exists in every language.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from api.ground.clock import local
from api.ground.texts import LANGUAGES, TEXTS, Language, chosen, from_header, has_text, text
from api.web import assets, forms
from api.web.menu import MENU
from wms.units import Unit

API = Path(__file__).parents[1]
HOMES = (API / "pages", API / "templates")
"""Where templates lie: a page's beside its route, the frame of all pages and its macros apart."""


def render(
    request: Request,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """A page in the reader's language, with what every page needs around `context`."""
    caller = getattr(request.state, "caller", None)
    around = {
        "request": request,
        "caller": caller,
        "csrf": caller.csrf if caller else "",
        "language": language_of(request),
        "languages": LANGUAGES,
        "zone": request.app.state.zone,
        "demo": request.app.state.settings.demo,
        "refused": refused_of(request),
        "on_top": None,
    }
    around |= dict(context or {})
    body = environment.get_template(template).render(around)
    refused = around["refused"]
    if refused is not None and not refused.is_placed:
        # The page draws no such form, or not any more.
        body = environment.get_template(template).render(around | {"on_top": refused})
    kept = {"Cache-Control": "no-store", "Vary": "Cookie, Accept-Language"}
    if caller is not None and caller.user_id is not None:
        kept["X-Person"] = str(caller.user_id)  # whose pages these are, for what keeps them offline
    return HTMLResponse(body, status, kept | dict(headers or {}))


def refused_of(request: Request) -> forms.SentBack | None:
    """The form of this page that was refused, when it is shown again (see `api.web.again`)."""
    refused: forms.SentBack | None = getattr(request.state, "refused", None)
    return refused


def language_of(request: Request) -> Language:
    """The reader's language: the address says so, else the user, the cookie, the browser."""
    caller = getattr(request.state, "caller", None)
    return chosen(
        request.query_params.get("lang"),
        caller.language if caller else None,
        request.cookies.get("lang"),
        from_header(request.headers.get("accept-language", "")),
    )


@pass_context
def _text(context: Context, code: str, /, **details: Any) -> str:
    return text(code, context["language"], **details)


@pass_context
def _oddity(context: Context, reason: str) -> str:
    """Why a device's bytes could not be read, in words; a gateway may send reasons of its own."""
    code = f"oddity.{reason}"
    return text(code, context["language"]) if has_text(code) else reason


@pass_context
def _words(context: Context, *starts: str) -> dict[str, str]:
    """The texts whose codes begin like one of these, as they are written, for scripts to fill."""
    at = LANGUAGES.index(context["language"])
    return {code: both[at] for code, both in TEXTS.items() if code.startswith(starts)}


@pass_context
def _name(context: Context, thing: Any, of: str = "name") -> str:
    """What is said of a thing in both languages (`name_zh`, `name_en`), in the reader's own."""
    key = f"{of}_{context['language']}"
    said = thing[key] if isinstance(thing, Mapping) else getattr(thing, key)
    return "" if said is None else str(said)


@pass_context
def _choices(context: Context, things: Iterable[Any]) -> list[tuple[Any, str]]:
    """Things to choose from, by id and name."""
    return [(thing.id, _name(context, thing)) for thing in things]


@pass_context
def _worded(context: Context, values: Iterable[Any], code: str) -> list[tuple[Any, str]]:
    """Values to choose from, each with the text `code` and the value stand for together."""
    return [(value, text(f"{code}.{value}", context["language"])) for value in values]


@pass_context
def _quantity(context: Context, amount: int | None, unit: Unit | str = Unit.GRAM) -> str:
    """Base units as people say them: 12500 g is `12.5 kg`."""
    if amount is None:
        return "–"
    if unit == Unit.GRAM:
        return f"{amount / 1000:,.3f}".rstrip("0").rstrip(".") + " kg"
    return f"{amount:,} {text('unit.pc', context['language'])}"


def _money(cents: int | None) -> str:
    return "–" if cents is None else f"¥{cents / 100:,.2f}"


def _temperature(value_c: float | None) -> str:
    return "–" if value_c is None else f"{value_c:.1f} °C"


def _moment(pattern: str) -> Any:
    @pass_context
    def shown(context: Context, moment: datetime | None) -> str:
        return "–" if moment is None else local(moment, context["zone"]).strftime(pattern)

    return shown


@pass_context
def _duration(context: Context, length: timedelta) -> str:
    """A length of time in hours and minutes; a negative one counts as none."""
    hours, minutes = divmod(max(0, round(length.total_seconds() / 60)), 60)
    code = "duration.hours" if hours else "duration.minutes"
    return text(code, context["language"], hours=hours, minutes=minutes)


def _pretty(value: Any) -> str:
    """A structured value as a person edits it."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def _minute(minute_of_day: int | None) -> str:
    """A minute of the local day as a clock shows it."""
    return "–" if minute_of_day is None else f"{minute_of_day // 60:02}:{minute_of_day % 60:02}"


environment = Environment(
    loader=FileSystemLoader(HOMES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
environment.globals |= {
    "_": _text,
    "words": _words,
    "name": _name,
    "asset": assets.url,
    "menu": MENU.get,
    "field": forms.Field,
    "choices": _choices,
    "worded": _worded,
}
environment.filters |= {
    "quantity": _quantity,
    "money": _money,
    "oddity": _oddity,
    "temperature": _temperature,
    "time": _moment("%H:%M"),
    "day": _moment("%Y-%m-%d"),
    "moment": _moment("%Y-%m-%d %H:%M"),
    "short": _moment("%m-%d %H:%M"),
    "duration": _duration,
    "pretty": _pretty,
    "minute": _minute,
}
