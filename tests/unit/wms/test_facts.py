"""The catalogue of facts: everything there is can be said, kept and read again."""

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wms.facts import catalogue, events
from wms.facts.catalogue import (
    AboutHold,
    Happened,
    LotBlocked,
    LotHeld,
    OrderPlaced,
    RecallLifted,
    ScanRefused,
    Subject,
    SubjectKind,
)
from wms.tables.facts import Fact

HOLDS: tuple[type[AboutHold], ...] = (LotHeld, LotBlocked, RecallLifted)


def _kinds() -> Iterator[type[Happened]]:
    """Every fact of every module of the catalogue; what others are made of is not one of them."""
    for module in pkgutil.iter_modules(catalogue.__path__, f"{catalogue.__name__}."):
        for made in vars(importlib.import_module(module.name)).values():
            is_fact = isinstance(made, type) and issubclass(made, Happened)
            if is_fact and not made.__subclasses__():
                yield made


def _any_fact() -> st.SearchStrategy[Happened]:
    return st.one_of([st.from_type(kind) for kind in sorted(events.INTERESTED, key=str)])


# JSON values only: details are what a rule found, never objects.
st.register_type_strategy(
    catalogue.Warned,
    st.builds(
        catalogue.Warned,
        code=st.text(max_size=20),
        details=st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5)),
    ),
)


def test_every_fact_there_is_stands_in_the_table_of_interests() -> None:
    assert set(events.INTERESTED) == set(_kinds())


def test_every_fact_is_called_by_a_word_in_the_past_tense_and_says_what_it_means() -> None:
    for kind in events.INTERESTED:
        assert re.fullmatch(r"[A-Z][A-Za-z]+", kind.kind)
        assert kind.kind == kind.__name__
        assert (kind.__doc__ or "").strip().endswith("."), kind


@given(_any_fact())
def test_what_is_kept_is_read_again_as_it_was_said(fact: Happened) -> None:
    kept = json.dumps(msgspec.to_builtins(fact))
    again = events.of(Fact(kind=fact.kind, data=json.loads(kept)))
    assert type(again) is type(fact)
    assert json.dumps(msgspec.to_builtins(again)) == kept


@given(_any_fact())
def test_every_fact_is_about_something(fact: Happened) -> None:
    assert isinstance(fact.subject.kind, SubjectKind)
    assert isinstance(fact.subject.id, str)


def test_the_subject_is_the_field_that_names_it() -> None:
    assert OrderPlaced(42, "SO-1", 7, 100).subject == Subject(SubjectKind.ORDER, "42")
    assert ScanRefused("gun-1", "scan.empty", "").subject == Subject(SubjectKind.STATION, "gun-1")


@pytest.mark.parametrize("kind", HOLDS)
def test_one_held_lot_is_the_subject_and_several_are_their_cause(kind: type[AboutHold]) -> None:
    one: dict[str, Any] = {"reason": "quality", "cause": "flood", "lots": ("L1",), "note": None}
    assert kind(lot_id=7, lot_count=1, **one).subject == Subject(SubjectKind.LOT, "7")
    assert kind(lot_id=None, lot_count=2, **one).subject == Subject(SubjectKind.HOLD, "flood")
