"""Which EPCIS 2.0 documents in JSON are right, as our own statement of the rules.

A document may hold events (`EPCISDocument`), the answer to a query (`EPCISQueryDocument`) or be a
single event. Formats and vocabularies are part of the rules: a misspelt business step, an own field
without a prefix and a time without a zone are faults.
Source: EPCIS 2.0, sections 7 and 10, and Core Business Vocabulary 2.0.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from labels.epcis import vocabulary as words
from labels.epcis.shapes import (
    Check,
    EpcisRule,
    Fault,
    Fields,
    any_record,
    either,
    formed,
    listed,
    moment,
    number,
    prefixed,
    record,
    text,
    truth,
    unknown,
    uri,
    word,
)

_BIZ_STEP = word(words.BIZ_STEPS, words.CBV_URIS)
_DISPOSITION = word(words.DISPOSITIONS, words.CBV_URIS)

_CONTEXT = either(uri, any_record, listed(either(uri, any_record), distinct=True))
_VERSION = formed(re.compile(r"[0-9]+(?:\.[0-9]+)*").fullmatch, "version number")
_OFFSET = formed(
    re.compile(r"[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00)").fullmatch, "offset such as +08:00"
)
_UNIT = formed(re.compile(r"[A-Z0-9]{2,3}").fullmatch, "unit of measure of two or three characters")
_HEX = formed(re.compile(r"[0-9A-Fa-f]+").fullmatch, "hexadecimal number")

_QUANTITIES = listed(
    record({"epcClass": uri, "quantity": number, "uom": _UNIT}, ("epcClass",), unknown)
)
_EPCS = listed(uri)
_DISTINCT_EPCS = listed(uri, distinct=True)
_PLACE = record({"id": uri}, ("id",))

_ERROR_DECLARATION = record(
    {
        "declarationTime": moment,
        "reason": word(words.ERROR_REASONS, words.CBV_URIS),
        "correctiveEventIDs": listed(uri),
    },
    ("declarationTime",),
    prefixed,
)

_DISPOSITIONS = listed(_DISPOSITION, least=1, distinct=True)
_PERSISTENT_FIELDS: Fields = {"set": _DISPOSITIONS, "unset": _DISPOSITIONS}


def _persistent_disposition(value: object, where: str) -> Iterator[Fault]:
    yield from record(_PERSISTENT_FIELDS, (), unknown)(value, where)
    if isinstance(value, dict) and not value.keys() & _PERSISTENT_FIELDS.keys():
        yield Fault(EpcisRule.MISSING, where, "'set' or 'unset' is missing")


_SENSOR_METADATA = record(
    {
        "time": moment,
        "startTime": moment,
        "endTime": moment,
        "deviceID": uri,
        "deviceMetadata": uri,
        "rawData": uri,
        "dataProcessingMethod": uri,
        "bizRules": uri,
    },
    (),
    prefixed,
)

_SENSOR_REPORT = record(
    {
        "type": word(words.MEASUREMENT_TYPES, words.WEB_VOCABULARY_URIS),
        "exception": word(words.SENSOR_ALERTS, words.WEB_VOCABULARY_URIS),
        "deviceID": uri,
        "deviceMetadata": uri,
        "rawData": uri,
        "dataProcessingMethod": uri,
        "time": moment,
        "microorganism": uri,
        "chemicalSubstance": uri,
        "coordinateReferenceSystem": uri,
        "value": number,
        "component": word(words.COMPONENTS, words.CBV_URIS),
        "stringValue": text,
        "booleanValue": truth,
        "hexBinaryValue": _HEX,
        "uriValue": uri,
        "minValue": number,
        "maxValue": number,
        "meanValue": number,
        "sDev": number,
        "percRank": number,
        "percValue": number,
        "uom": text,
    },
    ("type",),
    prefixed,
)

_SENSORS = listed(
    record(
        {"sensorMetadata": _SENSOR_METADATA, "sensorReport": listed(_SENSOR_REPORT, least=1)},
        ("sensorReport",),
        prefixed,
    )
)


def _transactions(least: int = 0) -> Check:
    kinds = word(words.BIZ_TRANSACTION_TYPES, words.CBV_URIS)
    one = record({"type": kinds, "bizTransaction": uri}, ("bizTransaction",), unknown)
    return listed(one, least)


def _ends(name: str) -> Check:
    kinds = word(words.SOURCE_DESTINATION_TYPES, words.CBV_URIS)
    return listed(record({"type": kinds, name: uri}, ("type", name), unknown))


_EVERY_EVENT: Fields = {
    "@context": _CONTEXT,
    "type": text,
    "eventTime": moment,
    "recordTime": moment,
    "eventTimeZoneOffset": _OFFSET,
    "eventID": uri,
    "certificationInfo": either(uri, listed(uri)),
    "errorDeclaration": _ERROR_DECLARATION,
}
_EVERY_STANDARD_EVENT: Fields = {
    **_EVERY_EVENT,
    "bizStep": _BIZ_STEP,
    "disposition": _DISPOSITION,
    "readPoint": _PLACE,
    "bizLocation": _PLACE,
    "bizTransactionList": _transactions(),
    "sourceList": _ends("source"),
    "destinationList": _ends("destination"),
    "sensorElementList": _SENSORS,
}
_ACTION: Fields = {"action": word(words.ACTIONS)}
_INSTANCE_OR_LOT_DATA: Fields = {
    "ilmd": record({}, (), prefixed),
    "persistentDisposition": _persistent_disposition,
}
_CHILDREN: Fields = {"parentID": uri, "childEPCs": _EPCS, "childQuantityList": _QUANTITIES}

_ALWAYS = ("type", "eventTime", "eventTimeZoneOffset")
_EVENT_SHAPES: dict[str, Check] = {
    "ObjectEvent": record(
        {
            **_EVERY_STANDARD_EVENT,
            **_ACTION,
            **_INSTANCE_OR_LOT_DATA,
            "epcList": _DISTINCT_EPCS,
            "quantityList": _QUANTITIES,
        },
        (*_ALWAYS, "action"),
        prefixed,
    ),
    "AggregationEvent": record(
        {**_EVERY_STANDARD_EVENT, **_ACTION, **_CHILDREN}, (*_ALWAYS, "action"), prefixed
    ),
    "AssociationEvent": record(
        {**_EVERY_STANDARD_EVENT, **_ACTION, **_CHILDREN},
        (*_ALWAYS, "action", "parentID"),
        prefixed,
    ),
    "TransactionEvent": record(
        {
            **_EVERY_STANDARD_EVENT,
            **_ACTION,
            "bizTransactionList": _transactions(least=1),
            "parentID": uri,
            "epcList": _EPCS,
            "quantityList": _QUANTITIES,
        },
        (*_ALWAYS, "action", "bizTransactionList"),
        prefixed,
    ),
    "TransformationEvent": record(
        {
            **_EVERY_STANDARD_EVENT,
            **_INSTANCE_OR_LOT_DATA,
            "inputEPCList": _DISTINCT_EPCS,
            "inputQuantityList": _QUANTITIES,
            "outputEPCList": _DISTINCT_EPCS,
            "outputQuantityList": _QUANTITIES,
            "transformationID": uri,
        },
        _ALWAYS,
        prefixed,
    ),
}
# An event type of one's own is a URI; what else is in it is its owner's business.
_OWN_EVENT = record({**_EVERY_EVENT, "type": uri}, _ALWAYS)

Event = dict[str, Any]


def _object_subject(event: Event, where: str) -> Iterator[Fault]:
    has_sensors = bool(event.get("sensorElementList")) and "readPoint" in event
    if "epcList" not in event and not event.get("quantityList") and not has_sensors:
        wanted = "'epcList', 'quantityList' or 'sensorElementList' with 'readPoint'"
        yield Fault(EpcisRule.MISSING, where, f"what the event is about is missing: {wanted}")
    if "ilmd" in event and event.get("action") in ("OBSERVE", "DELETE"):
        yield Fault(EpcisRule.ACTION, f"{where}/ilmd", "lot data belong to the action ADD only")


def _children(event: Event, where: str) -> Iterator[Fault]:
    has_children = event.get("childEPCs") or event.get("childQuantityList")
    if not has_children and event.get("action") != "DELETE":
        wanted = "'childEPCs' or 'childQuantityList'"
        yield Fault(EpcisRule.MISSING, where, f"only DELETE may do without {wanted}")


def _transaction_subject(event: Event, where: str) -> Iterator[Fault]:
    if "epcList" not in event and not event.get("quantityList") and event.get("action") != "DELETE":
        yield Fault(
            EpcisRule.MISSING, where, "only DELETE may do without 'epcList' or 'quantityList'"
        )


def _inputs_and_outputs(event: Event, where: str) -> Iterator[Fault]:
    inputs = event.get("inputEPCList") or event.get("inputQuantityList")
    outputs = event.get("outputEPCList") or event.get("outputQuantityList")
    is_part_of_one = "transformationID" in event and (inputs or outputs)
    if not (inputs and outputs) and not is_part_of_one:
        wanted = "inputs and outputs, or one of them with 'transformationID'"
        yield Fault(EpcisRule.MISSING, where, f"a transformation has {wanted}")


_EVENT_SENSE = {
    "ObjectEvent": _object_subject,
    "AggregationEvent": _children,
    "AssociationEvent": _children,
    "TransactionEvent": _transaction_subject,
    "TransformationEvent": _inputs_and_outputs,
}


def _event(value: object, where: str) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield from any_record(value, where)
        return
    kind = value.get("type")
    shape = _EVENT_SHAPES.get(kind) if isinstance(kind, str) else None
    yield from (shape or _OWN_EVENT)(value, where)
    if shape:
        yield from _EVENT_SENSE[str(kind)](value, where)


_EVENTS = listed(_event)
_ATTRIBUTE_VALUE = either(text, number, any_record)
_VOCABULARIES = listed(
    record(
        {
            "type": uri,
            "vocabularyElementList": listed(
                record(
                    {
                        "id": uri,
                        "attributes": listed(
                            record({"id": uri, "attribute": _ATTRIBUTE_VALUE}, ("id",))
                        ),
                        "children": listed(uri),
                    },
                    ("id",),
                )
            ),
        },
        ("type",),
    )
)

_DOCUMENT = record(
    {
        "@context": _CONTEXT,
        "id": uri,
        "type": text,
        "schemaVersion": _VERSION,
        "creationDate": moment,
        "instanceIdentifier": text,
        "sender": text,
        "receiver": text,
        "epcisHeader": record(
            {"epcisMasterData": record({"vocabularyList": _VOCABULARIES})}, (), prefixed
        ),
        "epcisBody": record({"eventList": _EVENTS}, ("eventList",)),
    },
    ("@context", "schemaVersion", "creationDate", "epcisBody"),
    prefixed,
)

_RESULTS = record(
    {
        "queryName": text,
        "subscriptionID": text,
        "resultsBody": record(
            {"eventList": _EVENTS, "vocabularyList": _VOCABULARIES}, ("eventList",), prefixed
        ),
    },
    ("queryName", "resultsBody"),
    prefixed,
)
_QUERY_DOCUMENT = record(
    {
        "@context": _CONTEXT,
        "id": uri,
        "type": text,
        "schemaVersion": _VERSION,
        "creationDate": moment,
        "epcisBody": record({"queryResults": _RESULTS}, ("queryResults",), prefixed),
    },
    ("@context", "epcisBody"),
    prefixed,
)
_WHOLE: dict[str, Check] = {"EPCISDocument": _DOCUMENT, "EPCISQueryDocument": _QUERY_DOCUMENT}


def faults(document: object) -> Iterator[Fault]:
    """Yield every fault of a document as read from JSON; none when it is right."""
    if not isinstance(document, dict):
        yield from any_record(document, "")
        return
    kind = document.get("type")
    if not isinstance(kind, str):
        yield Fault(EpcisRule.MISSING, "", "the type of the document is missing")
    elif kind in _WHOLE:
        yield from _WHOLE[kind](document, "")
    else:
        single = record({}, ("@context",))
        yield from chain(single(document, ""), _event(document, ""))
