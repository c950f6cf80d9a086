"""Routing engines over HTTP: a local server that answers in the shape of Valhalla and OSRM."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.travel.road_engines import Osrm, Valhalla, decoded_polyline
from routing.model import HORIZON_S, Point, ProblemError
from routing.roads import VehicleSize

Answer = tuple[int, bytes]
PLACES: list[Point] = [(28.20, 113.00), (28.21, 113.00), (28.20, 113.02), (28.23, 113.01)]


@contextmanager
def engine(answer: Callable[[str, Any], Answer]) -> Iterator[str]:
    """A server on this machine; `answer` gets the address asked for and the JSON sent."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(None)

        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            self._answer(json.loads(self.rfile.read(size)))

        def _answer(self, body: Any) -> None:
            status, said = answer(self.path, body)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def metres(here: Point, there: Point) -> float:
    return round(abs(here[0] - there[0]) * 111_000 + abs(here[1] - there[1]) * 98_000)


def valhalla_matrix(lost: Point | None = None, no_way: tuple[Point, Point] | None = None) -> Any:
    """Answer like Valhalla's sources_to_targets: kilometres, seconds, null without a way."""
    asked: list[Any] = []

    def answer(path: str, body: Any) -> Answer:
        assert path == "/sources_to_targets"
        asked.append(body)
        sources, targets = (
            [(one["lat"], one["lon"]) for one in body[side]] for side in ("sources", "targets")
        )
        rows = [
            [
                {"distance": None, "time": None, "from_index": i, "to_index": j}
                if lost in (here, there) or (here, there) == no_way
                else {
                    "distance": metres(here, there) / 1000,
                    "time": metres(here, there) / 10,
                    "from_index": i,
                    "to_index": j,
                }
                for j, there in enumerate(targets)
            ]
            for i, here in enumerate(sources)
        ]
        return 200, json.dumps({"sources_to_targets": rows, "units": "kilometers"}).encode()

    return answer, asked


def osrm_table(path: str, _body: Any) -> Answer:
    """Answer like OSRM's table service; the pair 0 → 2 of all places has no way."""
    parts = urlsplit(path)
    points = [
        (float(latitude), float(longitude))
        for longitude, latitude in (
            one.split(",") for one in parts.path.rsplit("/", 1)[1].split(";")
        )
    ]
    asked = parse_qs(parts.query)
    assert asked["annotations"] == ["duration,distance"]
    sources, targets = (
        [points[int(number)] for number in asked[side][0].split(";")]
        for side in ("sources", "destinations")
    )

    def rows(factor: float) -> list[list[float | None]]:
        return [
            [None if (a, b) == (PLACES[0], PLACES[2]) else metres(a, b) * factor for b in targets]
            for a in sources
        ]

    said = {"code": "Ok", "durations": rows(0.1), "distances": rows(1.0)}
    return 200, json.dumps(said).encode()


def test_valhalla_answers_seconds_and_kilometres_and_is_asked_in_blocks() -> None:
    answer, asked = valhalla_matrix()
    with engine(answer) as url:
        travel = Valhalla(url, block=3).matrix(PLACES)
    assert len(asked) == 4
    for i, here in enumerate(PLACES):
        for j, there in enumerate(PLACES):
            assert travel.distance_m[i][j] == metres(here, there)
            assert travel.travel_s[i][j] == pytest.approx(metres(here, there) / 10, abs=0.5)
    assert travel.version == "valhalla:auto:0cm:0kg"
    assert not travel.is_estimate


def test_a_vehicle_with_a_size_is_asked_for_as_a_truck() -> None:
    answer, asked = valhalla_matrix()
    with engine(answer) as url:
        travel = Valhalla(url, VehicleSize(320, 4_500)).matrix(PLACES)
    assert asked[0]["costing"] == "truck"
    assert asked[0]["costing_options"] == {"truck": {"height": 3.2, "weight": 4.5}}
    assert travel.version == "valhalla:truck:320cm:4500kg"


def test_a_null_is_no_way_and_never_a_zero() -> None:
    answer, _ = valhalla_matrix(no_way=(PLACES[1], PLACES[3]))
    with engine(answer) as url:
        travel = Valhalla(url).matrix(PLACES)
    assert travel.travel_s[1][3] == HORIZON_S
    assert travel.travel_s[3][1] < HORIZON_S


def test_a_place_that_nothing_leads_to_is_named() -> None:
    answer, _ = valhalla_matrix(lost=PLACES[2])
    with (
        engine(answer) as url,
        pytest.raises(ProblemError, match=r"roads\.off_graph: shop-2 .*no way"),
    ):
        Valhalla(url).matrix(PLACES, ["main", "shop-1", "shop-2", "shop-3"])


