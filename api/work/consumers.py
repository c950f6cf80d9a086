"""What follows facts: labels, papers, routes, notices. Each may run twice and does no harm.

Drawing, solving and everything else that takes time happens between transactions, never inside.
"""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from api.ground.clock import Clock
from api.ground.settings import Settings
from api.travel import roads
from api.work.printing import Press
from api.work.worker import Consumer
from wms.db import Database
from wms.facts import LABELS, NOTICES, PAPERS, ROUTES, Task, notices
from wms.facts.catalogue import AboutLot, Happened, OrderPacked, WaveReleased
from wms.printing import NewDocument, documents

Said = TypeVar("Said", bound=Happened)

if TYPE_CHECKING:
    # Drawing is loaded when something is drawn: it costs memory and start-up time.
    from labels.printing import Sheet

SEARCH_MS_FIRST, SEARCH_MS_PER_STOP, SEARCH_MS_MAX = 500, 65, 7_000
"""How long the router may search; a plan for a hundred stops is promised within ten seconds."""
SOLVE_PATIENCE_S = 45.0
TOLD_AT_ATTEMPT = 2
"""A solve that fails once is tried again in silence; then a person is told while it goes on."""
LINK_STEM = "https://trace.coldchain.example"
"""Where labels lead while nobody has set a public address: a link needs a name that stays."""


def quick(settings: Settings, press: Press) -> Mapping[str, Consumer]:
    """Those that take moments."""
    here = settings.address if settings.demo else LINK_STEM
    stem = settings.public_url.rstrip("/") or here
    return {LABELS: partial(make_labels, press, stem), NOTICES: tell}


def slow(settings: Settings, press: Press) -> Mapping[str, Consumer]:
    """Those that may take a minute; a second worker does them, so that labels need not wait."""
    return {
        PAPERS: partial(print_wave, press),
        ROUTES: partial(plan_routes, settings.data_dir, spec=settings.roads),
    }


def tell(db: Database, task: Task, _clock: Clock) -> None:
    """Tell the roles that a fact concerns."""
    db.write(lambda tx: notices.tell(tx, task))


def make_labels(press: Press, stem: str, db: Database, task: Task, clock: Clock) -> None:
    """Draw the label of a new lot, or the slips of a packed order, as PDF and ZPL."""
    if isinstance(task.fact, OrderPacked):
        papers = _parcel_papers(press, db, task, clock)
    else:
        papers = _lot_papers(press, stem, db, task, clock)
    db.write(lambda tx: documents.keep(tx, papers, now=clock()))


def print_wave(press: Press, db: Database, task: Task, clock: Clock) -> None:
    """Draw the pick lists and delivery slips of a released wave."""
    from wms.printing import papers

    wave_id = _about(task, WaveReleased).wave_id
    now = clock()
    lists, slips = db.read(
        lambda tx: (papers.pick_lists(tx, wave_id), papers.slips(tx, wave_id, now=now))
    )
    drawn = press.draw([*(one for _, one in lists), *(one for _, one in slips)])
    kinds = [("pick_list", f"wave:{wave_id}:room:{room_id}") for room_id, _ in lists]
    kinds += [("slip", f"order:{order_id}") for order_id, _ in slips]
    made = [
        _document(task, kind, subject, sheet, wave_id)
        for (kind, subject), sheets in zip(kinds, drawn, strict=True)
        for sheet in sheets
    ]
    db.write(lambda tx: documents.keep(tx, made, now=clock()))


def plan_routes(data_dir: Path, db: Database, task: Task, clock: Clock, *, spec: str = "") -> None:
    """Read the problem, solve it in a fresh process, store the plan if nothing has changed."""
    from routing.model import Limits
    from routing.solving import PlanRejected, SolverDied, solve_in_process
    from wms.transport import dispatch

    wave_id = _about(task, WaveReleased).wave_id
    travel = roads.travel(data_dir, spec)
    asked = db.read(lambda tx: dispatch.read_problem(tx, wave_id, travel=travel, now=clock()))
    search_ms = SEARCH_MS_FIRST + SEARCH_MS_PER_STOP * len(asked.problem.stops)
    search_ms = min(search_ms, SEARCH_MS_MAX)
    try:
        plan = solve_in_process(asked.problem, Limits(search_ms), SOLVE_PATIENCE_S)
    except (SolverDied, PlanRejected) as failure:
        if task.attempt == TOLD_AT_ATTEMPT:
            said = str(failure)
            db.write(lambda tx: dispatch.plan_failed(tx, wave_id, said, now=clock()))
        raise
    db.write(lambda tx: dispatch.store_plan(tx, wave_id, asked, plan, now=clock()))


def _lot_papers(
    press: Press, stem: str, db: Database, task: Task, clock: Clock
) -> list[NewDocument]:
    from wms.printing import papers

    lot_id = _about(task, AboutLot).lot_id
    said = db.read(lambda tx: papers.lot_label(tx, lot_id, stem=stem, now=clock()))
    [sheets] = press.draw([said])
    return [_document(task, "lot_label", f"lot:{lot_id}", sheet) for sheet in sheets]


def _parcel_papers(press: Press, db: Database, task: Task, clock: Clock) -> list[NewDocument]:
    from wms.printing import papers

    order_id = _about(task, OrderPacked).order_id
    found = db.read(lambda tx: papers.parcel_slips(tx, order_id, now=clock()))
    drawn = press.draw([slip for _, slip in found])
    return [
        _document(task, "parcel_label", f"parcel:{parcel.id}", sheet)
        for (parcel, _), sheets in zip(found, drawn, strict=True)
        for sheet in sheets
    ]


def _about(task: Task, kind: type[Said]) -> Said:
    """A task's fact, which is what its consumer is interested in."""
    assert isinstance(task.fact, kind), task.fact
    return task.fact


def _document(
    task: Task, kind: str, subject: str, sheet: "Sheet", wave_id: int | None = None
) -> NewDocument:
    assert task.warehouse_id is not None
    return NewDocument(
        kind,
        subject,
        task.warehouse_id,
        sheet.media_type,
        sheet.filename,
        sheet.content,
        wave_id,
    )
