"""Policies with their history: each a field of the kind its description says."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from api.ground.texts import LANGUAGES, Language, text
from api.pages.admin import MAY
from api.web.deps import Caller, Db, Now, see_other
from api.web.forms import Field, SentBack
from api.web.pages import language_of, render
from wms.errors import Refused
from wms.facts import rulebook
from wms.masterdata import policies
from wms.masterdata.kinds import Flag, Measure, Number, Unfit

router = APIRouter(include_in_schema=False)

Value = Annotated[str, Form(max_length=4_000)]


@router.get("/admin/policies", dependencies=[MAY])
def show_policies(request: Request, db: Db, now: Now) -> Response:
    """Every policy with its value in force, its default and its history."""
    return _page(request, db.read(lambda tx: rulebook.rules(tx, now)))


@router.post("/admin/policies/{key}", dependencies=[MAY])
def change_policy(
    request: Request, db: Db, caller: Caller, now: Now, key: str, value: Value
) -> Response:
    """Put another value in force at once; what cannot be meant is shown beside its field."""
    by, kind = caller.by, policies.described(key).kind
    language = language_of(request)
    try:
        read = kind.read(value)
        db.write(lambda tx: rulebook.change(tx, key, read, by=by, now=now))
    except (Unfit, Refused) as fault:
        said = text(fault.code, language, **fault.details)
        refused = SentBack(f"/admin/policies/{key}", {"value": value}, "", {"value": said})
        return _page(request, db.read(lambda tx: rulebook.rules(tx, now)), refused)
    return see_other(f"/admin/policies?done=changed#policy-{key}")


def _page(
    request: Request, rules: list[rulebook.Rule], refused: SentBack | None = None
) -> Response:
    language = language_of(request)
    asked = {rule.key: _field(rule, language) for rule in rules}
    shown = {"rules": rules, "asked": asked, "refused": refused}
    return render(request, "admin/policies/page.html", shown, status=409 if refused else 200)


def _field(rule: rulebook.Rule, language: Language) -> Field:
    kind = policies.described(rule.key).kind
    at = LANGUAGES.index(language)
    return Field(
        name="value",
        label=f"policy.name.{rule.key}",
        kind="choice" if isinstance(kind, Flag) else kind.asked_as,
        value=kind.shown(rule.value),
        options=[(one, words[at]) for one, words in kind.words.items()]
        if isinstance(kind, Flag)
        else (),
        least=kind.least if isinstance(kind, Number | Measure) else None,
        most=kind.most if isinstance(kind, Number | Measure) else None,
        hint=f"policy.hint.{rule.key}",
    )
