"""People: who may log in, as whom."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field

from api.pages.admin import MAY
from api.web.deps import ID_MAX, Blankable, Caller, Db, Id, Now, page, see_other
from wms.access import MACHINES, NewUser, passwords, people
from wms.db import Tx
from wms.masterdata import sites
from wms.tables.access import Role, User

router = APIRouter(include_in_schema=False)

PERSON_ROLES = [role for role in Role if role not in MACHINES]
Choice = Annotated[Annotated[int, Field(ge=1, le=ID_MAX)] | None, Blankable]
Password = Annotated[str, Form(max_length=200)]


class UserForm(BaseModel):
    """A person to be let in."""

    login: Annotated[str, Field(max_length=40)]
    name: Annotated[str, Field(max_length=80)]
    role: Role
    language: Annotated[str, Field(max_length=2)] = ""
    warehouse_id: Choice = None
    shop_id: Choice = None
    password: Annotated[str, Field(max_length=200)]


@router.get("/admin/users", dependencies=[MAY])
def users(request: Request, db: Db) -> HTMLResponse:
    """Everybody who may log in."""

    def look(tx: Tx) -> dict[str, Any]:
        return {"people": people.everybody(tx), "sites": sites.sites(tx)}

    return page(request, "admin/users/page.html", roles=PERSON_ROLES, **db.read(look))


@router.post("/admin/users", dependencies=[MAY])
def add_user(
    db: Db, caller: Caller, now: Now, form: Annotated[UserForm, Form()]
) -> RedirectResponse:
    """Let a person in."""
    passwords.judge(form.password, form.login)
    password_hash = passwords.hashed(form.password)
    new = NewUser(
        login=form.login,
        name=form.name,
        role=form.role,
        password_hash=password_hash,
        language=form.language,
        warehouse_id=form.warehouse_id,
        shop_id=form.shop_id,
    )
    by = caller.by
    db.write(lambda tx: people.create_user(tx, new, by=by, now=now))
    return see_other("/admin/users?done=added")


@router.post("/admin/users/{user_id}/disable", dependencies=[MAY])
def disable_user(db: Db, caller: Caller, now: Now, user_id: Id) -> RedirectResponse:
    """Shut a person out at once."""
    by = caller.by
    db.write(lambda tx: people.disable_user(tx, user_id, by=by, now=now))
    return see_other("/admin/users?done=disabled")


@router.post("/admin/users/{user_id}/enable", dependencies=[MAY])
def enable_user(db: Db, caller: Caller, now: Now, user_id: Id) -> RedirectResponse:
    """Let a person in again."""
    by = caller.by
    db.write(lambda tx: people.enable_user(tx, user_id, by=by, now=now))
    return see_other("/admin/users?done=enabled")


@router.post("/admin/users/{user_id}/password", dependencies=[MAY])
def change_password(
    db: Db, caller: Caller, now: Now, user_id: Id, password: Password
) -> RedirectResponse:
    """Give a person another password; they are logged out everywhere."""
    by = caller.by
    login = db.read(lambda tx: tx.find(User, user_id).login)
    passwords.judge(password, login)
    hashed = passwords.hashed(password)
    db.write(lambda tx: people.set_password(tx, user_id, hashed, by=by, now=now))
    return see_other("/admin/users?done=password")
