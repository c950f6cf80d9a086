"""The consumer's page behind the code on every label: public, cacheable, without scripts.

It reads and never writes. A code with a wrong check digit, a torn code and goods that are not ours
get the same answer.
"""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import TypeAdapter

from api.ground.clock import local
from api.pages.consumer import PACE
from api.pictures.curves import curve
from api.web.deps import Caller, Db, Now, page
from api.web.pages import render
from api.web.security import public
from labels import gs1
from wms import trace
from wms.errors import NotFound
from wms.tables.access import Role
from wms.trace import PublicTrace

router = APIRouter(tags=["trace"])

KEPT_S = 60
OFFICE = frozenset({Role.DISPATCHER, Role.QUALITY, Role.ADMIN})
ANY_STEM = "https://label"
_document = TypeAdapter(PublicTrace)


def _answer(request: Request, db: Db, caller: Caller, now: Now) -> Response:
    """What is known of the lot in the address, as a page or as a document."""
    try:
        elements = _elements(request)
        gtin, lot, serial = elements.gtin or "", elements.lot or "", elements.get("21")
        found = db.read(lambda tx: trace.public_view(tx, gtin, lot, serial=serial, now=now))
    except (gs1.Gs1Error, NotFound):
        if _wants_document(request):
            raise NotFound("lot") from None
        return render(request, "consumer/lot/unknown.html", status=404)
    if _wants_document(request):
        body = _document.dump_json(found)
        return _kept(request, Response(body, media_type="application/json"), is_private=False)
    office = caller.role in OFFICE
    return _kept(request, _page(request, found, office=office), is_private=caller.role is not None)


Answer = Annotated[Response, Depends(_answer)]


@router.get("/01/{gtin}/10/{lot}", dependencies=[public(), PACE], response_class=HTMLResponse)
def scanned(gtin: str, lot: str, answer: Answer) -> Response:
    """What is known of a lot, for whoever scans its label (GS1 Digital Link).

    A page; with `Accept: application/json` or `?format=json` the same as a document.
    """
    return answer


@router.get(
    "/01/{gtin}/10/{lot}/21/{serial}",
    dependencies=[public(), PACE],
    response_class=HTMLResponse,
)
def scanned_pack(gtin: str, lot: str, serial: str, answer: Answer) -> Response:
    """The same for a single pack of the lot."""
    return answer


def _elements(request: Request) -> gs1.Elements:
    """The link as it was asked for. Raises: Gs1Error."""
    raw_path: bytes = request.scope.get("raw_path") or request.url.path.encode()
    query = request.scope.get("query_string", b"").decode("latin-1")
    address = ANY_STEM + raw_path.decode("latin-1") + (f"?{query}" if query else "")
    elements, _ = gs1.parse_digital_link(address)
    return elements


def _wants_document(request: Request) -> bool:
    accepts = request.headers.get("accept", "")
    is_asked = "application/json" in accepts and "text/html" not in accepts
    return is_asked or request.query_params.get("format") == "json"


def _page(request: Request, found: PublicTrace, *, office: bool) -> HTMLResponse:
    cold = found.temperature
    points = [(point.at, point.temperature_c) for point in cold.curve] if cold else []
    harvested_on = local(found.harvested_at, request.app.state.zone).date()
    shown = {
        "lot": found,
        "drawn": curve(points, cold.low_c, cold.high_c) if cold else None,
        "harvested_on": harvested_on,
        "grown_days": (harvested_on - found.sown_on).days if found.sown_on else None,
        "office": office,
    }
    return page(request, "consumer/lot/page.html", **shown)


def _kept(request: Request, answer: Response, *, is_private: bool) -> Response:
    """Let browsers and caches keep the answer for a minute, and ask for changes only."""
    tag = f'"{hashlib.sha256(bytes(answer.body)).hexdigest()[:32]}"'
    headers = {
        "ETag": tag,
        "Cache-Control": "private, no-cache" if is_private else f"public, max-age={KEPT_S}",
        "Vary": "Accept, Accept-Language, Cookie",
    }
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    answer.headers.update(headers)
    return answer
