"""At the customer's door: what the driver must unload, and the proof that it arrived."""

from wms.delivery.claims import DoorLine, DoorReason, NewProof
from wms.delivery.day import DriverDay, DriverStop, DriverTrip, UnloadLine, driver_day
from wms.delivery.proofs import ProofLineView, ProofView, photo_of, proof_of
from wms.delivery.proving import arrive, prove

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
