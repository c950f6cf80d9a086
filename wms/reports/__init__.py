"""What the managers look at, read only. Rates are shares from 0 to 1, None of nothing."""

from wms.reports.excursions import ExcursionReport, PlaceExcursions, excursions
from wms.reports.losses import LossLine, LossReport, losses
from wms.reports.period import Period
from wms.reports.service import OrderCalendar, ServiceReport, ShopRef, order_calendar, service
from wms.reports.stock import StockLine, stock
from wms.reports.transport import TransportReport, VehicleLine, transport

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
