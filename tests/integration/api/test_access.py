"""Who may call what: every route, every role, and nobody."""

import re
from pathlib import Path

import pytest
from fastapi import APIRouter, Depends, FastAPI
from starlette.testclient import TestClient

from api.web import security
from api.web.security import Access, Caller, declared, needs, public
from tests.builders import World
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


def test_every_route_lets_in_exactly_the_roles_it_declares(
    app: FastAPI, everybody: dict[Role | None, TestClient]
) -> None:
    wrong = []
    for route, access in declared(app):
        for method in sorted(route.methods or ()):
            for role, client in everybody.items():
                if route.path in ENDS_THE_SESSION or _streams(route.path or ""):
                    continue
                address = re.sub(r"\{[^}]+\}", NOWHERE, route.path or "")
                answer = client.request(method, address)
                as_declared = _was_let_in(answer.status_code, answer) == _should(access, role)
                if answer.status_code >= 500 or not as_declared:
                    wrong.append((method, route.path, role, answer.status_code, answer.text[:80]))
    assert wrong == []


DECIDES = {
    "GET /office/orders": {Role.DISPATCHER, Role.ADMIN},
    "POST /office/orders/1/approve": {Role.DISPATCHER, Role.ADMIN},
    "POST /office/orders/1/cut": {Role.DISPATCHER, Role.ADMIN},
    "POST /office/orders/1/return": {Role.DISPATCHER, Role.ADMIN},
    "POST /office/orders/approve": {Role.DISPATCHER, Role.ADMIN},
    "GET /admin/users": {Role.ADMIN},
    "POST /admin/users/1/password": {Role.ADMIN},
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


def _streams(path: str) -> bool:
    return path.endswith("/events") and path.startswith("/v1/stations")


def _should(access: Access, role: Role | None) -> bool:
    return access.roles is None or role in access.roles


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
    key = Caller("key", Role.DEVICE, device_prefix="sub1-")
    key.must_speak_for("sub1-gun")
    with pytest.raises(Forbidden):
        key.must_speak_for("sub10gun")
    with pytest.raises(Forbidden):
        key.must_speak_for("other-sub1-gun")
    with pytest.raises(Forbidden):
        Caller("key", Role.DEVICE).must_speak_for("sub1-gun")


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
