"""Static files under an address that changes with their content, so that they may be kept for ever.

The design system's files lie in `static`; scripts and styles of a page lie beside it, and of the
pages nothing else is given out. One digest covers them all: a script that imports its neighbour by
a relative address gets the neighbour of the same release.
"""

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

API = Path(__file__).parents[1]
STATIC, PAGES = API / "static", API / "pages"
PREFIX = "/assets"
BESIDE_PAGES = (".css", ".js")
FOR_EVER = "public, max-age=31536000, immutable"


@cache
def of_pages() -> tuple[str, ...]:
    """Scripts and styles that lie beside pages, e.g. `pages/driver/frame.js`."""
    found = (path for path in PAGES.rglob("*") if path.suffix in BESIDE_PAGES)
    return tuple(sorted(path.relative_to(API).as_posix() for path in found))


@cache
def release() -> str:
    """The digest of every static file there is."""
    digest = hashlib.sha256()
    for path in [*sorted(STATIC.rglob("*")), *(API / name for name in of_pages())]:
        if path.is_file():
            digest.update(f"{path.relative_to(API)}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def url(path: str) -> str:
    """The address of a static file: `url("static/icon.svg")`, `url("pages/driver/frame.css")`.

    It ends like the file's own path below `api`, so that a script finds its neighbours by the same
    relative address on a server, in an editor and in a test.
    """
    return f"{PREFIX}/{release()}/{path}"


class Assets(StaticFiles):
    """Static files of this release; an address of another release is not kept by the browser."""

    def __init__(self) -> None:
        super().__init__(directory=API)

    def get_path(self, scope: Scope) -> str:
        return super().get_path(scope).partition("/")[2]

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        is_given_out = path.startswith("static/") or path in of_pages()
        return super().lookup_path(path) if is_given_out else ("", None)

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        requested: Any = scope["path"]
        is_current = requested.startswith(f"{PREFIX}/{release()}/")
        response.headers["Cache-Control"] = FOR_EVER if is_current else "no-cache"
        return response
