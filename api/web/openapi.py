"""The description of the REST interface: FastAPI's own, and who may call what."""

from typing import Any

from fastapi import FastAPI

from api.web.security import declared
from wms.registers import NOUNS, Column, Noun, Ref

_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "code", "details", "what_to_do", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "in the reader's language"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "stable; see docs/errors.md"},
        "details": {"type": "object"},
        "what_to_do": {"type": "string"},
        "request_id": {"type": ["string", "null"]},
    },
}


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document; each operation names the roles that may call it."""
    document = app.openapi()
    components = document.setdefault("components", {})
    components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    schemas = components.setdefault("schemas", {})
    schemas["Problem"] = _PROBLEM
    schemas |= {f"data.{noun.name}": _columns(noun) for noun in NOUNS.values()}
    for route, access in declared(app):
        for method in route.methods or ():
            operation = document["paths"].get(route.path_format, {}).get(method.lower())
            if operation is None or access.roles is None:
                continue
            operation["x-roles"] = sorted(str(role) for role in access.roles)
            operation["security"] = [{"key": []}]
            operation["responses"]["default"] = {
                "description": "Refused; see docs/errors.md",
                "content": {
                    "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
                },
            }
    return document


def _columns(noun: Noun) -> dict[str, Any]:
    """What `values` hold at `/v1/data/{noun}`."""
    return {
        "type": "object",
        "description": f"{noun.many[1]}: what `values` hold at /v1/data/{noun.name}",
        "properties": {column.name: _column(column) for column in noun.columns},
        "required": [column.name for column in noun.columns if column.is_required],
    }


def _column(column: Column) -> dict[str, Any]:
    refers = f", the code of one of {column.kind.noun}" if isinstance(column.kind, Ref) else ""
    said = f"{column.en}{refers}" + (f"; {column.hint[1]}" if column.hint[1] else "")
    return {**column.kind.schema, "description": said}
