"""A plan's map as SVG: well-formed, everything on it, nothing in a name can break it."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.answers import DrawnTrip, Picture, as_svg

SVG = "{http://www.w3.org/2000/svg}"
DEPOT = (28.20, 113.00)
STOPS = [((28.21, 113.01), "A1"), ((28.22, 113.00), "A2")]


def picture(**changes: object) -> Picture:
    trip = DrawnTrip("van-1", [DEPOT, *(place for place, _ in STOPS), DEPOT], STOPS)
    plain = {
        "title": "a day",
        "trips": [trip],
        "depots": [(DEPOT, "main")],
        "unserved": [((28.19, 113.02), "A3")],
    }
    return Picture(**(plain | changes))  # type: ignore[arg-type]


def drawn(shown: Picture) -> ElementTree.Element:
    return ElementTree.fromstring(as_svg(shown))


def test_every_stop_depot_and_way_is_on_the_map() -> None:
    root = drawn(picture())
    assert len(root.findall(f"{SVG}circle")) == 2
    assert [line.get("class") for line in root.findall(f"{SVG}polyline")] == ["way"]
    assert [cross.get("class") for cross in root.findall(f"{SVG}path")][:1] == ["lost"]
    words = {text.text for text in root.findall(f"{SVG}text")}
    assert {"a day", "main", "A1", "A2", "A3", "van-1 · 1 / 2"} <= words


def test_north_is_up_and_nothing_lies_outside() -> None:
    root = drawn(picture())
    width, height = (float(size) for size in (root.get("viewBox") or "").split()[2:])
    one, two = root.findall(f"{SVG}circle")
    assert float(two.get("cy") or 0) < float(one.get("cy") or 0)
    for circle in (one, two):
        assert 0 <= float(circle.get("cx") or -1) <= width
        assert 0 <= float(circle.get("cy") or -1) <= height


def test_a_scale_is_drawn_for_degrees_and_not_for_a_plane() -> None:
    assert "km" in as_svg(picture()) or " m</text>" in as_svg(picture())
    plane = picture(is_geographic=False)
    assert " km<" not in as_svg(plane)
    assert " m<" not in as_svg(plane)


def test_many_stops_are_dots_without_words() -> None:
    stops = [((28.2 + n / 1000, 113.0), f"S{n}") for n in range(200)]
    trip = DrawnTrip("van-1", [place for place, _ in stops], stops)
    root = drawn(picture(trips=[trip], unserved=()))
    assert len(root.findall(f"{SVG}circle")) == 200
    assert "S7" not in {text.text for text in root.findall(f"{SVG}text")}


@pytest.mark.parametrize("trips", [[], [DrawnTrip("van-1", [DEPOT, DEPOT], [])]])
def test_a_day_with_nothing_in_it_is_a_map_too(trips: list[DrawnTrip]) -> None:
    assert drawn(picture(trips=trips, unserved=())).tag == f"{SVG}svg"


@given(st.text())
def test_no_name_breaks_the_picture(name: str) -> None:
    trip = DrawnTrip(name, [DEPOT, STOPS[0][0]], [(STOPS[0][0], name)])
    root = drawn(picture(title=name, trips=[trip], depots=[(DEPOT, name)]))
    assert len(root.findall(f"{SVG}circle")) == 1
