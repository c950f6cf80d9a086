"""Picking: an order's or wave's code leads from bin to bin; the last lot packs the order.

order → goods … goods → order; weigh when the scale disagrees with the picks
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from wms import codes
from wms.errors import Refused
from wms.floor import amounts, memory, shown
from wms.floor.codes import Amount
from wms.floor.find import Scanned
from wms.floor.memory import (
    AwaitingGoods,
    AwaitingOrder,
    AwaitingWeight,
    OfOrder,
    PickDone,
    Step,
    Taken,
)
from wms.floor.station import ScanReply, Station
from wms.outbound import Pick, ToPick, ending, packing, picking, stopped
from wms.rules import life
from wms.tables.floor import StationTask
from wms.tables.masterdata import Item, PlaceKind, Shop
from wms.tables.ordering import Order, OrderState
from wms.tables.outbound import Parcel, Wave
from wms.tables.stock import Lot, LotStatus

PACKED = frozenset({OrderState.PACKED, OrderState.LOADED, OrderState.DELIVERED})
"""States of an order that nobody has to pick any more."""


def begin(station: Station) -> ScanReply:
    station.go(AwaitingOrder())
    return station.say("ok", codes.Floor.PICK)


def done(station: Station) -> ScanReply:
    """`CMD-DONE`: pack without the scale, where that is what we wait for."""
    if not isinstance(station.step, AwaitingWeight):
        return station.say("warn", codes.Floor.NOTHING_TO_FINISH)
    return _pack(station, station.tx.find(Order, station.step.order_id), weight_g=None)


def _order(station: Station, seen: Scanned) -> ScanReply:
    """Wait for what to pick: an order, or a wave whose next order it is then."""
    order = seen.order
    if order is not None and order.state in PACKED:
        return station.say("warn", codes.Floor.PACKED_ALREADY, order=order.number)
    if order is not None:
        return _start(station, order, wave_id=None)
    wave = seen.wave
    if wave is None:
        return station.say("warn", codes.Floor.ORDER_EXPECTED)
    following = _next_order(station, wave.id)
    if following is None:
        raise Refused(codes.Floor.WAVE_PICKED, wave=wave.number)
    return _start(station, following, wave_id=wave.id)


def _goods(station: Station, seen: Scanned) -> ScanReply:
    """Wait for a lot; a place may be scanned before it, to be sure."""
    if seen.order or seen.wave:
        return _order(station, seen)
    if isinstance(seen.code, Amount):
        return amounts.note(station, seen.code)
    order = station.tx.find(Order, station.at(AwaitingGoods).order_id)
    ready = _ready(station, order)
    if not ready.picks:
        return _finish(station, order, ready)
    if seen.lot_here is not None:
        return _take(station, order, seen.lot_here, ready)
    place = seen.place
    if place is None:
        return _stop(station, codes.Floor.LOT_UNKNOWN, ready)
    there = [pick for pick in ready.picks if pick.place_id == place.id]
    if not there:
        return _stop(station, codes.Floor.WRONG_PLACE, ready, scanned=place.code)
    return station.say("ok", codes.Floor.RIGHT_PLACE, **next_pick(order, there[0], ready))


def _weigh(station: Station, seen: Scanned) -> ScanReply:
    """Wait for a better weight: the order's code again takes what the scale shows now."""
    order = station.tx.find(Order, station.at(AwaitingWeight).order_id)
    if seen.order is not None and seen.order.id != order.id:
        return _order(station, seen)
    return _pack(station, order, weight_g=_weight_g(station))


STEPS: Mapping[type[Step], Callable[[Station, Scanned], ScanReply]] = {
    AwaitingOrder: _order,
    AwaitingGoods: _goods,
    AwaitingWeight: _weigh,
}


def _start(station: Station, order: Order, *, wave_id: int | None) -> ScanReply:
    if order.state is OrderState.PICKED:
        station.go(AwaitingWeight(order.id, wave_id))
        return _pack(station, order, weight_g=_weight_g(station))
    ready = _ready(station, order)
    station.go(AwaitingGoods(order.id, wave_id))
    if not ready.picks:
        return _finish(station, order, ready)
    shop = station.tx.find(Shop, order.shop_id)
    return station.say(
        "warn" if ready.cut else "ok",
        codes.Floor.PICK_CUT if ready.cut else codes.Floor.PICK_NEXT,
        shop=shop.code,
        shop_zh=shop.name_zh,
        shop_en=shop.name_en,
        **next_pick(order, ready.picks[0], ready),
    )


def _ready(station: Station, order: Order) -> ToPick:
    """What to fetch now; what could not be replaced is cut, and the shop and the office hear it."""
    ready = picking.prepare(station.tx, order.id, now=station.now)
    stopped.say_short(station.tx, order, ready.cut, by=station.by, now=station.now)
    return ready


def _take(station: Station, order: Order, lot: Lot, ready: ToPick) -> ScanReply:
    wanted = _together(ready, lot.id)
    if not wanted:
        return _stop(station, _why_not(lot, order, station), ready, scanned=lot.code)
    stage = station.place(PlaceKind.STAGE)
    taken = _so_much(station, wanted)
    for part in taken:
        picking.pick_part(
            station.tx,
            picking.Part(part.allocation_id, part.quantity),
            cause=station.beep.id,
            to_place_id=stage.id,
            by=station.by,
            now=station.now,
        )
    station.go(AwaitingGoods(order.id, wave_of(station.step)))
    station.remember(undo=PickDone(station.now, stage.id, taken))
    if order.state is OrderState.PICKED:
        return _pack(station, order, weight_g=_weight_g(station))
    left = ToPick(picking.open_picks(station.tx, order.id))
    amount = shown.amount(sum(part.quantity for part in taken), wanted[0].unit)
    said = {"taken": lot.code, "taken_amount": amount}
    return station.say("ok", codes.Floor.PICKED, **said, **next_pick(order, left.picks[0], left))


