"""The people of the living demo: at a chosen speed somebody always does the next thing.

In the main warehouse they work with the simulated guns and scale, so every beep is real bytes;
elsewhere, and at desks and doors, they do what the pages do.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select

from api.demo import day, guns
from api.demo.day import Town
from api.demo.devices import SCALE, Wiring
from api.demo.goods import GOODS
from api.ground.clock import Clock
from devices.simulator.press import Control, Unanswered
from wms.db import Database, Tx
from wms.errors import ColdchainError, Unavailable
from wms.outbound import loading, picking
from wms.stock import ledger
from wms.tables.masterdata import Place, Supplier
from wms.tables.ordering import Order, OrderKind, OrderState
from wms.tables.stock import Lot, LotStatus
from wms.tables.transport import Stop, StopState, Trip, TripState
from wms.transport import dispatch

log = logging.getLogger(__name__)

STOP_S = 1.5
PACE_S = 24.0
"""Seconds between two deeds at speed 1."""
LEFT_FOR_YOU = 3
"""So many orders stay for the visitor to approve …"""
YOUR_TRIP = timedelta(hours=3)
"""… and the trip of the login `driver` waits this long for the visitor to drive it."""
WAVE_FROM = 5
TROUBLE = 0.02
"""How likely a cooler fails instead of the next deed."""


class Crew:
    """Acts until stopped, in its own thread. What a rule refuses is part of the day."""

    def __init__(
        self, db: Database, town: Town, wiring: Wiring, *, clock: Clock, speed: float
    ) -> None:
        self._db = db
        self._town = town
        self._wiring = wiring
        self._clock = clock
        self._pause_s = PACE_S / speed
        self._asked = threading.Event()
        self._thread = threading.Thread(target=self._live, name="demo-crew", daemon=True)
        self._deeds: tuple[Callable[[datetime], bool], ...] = (
            self._take_goods_in,
            self._test_residues,
            self._place_order,
            self._approve,
            self._release_wave,
            self._pick,
            self._load,
            self._depart,
            self._deliver,
            self._come_back,
        )

    def start(self) -> None:
        """Begin to act."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the deed at hand."""
        self._asked.set()
        self._thread.join(STOP_S)

    def _live(self) -> None:
        chance = self._town.chance
        while not self._asked.wait(self._pause_s * chance.uniform(0.5, 1.5)):
            try:
                self._act(self._clock())
            except Unavailable:
                log.warning("the demo's people wait for the database")
            except (ColdchainError, Unanswered) as error:
                log.info("a deed of the demo was refused: %s", error)

    def _act(self, now: datetime) -> None:
        """Do the first thing that can be done, looking from a random place in the day."""
        chance = self._town.chance
        if chance.random() < TROUBLE:
            self._control("cold-room").do(f"fail main-r{chance.randint(1, 2)} 25")
        first = chance.randrange(len(self._deeds))
        for deed in self._deeds[first:] + self._deeds[:first]:
            if deed(now):
                return

    def _control(self, device: str) -> Control:
        return Control(self._wiring.control(device))

    def _take_goods_in(self, now: datetime) -> bool:
        """A supplier at the main dock: weighed, scanned, put away by scanning the bin."""
        town = self._town
        main = town.warehouses[0]
        good = town.chance.choice(GOODS)
        item = town.items[good.code]
        have = self._db.read(lambda tx: ledger.available(tx, main, [item.id], now + day.KEEPS))
        if have[item.id].sellable > 20 * item.pack_quantity:
            return False
        supplier_id = town.chance.choice(town.producers[good.code])
        supplier = self._db.read(lambda tx: tx.find(Supplier, supplier_id))
        quantity = item.pack_quantity * town.chance.randint(2, 5)
        self._control(SCALE).do(f"{quantity * item.piece_g / 1000:.3f}")
        lot = f"{now:%y%m%d}{town.chance.randint(100, 999)}"
        gun = self._control("main-gun-dock")
        label = guns.supplier_label(item, supplier, lot, quantity)
        if gun.scan(label):
            shelf = town.chance.choice(town.bins[main, item.temperature_class])
            place = self._db.read(lambda tx: tx.find(Place, shelf))
            gun.scan(f"LOC-{place.code}")
        self._control(SCALE).do("0")
        return True

    def _test_residues(self, now: datetime) -> bool:
        testing = select(Lot.id).where(Lot.status == LotStatus.TESTING).limit(1)
        if self._db.read(lambda tx: tx.scalar(testing)) is None:
            return False
        self._db.write(lambda tx: day.answer_residues(tx, self._town, now, failing=0.01))
        return True

    def _place_order(self, now: datetime) -> bool:
        town = self._town
        shop_id = town.chance.choice(town.shops[town.chance.choice(town.warehouses)])
        kind = town.chance.choice((OrderKind.STANDARD, OrderKind.EXPRESS))
        return self._db.write(lambda tx: day.order(tx, town, shop_id, now, kind=kind)) is not None

    def _approve(self, now: datetime) -> bool:
        def approve(tx: Tx) -> bool:
            waiting = select(Order).where(Order.state == OrderState.SUBMITTED).order_by(Order.id)
            orders = tx.scalars(waiting).all()
            if len(orders) <= LEFT_FOR_YOU:
                return False
            return day.approve(tx, self._town, orders[0], now) or True

        return self._db.write(approve)

    def _release_wave(self, now: datetime) -> bool:
        def release(tx: Tx) -> bool:
            approved = (Order.state == OrderState.APPROVED) & Order.wave_id.is_(None)
            rows = tx.scalars(select(Order.warehouse_id).where(approved)).all()
            full = next((one for one in rows if rows.count(one) >= WAVE_FROM), None)
            return full is not None and bool(day.release_wave(tx, self._town, full, now))

        return self._db.write(release)

    def _pick(self, now: datetime) -> bool:
        """Pick one order: with the gun in the main warehouse."""
        released = select(Order).where(Order.state == OrderState.RELEASED).order_by(Order.id)
        order = self._db.read(lambda tx: tx.scalars(released.limit(1)).first())
        if order is None:
            return False
        if order.warehouse_id != self._town.warehouses[0]:
            self._db.write(lambda tx: day.pick_and_pack(tx, self._town, order.id, now))
            return True
        gun = self._control("main-gun-pick")
        gun.scan("CMD-PICK")
        gun.scan(order.number)
        for pick in self._db.read(lambda tx: picking.open_picks(tx, order.id)):
            if not gun.scan(guns.lot_label(pick.gtin, pick.lot_code)):
                break
        gun.scan("CMD-DONE")
        return True

    def _load(self, now: datetime) -> bool:
        """Load one trip whose orders are all packed: with the gun in the main warehouse."""
        trip = self._trip_in(TripState.PLANNED, TripState.LOADING, at_home=True)
        if trip is None:
            return False
        seen = self._db.read(lambda tx: loading.view(tx, trip.id))
        left = [parcel for parcel in seen.parcels if not parcel.is_loaded]
        if seen.waiting_orders or not left:
            return False
        if trip.warehouse_id != self._town.warehouses[0]:
            self._db.write(lambda tx: day.load(tx, self._town, trip, now))
            return True
        gun = self._control("main-gun-load")
        gun.scan("CMD-LOAD")
        gun.scan(trip.number)
        return all(gun.scan(guns.parcel_label(parcel.sscc)) for parcel in left)

    def _depart(self, now: datetime) -> bool:
        trip = self._trip_in(TripState.LOADING, at_home=True)
        if trip is None or not self._db.read(lambda tx: loading.view(tx, trip.id)).is_complete:
            return False
        driver = trip.driver_id or self._town.users["driver"]
        self._db.write(lambda tx: dispatch.depart(tx, trip.id, by=driver, now=now))
        return True

    def _deliver(self, now: datetime) -> bool:
        """The next stop of a trip that is under way."""
        trip = self._trip_in(TripState.DEPARTED)
        if trip is None:
            return False
        rows = select(Stop).where(Stop.trip_id == trip.id, Stop.state != StopState.DONE)
        stop = self._db.read(lambda tx: tx.scalars(rows.order_by(Stop.position)).first())
        if stop is None:
            return False
        driver = trip.driver_id or self._town.users["driver"]
        self._db.write(lambda tx: day.deliver(tx, self._town, stop.id, driver, now))
        return True

    def _come_back(self, now: datetime) -> bool:
        trip = self._trip_in(TripState.DEPARTED)
        if trip is None:
            return False
        rows = select(Stop.id).where(Stop.trip_id == trip.id, Stop.state != StopState.DONE)
        if self._db.read(lambda tx: tx.scalar(rows.limit(1))) is not None:
            return False
        driver = trip.driver_id or self._town.users["driver"]
        self._db.write(lambda tx: dispatch.return_(tx, trip.id, by=driver, now=now))
        return True

    def _trip_in(self, *states: TripState, at_home: bool = False) -> Trip | None:
        """Any trip in one of these states that is not left for the visitor; with `at_home` one
        whose vehicle is not on the road."""
        rows = select(Trip).where(Trip.state.in_(states)).order_by(Trip.departs_at, Trip.id)
        if at_home:
            out = select(Trip.vehicle_id).where(Trip.state == TripState.DEPARTED)
            rows = rows.where(Trip.vehicle_id.not_in(out))
        trips = self._db.read(lambda tx: list(tx.scalars(rows)))
        late = self._clock() - YOUR_TRIP
        yours = self._town.users["driver"]
        free = [one for one in trips if one.driver_id != yours or one.departs_at < late]
        return self._town.chance.choice(free) if free else None
