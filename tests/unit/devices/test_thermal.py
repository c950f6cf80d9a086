"""The rooms of the simulators: believable, repeatable, and ready to go wrong."""

import pytest

from api.demo.devices import SETPOINT_C, SPEED
from devices.simulator.thermal import Room, command, parse_room
from wms.units import TemperatureClass

HOUR_S = 3_600.0


def curve(room: Room, hours: int = 24) -> list[float]:
    return [room.climate(minute * 300.0).air_c for minute in range(hours * 12)]


@pytest.mark.parametrize("setpoint_c", [-18.0, 2.0, 12.0])
def test_a_healthy_room_stays_near_its_set_point_all_day(setpoint_c: float) -> None:
    day = curve(Room("CR", setpoint_c, seed=7))
    assert min(day) > setpoint_c - 2
    assert max(day) < setpoint_c + 5
    assert len(set(day)) > 20


def test_the_same_seed_gives_the_same_day_and_another_seed_another() -> None:
    assert curve(Room("CR", 2, seed=7)) == curve(Room("CR", 2, seed=7))
    assert curve(Room("CR", 2, seed=7)) != curve(Room("CR", 2, seed=8))


def test_a_failed_compressor_warms_the_room_until_it_works_again() -> None:
    room = Room("CR", 2, seed=7)
    before = room.climate(HOUR_S).air_c
    room.fail(minutes=180)
    warm = room.climate(4 * HOUR_S).air_c
    assert warm > before + 4
    assert room.climate(12 * HOUR_S).air_c < 5


def test_a_failed_cooler_of_the_demo_is_beyond_its_limit_within_minutes() -> None:
    room = Room("MAIN-R1", SETPOINT_C[TemperatureClass.CHILLED], seed=7)
    room.climate(HOUR_S)
    room.fail(minutes=60)
    for minute in (4, 8):  # the sensor waits three of them before it opens an excursion
        assert room.climate(HOUR_S + minute * 60 * SPEED).air_c > 8


def test_an_open_door_is_seen_and_warms_the_room() -> None:
    room = Room("CR", 2, seed=7)
    before = room.climate(HOUR_S).air_c
    room.open_door(minutes=20)
    after = room.climate(HOUR_S + 900)
    assert after.door_open
    assert after.air_c > before + 1
    assert not room.climate(HOUR_S + 1_320).door_open


def test_commands_reach_the_room_and_mistakes_are_explained() -> None:
    rooms = {"CR": Room("CR", 2, seed=7)}
    assert command(rooms, "warm CR 9") == "ok"
    assert rooms["CR"].climate(0).air_c == pytest.approx(9, abs=0.5)
    assert command(rooms, "fail XX 5") == "no such room; there are CR"
    assert command(rooms, "fail CR soon").startswith("expected")
    assert command(rooms, "melt CR 5").startswith("expected")
    assert command(rooms, "").startswith("no such room")


def test_a_room_is_named_with_its_set_point() -> None:
    assert parse_room("CR-01=2.5") == ("CR-01", 2.5)
    with pytest.raises(ValueError, match="CR"):
        parse_room("CR")