def test_osrm_answers_tables_in_blocks_with_nulls() -> None:
    with engine(osrm_table) as url:
        travel = Osrm(url, block=3).matrix(PLACES)
    assert travel.travel_s[0][2] == HORIZON_S
    assert travel.distance_m[2][0] == metres(PLACES[2], PLACES[0])
    assert [travel.travel_s[n][n] for n in range(4)] == [0, 0, 0, 0]
    assert travel.version == "osrm:driving"


def test_the_line_of_an_osrm_route_is_its_geometry() -> None:
    def answer(path: str, _body: Any) -> Answer:
        assert path.startswith("/route/v1/driving/113.000000,28.200000;113.000000,28.210000?")
        line = [[113.0, 28.2], [113.001, 28.205], [113.0, 28.21]]
        route = {"geometry": {"type": "LineString", "coordinates": line}}
        return 200, json.dumps({"code": "Ok", "routes": [route]}).encode()

    with engine(answer) as url:
        line = Osrm(url).path(PLACES[0], PLACES[1])
    assert line == [(28.2, 113.0), (28.205, 113.001), (28.21, 113.0)]


def test_the_line_of_a_valhalla_route_is_its_legs_one_after_the_other() -> None:
    def answer(path: str, body: Any) -> Answer:
        assert path == "/route"
        assert len(body["locations"]) == 2
        return 200, json.dumps({"trip": {"legs": [{"shape": encoded(PLACES[:3])}]}}).encode()

    with engine(answer) as url:
        assert Valhalla(url).path(PLACES[0], PLACES[2]) == [pytest.approx(p) for p in PLACES[:3]]


@pytest.mark.parametrize(
    "said", [(400, b'{"error_code":442,"error":"No path"}'), (400, b'{"code":"NoRoute"}')]
)
def test_no_route_is_an_empty_line(said: Answer) -> None:
    with engine(lambda *_: said) as url:
        assert Valhalla(url).path(*PLACES[:2]) == []
        assert Osrm(url).path(*PLACES[:2]) == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ((200, b"<html>a proxy's page</html>"), "engine.answer"),
        ((200, b"{}"), "engine.answer"),
        ((200, b'{"sources_to_targets": [[{"time": 1, "distance": 1}]]}'), "engine.answer"),
        ((200, b'{"sources_to_targets": [[{"time": "soon"}]]}'), "engine.answer"),
        ((200, b'{"sources_to_targets": [[{"time": -5, "distance": 1}]]}'), "engine.answer"),
        ((400, b'{"error_code":150,"error":"Exceeded max locations"}'), "engine.refused"),
        ((503, b""), "engine.refused"),
    ],
)
def test_an_answer_that_is_none_is_an_error_that_says_so(said: Answer, code: str) -> None:
    with engine(lambda *_: said) as url, pytest.raises(ProblemError) as refused:
        Valhalla(url).matrix(PLACES)
    assert refused.value.code == code


def test_an_engine_that_is_not_there_is_named() -> None:
    with engine(osrm_table) as url:
        pass
    with pytest.raises(ProblemError, match=rf"engine\.unreachable: {url}"):
        Osrm(url, timeout_s=2).matrix(PLACES)


@given(
    st.lists(
        st.tuples(st.integers(-90_000_000, 90_000_000), st.integers(-180_000_000, 180_000_000)),
        max_size=20,
    )
)
def test_a_line_survives_encoding(places: list[tuple[int, int]]) -> None:
    points = [(latitude / 1e6, longitude / 1e6) for latitude, longitude in places]
    assert decoded_polyline(encoded(points)) == [pytest.approx(point) for point in points]


@given(st.text(max_size=30))
def test_any_text_is_a_line_or_an_error(text: str) -> None:
    try:
        points = decoded_polyline(text)
    except ProblemError as refused:
        points = []
        code = refused.code
    else:
        code = "engine.answer"
    assert code == "engine.answer"
    assert all(len(point) == 2 for point in points)


def encoded(points: list[Point]) -> str:
    """Write a line as Valhalla does: differences, zigzag, five bits a letter."""
    text, before = "", (0, 0)
    for latitude, longitude in points:
        here = (round(latitude * 1e6), round(longitude * 1e6))
        for value in (here[0] - before[0], here[1] - before[1]):
            bits = ~(value << 1) if value < 0 else value << 1
            while bits >= 32:
                text += chr((bits & 31 | 32) + 63)
                bits >>= 5
            text += chr(bits + 63)
        before = here
    return text
