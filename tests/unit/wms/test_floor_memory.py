"""What a station remembers is read as it was written, and anything else is no memory."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wms.floor import memory
from wms.floor.memory import AwaitingGoods, AwaitingPlace, Idle, Memory, PickDone, PutAwayDone

STEPS = st.one_of([st.from_type(step) for step in memory.STEPS.values()])
UNDOS = st.none() | st.from_type(PutAwayDone) | st.from_type(PickDone)
SHOWN = st.none() | st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5))
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(st.builds(Memory, STEPS, UNDOS, SHOWN))
def test_what_was_written_is_read_again(kept: Memory) -> None:
    data = json.loads(json.dumps(memory.written(kept)))
    assert memory.read(kept.step.flow, kept.step.name, data) == kept


def test_every_step_has_a_place_of_its_own() -> None:
    assert {(step.flow, step.name) for step in memory.STEPS.values()} == set(memory.STEPS)
    assert len(memory.STEPS) == 12


@pytest.mark.parametrize(
    ("flow", "step", "data"),
    [
        ("scale", "weighed", {"weight_mg": 1}),
        ("pick", "dance", {}),
        ("pick", "goods", {}),
        ("pick", "goods", {"order_id": 1, "wave_id": 1, "next": {}}),
        ("pick", "goods", {"step": {"order_id": "1"}}),
        ("pick", "goods", {"step": {"order_id": 1, "colour": "green"}}),
        ("load", "trip", {"step": {"trip_id": 1}}),
        ("look", "look", {"step": {}, "colour": {}}),
        ("look", "look", {"step": {}, "undo": {"what": "dance"}}),
        ("look", "look", {"step": {}, "undo": {"what": "pick", "at": "soon"}}),
        ("look", "look", {"step": {}, "undo": {}}),
        ("look", "look", {"step": {}, "next": "lot"}),
        ("look", "look", ["step"]),
        ("look", "look", None),
    ],
)
def test_what_is_not_understood_is_no_memory(flow: str, step: str, data: Any) -> None:
    assert memory.read(flow, step, data) is None


@given(st.sampled_from(sorted(memory.STEPS)), ODD)
def test_nothing_that_is_kept_can_make_it_crash(at: tuple[str, str], data: Any) -> None:
    kept = memory.read(*at, data)
    assert kept is None or isinstance(kept, Memory)


def test_what_a_step_does_not_need_may_be_missing() -> None:
    assert memory.read("idle", "idle", {}) == Memory(Idle())
    place = {"step": {"lot_id": 7, "lot": "L1"}}
    assert memory.read("receive", "place", place) == Memory(AwaitingPlace(7, "L1"))
    goods = {"step": {"order_id": 7}}
    assert memory.read("pick", "goods", goods) == Memory(AwaitingGoods(7))
