"""What belongs to another warehouse, shop, trip or device does not exist for the caller.

Two houses, every route, every input that names something: asking for what is theirs is answered
exactly as asking for what is not there, and changes nothing. An input nobody has declared here
fails the test, so that none can be forgotten.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import APIRouter, Request
from httpx2 import Response

from api.ground.texts import text
from api.web.security import SAFE, needs
from devices.events import Event, Fault, Presence, Reading, Scan, Weight, to_wire
from labels.gs1 import check_digit
from tests.builders import NOW
from tests.integration.api import inputs, written
from tests.integration.api.calls import (
    CALLS,
    ELSEWHERE,
    MADE_BY_SENDER,
    NO_OBJECT,
    PUBLIC,
    SCANNED,
    SHARED,
    Call,
    absent,
)
from tests.integration.api.house import STREAM, House, ask, rows_of
from tests.integration.api.inputs import RouteInputs
from tests.integration.api.tenants import PACK, marks_of_house
from tests.integration.wms.outbound import a_packed_order, a_trip
from tests.web import with_key
from wms import floor
from wms.db import Database, Tx
from wms.floor import Beep, ScanReply
from wms.tables.access import Role

WRITTEN = written.access()
"""Whose things each role reaches by each route. A route without a row fails in `test_access`."""
SETTLES = "POST /admin/devices"
REACHED = frozenset({200, 201, 204, 303, 409})
"""Answers about a thing that was found, if only to be refused by a rule."""
ABSENT = {
    "GET /admin/audit before": 200,
    "GET /admin/logins before": 200,
    "GET /floor station": 200,
    "GET /office/reports warehouse": 200,
    "GET /office/stock warehouse": 200,
    "GET /quality warehouse": 200,
    "POST /admin/policies/{key} key": 409,
    "POST /office/orders/preview chosen": 200,
}
"""Where what is not there is just not shown, or has a refusal of its own."""


def test_every_input_of_every_route_is_declared(sqlite_house: House) -> None:
    routes = inputs.of_app(sqlite_house.app)
    assert not _undeclared(routes), _listed(_undeclared(routes))
    assert inputs.hidden_bodies(routes) == set()
    assert CALLS.keys() - {route.name for route in routes} == set()


def test_a_new_route_with_an_id_cannot_be_forgotten(sqlite_house: House) -> None:
    router = APIRouter(dependencies=[needs(Role.STAFF)])

    @router.get("/new/{thing_id}")
    def declared(thing_id: int) -> None:
        """Names its input."""

    @router.post("/new")
    async def by_hand(request: Request) -> None:
        """Reads what nobody knows of."""

    sqlite_house.app.include_router(router)
    routes = inputs.of_app(sqlite_house.app)
    assert _undeclared(routes) == ["GET /new/{thing_id} thing_id"]
    assert inputs.hidden_bodies(routes) == {"POST /new"}


def _undeclared(routes: Iterable[RouteInputs]) -> list[str]:
    plain = {name for names in NO_OBJECT.values() for name in names.split()} | SHARED
    return [
        f"{route.name} {name}"
        for route in routes
        for name in route.where
        if name not in plain
        and f"{route.name} {name}" not in ELSEWHERE
        and not (route.roles is None and name in PUBLIC)
        and name not in CALLS.get(route.name, Call()).names
        and not (name in MADE_BY_SENDER and name in CALLS.get(route.name, Call()).rest)
    ]


def test_what_is_theirs_is_answered_like_what_is_not_there_and_changes_nothing(
    house: House,
) -> None:
    wrong = []
    before = rows_of(house)
    for route, call, role, name, value in _foreign(house):
        answer = ask(house, route, call, role, {name: value})
        if name in MADE_BY_SENDER:
            is_right = answer.status_code == 409
        else:
            nothing = ask(house, route, call, role, {name: absent(value)})
            is_right = answer.status_code < 422 and _alike(answer, nothing, value)
        after = before if route.method in SAFE else rows_of(house)
        if not is_right or _changed(before, after) - call.leaves:
            wrong.append((route.name, role.value, name, answer.status_code, answer.text[:300]))
        before = after
    assert not wrong, _listed(wrong)
    assert rows_of(house) == before


def test_the_same_calls_reach_what_is_ones_own(sqlite_house: House) -> None:
    answers: dict[str, list[int]] = {STREAM: [200]}
    for route, call, role, _ in _asked(sqlite_house):
        if route.name != STREAM:
            answer = ask(sqlite_house, route, call, role, {})
            answers.setdefault(route.name, []).append(answer.status_code)
    unreached = [item for item in answers.items() if not REACHED & set(item[1])]
    assert not unreached, _listed(unreached)


@pytest.mark.parametrize("role", Role)
def test_who_may_reach_the_things_of_more_than_their_own_does(
    sqlite_house: House, role: Role
) -> None:
    """A cell of the written table that promises more than the code gives is wrong, too."""
    house, refused = sqlite_house, []
    mine = [one for one in _calls(house) if one[2] is role]
    # What the devices' page settles is no open item of the office any more.
    for route, call, _ in sorted(mine, key=lambda one: one[0].name.startswith(SETTLES)):
        for tenant in house.reached(WRITTEN[route.name][role]) if route.name != STREAM else ():
            asked = {name: tenant[thing] for name, thing in call.names.items()}
            fresh = {name: uuid4() for name in asked.keys() & MADE_BY_SENDER}
            answer = ask(house, route, call, role, asked | fresh)
            if answer.status_code not in REACHED:
                refused.append((route.name, answer.status_code, answer.text[:300]))
    assert not refused, _listed(refused)


def test_an_administrator_is_told_what_is_not_there(sqlite_house: House) -> None:
    wrong = []
    for route in inputs.of_app(sqlite_house.app):
        call = CALLS.get(route.name, Call()) if Role.ADMIN in (route.roles or ()) else Call()
        for name in call.names.keys() - MADE_BY_SENDER:
            asked = {name: absent(sqlite_house.ours[call.names[name]])}
            answer = ask(sqlite_house, route, call, Role.ADMIN, asked)
            if answer.status_code != ABSENT.get(f"{route.name} {name}", 404):
                wrong.append((route.name, name, answer.status_code, answer.text[:300]))
    assert not wrong, _listed(wrong)


def test_no_page_of_ours_shows_a_word_about_others(sqlite_house: House) -> None:
    house = sqlite_house
    db: Database = house.app.state.db
    of_house = db.read(lambda tx: marks_of_house(tx, house.theirs))
    seen = []
    for route in inputs.of_app(house.app):
        call = CALLS.get(route.name, Call())
        if route.method != "GET" or route.name == STREAM or route.roles is None:
            continue
        for role, whose in WRITTEN.get(route.name, {}).items():
            others = house.others(whose)
            if role is None or not others:
                continue
            page = ask(house, route, call, role, {})
            marks = [mark for tenant in others for mark in tenant.marks] + of_house
            words = [
                mark for mark in marks if re.search(rf"(?<!\w){re.escape(mark)}(?!\w)", page.text)
            ]
            if words or page.status_code not in (200, 303):
                seen.append((route.name, role.value, page.status_code, words))
    assert not seen, _listed(seen)


def test_a_shop_learns_nothing_about_the_others_on_its_trip(sqlite_house: House) -> None:
    house, w = sqlite_house, sqlite_house.ours.world
    db: Database = house.app.state.db

    def ride(tx: Tx) -> tuple[int, str]:
        mine, other = (a_packed_order(tx, w, {w.rice: PACK})[0] for _ in range(2))
        other.shop_id = house.town.neighbours["shop"]
        a_trip(tx, w, [other, mine])
        return mine.id, other.number

    order, number = db.write(ride)
    for page in ("/shop/orders/{}", "/shop/orders/{}/map", "/v1/orders/{}", "/shop"):
        shown = house.clients[Role.SHOP].get(page.format(order)).text
        marks = (*house.town.neighbours.marks, number)
        known = [mark for mark in marks if _is_in(mark, shown)]
        assert known == [], page


CODES = ["order_number", "released_order", "wave_number", "trip_number", "loading_number"]
CODES += ["plate", "vehicle_code", "sscc", "place_code", "lot_code", "label"]
"""What another house has printed on cards and labels."""
WORK = (
    ("CMD-STOP",),
    ("CMD-RECEIVE",),
    ("CMD-PICK",),
    ("CMD-PICK", "released_order"),
    ("CMD-LOAD",),
    ("CMD-LOAD", "loading_number"),
    ("CMD-LOOK",),
)
"""What our people are in the middle of, as scans."""
NOT_ON_OUR_DOCK = {("CMD-RECEIVE", "lot_code"), ("CMD-RECEIVE", "label"), ("CMD-STOP", "label")}
"""A lot of another house is refused at the dock, so that nobody takes it in as a new one."""


def test_their_labels_say_nothing_at_our_stations(sqlite_house: House) -> None:
    house = sqlite_house
    told, before = [], rows_of(house)
    for work, code in product(WORK, CODES):
        theirs = _reply(house, work, house.theirs[code])
        nobodys = _reply(house, work, _absent_code(house.theirs[code]))
        if theirs != nobodys and (work[-1], code) not in NOT_ON_OUR_DOCK:
            told.append((work, code, theirs, nobodys))
    assert not told, _listed(told)
    assert _changed(before, rows_of(house)) <= SCANNED


def _reply(house: House, work: Sequence[str], code: str) -> str:
    """What a member of our staff is told who scans a code in the middle of this work."""
    by, db = house.ours.world.staff, house.app.state.db
    scans = ("CMD-STOP", *(house.ours.things.get(step, step) for step in work), code)

    def scan(tx: Tx) -> ScanReply:
        station = f"user-{by}"
        return [floor.scan(tx, Beep(uuid4(), station, one), by=by, now=NOW) for one in scans][-1]

    return repr(db.write(scan)).replace(code, "<scanned>")


def _absent_code(code: str) -> str:
    """A code of the same kind that is nobody's; a parcel's ends in its check digit."""
    if len(code) == 18 and code.isdecimal():
        body = f"{code[:8]}999999999"
        return f"{body}{check_digit(body)}"
    head, digits = re.fullmatch(r"(.*?)(\d+)", code, re.DOTALL).groups()  # type: ignore[union-attr]
    return head + "9" * len(digits)


def test_a_key_of_ours_cannot_speak_as_a_device_of_theirs(sqlite_house: House) -> None:
    house = sqlite_house
    gateway, before = house.clients[Role.DEVICE], rows_of(house)
    for event in _events(house.theirs["gun"], house.theirs["controller"]):
        theirs = gateway.post("/v1/device-events", content=to_wire([event]))
        nobodys = replace(event, device="nobody-1")
        unknown = gateway.post("/v1/device-events", content=to_wire([nobodys]))
        assert theirs.status_code == 403
        assert _said(theirs, event.device, "nobody-1") == _said(unknown, event.device, "nobody-1")
    assert rows_of(house) == before


def test_a_device_of_ours_cannot_measure_for_a_sensor_of_theirs(sqlite_house: House) -> None:
    house = sqlite_house
    gateway, before = house.clients[Role.DEVICE], rows_of(house)
    events = list(_events(house.ours["gun"], house.theirs["controller"]))
    assert gateway.post("/v1/device-events", content=to_wire(events)).status_code == 200
    after = rows_of(house)
    assert _changed(before, after) <= SCANNED | {"device", "device_fault"}
    assert [row for row in after["device"] if row not in before["device"]] != []
    assert all(
        row[0] == house.ours["gun"] for row in after["device"] if row not in before["device"]
    )


def test_an_event_with_an_id_of_theirs_hears_nothing_of_what_they_were_told(
    sqlite_house: House,
) -> None:
    house = sqlite_house
    gateway, before = house.clients[Role.DEVICE], rows_of(house)
    scan = Scan(house.theirs["inbox"], house.ours["gun"], None, NOW, "nonsense")
    fault = Fault(UUID(house.theirs["fault"]), house.ours["gun"], None, NOW, "odd", b"?")
    answer = gateway.post("/v1/device-events", content=to_wire([scan, fault]))
    [one] = answer.json()["answers"]
    assert (one["tone"], one["text"]) == ("stop", text("inbox.other_source"))
    assert _changed(before, rows_of(house)) <= {"device", "fact", "outbox"}


def _events(device: str, sensor: str) -> Iterator[Event]:
    yield Scan(uuid4(), device, None, NOW, "CMD-LOOK")
    yield Weight(uuid4(), device, None, NOW, 1_000_000, True)
    yield Presence(uuid4(), device, None, NOW, "online")
    yield Fault(uuid4(), device, None, NOW, "odd_bytes", b"\xff")
    yield Reading(uuid4(), device, NOW, NOW, sensor, "temperature", 30.0, "C", "good")


def test_a_device_key_without_a_warehouse_reads_no_papers(sqlite_house: House) -> None:
    printer = with_key(sqlite_house.app, Role.DEVICE, prefix="printer-")
    address = f"/v1/documents/{sqlite_house.ours['document']}"
    assert printer.get(address).status_code == 404
    assert printer.post(f"{address}/printed").status_code == 404


def _listed(wrong: Iterable[object]) -> str:
    return "\n".join(map(str, wrong))


def _foreign(house: House) -> Iterator[tuple[RouteInputs, Call, Role, str, Any]]:
    for route, call, role, name in _asked(house):
        others = house.others(WRITTEN[route.name][role])
        things = (tenant[call.names[name]] for tenant in others)
        for thing in things:
            if thing != house.ours[call.names[name]]:
                yield route, call, role, name, thing


def _asked(house: House) -> Iterator[tuple[RouteInputs, Call, Role, str]]:
    for route, call, role in _calls(house):
        for name in call.names if house.others(WRITTEN[route.name][role]) else ():
            yield route, call, role, name


def _calls(house: House) -> Iterator[tuple[RouteInputs, Call, Role]]:
    """Every route that is asked for something one can own, for each role that may call it."""
    for route in inputs.of_app(house.app):
        call = CALLS.get(route.name)
        for role in WRITTEN.get(route.name, {}) if call else ():
            if call and role is not None:
                yield route, call, role


def _alike(answer: Response, nothing: Response, asked: Any) -> bool:
    pair = (asked, absent(asked))
    return _said(answer, *pair) == _said(nothing, *pair)


def _said(answer: Response, *asked: Any) -> tuple[Any, ...]:
    """An answer without what differs between any two: the ids asked for, and fresh ids."""
    said = answer.text
    for value in asked:
        for word in (str(value), str(value).partition(":")[0]):
            said = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", "<asked>", said)
    said = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}", "<fresh>", said)
    location = re.sub(r"\d+", "<n>", answer.headers.get("location", ""))
    return answer.status_code, answer.headers.get("content-type"), location, said


def _is_in(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    return {table for table, rows in before.items() if rows != after[table]}
