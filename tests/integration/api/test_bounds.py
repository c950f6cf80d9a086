"""What comes in is bounded: sizes, depths, numbers, characters; and every answer is guarded."""

import re
from typing import Annotated, Any

import pytest
from fastapi import APIRouter, Body, FastAPI
from starlette.testclient import TestClient

from api.web import assets, errors
from api.web.envelope import Envelope
from api.web.limits import BODY_BYTES_MAX, DEPTH_MAX, BodyLimit, Malformed, check_json
from api.web.security import public
from tests import loops
from tests.web import stranger
from wms.db import Database
from wms.errors import Conflict, Forbidden, NotFound, Refused, Unavailable


@pytest.fixture
def probe(app: FastAPI) -> TestClient:
    """The application with a few routes more, which fail in every way there is."""
    router = APIRouter(dependencies=[public()])

    @router.post("/probe/json")
    def take(value: Annotated[Any, Body()]) -> dict[str, Any]:
        return {"taken": value is not None}

    @router.get("/probe/raise/{what}")
    def fail(what: str) -> None:
        raise FAILURES[what]

    @router.get("/probe/number/{number}")
    def store(number: int) -> None:
        app.state.db.read(lambda tx: tx.get(_order(), number))

    app.include_router(router)
    return stranger(app)


def _order() -> Any:
    from wms.tables.ordering import Order

    return Order


FAILURES: dict[str, Exception] = {
    "not_found": NotFound("order", id="7"),
    "refused": Refused("stock.short", missing=[{"item": "cabbage", "wanted": 3}]),
    "conflict": Conflict("storage.conflict"),
    "forbidden": Forbidden("approve"),
    "unavailable": Unavailable("storage.busy"),
    "bug": ZeroDivisionError("a secret in the message"),
}


@pytest.mark.parametrize(
    ("what", "status", "code"),
    [
        ("not_found", 404, "not_found"),
        ("refused", 409, "stock.short"),
        ("conflict", 409, "storage.conflict"),
        ("forbidden", 403, "forbidden"),
        ("unavailable", 503, "storage.busy"),
        ("bug", 500, "internal"),
    ],
)
def test_every_error_has_its_status_and_its_stable_code(
    probe: TestClient, what: str, status: int, code: str
) -> None:
    answer = probe.get(f"/probe/raise/{what}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["X-Request-ID"] == answer.json()["request_id"]


def test_what_cannot_be_promised_says_when_to_try_again(probe: TestClient) -> None:
    assert int(probe.get("/probe/raise/unavailable").headers["Retry-After"]) > 0


def test_a_refusal_lists_everything_that_is_missing(probe: TestClient) -> None:
    details = probe.get("/probe/raise/refused").json()["details"]
    assert details == {"missing": [{"item": "cabbage", "wanted": 3}]}


def test_an_error_speaks_the_readers_language(probe: TestClient) -> None:
    zh = probe.get("/probe/raise/not_found", headers={"Accept-Language": "zh-CN"}).json()
    en = probe.get("/probe/raise/not_found", headers={"Accept-Language": "en"}).json()
    assert (zh["title"], en["title"]) == ("没有找到", "Not found")
    assert zh["what_to_do"]
    assert en["what_to_do"]


def test_a_browser_gets_a_page_instead_of_a_document(probe: TestClient) -> None:
    answer = probe.get("/probe/raise/refused", headers={"Accept": "text/html"})
    assert answer.status_code == 409
    assert answer.headers["content-type"].startswith("text/html")
    assert "cabbage" in answer.text


def test_a_fault_of_ours_is_logged_but_not_shown(
    probe: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = probe.get("/probe/raise/bug", headers={"X-Request-ID": "abc-12345"})
    assert "secret" not in answer.text
    assert answer.json()["request_id"] == "abc-12345"
    faults = [record for record in caplog.records if record.name == "api.faults"]
    assert faults[0].request_id == "abc-12345"  # type: ignore[attr-defined]


def test_every_answer_carries_the_security_headers(probe: TestClient) -> None:
    style = assets.url("static/css/tokens.css")
    for address in ("/", "/login", "/nothing", "/health", style, "/probe/raise/bug"):
        headers = probe.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy, address
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


def test_no_page_has_a_script_or_style_inside(probe: TestClient) -> None:
    for address in ("/", "/login", "/nothing"):
        page = probe.get(address, headers={"Accept": "text/html"}).text
        assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=", page)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"NaN", "json.malformed"),
        (b"[Infinity]", "json.malformed"),
        (b'{"a": 1e999}', "request.number_too_large"),
        (b'{"a": 9007199254740993}', "request.number_too_large"),
        (b"[1" + b"0" * 5000 + b"]", None),
        (b"[" * (DEPTH_MAX + 2) + b"]" * (DEPTH_MAX + 2), "json.too_deep"),
        (b"[" * 100_000, None),
        (b"[" + b"0," * 60_000 + b"0]", "json.too_many"),
        (b'{"a": "\\u0000"}', "request.control_character"),
        (b'{"\\u0000": 1}', "request.control_character"),
        (b'{"a": "\\ud800"}', "json.malformed"),
        (b'{"a": "\xff"}', None),
        (b'{"a": ', None),
    ],
)
def test_json_out_of_bounds_is_a_clear_fault_of_the_sender(
    probe: TestClient, body: bytes, code: str | None
) -> None:
    answer = probe.post("/probe/json", content=body, headers={"Content-Type": "application/json"})
    assert 400 <= answer.status_code < 500
    if code:
        assert answer.json()["code"] == code


