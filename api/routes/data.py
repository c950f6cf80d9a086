"""Master data for programs: every noun alike, as `wms.registers` describes it.

Values are those that are kept: cents, grams, seconds; a reference is the other's code.
"""

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from api.web.deps import ID_MAX, Id
from api.web.registers import AtDesk
from api.web.security import needs
from wms.registers import PAGE_MAX, ROWS_MAX, Noun, Record, Wish, lists, sheets
from wms.tables.access import Role

router = APIRouter(prefix="/v1/data/{noun}", tags=["master data"])

MAY = needs(Role.ADMIN, Role.INTEGRATOR)
Values = dict[Annotated[str, Field(max_length=40)], Any]
Version = Annotated[str, Field(max_length=64)]


class Bounded(BaseModel):
    """A request that says nothing we do not know."""

    model_config = ConfigDict(extra="forbid")


class NewBody(Bounded):
    """A new row by column."""

    values: Values


class ChangeBody(Bounded):
    """What shall be other; `version` is the one that was read."""

    version: Version
    values: Values


class TurnBody(Bounded):
    version: Version


class BulkBody(Bounded):
    """Many rows by their code: what is there is changed, what is not is made; all or none."""

    rows: list[Values] = Field(max_length=ROWS_MAX)
    dry_run: bool = False


class RowReply(BaseModel):
    id: int
    version: str
    is_active: bool
    values: dict[str, Any]


class ListReply(BaseModel):
    """`next` is the cursor of the rows behind these; none at the end."""

    rows: list[RowReply]
    next: int | None


class VerdictReply(BaseModel):
    row: int
    key: str
    fate: sheets.Fate
    changes: list[str]
    faults: dict[str, Any]


class Page(Bounded):
    """Which rows, and how many at once."""

    cursor: int = Field(0, ge=0, le=ID_MAX)
    limit: int = Field(100, ge=1, le=PAGE_MAX)
    words: str = Field("", max_length=40)
    retired: bool = False


@router.get("", dependencies=[MAY])
def listed(desk: AtDesk, page: Annotated[Page, Query()]) -> ListReply:
    """Rows in the order of their ids, some at a time."""
    wish = Wish(words=page.words, retired=page.retired, size=page.limit)
    found = desk.read(lambda register: lists.after(register, page.cursor, wish))
    more = found[-1].id if len(found) == page.limit else None
    return ListReply(rows=[_reply(desk.noun, one) for one in found], next=more)


@router.post("", dependencies=[MAY], status_code=201)
def create(desk: AtDesk, body: NewBody) -> RowReply:
    """Make a row."""
    return _reply(desk.noun, desk.create(body.values))


@router.post("/bulk", dependencies=[MAY])
def bulk(desk: AtDesk, body: BulkBody) -> list[VerdictReply]:
    """Make and change many rows, all or none; `dry_run` only says what would become of them."""
    rows = dict(enumerate(body.rows))
    if body.dry_run:
        return _verdicts(desk.read(lambda one: sheets.judge(one, rows), is_whole=True))
    return _verdicts(desk.write(lambda one: sheets.take(one, rows), is_whole=True))


@router.get("/{row_id}", dependencies=[MAY])
def one(desk: AtDesk, row_id: Id, response: Response) -> RowReply:
    """One row."""
    found = desk.read(lambda register: lists.one(register, row_id))
    response.headers["ETag"] = f'"{found.version}"'
    return _reply(desk.noun, found)


@router.patch("/{row_id}", dependencies=[MAY])
def change(desk: AtDesk, row_id: Id, body: ChangeBody) -> RowReply:
    """Give a row other values; what is not said stays as it is."""
    return _reply(desk.noun, desk.change(row_id, body.values, body.version))


@router.post("/{row_id}/retire", dependencies=[MAY])
def retire(desk: AtDesk, row_id: Id, body: TurnBody) -> RowReply:
    """Take a row out of use; nothing is deleted."""
    return _reply(desk.noun, desk.write(lambda one: one.retire(row_id, body.version)))


@router.post("/{row_id}/restore", dependencies=[MAY])
def restore(desk: AtDesk, row_id: Id, body: TurnBody) -> RowReply:
    """Bring a retired row back."""
    return _reply(desk.noun, desk.write(lambda one: one.restore(row_id, body.version)))


def _reply(noun: Noun, record: Record) -> RowReply:
    values = {
        column.name: None
        if (value := record.values[column.name]) is None
        # A reference is said by its code already.
        else column.kind.plain(value)
        for column in noun.kept
    }
    return RowReply(id=record.id, version=record.version, is_active=record.is_active, values=values)


def _verdicts(found: Iterable[sheets.Verdict]) -> list[VerdictReply]:
    return [
        VerdictReply(
            row=one.number,
            key=one.key,
            fate=one.fate,
            changes=list(one.changes),
            faults=dict(one.faults or {}),
        )
        for one in found
    ]
