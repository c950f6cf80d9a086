"""How each route is called for something of one's own, and what its inputs name.

Whatever names an object is here; a route or an input that is missing fails the test of objects.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any
from uuid import UUID, uuid4

from tests.builders import NOW
from tests.integration.api.inputs import RouteInputs
from tests.integration.api.tenants import Tenant
from tests.web import a_serial

NO_OBJECT: Mapping[str, str] = {
    "who": "login name password role language received_by device_prefix",
    "when": "day deliver_on first hours last month not_after not_before occurred_at page",
    "how much": "lines.delivered lines.quantity lines.refused lines.short quantity temperature_c "
    "inhibition_pct position.latitude position.longitude version cursor limit",
    "which sort": "action aim download flow kind lines.reason passed status sure tab verify noun "
    "sort retired template take dry_run",
    "words": "action cause forced_reason method note reason value words",
    "pictures": "file again photo signature_svg",
    "addresses of our own": "back next",
}
"""Inputs that name nothing anybody could own."""
SHARED = frozenset({"item", "lines.item_id", "packs_item"})
"""Goods are in every house's catalogue."""
MADE_BY_SENDER = frozenset({"id", "client_id", "loss_id"})
"""Ids of the sender's own making: one that somebody else has used is refused."""
NOBODYS = "00000000-0000-4000-8000-000000000000"
ELSEWHERE = frozenset(
    {
        "POST /v1/scans code",
        "POST /v1/device-events events",
        "POST /data/{noun} columns",
        "POST /data/{noun}/{row_id} columns",
        "POST /v1/data/{noun} values",
        "POST /v1/data/{noun}/bulk rows",
        "PATCH /v1/data/{noun}/{row_id} values",
    }
)
"""Inputs with tests of their own below: they name many kinds of things."""
PUBLIC = frozenset({"code", "gtin", "lot", "serial"})
"""What a label says is for everybody, at the addresses that are for everybody."""


Value = Callable[[Tenant], Any]


@dataclass(frozen=True, slots=True)
class Call:
    """How a route is called for something of one's own."""

    names: Mapping[str, str] = field(default_factory=dict)
    """Which of a tenant's things each input names."""
    rest: Mapping[str, Any] = field(default_factory=dict)
    """The other inputs it needs, or how to get them."""
    leaves: frozenset[str] = frozenset()
    """Tables that remember even a refusal."""


OWN_ITEM: Value = itemgetter("item")
WHOLE: Value = itemgetter("stop_quantity")
FRESH: Value = lambda _: uuid4()  # noqa: E731
PASSWORD = "five green cabbages"
LINE = {"lines.item_id": OWN_ITEM, "lines.quantity": 30}
PACK = {"serial": lambda one: a_serial(one["gtin"])}
LABEL = {"gtin": itemgetter("gtin"), "lot": itemgetter("lot_code")}
ACT = {"id": FRESH, "occurred_at": NOW.isoformat()}
REMEMBERED = frozenset({"inbox"})
SCANNED = frozenset({"inbox", "fact", "outbox", "station_task", "scale_weight"})
TEST = {"passed": "true", "method": "GB/T 5009.199"}
LOSS = {"quantity": 1, "reason": "damaged"}
SHOPS = {"noun": "shops"}

