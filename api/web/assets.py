"""Static files under an address that changes with their content, so that they may be kept for ever.

One digest covers the whole tree: a script that imports its neighbour by a relative address gets
the neighbour of the same release.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC = Path(__file__).parents[1] / "static"
FOR_EVER = "public, max-age=31536000, immutable"


@cache
def release() -> str:
    """The digest of every static file there is."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(STATIC)}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def url(path: str) -> str:
    """The address of a static file, e.g. `url("css/frame.css")`."""
    return f"/static/{release()}/{path}"


class Assets(StaticFiles):
    """Static files of this release; an address of another release is not kept by the browser."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    def get_path(self, scope: Scope) -> str:
        return super().get_path(scope).partition("/")[2]

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        requested: Any = scope["path"]
        is_current = requested.startswith(f"/static/{release()}/")
        response.headers["Cache-Control"] = FOR_EVER if is_current else "no-cache"
        return response
