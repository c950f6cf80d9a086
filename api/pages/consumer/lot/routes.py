"""The consumer's page behind the code on every label: public, cacheable, without scripts.

It reads and never writes. A code with a wrong check digit, a torn code and goods that are not ours
get the same answer.
"""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import TypeAdapter

from api.ground import pack_keys
from api.ground.clock import local
from api.pages.consumer import PACE, PER_ADDRESS
from api.pictures.curves import curve
from api.web.deps import Caller, Db, Now, page
from api.web.pages import render
from api.web.security import public
from labels import gs1
from labels.codes import packcode
from wms import trace
from wms.errors import NotFound
from wms.tables.access import Role
from wms.trace import PublicItem, PublicTrace

router = APIRouter(tags=["trace"])

KEPT_S = 60
OFFICE = frozenset({Role.DISPATCHER, Role.QUALITY, Role.ADMIN})
ANY_STEM = "https://label"
_document = TypeAdapter(PublicTrace)
_item_document = TypeAdapter(PublicItem)


def _answer(request: Request, db: Db, caller: Caller, now: Now) -> Response:
    """What is known of the goods in the address, as a page or as a document."""
    try:
        elements = _elements(request)
        gtin, lot, serial = elements.gtin or "", elements.lot, elements.get("21")
        if serial is not None:
            _prove(request, gtin, serial)
        if lot is None:
            item = db.read(lambda tx: trace.public_item(tx, gtin, serial=serial))
            return _item(request, item)
        found = db.read(lambda tx: trace.public_view(tx, gtin, lot, serial=serial, now=now))
    except packcode.PackCodeError:
        return _refused(request, now, "consumer/lot/forged.html", "pack")
    except (gs1.Gs1Error, NotFound):
        return _refused(request, now, "consumer/lot/unknown.html", "lot")
    if _wants_document(request):
        body = _document.dump_json(found)
        return _kept(request, Response(body, media_type="application/json"), is_private=False)
    office = caller.role in OFFICE
    return _kept(request, _page(request, found, office=office), is_private=caller.role is not None)


def _prove(request: Request, gtin: str, serial: str) -> None:
    """Raises: PackCodeError unless one of our keys made this serial for these goods."""
    keys = pack_keys.keyring(request.app.state.settings.data_dir)
    if keys is None:
        raise packcode.PackCodeError(packcode.PackCodeFlaw.FORGED, "no pack was given a number yet")
    packcode.check(keys, gtin, serial)


def _refused(request: Request, now: Now, template: str, what: str) -> Response:
    """A miss: it counts, because whoever guesses codes misses."""
    PER_ADDRESS.count(request, now)
    if _wants_document(request):
        raise NotFound(what)
    return render(request, template, status=404)


def _item(request: Request, item: PublicItem) -> Response:
    if _wants_document(request):
        body = _item_document.dump_json(item)
        return _kept(request, Response(body, media_type="application/json"), is_private=False)
    shown = page(request, "consumer/lot/item.html", item=item)
    return _kept(request, shown, is_private=False)


Answer = Annotated[Response, Depends(_answer)]


@router.get("/01/{gtin}", dependencies=[public(), PACE], response_class=HTMLResponse)
def scanned_article(gtin: str, answer: Answer) -> Response:
    """Which goods these are and how to keep them, for whoever scans a code without a lot."""
    return answer


@router.get("/01/{gtin}/21/{serial}", dependencies=[public(), PACE], response_class=HTMLResponse)
def scanned_serial(gtin: str, serial: str, answer: Answer) -> Response:
    """The same for a single pack, whose number has to prove itself."""
    return answer


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
    """The same for a single pack of the lot, whose number has to prove itself."""
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