def _so_much(station: Station, wanted: Sequence[Pick]) -> tuple[Taken, ...]:
    """What a reach takes of these picks: all of them, or as much as was typed.

    Raises: Refused("pick.too_much" | "floor.amount_unreadable" | "quantity.out_of_range").
    """
    said = station.beep.amount or station.at(AwaitingGoods).amount
    there = sum(pick.quantity for pick in wanted)
    item = station.tx.find(Item, wanted[0].item_id)
    left = there if said is None else amounts.typed(said, item)
    if left > there:
        raise Refused(codes.Pick.TOO_MUCH, wanted=left, left=there)
    taken = []
    for pick in wanted:
        part = min(left, pick.quantity)
        left -= part
        if part:
            taken.append(Taken(pick.allocation_id, part))
    return tuple(taken)


def _together(ready: ToPick, lot_id: int) -> list[Pick]:
    """What one reach takes: all that is left of a lot in the first place that has it."""
    of_lot = [pick for pick in ready.picks if pick.lot_id == lot_id]
    return [pick for pick in of_lot if pick.place_id == of_lot[0].place_id]


def _finish(station: Station, order: Order, ready: ToPick) -> ScanReply:
    """Nothing is left to fetch: pack what there is. An order that got nothing at all ends here: it
    would come up again and again."""
    if picking.finish_if_picked(station.tx, order, by=station.by, now=station.now):
        return _pack(station, order, weight_g=_weight_g(station))
    ending.end(station.tx, order, reason=None, by=station.by, now=station.now)
    station.go(AwaitingOrder())
    return station.say("warn", codes.Floor.NOTHING_TO_PICK, order=order.number, cut=len(ready.cut))


def _pack(station: Station, order: Order, *, weight_g: int | None) -> ScanReply:
    """Pack; where the scale cannot be right the picks stand and the weight is asked for again."""
    station.go(AwaitingWeight(order.id, wave_of(station.step)))
    try:
        with station.tx.begin_nested():
            parcels = packing.pack(
                station.tx, order.id, weight_g=weight_g, by=station.by, now=station.now
            )
    except Refused as error:
        return station.say("stop", error.code, **{**error.details, "order": order.number})
    station.remember(undo=None)
    return _packed(station, order, parcels)


def _packed(station: Station, order: Order, parcels: list[Parcel]) -> ScanReply:
    said = {
        "order": order.number,
        "parcels": [parcel.sscc for parcel in parcels],
        "sscc": ", ".join(parcel.sscc for parcel in parcels),
        "weight_g": sum(parcel.weight_g for parcel in parcels),
        "weight_kg": f"{sum(parcel.weight_g for parcel in parcels) / 1000:,.2f}",
    }
    wave_id = wave_of(station.step)
    following = _next_order(station, wave_id) if wave_id is not None else None
    if following is None:
        station.go(AwaitingOrder())
        return station.say("ok", codes.Floor.PACKED, **said)
    first = _start(station, following, wave_id=wave_id)
    return station.say(
        first.tone, codes.Floor.PACKED, **said, next=first.data, next_code=first.code
    )


def _next_order(station: Station, wave_id: int) -> Order | None:
    """The next order of a wave that nobody else is picking. Who asks waits for who asked before,
    so that no two are sent to one order."""
    station.tx.lock(Wave, wave_id)
    others = select(StationTask).where(
        StationTask.flow == AwaitingGoods.flow, StationTask.station != station.task.station
    )
    steps = [
        kept.step
        for task in station.tx.scalars(others)
        if (kept := memory.read(task.flow, task.step, task.data))
    ]
    busy = {step.order_id for step in steps if isinstance(step, OfOrder)}
    waiting = (Order.wave_id == wave_id) & Order.state.in_((OrderState.RELEASED, OrderState.PICKED))
    orders = station.tx.scalars(select(Order).where(waiting).order_by(Order.id))
    return next((order for order in orders if order.id not in busy), None)


def wave_of(step: Step) -> int | None:
    """The wave whose orders a station picks one after the other."""
    return step.wave_id if isinstance(step, OfOrder) else None


def _weight_g(station: Station) -> int | None:
    weight_mg = station.beep.weight_mg
    return weight_mg // 1_000 if weight_mg and weight_mg >= 1_000 else None


def _why_not(lot: Lot, order: Order, station: Station) -> codes.Floor:
    if lot.status is not LotStatus.RELEASED:
        return codes.Floor.LOT_HELD
    over = life.is_over(lot.sell_until, order.deliver_until, station.now)
    return codes.Floor.LOT_EXPIRED if over else codes.Floor.WRONG_LOT


def _stop(station: Station, why: codes.Floor, ready: ToPick, **said: Any) -> ScanReply:
    """Not this one; here is the right one."""
    order = station.tx.find(Order, station.at(AwaitingGoods).order_id)
    return station.say("stop", why, **said, **next_pick(order, ready.picks[0], ready))


def next_pick(order: Order, pick: Pick, ready: ToPick) -> dict[str, Any]:
    """What to fetch next, with all that one reach takes, and what had to be cut."""
    there = [
        one for one in ready.picks if (one.place_id, one.lot_id) == (pick.place_id, pick.lot_id)
    ]
    cut = [
        {"item_zh": one.name_zh, "item_en": one.name_en, "short": one.short} for one in ready.cut
    ]
    left = len({(one.place_id, one.lot_id) for one in ready.picks})
    quantity = sum(one.quantity for one in there)
    return {"order": order.number, "left": left, "cut": cut, **shown.of_pick(pick, quantity)}
