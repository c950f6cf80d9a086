"""What operators and programs ask: health, metrics, the description of the interface, documents."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse, PlainTextResponse

from api.ground import metrics
from api.web import openapi
from api.web.deps import Caller, Db, Id, Now
from api.web.security import needs, public
from api.work import health
from wms.facts import outbox
from wms.printing import documents
from wms.tables.access import Role

router = APIRouter()


@router.get("/health", dependencies=[public()])
def show_health(request: Request, db: Db, now: Now) -> JSONResponse:
    """How the house is doing; 503 when it cannot do its work."""
    seen = health.look(request.app.state.settings, db, now)
    return JSONResponse(jsonable_encoder(seen.as_json()), 503 if seen.state == "failing" else 200)


@router.get("/metrics", dependencies=[needs(Role.ADMIN, Role.INTEGRATOR)])
def show_metrics(db: Db) -> PlainTextResponse:
    """Figures in Prometheus's text form."""
    page = metrics.page(db.read(outbox.counts), db.flushes)
    return PlainTextResponse(page, media_type="text/plain; version=0.0.4; charset=utf-8")


@router.get("/openapi.json", dependencies=[public()], include_in_schema=False)
def show_openapi(request: Request) -> dict[str, Any]:
    """The REST interface, described for programs."""
    return openapi.describe(request.app)


@router.get(
    "/v1/documents/{document_id}",
    dependencies=[
        needs(Role.STAFF, Role.DISPATCHER, Role.QUALITY, Role.ADMIN, Role.DEVICE, Role.INTEGRATOR)
    ],
    response_class=Response,
)
def document(
    document_id: Id, db: Db, caller: Caller, download: Annotated[bool, Query()] = False
) -> Response:
    """The bytes of a label, slip or list."""
    paper, content = db.read(lambda tx: documents.get(tx, document_id))
    caller.must_see("document", document_id, paper.warehouse_id)
    how = "attachment" if download else "inline"
    headers = {
        "Content-Disposition": f"{how}; filename*=UTF-8''{quote(paper.filename)}",
        "Cache-Control": "private, max-age=3600",
    }
    return Response(content, media_type=paper.media_type, headers=headers)


@router.post(
    "/v1/documents/{document_id}/printed",
    dependencies=[needs(Role.STAFF, Role.DISPATCHER, Role.ADMIN, Role.DEVICE)],
    status_code=204,
)
def document_printed(document_id: Id, db: Db, caller: Caller, now: Now) -> None:
    """Say that a copy has left a printer."""
    paper, _ = db.read(lambda tx: documents.get(tx, document_id))
    caller.must_see("document", document_id, paper.warehouse_id)
    db.write(lambda tx: documents.printed(tx, document_id, now=now))
