"""Cold rooms: readings in, excursions out, lots on hold, and what people see of it."""

from wms.coldroom.excursions import acknowledge, close, hold_arrivals, watch_silence
from wms.coldroom.readings import Stored, store
from wms.coldroom.views import (
    CurvePoint,
    ExcursionView,
    RoomView,
    SensorView,
    curve,
    excursion_views,
    excursions_in,
    wall,
)

__all__ = [
    "CurvePoint",
    "ExcursionView",
    "RoomView",
    "SensorView",
    "Stored",
    "acknowledge",
    "close",
    "curve",
    "excursion_views",
    "excursions_in",
    "hold_arrivals",
    "store",
    "wall",
    "watch_silence",
]