def test_json_within_bounds_passes(probe: TestClient) -> None:
    deep = b"[" * DEPTH_MAX + b"]" * DEPTH_MAX
    for body in (b"1", deep, '{"菜": [1.5, -3, null, true]}'.encode()):
        answer = probe.post(
            "/probe/json", content=body, headers={"Content-Type": "application/json"}
        )
        assert answer.json() == {"taken": True}


def test_an_empty_body_is_for_the_route_to_judge() -> None:
    check_json(b"")


def test_a_number_too_large_for_a_column_is_not_a_fault_of_ours(probe: TestClient) -> None:
    for number in (2**63, 10**30):
        answer = probe.get(f"/probe/number/{number}")
        assert (answer.status_code, answer.json()["code"]) == (422, "request.number_too_large")


def test_a_body_beyond_the_limit_is_not_read(probe: TestClient) -> None:
    for headers in ({"Content-Type": "application/json"}, {}):
        answer = probe.post("/probe/json", content=b"1" * (BODY_BYTES_MAX + 1), headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (413, "body.too_large")


def test_a_body_that_announces_no_length_is_counted() -> None:
    app = FastAPI()

    @app.post("/")
    def take(value: Annotated[Any, Body()]) -> int:
        return 1

    app.add_middleware(BodyLimit)
    pieces = (b" " * 100_000 for _ in range(30))
    answer = TestClient(app).post("/", content=pieces, headers={"Content-Type": "application/json"})
    assert answer.status_code == 413


def test_nul_and_endless_addresses_are_refused(probe: TestClient) -> None:
    assert probe.get("/login?next=%00").json()["code"] == "request.control_character"
    assert probe.get("/login?next=" + "a" * 5_000).json()["code"] == "request.text_too_long"
    form = {"login": "a\0b", "password": "c"}
    assert probe.post("/login", data=form).json()["code"] == "request.control_character"


def test_what_a_form_got_wrong_is_listed_without_repeating_it(probe: TestClient) -> None:
    answer = probe.post("/login", data={"login": "a", "password": "hunter2" * 100})
    assert answer.status_code == 422
    assert answer.json()["details"]["faults"] == [
        {"where": "body.password", "what": "string_too_long"}
    ]
    assert "hunter2" not in answer.text


def test_static_files_may_be_kept_for_ever_and_only_while_they_are_current(
    probe: TestClient,
) -> None:
    current = probe.get(assets.url("static/css/tokens.css"))
    assert "immutable" in current.headers["cache-control"]
    old = probe.get("/assets/000000000000/static/css/tokens.css")
    assert old.headers["cache-control"] == "no-cache"
    beside = probe.get(assets.url("pages/driver/frame.css"))
    assert "immutable" in beside.headers["cache-control"]
    for outside in ("/assets/x/../../app.py", "/assets/x/%2e%2e/%2e%2e/app.py", "/assets/"):
        assert probe.get(outside).status_code == 404


def test_of_a_page_only_its_script_and_its_style_are_given_out(probe: TestClient) -> None:
    kept = {path.name for path in (assets.PAGES / "driver" / "trips").iterdir() if path.is_file()}
    given = {
        name
        for name in kept
        if probe.get(assets.url(f"pages/driver/trips/{name}")).status_code == 200
    }
    assert given == {"page.js", "door.js", "photo.js"}
    assert kept > {"routes.py", "page.html"}
    assert probe.get(assets.url("pages/driver/../../app.py")).status_code == 404


def test_malformed_is_an_edge_error_with_its_own_status() -> None:
    assert errors.status_of(Malformed("json.malformed")) == 422


def test_other_protocols_pass_the_frame_untouched(sqlite_db: Database) -> None:
    seen: list[str] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    for wrapped in (Envelope(inner), BodyLimit(inner)):
        loops.run(wrapped({"type": "lifespan"}, None, None))  # type: ignore[arg-type]
    assert seen == ["lifespan", "lifespan"]