CALLS: Mapping[str, Call] = {
    "GET /01/{gtin}": Call({}, {"gtin": itemgetter("gtin")}),
    "GET /01/{gtin}/10/{lot}": Call({}, LABEL),
    "GET /01/{gtin}/10/{lot}/21/{serial}": Call({}, LABEL | PACK),
    "GET /01/{gtin}/21/{serial}": Call({}, {"gtin": itemgetter("gtin")} | PACK),
    "GET /admin/audit": Call({"before": "audit"}),
    "GET /admin/logins": Call({"before": "audit"}),
    "GET /admin/devices/{device_id}": Call({"device_id": "gun"}),
    "GET /data/{noun}": Call({}, SHOPS),
    "GET /data/{noun}/import": Call({}, SHOPS),
    "GET /data/{noun}/new": Call({"copy": "shop"}, SHOPS),
    "GET /data/{noun}/sheet": Call({}, SHOPS | {"kind": "csv"}),
    "GET /data/{noun}/{row_id}": Call({"row_id": "shop"}, SHOPS),
    "GET /driver/trips/{trip_id}": Call({"trip_id": "trip"}),
    "GET /driver/trips/{trip_id}/map": Call({"trip_id": "trip"}),
    "GET /floor": Call({"station": "gun"}),
    "GET /floor/weight": Call({"station": "gun"}),
    "GET /floor/{flow}": Call({"station": "gun"}, {"flow": "pick"}),
    "GET /office/lots/{code}": Call({"code": "lot_code"}),
    "GET /office/orders/{order_id}": Call({"order_id": "order"}),
    "GET /office/plans/{wave_id}": Call({"wave_id": "planned_wave"}),
    "GET /office/plans/{wave_id}/picture": Call({"wave_id": "planned_wave"}),
    "GET /office/reports": Call({"warehouse": "warehouse"}),
    "GET /office/stock": Call({"warehouse": "warehouse", "room": "room"}),
    "GET /office/trips": Call({"warehouse": "warehouse"}),
    "GET /office/trips/{trip_id}": Call({"trip_id": "trip"}),
    "GET /office/trips/{trip_id}/picture": Call({"trip_id": "trip"}),
    "GET /office/waves": Call({"warehouse": "warehouse"}),
    "GET /office/waves/{wave_id}": Call({"wave_id": "wave"}),
    "GET /quality": Call({"warehouse": "warehouse"}),
    "GET /quality/lots/{code}": Call({"code": "lot_code"}),
    "GET /quality/excursions/{excursion_id}": Call({"excursion_id": "excursion"}),
    "GET /quality/recalls/{recall_id}": Call({"recall_id": "recall"}),
    "GET /quality/rooms/{place_id}": Call({"place_id": "room"}),
    "GET /quality/sensors/{sensor_id}/points": Call({"sensor_id": "sensor"}),
    "GET /shop/order": Call({"repeat": "order"}),
    "GET /shop/orders/{order_id}": Call({"order_id": "delivered_order"}),
    "GET /shop/orders/{order_id}/edit": Call({"order_id": "order"}),
    "GET /shop/orders/{order_id}/map": Call({"order_id": "delivered_order"}),
    "GET /shop/orders/{order_id}/photo": Call({"order_id": "delivered_order"}),
    "GET /v1/catalogue": Call({"shop_id": "shop"}),
    "GET /v1/data/{noun}": Call({}, SHOPS),
    "GET /v1/data/{noun}/{row_id}": Call({"row_id": "shop"}, SHOPS),
    "GET /v1/documents/{document_id}": Call({"document_id": "document"}),
    "GET /v1/orders/{order_id}": Call({"order_id": "order"}),
    "GET /v1/promise": Call({"shop_id": "shop"}),
    "GET /v1/recalls/{recall_id}": Call({"recall_id": "recall"}),
    "GET /v1/stations/{station}/events": Call({"station": "gun"}),
    "POST /admin/devices/{device_id}/settle": Call({"device_id": "gun", "fault": "fault"}),
    "POST /admin/keys": Call({"warehouse_id": "warehouse"}, {"name": "n1", "role": "integrator"}),
    "POST /admin/keys/{key_id}/disable": Call({"key_id": "api_key"}),
    "POST /admin/policies/{key}": Call({"key": "policy"}, {"value": "13:00"}),
    "POST /admin/logins/{user_id}/unlock": Call({"user_id": "user"}),
    "POST /data/{noun}/{row_id}": Call({"row_id": "shop"}, SHOPS),
    "POST /data/{noun}/{row_id}/restore": Call({"row_id": "shop"}, SHOPS),
    "POST /data/{noun}/{row_id}/retire": Call({"row_id": "shop"}, SHOPS),
    "POST /data/{noun}/import": Call({}, SHOPS),
    "POST /data/{noun}": Call({}, SHOPS),
    "POST /floor/papers/{document_id}": Call({"document_id": "document"}),
    "POST /floor/{flow}/take-out": Call(
        {"order_id": "packed_order", "lot_id": "packed_lot", "station": "gun"}, {"flow": "pick"}
    ),
    "POST /language": Call({}, {"language": "zh"}),
    "POST /login": Call({}, {"login": "somebody", "password": PASSWORD}),
    "POST /office/exceptions/retry": Call({"key": "dead_letter"}),
    "POST /office/exceptions/settle": Call({"key": "fault"}, {"kind": "device_fault"}),
    "POST /office/orders/approve": Call({"chosen": "order_and_version"}),
    "POST /office/orders/preview": Call({"chosen": "order_and_version"}),
    "POST /office/orders/{order_id}/approve": Call({"order_id": "order"}, {"version": 1}),
    "POST /office/orders/{order_id}/cut": Call(
        {"order_id": "order"}, {"version": 1, "item": OWN_ITEM, "quantity": 0, "reason": "r"}
    ),
    "POST /office/orders/{order_id}/return": Call(
        {"order_id": "order"}, {"version": 1, "reason": "r"}
    ),
    "POST /office/orders/{order_id}/cancel": Call(
        {"order_id": "order"}, {"version": 1, "reason": "r"}
    ),
    "POST /office/trips/{trip_id}/depart": Call({"trip_id": "loaded_trip"}),
    "POST /office/trips/{trip_id}/return": Call({"trip_id": "trip"}),
    "POST /office/trips/{trip_id}/close": Call({"trip_id": "trip"}, {"reason": "late"}),
    "POST /office/waves/release": Call({"warehouse_id": "warehouse"}),
    "POST /quality/excursions/{excursion_id}/acknowledge": Call({"excursion_id": "excursion"}),
    "POST /quality/excursions/{excursion_id}/close": Call(
        {"excursion_id": "excursion"}, {"cause": "c", "action": "a"}
    ),
    "POST /quality/excursions/{excursion_id}/release": Call(
        {"excursion_id": "excursion", "lot_id": "warm_lot"}, {"note": "n"}
    ),
    "POST /quality/lots/{code}/hold": Call({"code": "lot_code"}, {"note": "n"}),
    "POST /quality/lots/{code}/recall": Call(
        {"code": "lot_code", "client_id": "recall_key"}, {"note": "n"}
    ),
    "POST /quality/recalls/{recall_id}/lift": Call(
        {"recall_id": "recall", "lot": "recalled_lot"}, {"note": "n"}
    ),
    "POST /quality/lots/{code}/release": Call(
        {"code": "held_lot", "hold_id": "hold"}, {"note": "n"}
    ),
    "POST /quality/lots/{code}/write-off": Call(
        {"code": "lot_code", "place_id": "place", "loss_id": "loss"}, LOSS
    ),
    "POST /quality/tests": Call({"lot_id": "untested_lot"}, TEST),
    "POST /shop/order": Call({"client_id": "client_id"}, {"packs_item": OWN_ITEM}),
    "POST /shop/orders/{order_id}/cancel": Call({"order_id": "order"}, {"version": 1}),
    "POST /shop/recalls/{recall_id}/acknowledge": Call({"recall_id": "recall"}),
    "POST /shop/orders/{order_id}/edit": Call(
        {"order_id": "order"}, {"client_id": FRESH, "packs_item": OWN_ITEM, "version": 1}
    ),
    "PATCH /v1/data/{noun}/{row_id}": Call(
        {"row_id": "shop"}, {**SHOPS, "version": "old", "values": {}}
    ),
    "POST /v1/data/{noun}": Call({}, {**SHOPS, "values": {}}),
    "POST /v1/data/{noun}/bulk": Call({}, {**SHOPS, "rows": [], "dry_run": True}),
    "POST /v1/data/{noun}/{row_id}/restore": Call({"row_id": "shop"}, {**SHOPS, "version": "old"}),
    "POST /v1/data/{noun}/{row_id}/retire": Call({"row_id": "shop"}, {**SHOPS, "version": "old"}),
    "POST /v1/documents/{document_id}/printed": Call({"document_id": "document"}),
    "POST /v1/orders": Call({"shop_id": "shop", "client_id": "client_id"}, LINE),
    "POST /v1/orders/{order_id}/cancel": Call({"order_id": "order"}, {"version": 1}),
    "POST /v1/proofs": Call(
        {"stop_id": "stop", "lines.order_line_id": "stop_line", "lines.lot_id": "stop_lot"}
        | {"id": "proof"},
        {**ACT, "received_by": "r", "lines.delivered": WHOLE},
        REMEMBERED,
    ),
    "POST /v1/recalls": Call({"lot": "lot_code", "client_id": "recall_key"}, {"note": "n"}),
    "POST /v1/recalls/{recall_id}/acknowledge": Call({"recall_id": "recall"}),
    "POST /v1/recalls/{recall_id}/lift": Call({"recall_id": "recall"}, {"note": "n"}),
    "POST /v1/scans": Call({"station": "gun", "id": "inbox"}, {"code": "CMD-LOOK"}, SCANNED),
    "POST /v1/stops/{stop_id}/arrival": Call({"stop_id": "stop", "id": "inbox"}, ACT, REMEMBERED),
    "POST /v1/trips/{trip_id}/departure": Call(
        {"trip_id": "loaded_trip", "id": "inbox"}, ACT, REMEMBERED
    ),
    "POST /v1/trips/{trip_id}/return": Call({"trip_id": "trip", "id": "inbox"}, ACT, REMEMBERED),
    "PUT /v1/orders/{order_id}": Call({"order_id": "order"}, {"version": 1, **LINE}),
}
"""Every route that is asked for something one can own."""


def by_place(route: RouteInputs, values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Values by where their inputs go: path, query, form, json."""
    sent: dict[str, dict[str, Any]] = {}
    for name, value in values.items():
        where = route.where.get(name, "form")
        plain = str(value) if isinstance(value, UUID) else value
        if name == "packs_item":
            name, plain = f"packs_{value}", 1
        sent.setdefault(where, {})[name] = plain
    return sent


def nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    """`lines.lot_id` is in the only one of the `lines`."""
    body: dict[str, Any] = {}
    for name, value in flat.items():
        head, _, leaf = name.partition(".")
        if leaf:
            body.setdefault(head, [{}])[0][leaf] = value
        else:
            body[head] = value
    return body


def absent(value: Any) -> Any:
    """Something of the same kind that nobody has."""
    if isinstance(value, int):
        return 2**40
    is_uuid = re.fullmatch(r"[0-9a-f-]{36}", value)
    return NOBODYS if is_uuid else re.sub(r"\d+|(?<=\D)$", "987654321012", value, count=2)
