"""What each route reads: the names in its path, query, form and JSON, as the framework knows them.

A body that a route reads by hand cannot be seen; `BY_HAND` says what is in those, and a test of
objects fails when another route without a declared body appears.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from fastapi import FastAPI, params
from pydantic import BaseModel

from api.web.security import SAFE, declared
from wms.tables.access import Role

_ORDER = dict.fromkeys(
    ("client_id", "packs_item", "kind", "deliver_on", "not_before", "not_after", "note", "version"),
    "form",
)
BY_HAND: Mapping[str, Mapping[str, str]] = {
    "POST /data/{noun}": {"columns": "form"},
    "POST /data/{noun}/{row_id}": {"columns": "form", "version": "form"},
    "POST /data/{noun}/{row_id}/restore": {"version": "form"},
    "POST /data/{noun}/{row_id}/retire": {"version": "form"},
    "POST /shop/order": _ORDER,
    "POST /shop/orders/{order_id}/edit": _ORDER,
    "POST /v1/device-events": {"events": "json"},
}
"""Bodies read by hand, by route."""
WITHOUT_BODY = frozenset(
    {
        "POST /admin/keys/{key_id}/disable",
        "POST /admin/logins/{user_id}/unlock",
        "POST /floor/papers/{document_id}",
        "POST /logout",
        "POST /office/trips/{trip_id}/return",
        "POST /quality/excursions/{excursion_id}/acknowledge",
        "POST /shop/recalls/{recall_id}/acknowledge",
        "POST /v1/recalls/{recall_id}/acknowledge",
        "POST /v1/documents/{document_id}/printed",
    }
)
"""Routes that change something and read no body at all."""


@dataclass(frozen=True, slots=True)
class RouteInputs:
    """One method of one route."""

    name: str
    method: str
    path: str
    roles: frozenset[Role] | None
    where: Mapping[str, str] = field(default_factory=dict)
    """By name of an input (dotted within JSON): path, query, form or json."""

    @property
    def has_body(self) -> bool:
        return bool({"form", "json"} & set(self.where.values()))


def of_app(app: FastAPI) -> list[RouteInputs]:
    """Every route of the application with everything it reads."""
    found = []
    for route, access in declared(app):
        where = dict(_inputs(route.dependant))
        for method in sorted(route.methods or ()):
            name = f"{method} {route.path}"
            by_hand = BY_HAND.get(name, {})
            found.append(RouteInputs(name, method, route.path or "", access.roles, where | by_hand))
    return found


def hidden_bodies(routes: list[RouteInputs]) -> set[str]:
    """Routes that change something and whose body nobody has declared."""
    unsafe = {one.name for one in routes if one.method not in SAFE and not one.has_body}
    return unsafe ^ WITHOUT_BODY


def _inputs(dependant: Any) -> Iterator[tuple[str, str]]:
    for one in (*dependant.path_params, *dependant.query_params, *dependant.body_params):
        kind = _kind(one.field_info)
        models = list(_models(one.field_info.annotation))
        for name in _leaves(models) if models else [one.alias]:
            yield name, kind
    for inner in dependant.dependencies:
        yield from _inputs(inner)


def _kind(info: Any) -> str:
    if isinstance(info, params.Path):
        return "path"
    if isinstance(info, params.Query):
        return "query"
    return "form" if isinstance(info, params.Form) else "json"


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _leaves(models: list[type[BaseModel]]) -> Iterator[str]:
    for model in models:
        for name, info in model.model_fields.items():
            inner = list(_models(info.annotation))
            yield from (f"{name}.{leaf}" for leaf in _leaves(inner)) if inner else [name]
