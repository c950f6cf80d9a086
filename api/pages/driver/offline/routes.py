"""What keeps the driver's pages on the phone: the service worker and the list it begins with."""

import json

from fastapi import APIRouter, Response

from api.web import assets
from api.web.security import public

router = APIRouter(prefix="/driver", include_in_schema=False)

WORKER = "pages/driver/offline/sw.js"
SHEETS = ("tokens", "layout", "controls", "components", "data", "print", "floor")
SHELL = (
    *(f"static/css/{sheet}.css" for sheet in SHEETS),
    "static/icon.svg",
    "static/icons.svg",
    "static/vendor/idb/index.js",
    "static/vendor/leaflet/leaflet.js",
    "static/vendor/leaflet/leaflet.css",
    "static/vendor/signature_pad/signature_pad.js",
    *(f"static/js/{path.name}" for path in sorted((assets.STATIC / "js").glob("*.js"))),
    *(path for path in assets.of_pages() if path.startswith("pages/driver/") and path != WORKER),
)
"""What the pages need without a network."""


@router.get("/sw.js", dependencies=[public()])
def service_worker() -> Response:
    """The worker that keeps these pages on the phone; it holds no data of anybody."""
    shell = [assets.url(path) for path in SHELL]
    head = f"const RELEASE = {json.dumps(assets.release())};\nconst SHELL = {json.dumps(shell)};\n"
    script = head + (assets.API / WORKER).read_text(encoding="utf-8")
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/driver"}
    return Response(script, media_type="text/javascript", headers=headers)
