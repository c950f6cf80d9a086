"""Who may call what: every route, every role, and nobody."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi import APIRouter, Depends, FastAPI
from starlette.testclient import TestClient

from api.web import security
from api.web.security import Caller, declared, needs, public
from api.work.gateway import said_under
from devices.events import Scan
from tests.builders import NOW, World
from tests.integration.api import inputs, written
from tests.integration.api.house import STREAM
from tests.web import logged_in, stranger, with_key
from wms.errors import Forbidden, NotFound
from wms.tables.access import Role


@pytest.fixture
def everybody(app: FastAPI, little_world: World) -> dict[Role | None, TestClient]:
    """One client of each role, and one of nobody."""
    clients: dict[Role | None, TestClient] = {None: stranger(app)}
    for role, user_id in little_world.users.items():
        clients[role] = logged_in(app, user_id)
    clients[Role.DEVICE] = with_key(app, Role.DEVICE, prefix="gun-")
    clients[Role.INTEGRATOR] = with_key(app, Role.INTEGRATOR)
    return clients


def test_what_the_code_declares_is_what_is_written(app: FastAPI) -> None:
    found = list(written.differences(written.access(), inputs.of_app(app)))
    assert not found, "\n".join(found)


def test_a_role_that_is_let_in_by_mistake_is_named_with_its_route(app: FastAPI) -> None:
    """Warehouse staff who approve orders and release credit."""
    order = "/office/orders/{order_id}"
    widened = APIRouter(dependencies=[needs(Role.DISPATCHER, Role.ADMIN, Role.STAFF)])
    widened.add_api_route(order, lambda: None, methods=["GET"])
    widened.add_api_route("/office/loans", lambda: None, methods=["POST"])
    table = {name: cells for name, cells in written.access().items() if order in name}
    missing = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    missing.include_router(widened)

    said = list(written.differences(table, inputs.of_app(missing)))

    assert f"GET {order}: the code lets in staff, docs/access.md does not" in said
    new = "POST /office/loans: no row in docs/access.md; the code lets in admin, dispatcher, staff"
    assert new in said
    assert f"POST {order}/cut: docs/access.md has a row, and there is no such route" in said


@pytest.mark.parametrize(
    "row",
    ["| `GET /a` | |", "| `GET /a` | mine |", "| `GET /a` | shop | shop |", "| Route | king |"],
)
def test_a_row_that_cannot_be_meant_is_refused(row: str) -> None:
    with pytest.raises(ValueError, match=r"GET /a|king|argument"):
        written.read(f"| Route | staff |\n|---|---|\n{row}\n")


def test_every_route_lets_in_exactly_the_roles_that_are_written(
    app: FastAPI, everybody: dict[Role | None, TestClient]
) -> None:
    wrong = []
    for name, cells in written.access().items():
        method, path = name.split()
        if path in ENDS_THE_SESSION or name == STREAM:
            continue
        for role, client in everybody.items():
            answer = client.request(method, re.sub(r"\{[^}]+\}", NOWHERE, path))
            should = None in cells or role in cells
            if answer.status_code >= 500 or _was_let_in(answer.status_code, answer) != should:
                wrong.append((name, role, answer.status_code, answer.text[:80]))
    assert wrong == []


DECIDES = {
    "GET /office/orders": {Role.DISPATCHER, Role.ADMIN},
    "POST /office/orders/1/approve": {Role.DISPATCHER, Role.ADMIN},
    "POST /office/orders/1/cut": {Role.DISPATCHER, Role.ADMIN},
    "POST /office/orders/1/return": {Role.DISPATCHER, Role.ADMIN},
    "POST /office/orders/approve": {Role.DISPATCHER, Role.ADMIN},
    "GET /data/users": {Role.ADMIN},
    "POST /data/users": {Role.ADMIN},
    "POST /data/users/1/retire": {Role.ADMIN},
    "GET /admin/keys": {Role.ADMIN},
    "POST /admin/keys": {Role.ADMIN},
    "GET /admin/policies": {Role.ADMIN},
    "POST /admin/policies/cut_off": {Role.ADMIN},
    "GET /admin/audit": {Role.ADMIN},
}
"""What decides over credit, people, machines and rules, and who may: written down here, and not
read from what the routes say of themselves."""


@pytest.mark.parametrize("call", DECIDES)
def test_what_decides_over_money_people_and_rules_is_open_to_few(
    app: FastAPI, everybody: dict[Role | None, TestClient], call: str
) -> None:
    method, _, address = call.partition(" ")
    let_in = {
        role
        for role, client in everybody.items()
        if _was_let_in((answer := client.request(method, address)).status_code, answer)
    }
    assert let_in == DECIDES[call]


NOWHERE = "9999999"
"""The id of nothing: opening a route for a role must not change who the others are."""
ENDS_THE_SESSION = {"/logout"}


def _was_let_in(status: int, answer: object) -> bool:
    """Object checks answer 404, forms without fields 422: only 401 and the right 403 mean no."""
    code = answer.json().get("code") if status in (401, 403) else None  # type: ignore[attr-defined]
    return code not in ("login.needed", "forbidden")


def test_an_app_with_a_route_that_declares_nothing_refuses_to_start() -> None:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    open_to_all = APIRouter()
    open_to_all.add_api_route("/oops", lambda: None)
    app.include_router(open_to_all)
    with pytest.raises(RuntimeError, match="/oops declares 0 accesses"):
        list(declared(app))


def test_an_app_with_a_route_that_declares_two_accesses_refuses_to_start() -> None:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    twice = APIRouter(dependencies=[public()])
    twice.add_api_route("/both", lambda: None, dependencies=[needs(Role.ADMIN)])
    app.include_router(twice)
    with pytest.raises(RuntimeError, match="/both declares 2 accesses"):
        list(declared(app))


def test_a_route_outside_the_frame_refuses_to_start() -> None:
    app = FastAPI(openapi_url="/openapi.json")
    with pytest.raises(RuntimeError, match="no route of ours"):
        list(declared(app))


def test_a_dependency_that_only_looks_like_access_does_not_count() -> None:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    router = APIRouter(dependencies=[Depends(security.current_caller)])
    router.add_api_route("/near", lambda: None)
    app.include_router(router)
    with pytest.raises(RuntimeError, match="/near"):
        list(declared(app))


def test_a_shop_sees_no_warehouse_and_only_itself() -> None:
    shop = Caller("person", Role.SHOP, 7, shop_id=3)
    assert not shop.may_see_warehouse(1)
    assert shop.may_see_shop(3, warehouse_id=1)
    with pytest.raises(NotFound):
        shop.must_see_shop(4, warehouse_id=1)


def test_staff_of_one_warehouse_see_only_what_is_theirs() -> None:
    staff = Caller("person", Role.STAFF, 7, warehouse_id=1)
    assert staff.may_see_warehouse(1)
    assert staff.may_see_shop(9, warehouse_id=1)
    with pytest.raises(NotFound):
        staff.must_see_warehouse(2)
    with pytest.raises(NotFound):
        staff.must_see_shop(9, warehouse_id=2)


def test_staff_bound_to_no_warehouse_see_all() -> None:
    assert Caller("person", Role.DISPATCHER, 7).may_see_warehouse(2)


def test_nobody_sees_anything() -> None:
    assert not Caller().may_see_warehouse(None)
    assert not Caller().may_see_shop(None, None)


def test_a_device_that_belongs_nowhere_sees_nothing() -> None:
    gateway = Caller("key", Role.DEVICE, device_prefix="sub1-")
    assert not gateway.may_see_warehouse(1)
    assert not gateway.may_see_warehouse(None)


def test_a_key_speaks_only_for_devices_with_its_prefix() -> None:
    beeps = [
        Scan(uuid4(), device, None, NOW, "1") for device in ("sub1-gun", "sub10gun", "x-sub1-gun")
    ]
    assert said_under("hall", "sub1-", beeps).events[0] == beeps[0]
    assert [answer.event_id for answer in said_under("hall", "sub1-", beeps).refused] == [
        beep.id for beep in beeps[1:]
    ]
    assert len(said_under("hall", "", beeps).refused) == 3


def test_a_machine_cannot_act_as_a_person() -> None:
    with pytest.raises(Forbidden):
        _ = Caller("key", Role.INTEGRATOR).by


def test_an_unknown_key_is_refused(app: FastAPI) -> None:
    client = stranger(app)
    for header in ("Bearer nonsense", "Basic YTpi", "Bearer"):
        answer = client.get("/metrics", headers={"Authorization": header})
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_browser_without_a_session_is_led_to_the_login(app: FastAPI) -> None:
    answer = stranger(app).get("/metrics?x=1", headers={"Accept": "text/html"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=%2Fmetrics%3Fx%3D1"


def test_the_settings_never_show_a_secret(app: FastAPI, tmp_path: Path) -> None:
    caller = Caller("person", Role.ADMIN, 1, csrf="very-secret")
    assert "very-secret" not in repr(caller)
