"""EPCIS 2.0 documents in JSON, built from plain event records; what is built keeps every rule.

Things, places and parties are URIs: GS1 Digital Links from `labels.gs1.build_digital_link`, EPC
URNs or URIs of one's own. Times are aware; the offset each event tells is that of its time.
Source: EPCIS 2.0, sections 7.4 and 10.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

from labels.epcis.rules import faults
from labels.epcis.shapes import EpcisRule, Fault

Json = object
Action = Literal["ADD", "OBSERVE", "DELETE"]

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
KILOGRAM, CELSIUS = "KGM", "CEL"
"""Units of measure. Source: UN/ECE Recommendation 20."""


class EpcisError(ValueError):
    """Records that make no right document; `fault` says what is wrong and where in the document."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.code} at {fault.where or '/'}: {fault.detail}")
        self.fault = fault


@dataclass(frozen=True)
class Quantity:
    """An amount of a class of things such as a lot; without `amount` it is not known how much.

    `unit` is None when pieces are counted.
    """

    epc_class: str
    amount: Decimal | float | None = None
    unit: str | None = None


@dataclass(frozen=True)
class TemperatureCurve:
    """What a logger measured, in degrees Celsius; lowest, highest and mean are told with it."""

    readings: tuple[tuple[datetime, float], ...]
    device: str | None = None


