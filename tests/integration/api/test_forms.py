"""A form that is refused is shown again: with what was typed, and the fault beside its field."""

import re
from collections.abc import Iterable, Iterator, Mapping
from uuid import uuid4

from fastapi import FastAPI
from starlette.testclient import TestClient

from api.web.security import SAFE
from tests.builders import World
from tests.integration.api import inputs
from tests.integration.api.calls import CALLS, Call
from tests.integration.api.forms import Form, Seen, forms_of
from tests.integration.api.house import STREAM, House, ask
from tests.web import stranger
from wms.tables.access import Role

BROWSER = {"Accept": "text/html"}
LONG = "x" * 201


def _form(client: TestClient, address: str, action: str) -> Form:
    page = client.get(address, headers=BROWSER)
    assert page.status_code == 200
    return next(one for one in forms_of(page.text) if one.action == action)


def _sent(form: Form, **typed: str) -> dict[str, str]:
    return {one.name: one.value for one in form.fields if one.kind != "submit"} | typed


def _value(form: Form, name: str) -> str:
    return next(one.value for one in form.fields if one.name == name)


def _fault(html: str, name: str) -> str:
    said = re.search(rf'id="fault-{name}">([^<]*)<', html)
    return said[1] if said else ""


def test_a_value_of_the_wrong_shape_is_told_beside_its_field(sqlite_house: House) -> None:
    client = sqlite_house.clients[Role.QUALITY]
    address = f"/quality/lots/{sqlite_house.ours['lot_code']}?lang=en"
    action = f"/quality/lots/{sqlite_house.ours['lot_code']}/write-off"
    form = _form(client, address, action)
    sent = _sent(form, quantity="many", reason="damaged")
    answer = client.post(action, data=sent, headers=BROWSER)
    again = next(
        one for one in forms_of(answer.text) if one.about.get("loss_id") == sent["loss_id"]
    )
    assert answer.status_code == 422
    assert (_value(again, "quantity"), _value(again, "reason")) == ("many", "damaged")
    assert _fault(answer.text, "quantity") == "A whole number, please"


def test_what_a_rule_refuses_is_told_beside_its_field(sqlite_house: House) -> None:
    client = sqlite_house.clients[Role.QUALITY]
    code = sqlite_house.ours["lot_code"]
    action = f"/quality/lots/{code}/write-off"
    sent = _sent(_form(client, f"/quality/lots/{code}?lang=en", action), quantity="999999")
    answer = client.post(action, data=sent, headers=BROWSER)
    assert answer.status_code == 409
    assert _fault(answer.text, "quantity")
    again = next(
        one for one in forms_of(answer.text) if one.about.get("loss_id") == sent["loss_id"]
    )
    assert _value(again, "quantity") == "999999"


def test_only_the_form_that_was_refused_shows_what_was_typed(sqlite_house: House) -> None:
    client = sqlite_house.clients[Role.QUALITY]
    code = sqlite_house.ours["held_lot"]
    here = f"/quality/lots/{code}"
    answer = client.post(f"{here}/hold", data={"note": LONG}, headers=BROWSER)
    forms = {one.action: one for one in forms_of(answer.text)}
    assert answer.status_code == 422
    assert _value(forms[f"{here}/hold"], "note") == LONG
    assert _value(forms[f"{here}/release"], "note") == ""


def test_a_fault_of_a_form_that_is_not_there_any_more_stands_on_top(sqlite_house: House) -> None:
    client, trip = sqlite_house.clients[Role.DISPATCHER], sqlite_house.ours["trip"]
    answer = client.post(
        f"/office/trips/{trip}/depart",
        data={"page": f"/office/trips/{trip}?lang=en"},
        headers=BROWSER,
    )  # it is under way
    assert answer.status_code == 409
    assert answer.text.count('role="alert"') == 1
    assert sqlite_house.ours["trip_number"] in answer.text


def test_the_page_comes_back_as_it_was_asked_for(sqlite_house: House) -> None:
    client = sqlite_house.clients[Role.QUALITY]
    here = f"/quality/excursions/{sqlite_house.ours['excursion']}/close"
    room = f"/quality/rooms/{sqlite_house.ours['room']}?lang=en"
    sent = _sent(_form(client, room, here), cause="", action="aired")
    answer = client.post(here, data=sent, headers=BROWSER)
    form = next(one for one in forms_of(answer.text) if one.action == here)
    assert answer.status_code == 422
    assert (form.about["page"], _value(form, "action")) == (room, "aired")
    assert _fault(answer.text, "cause") == "Fill this in"


def test_a_page_elsewhere_or_a_stream_is_never_shown(sqlite_house: House) -> None:
    client = sqlite_house.clients[Role.QUALITY]
    here = f"/quality/lots/{sqlite_house.ours['lot_code']}"
    for page in ("https://evil.example/", "//evil.example/", "/v1/stations/x/events", "/nowhere"):
        sent = {"note": LONG, "page": page}
        answer = client.post(f"{here}/hold", data=sent, headers=BROWSER)
        assert answer.status_code == 422
        assert f'action="{here}/hold"' in answer.text


