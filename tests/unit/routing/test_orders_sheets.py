"""Sheets of orders and vehicles: read with the line and the column of whatever is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.check import check
from routing.formats import Route, day_of, drive_routes, places_of, read_orders, read_vehicles
from routing.model import Problem, ProblemError, straight_line
from routing.solving import construct

ORDERS = """id,latitude,longitude,kg,crates,windows,service_min,temperature_class,return_crates
A1,28.20,112.95,120.5,10,8:00-9:30 14:00-15:00,6,chilled,2
A2,28.21,112.97,80,,10:00-11:00,,ambient,
"""
VEHICLES = """id;count;depot;latitude;longitude;kg;crates;temperature_classes;shift_start;\
shift_end;fixed_yuan;yuan_per_km;yuan_per_hour;trips;break_from;break_until;break_min
van;2;main;28.19;112.96;900;90;chilled ambient;5:30;14:30;120;2.2;30;3;11:00;12:30;30
truck;;east;28.23;113.01;2600;250;chilled ambient;6:00;25:00;300;3.8;35;;;;
"""


def test_sheets_become_a_day() -> None:
    orders, vans = read_orders(ORDERS), read_vehicles(VEHICLES)
    points, names = places_of(orders, vans)
    assert names[0] == "vehicles line 2, depot main"
    assert names[2] == "orders line 2, A1"
    asked = day_of(orders, vans, straight_line(points))
    first, second = asked.stops
    assert [goods.amount for goods in first.goods] == [(120_500, 10, 0)]
    assert [goods.amount for goods in first.pickup] == [(0, 2, 0)]
    assert [(w.start_s, w.end_s) for w in first.windows] == [(28_800, 34_200), (50_400, 54_000)]
    assert (first.service_s, second.service_s) == (360, 300)
    assert [vehicle.id for vehicle in asked.vehicles] == ["van-1", "van-2", "truck"]
    van, _, truck = asked.vehicles
    assert (van.fixed_cost, van.cost_per_km, van.cost_per_hour) == (12_000, 220, 3_000)
    assert van.breaks[0].duration_s == 1_800
    assert (truck.shift_end_s, truck.max_trips, truck.breaks) == (90_000, 1, ())
    assert [depot.id for depot in asked.depots] == ["main", "east"]
    assert truck.start_location == asked.depots[1].location
    assert asked.matrix_version.startswith("straight-line:")


def test_a_day_of_sheets_can_be_driven() -> None:
    orders, vans = read_orders(ORDERS), read_vehicles(VEHICLES)
    asked = day_of(orders, vans, straight_line(places_of(orders, vans)[0]))
    plan = drive_routes(asked, [Route("truck", ("A1", "A2"))], (), 0)
    assert {violation.code for violation in check(asked, plan)} == {"plan.cost"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("120.5", "heavy", "line 2, kg: 'heavy' is not a number"),
        ("120.5", "-3", "line 2, kg: '-3' is less than 0"),
        ("120.5", "1.0005", "line 2, kg: '1.0005' is finer than 1/1000"),
        ("28.21", "", "line 3, latitude: is empty"),
        ("28.21", "91.5", "line 3, travel.point: 91.5"),
        ("28.21", "nan", "line 3, latitude: 'nan' is not a number"),
        ("8:00-9:30", "9:30-8:00", "line 2, windows: '9:30-8:00' ends before it begins"),
        ("8:00-9:30", "8:00-15:30", "line 2, stop.windows_overlap: A1"),
        ("8:00-9:30", "8 to 9", "line 2, windows: '8' is no window"),
        ("8:00-9:30", "8:70-9:30", "line 2, windows: '8:70' is no time of day"),
        ("A2,", "A1,", "line 3, id: A1 stands there since line 2"),
        ("A2,", ",", "line 3, id: is empty"),
        ("crates,", "boxes,", "line 1, boxes: no such column; there are aboard_max_min"),
        ("crates,", "kg,", "line 1, kg: stands there twice"),
        ("latitude,", "", "line 1, latitude: this column is missing"),
        ("ambient,", "ambient,,extra", "line 3, sheet: 10 values for 9 columns"),
        ("A2,", '"A2,', "sheet: unexpected end of data"),
    ],
)
def test_a_wrong_order_names_line_and_column(old: str, new: str, said: str) -> None:
    assert old in ORDERS
    with pytest.raises(ProblemError, match=r"file\.malformed") as refused:
        read_orders(ORDERS.replace(old, new, 1))
    assert said in refused.value.detail


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (";900;", ";;", "line 2, kg: is empty"),
        ("5:30;14:30", "14:30;5:30", "line 2, vehicle.shift: van"),
        ("van;2;", "van;0;", "line 2, count: '0' is less than 1"),
        ("van;2;", "van;501;", "line 2, count: 501 is more than 500"),
        ("11:00;12:30;30", "11:00;12:30;", "line 2, break_min: is empty"),
        ("2.2", "2.222", "line 2, yuan_per_km: '2.222' is finer than 1/100"),
        ("truck;;east", "van-1;;east", "line 3, id: van-1 stands there since line 2"),
    ],
)
def test_a_wrong_vehicle_names_line_and_column(old: str, new: str, said: str) -> None:
    assert old in VEHICLES
    with pytest.raises(ProblemError, match=r"file\.malformed") as refused:
        read_vehicles(VEHICLES.replace(old, new, 1))
    assert said in refused.value.detail


def test_a_depot_at_two_places_and_a_day_without_vehicles_are_refused() -> None:
    orders, vans = read_orders(ORDERS), read_vehicles(VEHICLES.replace("east", "main"))
    with pytest.raises(ProblemError, match="line 3, depot: main stands at two places"):
        day_of(orders, vans, straight_line(places_of(orders, vans)[0]))
    none = read_vehicles(VEHICLES.splitlines()[0])
    with pytest.raises(ProblemError, match=r"orders\.no_vehicles"):
        day_of(orders, none, straight_line(places_of(orders, none)[0]))


def test_an_empty_day_is_a_day() -> None:
    vans = read_vehicles(VEHICLES)
    asked = day_of((), vans, straight_line(places_of((), vans)[0]))
    assert asked.stops == ()


@given(st.integers(0, len(ORDERS) - 1), st.text(max_size=6))
def test_any_damage_to_a_sheet_is_named_by_its_line_or_read(place: int, put: str) -> None:
    try:
        read = len(read_orders(ORDERS[:place] + put + ORDERS[place + 1 :]))
    except ProblemError as refused:
        read = 0
        where = refused.detail
    else:
        where = "line 0"
    assert where.startswith("line ")
    assert 0 <= read <= 4


def night(windows: str, shift: str = "22:00,6:00", rest: str = ",,", **order: str) -> Problem:
    columns = "".join(f",{name}" for name in order)
    cells = "".join(f",{value}" for value in order.values())
    orders = read_orders(
        f"id,latitude,longitude,kg,windows{columns}\nJ1,28.25,112.97,10,{windows}{cells}\n"
    )
    vans = read_vehicles(
        "id,count,depot,latitude,longitude,kg,shift_start,shift_end,break_from,break_until,"
        f"break_min\nvan,2,main,28.228,112.938,900,{shift},{rest}\n"
    )
    return day_of(orders, vans, straight_line(places_of(orders, vans)[0]))


@pytest.mark.parametrize(
    ("windows", "hours"),
    [
        ("23:30-0:30", [(23.5, 24.5)]),
        ("23:30-24:30", [(23.5, 24.5)]),
        ("1:00-3:00", [(25, 27)]),
        ("23:00-23:30 1:00-2:00", [(23, 23.5), (25, 26)]),
        ("4:00-5:00 22:30-23:00", [(22.5, 23), (28, 29)]),
        ("22\uff1a30\uff5e23\uff1a00", [(22.5, 23)]),
        ("22:30 \u81f3 1:00", [(22.5, 25)]),
    ],
)
def test_times_of_a_night_shift_are_those_of_the_night(
    windows: str, hours: list[tuple[float, float]]
) -> None:
    asked = night(windows)
    (stop,) = asked.stops
    assert [(w.start_s / 3600, w.end_s / 3600) for w in stop.windows] == hours
    assert [(v.shift_start_s, v.shift_end_s) for v in asked.vehicles] == [(79_200, 108_000)] * 2
    plan = construct(asked)
    assert (plan.unserved, check(asked, plan)) == ((), [])


def test_an_order_at_any_time_can_be_served_all_night() -> None:
    assert night("").stops[0].windows[0].closes_s == 108_000
    assert night("", shift="6:00,15:00").stops[0].windows[0].closes_s == 86_399


def test_goods_and_breaks_of_the_small_hours_are_those_of_the_night() -> None:
    asked = night("2:00-4:00", rest="1:00,2:00,30", release="0:30")
    assert asked.stops[0].release_s == 24.5 * 3600
    assert (asked.vehicles[0].breaks[0].earliest_s, asked.vehicles[0].breaks[0].latest_s) == (
        25 * 3600,
        26 * 3600,
    )
    early = night("23:00-23:30", rest="23:30,0:30,30", release="21:00")
    assert (early.stops[0].release_s, early.vehicles[0].breaks[0].latest_s) == (75_600, 88_200)
    assert night("8:00-9:00", shift="6:00,15:00", release="5:00").stops[0].release_s == 18_000


@pytest.mark.parametrize(
    ("word", "names"),
    [("van", {"van-1", "van-2"}), ("van-1", {"van-1"}), ("van van-2", {"van-1", "van-2"})],
)
def test_a_line_of_the_vehicles_sheet_means_all_it_stands_for(word: str, names: set[str]) -> None:
    assert night("23:00-23:30", only_vehicles=word).stops[0].only_vehicles == names


@pytest.mark.parametrize("word", ["vna", "van-3"])
def test_a_vehicle_nobody_has_is_refused_with_the_nearest(word: str) -> None:
    with pytest.raises(ProblemError, match=rf"line 2, only_vehicles: .*'{word}'; did you mean van"):
        night("23:00-23:30", only_vehicles=word)


def test_a_column_nobody_knows_is_refused_with_the_nearest() -> None:
    with pytest.raises(ProblemError, match="windos: no such column; did you mean windows"):
        read_orders("id,latitude,longitude,windos\n")
    with pytest.raises(ProblemError, match="phone: no such column; there are aboard_max_min"):
        read_orders("id,latitude,longitude,phone\n")
