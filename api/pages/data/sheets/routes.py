"""Sheets of a noun: out as it is listed, in after a trial that changes nothing."""

import base64
import binascii
import zlib
from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response, UploadFile
from pydantic import BaseModel, Field

from api import sheets as files
from api.ground.texts import LANGUAGES, Language, text
from api.pages.data import MAY, forms, shown
from api.pages.data.nouns.routes import Asked
from api.web.deps import see_other
from api.web.errors import status_of
from api.web.pages import language_of
from api.web.registers import AtDesk, Desk
from wms import codes
from wms.errors import NotFound, Refused
from wms.registers import ROWS_MAX, Choice, Fate, Flag, Noun, Verdict, lists, sheets

router = APIRouter(prefix="/data/{noun}", include_in_schema=False)

AGAIN_MAX = 190_000
"""A trial sends the file along in its own page when it is not longer than this."""
FILE_MAX = 2_500_000
SHOWN_MAX = 200
KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class Sent(BaseModel):
    """A file to be tried, or the same one again to be taken in."""

    file: UploadFile | None = None
    again: Annotated[str, Field(max_length=AGAIN_MAX)] = ""
    take: bool = False


@router.get("/sheet", dependencies=[MAY])
def export(
    request: Request,
    desk: AtDesk,
    wish: Asked,
    kind: Annotated[str, Query(pattern="^(xlsx|csv)$")] = "xlsx",
    template: Annotated[bool, Query()] = False,
) -> Response:
    """The list as it is shown, all of its pages; or only the headings, to be filled in."""
    language, noun = language_of(request), desk.noun
    if not noun.has_sheets:
        raise NotFound("sheet", key=noun.name)
    records = [] if template else desk.read(lambda one: lists.everything(one, wish, ROWS_MAX))
    headings = [_heading(noun, one.name, language) for one in noun.kept]
    rows = [
        [forms.sheet_cell(one, record.values[one.name], language) for one in noun.kept]
        for record in records
    ]
    body = (
        files.csv_of(headings, rows)
        if kind == "csv"
        else files.xlsx_of(text(f"noun.{noun.name}", language), headings, rows)
    )
    named = {"Content-Disposition": f'attachment; filename="{noun.name}.{kind}"'}
    return Response(body, headers=named | {"Cache-Control": "no-store"}, media_type=KINDS[kind])


@router.get("/import", dependencies=[MAY])
def ask(request: Request, desk: AtDesk) -> Response:
    """Which file it shall be."""
    return _page(request, desk)


@router.post("/import", dependencies=[MAY])
def take(request: Request, desk: AtDesk, sent: Annotated[Sent, Form()]) -> Response:
    """Try a file, or take it in."""
    try:
        data = _data(sent.file, sent.again)
        found = _handled(desk, data, take=sent.take)
    except Refused as refusal:
        said = forms.words(refusal.code, refusal.details, language_of(request))
        return _page(request, desk, refusal=said, status=status_of(refusal))
    if sent.take:
        return see_other(f"/data/{desk.noun.name}?done=imported")
    return _page(request, desk, verdicts=found, again=_packed(data))


def _handled(desk: Desk, data: bytes, *, take: bool) -> list[Verdict]:
    headings, *below = files.read(data)
    rows = sheets.said_of(sheets.columns_of(desk.noun, headings), below)
    if take:
        return desk.write(lambda register: sheets.take(register, rows), is_whole=True)
    return desk.read(lambda register: sheets.judge(register, rows), is_whole=True)


def _page(
    request: Request,
    desk: Desk,
    *,
    status: int = 200,
    refusal: str = "",
    verdicts: list[Verdict] | None = None,
    again: str = "",
) -> Response:
    """What became of each row, the wrong ones first."""
    language = language_of(request)
    fates = Counter(one.fate for one in verdicts or ())
    order = list(reversed(Fate))
    listed = sorted(verdicts or (), key=lambda one: (order.index(one.fate), one.number))
    return shown(
        request,
        "data/sheets/page.html",
        desk.by,
        status=status,
        noun=desk.noun,
        refusal=refusal,
        rows=[_row(desk.noun, one, language) for one in listed[:SHOWN_MAX]],
        more=max(0, len(listed) - SHOWN_MAX),
        is_tried=verdicts is not None,
        counts={str(fate): fates[fate] for fate in Fate},
        can_take=verdicts is not None and not fates[Fate.WRONG],
        again=again,
    )


def _row(noun: Noun, verdict: Verdict, language: Language) -> dict[str, Any]:
    def column(name: str) -> str:
        return text(f"noun.{noun.name}.{name}", language) if noun.column(name) else name

    faults = [
        f"{column(name)}: {text(one['code'], language, **one['details'])}"
        for name, one in (verdict.faults or {}).items()
    ]
    return {
        "number": verdict.number,
        "key": verdict.key,
        "fate": str(verdict.fate),
        "why": "; ".join(faults or map(column, verdict.changes)),
    }


def _heading(noun: Noun, name: str, language: Language) -> files.Heading:
    column = noun.column(name)
    assert column is not None
    at = LANGUAGES.index(language)
    kind = column.kind
    is_chosen = isinstance(kind, Choice | Flag) and kind.asked_as == "choice"
    choices = [words[at] for words in kind.words.values()] if is_chosen else []  # type: ignore[attr-defined]
    return files.Heading(
        (column.zh, column.en)[at], column.hint[at], choices, is_required=column.is_required
    )


def _data(file: UploadFile | None, again: str) -> bytes:
    """The file that was chosen, or the one that was tried. Raises: Refused("sheet.empty" | …)."""
    if file is not None and file.filename:
        return file.file.read(FILE_MAX)
    if not again:
        raise Refused(codes.Sheet.EMPTY)
    try:
        unpacking = zlib.decompressobj()
        return unpacking.decompress(base64.b64decode(again, validate=True), FILE_MAX)
    except (binascii.Error, zlib.error) as error:
        raise Refused(codes.Sheet.UNREADABLE) from error


def _packed(data: bytes) -> str:
    """A file as a page carries it; nothing when it is too long."""
    packed = base64.b64encode(zlib.compress(data)).decode()
    return packed if len(packed) <= AGAIN_MAX else ""
