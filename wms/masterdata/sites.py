"""Warehouses and what stands on their floor plans: for lists, pictures, and who needs a door."""

from dataclasses import dataclass

from sqlalchemy import func, select

from wms.db import Tx
from wms.errors import NotFound
from wms.tables.masterdata import COUNTED, Place, PlaceKind, Warehouse
from wms.tables.stock import Balance


@dataclass(frozen=True, slots=True)
class Site:
    """A warehouse by name and position."""

    id: int
    code: str
    name_zh: str
    name_en: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """One rectangle of a floor plan, with how full it is."""

    id: int
    code: str
    kind: PlaceKind
    name_zh: str
    name_en: str
    x_cm: int
    y_cm: int
    width_cm: int
    depth_cm: int
    capacity_g: int | None
    load: int
    """What lies there in base units; of goods counted in pieces the pieces."""
    lots: int


def sites(tx: Tx, warehouse_id: int | None = None) -> list[Site]:
    """A warehouse (None: all), the first one opened first."""
    rows = select(Warehouse).order_by(Warehouse.id)
    if warehouse_id is not None:
        rows = rows.where(Warehouse.id == warehouse_id)
    return [
        Site(row.id, row.code, row.name_zh, row.name_en, row.latitude, row.longitude)
        for row in tx.scalars(rows)
    ]


def floor_plan(tx: Tx, warehouse_id: int) -> list[PlanPlace]:
    """Everything drawn on a warehouse's plan, rooms before what stands in them."""
    held = (
        select(
            Balance.place_id, func.sum(Balance.on_hand).label("load"), func.count().label("lots")
        )
        .where(Balance.warehouse_id == warehouse_id)
        .group_by(Balance.place_id)
        .subquery()
    )
    rows = (
        select(Place, held.c.load, held.c.lots)
        .outerjoin(held, held.c.place_id == Place.id)
        .where(Place.warehouse_id == warehouse_id, Place.kind.in_(COUNTED), Place.plan_width_cm > 0)
        .order_by(Place.kind == PlaceKind.BIN, Place.id)
    )
    return [_drawn(place, int(load or 0), int(lots or 0)) for place, load, lots in tx.execute(rows)]


def place_of(tx: Tx, warehouse_id: int, kind: PlaceKind) -> Place:
    """A warehouse's first place of a kind: its dock, its stage, its books. Raises: NotFound."""
    of_kind = (Place.warehouse_id == warehouse_id) & (Place.kind == kind)
    place = tx.scalar(select(Place).where(of_kind).order_by(Place.id).limit(1))
    if place is None:
        raise NotFound("place", kind=str(kind), warehouse_id=warehouse_id)
    return place


def _drawn(place: Place, load: int, lots: int) -> PlanPlace:
    return PlanPlace(
        id=place.id,
        code=place.code,
        kind=place.kind,
        name_zh=place.name_zh,
        name_en=place.name_en,
        x_cm=place.plan_x_cm,
        y_cm=place.plan_y_cm,
        width_cm=place.plan_width_cm,
        depth_cm=place.plan_depth_cm,
        capacity_g=place.capacity_g,
        load=load,
        lots=lots,
    )
