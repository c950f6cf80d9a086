"""Cold rooms: readings in, excursions out, lots on hold, and what people see of it."""

from wms.coldroom.excursions import (
    acknowledge,
    close,
    hold_arrivals,
    lasting_peaks,
    places_out_of_limits,
    watch_silence,
)
from wms.coldroom.readings import Stored, store
from wms.coldroom.views import (
    CurvePoint,
    ExcursionView,
    RoomView,
    SensorView,
    curve,
    excursion_view,
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
    "excursion_view",
    "excursion_views",
    "excursions_in",
    "hold_arrivals",
    "lasting_peaks",
    "places_out_of_limits",
    "store",
    "wall",
    "watch_silence",
]