@dataclass(frozen=True)
class ErrorDeclaration:
    """States that an event recorded before is wrong, and which events stand in its place."""

    declared_at: datetime
    reason: str | None = None
    corrected_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Circumstances:
    """When, where and why: what every event tells.

    `transactions`, `sources` and `destinations` are pairs of type and URI. The names of `own`
    fields need a prefix that the document declares.
    """

    at: datetime
    biz_step: str | None = None
    disposition: str | None = None
    read_point: str | None = None
    biz_location: str | None = None
    event_id: str | None = None
    recorded_at: datetime | None = None
    transactions: tuple[tuple[str, str], ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    destinations: tuple[tuple[str, str], ...] = ()
    curves: tuple[TemperatureCurve, ...] = ()
    error: ErrorDeclaration | None = None
    own: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class ObjectEvent:
    """Something was seen, made (ADD) or is no more (DELETE)."""

    about: Circumstances
    action: Action
    epcs: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    lot_data: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class AggregationEvent:
    """Children were put into a parent (ADD), taken out (DELETE) or seen in it: crates, pallets."""

    about: Circumstances
    action: Action
    parent: str
    epcs: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()


@dataclass(frozen=True)
class AssociationEvent:
    """Children were fixed to a parent (ADD) or taken off (DELETE): a logger in a container."""

    about: Circumstances
    action: Action
    parent: str
    epcs: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()


@dataclass(frozen=True)
class TransformationEvent:
    """Inputs were used up and became outputs: grading, cutting, mixing, packing anew."""

    about: Circumstances
    input_epcs: tuple[str, ...] = ()
    inputs: tuple[Quantity, ...] = ()
    output_epcs: tuple[str, ...] = ()
    outputs: tuple[Quantity, ...] = ()
    transformation_id: str | None = None
    lot_data: Mapping[str, Json] = field(default_factory=dict)


Event = ObjectEvent | AggregationEvent | AssociationEvent | TransformationEvent


def document(
    events: Iterable[Event],
    created_at: datetime,
    namespaces: Mapping[str, str] | None = None,
    document_id: str | None = None,
) -> dict[str, Json]:
    """Return an EPCIS document, ready to be written as JSON.

    `namespaces` declares the prefixes of own fields: prefix to URI.

    Raises: EpcisError when the events break a rule of the standard.
    """
    declared = dict(namespaces or {})
    built = _without_nothing(
        {
            "@context": [CONTEXT, declared] if declared else [CONTEXT],
            "id": document_id,
            "type": "EPCISDocument",
            "schemaVersion": "2.0",
            "creationDate": _time(created_at, "/creationDate"),
            "epcisBody": {
                "eventList": [
                    _event(event, f"/epcisBody/eventList/{place}")
                    for place, event in enumerate(events)
                ]
            },
        }
    )
    for fault in faults(built):
        raise EpcisError(fault)
    _check_prefixes(built, declared)
    return built


def _event(event: Event, where: str) -> dict[str, Json]:
    about = _about(event.about, where)
    if isinstance(event, TransformationEvent):
        subject: dict[str, Json] = {
            "inputEPCList": list(event.input_epcs),
            "inputQuantityList": _quantities(event.inputs, where),
            "outputEPCList": list(event.output_epcs),
            "outputQuantityList": _quantities(event.outputs, where),
            "transformationID": event.transformation_id,
            "ilmd": dict(event.lot_data),
        }
    elif isinstance(event, ObjectEvent):
        subject = {
            "action": event.action,
            "epcList": list(event.epcs),
            "quantityList": _quantities(event.quantities, where),
            "ilmd": dict(event.lot_data),
        }
    else:
        subject = {
            "action": event.action,
            "parentID": event.parent,
            "childEPCs": list(event.epcs),
            "childQuantityList": _quantities(event.quantities, where),
        }
    told = _without_nothing({"type": type(event).__name__, **about, **subject})
    for name, value in event.about.own.items():
        if name in told or ":" not in name:
            raise EpcisError(Fault(EpcisRule.FIELD, where, f"{name!r} is no field of one's own"))
        told[name] = value
    return told


def _about(about: Circumstances, where: str) -> dict[str, Json]:
    return {
        "eventTime": _time(about.at, f"{where}/eventTime"),
        "eventTimeZoneOffset": _time(about.at, f"{where}/eventTime")[-6:],
        "recordTime": about.recorded_at and _time(about.recorded_at, f"{where}/recordTime"),
        "eventID": about.event_id,
        "bizStep": about.biz_step,
        "disposition": about.disposition,
        "readPoint": about.read_point and {"id": about.read_point},
        "bizLocation": about.biz_location and {"id": about.biz_location},
        "bizTransactionList": _typed(about.transactions, "bizTransaction"),
        "sourceList": _typed(about.sources, "source"),
        "destinationList": _typed(about.destinations, "destination"),
        "sensorElementList": [_curve(curve, where) for curve in about.curves],
        "errorDeclaration": about.error and _error(about.error, where),
    }


def _typed(pairs: Iterable[tuple[str, str]], name: str) -> list[Json]:
    return [{"type": kind, name: uri} for kind, uri in pairs]


def _error(error: ErrorDeclaration, where: str) -> dict[str, Json]:
    return _without_nothing(
        {
            "declarationTime": _time(error.declared_at, f"{where}/errorDeclaration"),
            "reason": error.reason,
            "correctiveEventIDs": list(error.corrected_by),
        }
    )


def _quantities(quantities: Iterable[Quantity], where: str) -> list[Json]:
    return [
        _without_nothing(
            {
                "epcClass": one.epc_class,
                "quantity": None if one.amount is None else _number(one.amount, where),
                "uom": one.unit,
            }
        )
        for one in quantities
    ]


def _curve(curve: TemperatureCurve, where: str) -> dict[str, Json]:
    place = f"{where}/sensorElementList"
    readings = sorted(curve.readings)
    if not readings:
        raise EpcisError(Fault(EpcisRule.EMPTY, place, "a curve has one reading or more"))
    values = [_number(celsius, place) for _, celsius in readings]
    kind = {"type": "Temperature", "uom": CELSIUS}
    summary = {
        **kind,
        "minValue": min(values),
        "maxValue": max(values),
        "meanValue": round(math.fsum(values) / len(values), 3),
    }
    points = [
        {**kind, "time": _time(at, place), "value": value}
        for (at, _), value in zip(readings, values, strict=True)
    ]
    return {
        "sensorMetadata": _without_nothing(
            {
                "deviceID": curve.device,
                "startTime": _time(readings[0][0], place),
                "endTime": _time(readings[-1][0], place),
            }
        ),
        "sensorReport": [summary, *points],
    }


def _time(at: datetime, where: str) -> str:
    """Return a time with its offset in hours and minutes, to the millisecond if it has any."""
    offset = at.utcoffset()
    if offset is None or offset % timedelta(minutes=1):
        raise EpcisError(Fault(EpcisRule.FORMAT, where, f"{at} needs an offset of whole minutes"))
    return at.isoformat(timespec="milliseconds" if at.microsecond else "seconds")


def _number(value: Decimal | float, where: str) -> float:
    """Return a number as JSON has it, whole ones without a point."""
    if not math.isfinite(value):
        raise EpcisError(Fault(EpcisRule.TYPE, where, f"{value} is no number"))
    return int(value) if value == int(value) else float(value)


def _without_nothing(fields: Mapping[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in fields.items() if value not in (None, [], {})}


def _check_prefixes(value: Json, declared: Mapping[str, str]) -> None:
    """Refuse an own field whose prefix is not declared: nobody could tell what it means."""
    if isinstance(value, dict):
        for name, one in value.items():
            prefix, colon, rest = name.partition(":")
            is_uri = rest.startswith("//") or prefix == "urn"
            if colon and not is_uri and prefix not in declared:
                raise EpcisError(
                    Fault(EpcisRule.FIELD, "", f"the prefix of {name!r} is not declared")
                )
            _check_prefixes(one, declared)
    elif isinstance(value, list):
        for one in value:
            _check_prefixes(one, declared)
