"""At the customer's door: what the driver must unload, and the proof that it arrived."""

from wms.transport.delivery.claims import DoorLine, DoorReason, NewProof
from wms.transport.delivery.day import DriverDay, DriverStop, DriverTrip, UnloadLine, driver_day
from wms.transport.delivery.proofs import ProofLineView, ProofView, photo_of, proof_of
from wms.transport.delivery.proving import arrive, prove

__all__ = [
    "DoorLine",
    "DoorReason",
    "DriverDay",
    "DriverStop",
    "DriverTrip",
    "NewProof",
    "ProofLineView",
    "ProofView",
    "UnloadLine",
    "arrive",
    "driver_day",
    "photo_of",
    "proof_of",
    "prove",
]
