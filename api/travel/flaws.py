"""Why roads, road engines and files of a plan cannot be used."""

from routing.model import ProblemCode


class TravelFlaw(ProblemCode):
    ENGINE_ANSWER = "engine.answer"
    ENGINE_REFUSED = "engine.refused"
    ENGINE_UNREACHABLE = "engine.unreachable"
    FILE_UNREADABLE = "file.unreadable"
    MAP_NO_PLACES = "map.no_places"
    ROADS_TOO_LONG = "roads.too_long"
    ROADS_UNKNOWN = "roads.unknown"