def test_a_forged_form_is_not_shown_with_what_it_carries(sqlite_house: House) -> None:
    client = sqlite_house.clients[Role.QUALITY]
    here = f"/quality/lots/{sqlite_house.ours['lot_code']}/hold"
    headers = BROWSER | {"Origin": "https://evil.example"}
    for note in ("planted", "planted" * 10_000):
        answer = client.post(here, data={"note": note}, headers=headers)
        assert "planted" not in answer.text


def test_a_password_is_never_written_into_a_page(app: FastAPI, little_world: World) -> None:
    secret = "five green cabbages"
    for password in (secret, secret * 20):
        sent = {"login": "x" * 41, "password": password, "next": "/"}
        answer = stranger(app).post("/login", data=sent, headers=BROWSER)
        assert answer.status_code == 422
        assert secret not in answer.text
        assert "x" * 41 in answer.text


def test_a_program_is_answered_with_a_problem(sqlite_house: House) -> None:
    client = sqlite_house.clients[Role.QUALITY]
    here = f"/quality/lots/{sqlite_house.ours['lot_code']}/write-off"
    answer = client.post(here, data={"quantity": "many", "loss_id": str(uuid4())})
    assert answer.status_code == 422
    assert answer.json()["code"] == "request.invalid"


HAND_DRAWN: Mapping[str, str] = {
    "POST /admin/policies/{key}": "one control per kind of policy; the fault stands on top",
}
"""Forms that do not come back with what was typed, and why."""
ALSO = {
    Role.SHOP: ("/shop/orders/{order}",),
    Role.QUALITY: ("/quality/lots/{held_lot}",),
    Role.DISPATCHER: ("/office/trips/{loaded_trip}",),
}
"""Pages that show other forms about other things."""
UNSEEN: Mapping[str, str] = {
    "POST /admin/users/{user_id}/enable": "one button, for a person who was shut out",
    "POST /floor/{flow}/take-out": "one button, while a packed lot is held",
    "POST /office/orders/approve": "one button, on the answer to the orders that were chosen",
}
"""Forms that no page shows in this town, and why nothing that was typed can be lost."""
WRONG = "x" * 9_000


def test_every_form_of_every_page_comes_back_with_what_was_typed(sqlite_house: House) -> None:
    seen, lost = set(), []
    for name, client, form in _forms_of_all_pages(sqlite_house):
        seen.add(name)
        for wrong in _kinds(form) if name not in HAND_DRAWN else ():
            sent = _sent(form, **{one.name: _some(one) for one in form.typed()})
            sent[wrong.name] = WRONG
            answer = client.post(form.action, data=sent, headers=BROWSER)
            if answer.status_code < 400 or not _came_back(form, sent, answer.text):
                lost.append((name, wrong.name, answer.status_code))
    assert lost == [], lost
    assert _posts(sqlite_house) - seen <= UNSEEN.keys()


def _kinds(form: Form) -> Iterable[Seen]:
    """Its typed fields, of those that are alike but for a number the last."""
    return {re.sub(r"\d+$", "", one.name): one for one in form.typed()}.values()


def _came_back(form: Form, sent: Mapping[str, str], html: str) -> bool:
    """Whether a page shows the form with all that was typed, and says that something is wrong."""
    again = [one for one in forms_of(html) if one.action == form.action]
    says = "fault" in html or 'role="alert"' in html
    typed = {one.name for one in form.typed()}
    return says and any(
        all(one.value == sent[one.name] for one in each.fields if one.name in typed)
        and typed <= {one.name for one in each.fields}
        for each in again
    )


def _posts(house: House) -> set[str]:
    """Every route that a form of a page is sent to."""
    return {
        one.name
        for one in inputs.of_app(house.app)
        if one.method == "POST" and not one.path.startswith("/v1/")
    }


def _some(field: Seen) -> str:
    """Something that can be typed there."""
    usual = {"number": "1", "date": "2026-01-02", "time": "08:15"}
    return usual.get(field.kind, f"my {field.name}")


def _forms_of_all_pages(house: House) -> Iterator[tuple[str, TestClient, Form]]:
    """A form of every kind that anybody sees on any page, with the route it is sent to."""
    routes = inputs.of_app(house.app)
    posts = {
        one.name: re.compile(re.sub(r"{[^}]*}", "[^/]+", one.path))
        for one in routes
        if one.method == "POST"
    }
    for client, html in _pages(house):
        for form in forms_of(html):
            to = sorted(name for name in posts if posts[name].fullmatch(form.action))
            for name in to[-1:]:
                del posts[name]
                yield name, client, form


def _pages(house: House) -> Iterator[tuple[TestClient, str]]:
    """Every page, as one who may see it sees it; the administrator where he may."""
    for client in house.clients.values():
        client.headers["Accept"] = "text/html"
    for route in inputs.of_app(house.app):
        if route.method not in SAFE or route.name == STREAM or route.path.startswith("/v1/"):
            continue
        role = sorted(route.roles)[0] if route.roles else None
        page = ask(house, route, CALLS.get(route.name, Call()), role, {})
        yield house.clients[role], page.text
    for role, addresses in ALSO.items():
        for address in addresses:
            client = house.clients[role]
            yield client, client.get(address.format(**house.ours.things)).text
