"""From a wave's orders to trips that have gone and come back. Solving is not done here."""

from wms.transport.dispatch.homecoming import close, return_
from wms.transport.dispatch.plans import PlanView, UnservedView, plan_failed, plan_of, store_plan
from wms.transport.dispatch.question import Question, read_problem
from wms.transport.dispatch.trips import depart
from wms.transport.dispatch.views import (
    StopView,
    TripView,
    trip,
    trip_of_order,
    trips,
    trips_of_driver,
    trips_of_wave,
)

__all__ = [
    "PlanView",
    "Question",
    "StopView",
    "TripView",
    "UnservedView",
    "close",
    "depart",
    "plan_failed",
    "plan_of",
    "read_problem",
    "return_",
    "store_plan",
    "trip",
    "trip_of_order",
    "trips",
    "trips_of_driver",
    "trips_of_wave",
]
