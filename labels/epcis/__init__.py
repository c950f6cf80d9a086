"""EPCIS 2.0 documents: built from our events, and judged whoever wrote them."""

from labels.epcis.documents import (
    KILOGRAM,
    Action,
    AggregationEvent,
    AssociationEvent,
    Circumstances,
    EpcisError,
    ErrorDeclaration,
    Event,
    ObjectEvent,
    Quantity,
    TemperatureCurve,
    TransformationEvent,
    document,
)
from labels.epcis.rules import faults
from labels.epcis.shapes import EpcisRule

__all__ = [
    "KILOGRAM",
    "Action",
    "AggregationEvent",
    "AssociationEvent",
    "Circumstances",
    "EpcisError",
    "EpcisRule",
    "ErrorDeclaration",
    "Event",
    "ObjectEvent",
    "Quantity",
    "TemperatureCurve",
    "TransformationEvent",
    "document",
    "faults",
]
