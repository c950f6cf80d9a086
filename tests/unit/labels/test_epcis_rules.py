"""EPCIS documents: what breaks a rule is found, named and located; the rest passes."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labels.epcis import faults
from labels.epcis.shapes import is_moment, is_uri

CORPUS = Path(__file__).resolve().parents[3] / ".." / "shared" / "corpus" / "gs1"

Doc = dict[str, Any]

SENSORS = [
    {
        "sensorMetadata": {"deviceID": "urn:x:1", "startTime": "2026-11-21T06:00:00+08:00"},
        "sensorReport": [
            {"type": "Temperature", "value": 3.5, "uom": "CEL", "component": "x"},
            {"type": "lx:Ripeness", "value": 1, "exception": "ALARM_CONDITION"},
        ],
    }
]
OBJECT: Doc = {
    "type": "ObjectEvent",
    "eventTime": "2026-11-21T06:00:00.5+08:00",
    "eventTimeZoneOffset": "+08:00",
    "action": "ADD",
    "epcList": ["https://t.example.cn/00/369204539099260467"],
    "quantityList": [{"epcClass": "urn:x:lot", "quantity": 2.5, "uom": "KGM"}],
    "bizStep": "commissioning",
    "disposition": "active",
    "persistentDisposition": {"set": ["completeness_verified"]},
    "readPoint": {"id": "https://t.example.cn/414/6948469030722"},
    "bizTransactionList": [{"type": "po", "bizTransaction": "urn:x:po"}],
    "sourceList": [{"type": "location", "source": "urn:x:a"}],
    "destinationList": [{"type": "lx:dock", "destination": "urn:x:b"}],
    "sensorElementList": SENSORS,
    "ilmd": {"lx:harvestDate": "2026-11-20"},
    "certificationInfo": ["urn:x:c"],
    "errorDeclaration": {"declarationTime": "2026-11-21T06:00:00Z", "reason": "incorrect_data"},
    "lx:operator": "op-1",
}
CHILDREN: Doc = {
    "type": "AggregationEvent",
    "eventTime": "2026-11-21T06:00:00+08:00",
    "eventTimeZoneOffset": "+08:00",
    "action": "ADD",
    "parentID": "urn:x:pallet",
    "childEPCs": ["urn:x:crate"],
}
TRANSFORMATION: Doc = {
    "type": "TransformationEvent",
    "eventTime": "2026-11-21T06:00:00+08:00",
    "eventTimeZoneOffset": "+08:00",
    "inputQuantityList": [{"epcClass": "urn:x:1"}],
    "outputEPCList": ["urn:x:2"],
}
TRANSACTION: Doc = {
    "type": "TransactionEvent",
    "eventTime": "2026-11-21T06:00:00+08:00",
    "eventTimeZoneOffset": "+08:00",
    "action": "ADD",
    "bizTransactionList": [{"bizTransaction": "urn:x:po"}],
    "epcList": [],
}


def document(*events: Doc) -> Doc:
    return {
        "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {}],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-11-22T06:00:00Z",
        "epcisHeader": {
            "epcisMasterData": {
                "vocabularyList": [
                    {
                        "type": "urn:x:places",
                        "vocabularyElementList": [
                            {
                                "id": "urn:x:1",
                                "attributes": [{"id": "urn:x:name", "attribute": "仓"}],
                                "children": ["urn:x:2"],
                            }
                        ],
                    }
                ]
            }
        },
        "epcisBody": {"eventList": [copy.deepcopy(event) for event in events]},
    }


@pytest.mark.parametrize("event", [OBJECT, CHILDREN, TRANSFORMATION, TRANSACTION])
def test_right_events_pass_alone_in_a_document_and_as_the_answer_to_a_query(event: Doc) -> None:
    answer = {
        "@context": "https://ref.gs1.org/x",
        "type": "EPCISQueryDocument",
        "epcisBody": {"queryResults": {"queryName": "q", "resultsBody": {"eventList": [event]}}},
    }
    for right in (document(event), {"@context": {}, **event}, answer):
        assert list(faults(right)) == []


def set_to(field: str, value: object) -> Callable[[Doc], None]:
    return lambda event: event.update({field: value})


def without(*fields: str) -> Callable[[Doc], None]:
    return lambda event: [event.pop(field) for field in fields] and None


def in_report(field: str, value: object) -> Callable[[Doc], None]:
    return lambda event: event["sensorElementList"][0]["sensorReport"][0].update({field: value})


BROKEN: list[tuple[Doc, Callable[[Doc], None], str, str]] = [
    (OBJECT, set_to("type", "ObjctEvent"), "format", "/type"),
    (OBJECT, without("action"), "missing", ""),
    (OBJECT, set_to("action", "add"), "vocabulary", "/action"),
    (OBJECT, set_to("action", "DELETE"), "action", "/ilmd"),
    (OBJECT, set_to("eventTime", "2026-11-21T06:00:00"), "format", "/eventTime"),
    (OBJECT, set_to("eventTime", None), "type", "/eventTime"),
    (OBJECT, set_to("recordTime", "2026-02-30T06:00:00Z"), "format", "/recordTime"),
    (OBJECT, set_to("eventTimeZoneOffset", "+14:30"), "format", "/eventTimeZoneOffset"),
    (OBJECT, without("eventTimeZoneOffset"), "missing", ""),
    (OBJECT, set_to("bizStep", "harvesting"), "vocabulary", "/bizStep"),
    (OBJECT, set_to("bizStep", "urn:epcglobal:cbv:bizstep:x"), "vocabulary", "/bizStep"),
    (OBJECT, set_to("disposition", "in_use"), "vocabulary", "/disposition"),
    (OBJECT, set_to("readPoint", "urn:x:1"), "type", "/readPoint"),
    (OBJECT, set_to("readPoint", {}), "missing", "/readPoint"),
    (OBJECT, set_to("epcList", ["urn:x:1", "urn:x:1"]), "duplicate", "/epcList"),
    (OBJECT, set_to("epcList", ["no uri"]), "format", "/epcList/0"),
    (OBJECT, set_to("epcList", "urn:x:1"), "type", "/epcList"),
    (OBJECT, set_to("quantityList", [{"quantity": 1}]), "missing", "/quantityList/0"),
    (
        OBJECT,
        set_to("quantityList", [{"epcClass": "a:b", "uom": "kg"}]),
        "format",
        "/quantityList/0/uom",
    ),
    (
        OBJECT,
        set_to("quantityList", [{"epcClass": "a:b", "quantity": True}]),
        "type",
        "/quantityList/0/quantity",
    ),
    (
        OBJECT,
        set_to("quantityList", [{"epcClass": "a:b", "lx:x": 1}]),
        "field",
        "/quantityList/0/lx:x",
    ),
    (OBJECT, set_to("operator", "op"), "field", "/operator"),
    (OBJECT, set_to("a/b~", "op"), "field", "/a~1b~0"),
    (OBJECT, set_to("ilmd", {"harvestDate": "x"}), "field", "/ilmd/harvestDate"),
    (OBJECT, set_to("persistentDisposition", {}), "missing", "/persistentDisposition"),
    (OBJECT, set_to("persistentDisposition", {"set": []}), "empty", "/persistentDisposition/set"),
    (OBJECT, set_to("sourceList", [{"source": "a:b"}]), "missing", "/sourceList/0"),
    (
        OBJECT,
        set_to("bizTransactionList", [{"type": "order", "bizTransaction": "a:b"}]),
        "vocabulary",
        "/bizTransactionList/0/type",
    ),
    (OBJECT, set_to("certificationInfo", ["a:b", 1]), "type", "/certificationInfo/1"),
    (
        OBJECT,
        set_to("errorDeclaration", {"reason": "incorrect_data"}),
        "missing",
        "/errorDeclaration",
    ),
    (OBJECT, set_to("sensorElementList", [{}]), "missing", "/sensorElementList/0"),
    (
        OBJECT,
        in_report("type", "temperature"),
        "vocabulary",
        "/sensorElementList/0/sensorReport/0/type",
    ),
    (OBJECT, in_report("value", "3.5"), "type", "/sensorElementList/0/sensorReport/0/value"),
    (
        OBJECT,
        in_report("hexBinaryValue", "xy"),
        "format",
        "/sensorElementList/0/sensorReport/0/hexBinaryValue",
    ),
    (
        OBJECT,
        in_report("booleanValue", 1),
        "type",
        "/sensorElementList/0/sensorReport/0/booleanValue",
    ),
    (OBJECT, in_report("min", 1), "field", "/sensorElementList/0/sensorReport/0/min"),
    (OBJECT, without("epcList", "quantityList", "readPoint"), "missing", ""),
    (CHILDREN, without("childEPCs"), "missing", ""),
    (CHILDREN, set_to("ilmd", {}), "field", "/ilmd"),
    ({**CHILDREN, "type": "AssociationEvent"}, without("parentID"), "missing", ""),
    (TRANSFORMATION, without("outputEPCList"), "missing", ""),
    (TRANSFORMATION, set_to("action", "ADD"), "field", "/action"),
    (TRANSACTION, set_to("bizTransactionList", []), "empty", "/bizTransactionList"),
    (TRANSACTION, without("epcList"), "missing", ""),
]


@pytest.mark.parametrize(("event", "break_it", "code", "where"), BROKEN)
def test_each_broken_rule_of_events_is_named_and_located(
    event: Doc, break_it: Callable[[Doc], None], code: str, where: str
) -> None:
    broken = document(event, event)
    break_it(broken["epcisBody"]["eventList"][1])
    fault = next(faults(broken))
    assert (fault.code, fault.where) == (code, f"/epcisBody/eventList/1{where}")
    assert fault.detail


@pytest.mark.parametrize(
    ("event", "field", "value"),
    [
        (OBJECT, "bizStep", "lx:harvesting"),
        (OBJECT, "quantityList", [{"epcClass": "a:b", "quantity": -1}]),
        (OBJECT, "eventTimeZoneOffset", "-14:00"),
        (OBJECT, "readPoint", {"id": "a:b", "anything": 1}),
        (CHILDREN, "childEPCs", ["a:b", "a:b"]),
        ({**CHILDREN, "childEPCs": []}, "action", "DELETE"),
        ({**TRANSFORMATION, "outputEPCList": []}, "transformationID", "a:b"),
        (OBJECT, "type", "https://t.example.cn/ns/OwnEvent"),
    ],
)
def test_what_the_standard_leaves_free_passes(event: Doc, field: str, value: object) -> None:
    assert list(faults(document({**event, field: value}))) == []


@pytest.mark.parametrize(
    ("field", "value", "code", "where"),
    [
        ("@context", ["a b"], "format", "/@context/0"),
        ("@context", ["a:b", "a:b"], "duplicate", "/@context"),
        ("schemaVersion", "v2", "format", "/schemaVersion"),
        ("schemaVersion", 2.0, "type", "/schemaVersion"),
        ("creationDate", "yesterday", "format", "/creationDate"),
        ("epcisBody", [], "type", "/epcisBody"),
        ("epcisBody", {}, "missing", "/epcisBody"),
        ("epcisBody", {"eventList": [1]}, "type", "/epcisBody/eventList/0"),
        ("epcisHeader", {"x": 1}, "field", "/epcisHeader/x"),
        ("sender", 1, "type", "/sender"),
        ("type", "EPCISDoc", "format", "/type"),
        ("type", None, "missing", ""),
    ],
)
def test_each_broken_rule_of_documents_is_named_and_located(
    field: str, value: object, code: str, where: str
) -> None:
    found = list(faults({**document(), field: value}))
    assert (code, where) in [(fault.code, fault.where) for fault in found]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("https://t.example.cn/01/1?17=1#x", True),
        ("https://u:p@[2001:db8::1]:80/a//b", True),
        ("urn:epc:id:sscc:0614141.1234567890", True),
        ("lx:x", True),
        ("a:", True),
        ("https://a/%4x", False),
        ("https://[::g]/", False),
        ("https://[fe80::1%25lo]/", False),
        ("https://a b", False),
        ("https://批/", False),
        ("1a:b", False),
        ("//a/b", False),
        ("a:b#c#d", False),
    ],
)
def test_uris_are_those_of_rfc_3986(text: str, right: bool) -> None:
    assert is_uri(text) is right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("2024-02-29T23:59:59.123456Z", True),
        ("2026-01-01t00:00:00z", True),
        ("2026-02-29T00:00:00Z", False),
        ("2026-01-00T00:00:00Z", False),
        ("0000-01-01T00:00:00Z", False),
        ("2026-01-01T24:00:00Z", False),
        ("2026-01-01T00:00:60Z", False),
        ("2026-01-01T00:00:00+0800", False),
        ("2026-01-01T00:00:00.Z", False),
        ("2026-01-01 00:00:00Z", False),
    ],
)
def test_times_are_those_of_rfc_3339(text: str, right: bool) -> None:
    assert is_moment(text) is right


json_values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
names = st.sampled_from(sorted({*OBJECT, *CHILDREN, *TRANSFORMATION, *document()}))


@settings(deadline=None)
@given(json_values, st.dictionaries(names, json_values), st.sampled_from([OBJECT, CHILDREN]))
def test_whatever_json_comes_gets_an_answer(value: object, fields: Doc, event: Doc) -> None:
    for given_document in (value, {**document(event), **fields}, document({**event, **fields})):
        for fault in faults(given_document):
            assert fault.code
            assert fault.detail


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the GS1 conformance vectors (../shared/corpus/gs1) are not here"
)
def test_every_public_document_is_judged_as_the_standard_does() -> None:
    rows = map(json.loads, (CORPUS / "epcis_documents.jsonl").read_text().splitlines())
    wrong = [row["id"] for row in rows if (not list(faults(row["doc"]))) is not row["valid"]]
    assert wrong == []
