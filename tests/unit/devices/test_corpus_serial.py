"""Every line of the serial and Modbus corpus, through the framers and decoders a driver uses."""

from collections.abc import Callable

import pytest

from devices.errors import Garbled
from devices.frames import framing, lines, modbus, scales, scans
from labels import gs1
from tests.unit.devices.corpus import corpus_lines

GS1_REASONS = {
    "check_digit": "bad_check_digit",
    "date": "invalid_date",
    "length": "truncated_ai",
    "unknown_ai": "unknown_ai",
    "excludes": "conflicting_ai",
    "repeat": "conflicting_ai",
    "charset": "invalid_character",
}

Line = dict  # one JSON object of the corpus


def frames_of(line: Line) -> list[lines.Frame]:
    framer = framing.framer(line["framing"])
    frames: list[lines.Frame] = []
    for read in line["hex"]:
        if isinstance(read, str):
            frames += framer.feed(bytes.fromhex(read))
        elif read["idle_ms"] >= framer.idle_ms:
            frames += framer.drop()
    return frames


def read_frames(line: Line, decode) -> tuple[list, list[str]]:
    values, rejects = [], []
    for frame in frames_of(line):
        try:
            if isinstance(frame, Garbled):
                raise frame
            if isinstance(frame, bytes):
                values.append(decode(frame))
        except Garbled as error:
            rejects.append(error.reason)
    return values, rejects


def decoder_of(line: Line) -> Callable[[bytes], scans.Label]:
    return scans.ssi_label if line["framing"] == "ssi" else scans.label


def gs1_of(label: scans.Label) -> dict[str, str] | None:
    """What `labels` makes of a label that announces GS1; an EAN is checked but stays a number."""
    if label.symbology.startswith("gs1-"):
        return dict(gs1.parse_raw(label.data, companions=False))
    code = gs1.parse_scan((label.aim or "") + label.data)
    return None if code.elements is None or label.symbology == "ean-13" else dict(code.elements)


def of_kind(kind: str) -> list:
    return [line for line in corpus_lines("serial") if line.values[0].get("kind", kind) == kind]


@pytest.mark.parametrize("line", of_kind("scanner"))
def test_each_scanner_line_of_the_corpus_gives_its_labels_and_rejects(line: Line) -> None:
    labels, rejects = read_frames(line, decoder_of(line))
    read = []
    for label in labels:
        try:
            elements = gs1_of(label)
        except gs1.Gs1Error as error:
            rejects.append(GS1_REASONS[error.code])
            continue
        shape = {"symbology": label.symbology, "aim": label.aim, "data": label.data}
        read.append({**shape, "gs1": elements})
    assert (read, rejects) == (line["expect"]["scans"], line["expect"]["rejects"])


@pytest.mark.parametrize("line", of_kind("scale"))
def test_each_scale_line_of_the_corpus_gives_its_weights_and_rejects(line: Line) -> None:
    weights, rejects = read_frames(line, scales.PROTOCOLS[line["source"]].decode)
    assert rejects == line["expect"]["rejects"]
    assert len(weights) == len(line["expect"]["weights"])
    for weight, wanted in zip(weights, line["expect"]["weights"], strict=True):
        assert weight.weight_mg == round(wanted["value"] * 1_000_000)
        assert weight.tare_mg == round(wanted.get("tare", 0) * 1_000_000)
        shown = (weight.stable, weight.mode, weight.status)
        assert shown == (wanted["stable"], wanted["mode"], wanted["status"])


@pytest.mark.parametrize("line", corpus_lines("modbus"))
def test_each_modbus_line_of_the_corpus_gives_its_values_or_its_reject(line: Line) -> None:
    channels = [modbus.Channel(**entry) for entry in line["map"]]
    values: list[modbus.Value] = []
    reject = None
    try:
        registers = line.get("registers")
        if registers is None:
            registers = modbus.rtu_registers(bytes.fromhex(line["rtu_hex"]))
        values = [modbus.read(channel, registers) for channel in channels]
    except Garbled as error:
        reject = error.reason
    assert reject == line["expect"]["reject"]
    assert len(values) == len(line["expect"]["values"])
    for value, wanted in zip(values, line["expect"]["values"], strict=True):
        assert (value.name, value.quality) == (wanted["name"], wanted["quality"])
        assert value.value == (
            None if wanted["value"] is None else pytest.approx(float(wanted["value"]))
        )
