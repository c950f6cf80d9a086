"""Files of the trade and of the benchmarks, as text in and frozen records out; no I/O here."""

from routing.formats.answer import Name, Route, cost_of, numbered_routes, read_answer
from routing.formats.driven import drive_routes
from routing.formats.instance import Convention, Instance
from routing.formats.lines import text_of
from routing.formats.mapping import judge_count, problem_of
from routing.formats.orders import day_of, places_of, read_orders, read_vehicles
from routing.formats.problems import read_problem
from routing.formats.reading import read_instance
from routing.formats.schema import MEANINGS, schema, tables

__all__ = [
    "MEANINGS",
    "Convention",
    "Instance",
    "Name",
    "Route",
    "cost_of",
    "day_of",
    "drive_routes",
    "judge_count",
    "numbered_routes",
    "places_of",
    "problem_of",
    "read_answer",
    "read_instance",
    "read_orders",
    "read_problem",
    "read_vehicles",
    "schema",
    "tables",
    "text_of",
]
