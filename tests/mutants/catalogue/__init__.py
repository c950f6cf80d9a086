"""Every mutant there is, by the part of the product it breaks."""

from tests.mutants.catalogue import (
    devices,
    edge,
    facts,
    floor,
    inbound,
    labels,
    ordering,
    outbound,
    routing,
    stock,
    storage,
    transport,
)
from tests.mutants.mutant import Mutant

MUTANTS: tuple[Mutant, ...] = (
    *stock.MUTANTS,
    *inbound.MUTANTS,
    *outbound.MUTANTS,
    *transport.MUTANTS,
    *ordering.MUTANTS,
    *facts.MUTANTS,
    *floor.MUTANTS,
    *edge.MUTANTS,
    *devices.MUTANTS,
    *labels.MUTANTS,
    *routing.MUTANTS,
    *storage.MUTANTS,
)
