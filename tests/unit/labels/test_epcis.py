"""EPCIS documents built from plain records: right whatever the records, or refused."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labels import epcis
from labels.epcis import faults, vocabulary
from labels.gs1 import build_digital_link, checked

ZONE = timezone(timedelta(hours=8))
AT = datetime(2026, 11, 22, 6, 30, tzinfo=ZONE)
STEM = "https://trace.example.cn"
CRATE = build_digital_link(checked([("00", "369204539099260467")]), STEM)
LOT = build_digital_link(checked([("01", "06901234567892"), ("10", "L261122")]), STEM)
DOCK = build_digital_link(checked([("414", "6901234567892"), ("254", "DOCK1")]), STEM)
NAMESPACES = {"lx": f"{STEM}/ns/"}

HARVEST = epcis.ObjectEvent(
    epcis.Circumstances(AT, "commissioning", "active", DOCK, own={"lx:operator": "op-1"}),
    "ADD",
    quantities=(epcis.Quantity(LOT, Decimal("12.50"), epcis.KILOGRAM),),
    lot_data={"lx:harvestDate": "2026-11-20"},
)


def events_of(*events: epcis.Event) -> list[dict[str, Any]]:
    built: Any = epcis.document(events, AT, NAMESPACES)
    assert list(faults(json.loads(json.dumps(built)))) == []
    return list(built["epcisBody"]["eventList"])


def test_a_harvest_is_an_object_event_with_its_lot_data() -> None:
    assert events_of(HARVEST) == [
        {
            "type": "ObjectEvent",
            "eventTime": "2026-11-22T06:30:00+08:00",
            "eventTimeZoneOffset": "+08:00",
            "bizStep": "commissioning",
            "disposition": "active",
            "readPoint": {"id": "https://trace.example.cn/414/6901234567892/254/DOCK1"},
            "action": "ADD",
            "quantityList": [
                {
                    "epcClass": "https://trace.example.cn/01/06901234567892/10/L261122",
                    "quantity": 12.5,
                    "uom": "KGM",
                }
            ],
            "ilmd": {"lx:harvestDate": "2026-11-20"},
            "lx:operator": "op-1",
        }
    ]


def test_the_temperature_curve_tells_lowest_highest_mean_and_every_reading() -> None:
    readings = tuple((AT + timedelta(minutes=15 * n), 2 + n / 2) for n in (2, 0, 1))
    about = replace(HARVEST.about, curves=(epcis.TemperatureCurve(readings, "urn:x:logger"),))
    (event,) = events_of(replace(HARVEST, about=about))
    (element,) = event["sensorElementList"]
    assert element["sensorMetadata"] == {
        "deviceID": "urn:x:logger",
        "startTime": "2026-11-22T06:30:00+08:00",
        "endTime": "2026-11-22T07:00:00+08:00",
    }
    summary, *points = element["sensorReport"]
    assert (summary["minValue"], summary["maxValue"], summary["meanValue"]) == (2, 3, 2.5)
    assert [point["value"] for point in points] == [2, 2.5, 3]
    assert {point["type"] for point in points} == {"Temperature"}


def test_crates_on_a_pallet_a_logger_in_it_and_a_grading() -> None:
    about = epcis.Circumstances(AT, "packing")
    kinds = events_of(
        epcis.AggregationEvent(about, "ADD", CRATE, quantities=(epcis.Quantity(LOT, 3),)),
        epcis.AssociationEvent(about, "ADD", CRATE, epcs=("urn:x:logger",)),
        epcis.TransformationEvent(
            about, inputs=(epcis.Quantity(LOT),), outputs=(epcis.Quantity("urn:x:graded", 2),)
        ),
    )
    assert [event["type"] for event in kinds] == [
        "AggregationEvent",
        "AssociationEvent",
        "TransformationEvent",
    ]
    assert kinds[0]["parentID"] == CRATE
    assert kinds[0]["childQuantityList"] == [{"epcClass": LOT, "quantity": 3}]


def test_an_error_declaration_names_what_stands_in_its_place() -> None:
    error = epcis.ErrorDeclaration(AT, "incorrect_data", ("urn:uuid:1",))
    (event,) = events_of(replace(HARVEST, about=replace(HARVEST.about, error=error)))
    assert event["errorDeclaration"] == {
        "declarationTime": "2026-11-22T06:30:00+08:00",
        "reason": "incorrect_data",
        "correctiveEventIDs": ["urn:uuid:1"],
    }


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"at": AT.replace(tzinfo=None)}, "format"),
        ({"at": AT.astimezone(timezone(timedelta(seconds=29)))}, "format"),
        ({"at": AT.astimezone(timezone(timedelta(hours=15)))}, "format"),
        ({"biz_step": "harvesting"}, "vocabulary"),
        ({"read_point": "dock 1"}, "format"),
        ({"own": {"operator": 1}}, "field"),
        ({"own": {"yy:operator": 1}}, "field"),
        ({"curves": (epcis.TemperatureCurve(()),)}, "empty"),
        ({"curves": (epcis.TemperatureCurve(((AT, float("nan")),)),)}, "type"),
        ({"transactions": (("order", "a:b"),)}, "vocabulary"),
    ],
)
def test_records_that_make_no_right_document_are_refused(about: dict[str, Any], code: str) -> None:
    with pytest.raises(epcis.EpcisError) as refused:
        epcis.document([replace(HARVEST, about=replace(HARVEST.about, **about))], AT, NAMESPACES)
    assert refused.value.fault.code == code


def test_a_transformation_without_outputs_is_refused() -> None:
    with pytest.raises(epcis.EpcisError, match="missing"):
        epcis.document(
            [epcis.TransformationEvent(HARVEST.about, inputs=(epcis.Quantity(LOT),))], AT
        )


offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
times = st.datetimes(timezones=offsets | st.just(UTC))
uris = st.from_regex(r"(urn:x:|https://a\.cn/)[A-Za-z0-9/%20.-]{1,12}", fullmatch=True).filter(
    lambda text: "%" not in text
)
amounts = st.none() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False, places=3)
quantities = st.builds(epcis.Quantity, uris, amounts, st.none() | st.just("KGM"))
curves = st.builds(
    epcis.TemperatureCurve,
    st.lists(st.tuples(times, st.floats(-90, 90)), min_size=1, max_size=4).map(tuple),
    st.none() | uris,
)
errors = st.builds(
    epcis.ErrorDeclaration,
    times,
    st.none() | st.sampled_from(sorted(vocabulary.ERROR_REASONS)),
    st.lists(uris, max_size=2).map(tuple),
)
ends = st.lists(
    st.tuples(st.sampled_from(sorted(vocabulary.SOURCE_DESTINATION_TYPES)), uris), max_size=2
).map(tuple)
own = st.dictionaries(st.from_regex(r"lx:[a-z]{1,6}", fullmatch=True), st.text(), max_size=2)
circumstances = st.builds(
    epcis.Circumstances,
    at=times,
    biz_step=st.none() | st.sampled_from(sorted(vocabulary.BIZ_STEPS)),
    disposition=st.none() | st.sampled_from(sorted(vocabulary.DISPOSITIONS)),
    read_point=st.none() | uris,
    recorded_at=st.none() | times,
    sources=ends,
    curves=st.lists(curves, max_size=2).map(tuple),
    error=st.none() | errors,
    own=own,
)
epcs = st.lists(uris, min_size=1, max_size=3, unique=True).map(tuple)
amounts_of = st.lists(quantities, max_size=2).map(tuple)
actions = st.sampled_from(get_args(epcis.Action))
events = st.one_of(
    st.builds(epcis.ObjectEvent, circumstances, actions, epcs, amounts_of),
    st.builds(epcis.ObjectEvent, circumstances, st.just("ADD"), epcs, amounts_of, own),
    st.builds(epcis.AggregationEvent, circumstances, actions, uris, epcs, amounts_of),
    st.builds(epcis.AssociationEvent, circumstances, actions, uris, epcs, amounts_of),
    st.builds(epcis.TransformationEvent, circumstances, epcs, amounts_of, epcs, amounts_of, uris),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(events, max_size=3), times)
def test_what_is_built_keeps_every_rule_and_survives_json(
    records: list[epcis.Event], created_at: datetime
) -> None:
    built = epcis.document(records, created_at, NAMESPACES)
    assert list(faults(json.loads(json.dumps(built, allow_nan=False)))) == []
