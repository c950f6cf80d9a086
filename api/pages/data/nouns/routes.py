"""A noun's list, its form and its history; made, changed, retired, brought back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response

from api.pages.data import MAY, forms, shown
from api.web.deps import Id, QueryId, see_other
from api.web.errors import status_of
from api.web.pages import language_of
from api.web.registers import AtDesk, Desk
from wms import codes
from wms.errors import ColdchainError, Conflict, Refused
from wms.facts import audit
from wms.registers import Choice, Record, Ref, Register, Wish, lists

router = APIRouter(prefix="/data/{noun}", include_in_schema=False)

Words = Annotated[str, Query(max_length=40)]
NOT_FILTERS = {"words", "sort", "page", "retired", "lang", "done"}


async def _said(request: Request) -> dict[str, str]:
    """What a form says of each column."""
    return {name: str(value) for name, value in (await request.form()).items() if name != "csrf"}


Said = Annotated[dict[str, str], Depends(_said)]


def asked(
    request: Request,
    words: Words = "",
    sort: Words = "",
    retired: Words = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Wish:
    """What of a list somebody wants to see; any column can be a filter."""
    only = {name: one for name, one in request.query_params.items() if name not in NOT_FILTERS}
    return Wish(words=words, only=only, retired=retired == "yes", sort=sort, page=page)


Asked = Annotated[Wish, Depends(asked)]


@router.get("", dependencies=[MAY])
def listed(request: Request, desk: AtDesk, wish: Asked) -> Response:
    """A page of the list."""
    found, options = desk.read(
        lambda register: (lists.listed(register, wish), forms.options(register))
    )
    noun, language = desk.noun, language_of(request)
    rows = [
        {"id": one.id, **{c.name: forms.cell(c, one.values[c.name], language) for c in noun.listed}}
        for one in found.records
    ]
    filters = [
        forms.field(noun, column, None, options, language)
        for column in noun.listed
        if isinstance(column.kind, Choice | Ref) and column.kind.asked_as != "text"
    ]
    query = {name: value for name, value in request.query_params.items() if name != "page"}
    return shown(
        request,
        "data/nouns/page.html",
        desk.by,
        noun=noun,
        rows=rows,
        found=found,
        wish=wish,
        filters=[one for one in filters if one.options],
        may_edit=desk.may_edit,
        asked=f"?{urlencode(query)}&" if query else "?",
    )


@router.get("/new", dependencies=[MAY])
def new(request: Request, desk: AtDesk, copy: QueryId = None) -> Response:
    """An empty form, or one filled in from a row that is much alike."""
    like, options = desk.read(
        lambda register: (lists.one(register, copy) if copy else None, forms.options(register))
    )
    return _form(request, desk, _Shown(options, like=like))


@router.post("", dependencies=[MAY])
def create(request: Request, desk: AtDesk, said: Said) -> Response:
    """Make a row; what is wrong is shown beside its field."""
    try:
        made = desk.create(said)
    except (Refused, Conflict) as error:
        options = desk.read(forms.options)
        return _form(request, desk, _Shown(options, refusal=_Refusal(error, said)))
    return see_other(f"/data/{desk.noun.name}/{made.id}?done=created")


@router.get("/{row_id}", dependencies=[MAY])
def one(request: Request, desk: AtDesk, row_id: Id) -> Response:
    """A row with its form and its history."""
    return _page_of(request, desk, row_id)


@router.post("/{row_id}", dependencies=[MAY])
def change(request: Request, desk: AtDesk, row_id: Id, said: Said) -> Response:
    """Give a row other values; what is wrong is shown beside its field."""
    version = said.pop("version", "")
    return _done(request, desk, row_id, lambda: desk.change(row_id, said, version), "changed", said)


@router.post("/{row_id}/retire", dependencies=[MAY])
def retire(request: Request, desk: AtDesk, row_id: Id, said: Said) -> Response:
    """Take a row out of use."""
    version = said.get("version", "")

    def work() -> Record:
        return desk.write(lambda register: register.retire(row_id, version))

    return _done(request, desk, row_id, work, "retired")


@router.post("/{row_id}/restore", dependencies=[MAY])
def restore(request: Request, desk: AtDesk, row_id: Id, said: Said) -> Response:
    """Bring a retired row back."""
    version = said.get("version", "")

    def work() -> Record:
        return desk.write(lambda register: register.restore(row_id, version))

    return _done(request, desk, row_id, work, "restored")


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why a form was not taken, and what it said."""

    error: ColdchainError
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a row's page shows; without a record it is the form of a new one."""

    options: forms.Options
    record: Record | None = None
    like: Record | None = None
    history: Sequence[audit.Entry] = ()
    refusal: _Refusal | None = None


def _done(
    request: Request,
    desk: Desk,
    row_id: int,
    work: Callable[[], Record],
    deed: str,
    said: Mapping[str, str] | None = None,
) -> Response:
    """Do it, or show the row again with what was said and why not."""
    try:
        work()
    except (Refused, Conflict) as error:
        return _page_of(request, desk, row_id, _Refusal(error, said or {}))
    return see_other(f"/data/{desk.noun.name}/{row_id}?done={deed}")


def _page_of(
    request: Request, desk: Desk, row_id: int, refusal: _Refusal | None = None
) -> Response:
    def look(register: Register) -> _Shown:
        record, history = lists.one(register, row_id), lists.history(register, row_id)
        return _Shown(forms.options(register), record, history=history, refusal=refusal)

    return _form(request, desk, desk.read(look))


def _form(request: Request, desk: Desk, seen: _Shown) -> Response:
    """A row's form: empty, filled in, or as it was sent with what is wrong beside each field."""
    language, noun, record = language_of(request), desk.noun, seen.record
    action = f"/data/{noun.name}" + (f"/{record.id}" if record else "")
    sends = {"version": record.version} if record else {}
    error = seen.refusal.error if seen.refusal else None
    refused = None
    if seen.refusal is not None:
        said = {**seen.refusal.said, **sends}
        refused = forms.sent_back(action, said, seen.refusal.error, language)
    return shown(
        request,
        "data/nouns/one.html",
        desk.by,
        status=200 if error is None else status_of(error),
        noun=noun,
        record=record,
        action=action,
        fields=[
            forms.field(
                noun, one, record or (None if one.is_unique else seen.like), seen.options, language
            )
            for one in noun.columns
            if record is None or not one.is_once
        ],
        sends=sends,
        once=[
            (f"noun.{noun.name}.{one.name}", forms.cell(one, record.values[one.name], language))
            for one in noun.kept
            if record and one.is_once
        ],
        refused=refused,
        is_stale=error is not None and error.code is codes.Entry.STALE,
        history=[(one, forms.changes(noun, one, language)) for one in seen.history],
        may_edit=desk.may_edit,
    )
