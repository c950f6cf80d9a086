"""The smallest words everybody uses: errors with stable codes, units, bands, states."""

import pytest

from wms import codes
from wms.errors import ColdchainError, Conflict, Forbidden, NotFound, Refused, Unavailable
from wms.tables.ordering import Order, OrderState
from wms.tables.transport import Trip, TripState
from wms.units import BANDS, Band, TemperatureClass, is_multiple


def test_an_error_says_its_code_and_its_details() -> None:
    error = Refused(codes.Stock.SHORT, missing=[{"lot_id": 7}])
    assert error.code == "stock.short"
    assert error.details == {"missing": [{"lot_id": 7}]}
    assert str(error) == "stock.short(missing=[{'lot_id': 7}])"


def test_what_is_not_there_and_what_is_not_yours_sound_alike() -> None:
    assert NotFound("order", id=7).code == "not_found"
    assert NotFound().details == {"what": "thing"}
    assert Forbidden("approve").details == {"right": "approve"}


@pytest.mark.parametrize("kind", [NotFound, Refused, Conflict, Forbidden, Unavailable])
def test_every_refusal_is_one_of_ours(kind: type[ColdchainError]) -> None:
    assert issubclass(kind, ColdchainError)


def test_a_band_includes_its_ends() -> None:
    band = Band(0.0, 8.0)
    assert 0.0 in band
    assert 8.0 in band
    assert 8.01 not in band
    assert -0.01 not in band


def test_every_temperature_class_has_a_band() -> None:
    assert set(BANDS) == set(TemperatureClass)


@pytest.mark.parametrize(
    ("quantity", "step", "expected"),
    [(10_000, 10_000, True), (30_000, 10_000, True), (15_000, 10_000, False), (0, 10, False),
     (-10, 10, False), (10, 0, False)],
)  # fmt: skip
def test_packs_are_whole_and_positive(quantity: int, step: int, expected: bool) -> None:
    assert is_multiple(quantity, step) is expected


def test_a_state_moves_only_along_its_arrows() -> None:
    order = Order(state=OrderState.SUBMITTED)
    assert order.advance(OrderState.APPROVED).state is OrderState.APPROVED
    with pytest.raises(Refused) as refusal:
        order.advance(OrderState.DELIVERED)
    assert refusal.value.code == "order.wrong_state"
    assert refusal.value.details == {"state": "approved", "wanted": "delivered"}
    assert order.state is OrderState.APPROVED


@pytest.mark.parametrize("table", [Order, Trip])
def test_every_state_but_the_first_can_be_reached(table: type[Order | Trip]) -> None:
    states = OrderState if table is Order else TripState
    reached = {target for targets in table.ARROWS.values() for target in targets}
    assert set(states) - reached <= {OrderState.SUBMITTED, TripState.PLANNED}
