"""The description of the REST interface: FastAPI's own, and who may call what."""

from typing import Any

from fastapi import FastAPI

from api.web.security import declared

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
    components.setdefault("schemas", {})["Problem"] = _PROBLEM
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
