"""Every code the product says, in one place: refusals, findings, floor replies and notices.

`raise Refused(codes.Stock.SHORT, missing=…)`: a module a room of the trade, in it an enum a noun.
Words for people are not here: the edge has them in every language.
"""

from wms.codes.access import Key, Login, Password, User
from wms.codes.code import Code, Kind, Meaning, be_strict, doubt, meant, must_carry, nouns, stored
from wms.codes.coldroom import Excursion
from wms.codes.facts import Audit, Evidence, Outbox
from wms.codes.floor import Floor, Scan
from wms.codes.general import General
from wms.codes.inbound import LabTest, Receipt, Release, Repack
from wms.codes.inbox import Inbox
from wms.codes.masterdata import Entry, Field, Item, Place, Policy, Sensor, Sheet, Shop, Supplier
from wms.codes.ordering import Order
from wms.codes.outbound import Load, Packing, Parcel, Wave
from wms.codes.oversight import OpenItem
from wms.codes.stock import Allocation, Loss, Lot, Pick, Quantity, Recall, Stock, Weighing
from wms.codes.storage import Backup, Storage
from wms.codes.transport import Plan, Proof, Stop, Trip, Unserved

__all__ = [
    "Allocation",
    "Audit",
    "Backup",
    "Code",
    "Entry",
    "Evidence",
    "Excursion",
    "Field",
    "Floor",
    "General",
    "Inbox",
    "Item",
    "Key",
    "Kind",
    "LabTest",
    "Load",
    "Login",
    "Loss",
    "Lot",
    "Meaning",
    "OpenItem",
    "Order",
    "Outbox",
    "Packing",
    "Parcel",
    "Password",
    "Pick",
    "Place",
    "Plan",
    "Policy",
    "Proof",
    "Quantity",
    "Recall",
    "Receipt",
    "Release",
    "Repack",
    "Scan",
    "Sensor",
    "Sheet",
    "Shop",
    "Stock",
    "Stop",
    "Storage",
    "Supplier",
    "Trip",
    "Unserved",
    "User",
    "Wave",
    "Weighing",
    "be_strict",
    "doubt",
    "meant",
    "must_carry",
    "nouns",
    "stored",
]
