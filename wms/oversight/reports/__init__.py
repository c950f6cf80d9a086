"""What the managers look at, read only. Rates are shares from 0 to 1, None of nothing."""

from wms.oversight.reports.excursions import ExcursionReport, PlaceExcursions, excursions
from wms.oversight.reports.losses import LossLine, LossReport, losses
from wms.oversight.reports.period import Period
from wms.oversight.reports.service import (
    OrderCalendar,
    ServiceReport,
    ShopRef,
    order_calendar,
    service,
)
from wms.oversight.reports.stock import StockLine, stock
from wms.oversight.reports.transport import TransportReport, VehicleLine, transport

__all__ = [
    "ExcursionReport",
    "LossLine",
    "LossReport",
    "OrderCalendar",
    "Period",
    "PlaceExcursions",
    "ServiceReport",
    "ShopRef",
    "StockLine",
    "TransportReport",
    "VehicleLine",
    "excursions",
    "losses",
    "order_calendar",
    "service",
    "stock",
    "transport",
]
