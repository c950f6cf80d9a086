"""Stock changes here and nowhere else: the only writer of moves, balances and reservations.

Lock order: order lines, promised, allocations, lots, balances; rows of a kind by primary key.
"""

from wms.stock.ledger.allocations import Allocated, allocate, void
from wms.stock.ledger.amend import NewReturn, exchange, put_back, take_back
from wms.stock.ledger.check import Fault, check
from wms.stock.ledger.entries import NewMove, move_id
from wms.stock.ledger.lots import set_sell_until, set_status
from wms.stock.ledger.moves import post
from wms.stock.ledger.picks import NewPick, pick
from wms.stock.ledger.promises import promise, unpromise
from wms.stock.ledger.stock import Availability, Whereabouts, available, lots_in, sellable, where
from wms.stock.ledger.weights import NewWeighing, weigh

__all__ = [
    "Allocated",
    "Availability",
    "Fault",
    "NewMove",
    "NewPick",
    "NewReturn",
    "NewWeighing",
    "Whereabouts",
    "allocate",
    "available",
    "check",
    "exchange",
    "lots_in",
    "move_id",
    "pick",
    "post",
    "promise",
    "put_back",
    "sellable",
    "set_sell_until",
    "set_status",
    "take_back",
    "unpromise",
    "void",
    "weigh",
    "where",
]
