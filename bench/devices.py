"""How fast frames are understood, per processor second of one core: `python -m bench.devices`.

Whole messages go through what the drivers run: parsed, normalised and validated (`findings`), and
as events with their ids (`events`). Each figure is the best of several runs in processor time, so
that the neighbours' load weighs less; the table says the machine's load beside it.
"""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bench.figures import Figure, noise
from devices.coldchain.excursion import Rule, find
from devices.frames import framing, mapped, mapping, modbus, mqtt, scans
from devices.frames.telemetry import Message, Profile

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
RUNS = 7
_NATIVE = b'{"ts":"2026-01-05T16:00:%02d+08:00","seq":%d,"t":-18.3}'
_TTN = {
    "end_device_ids": {
        "device_id": "cold-01",
        "application_ids": {"application_id": "wh"},
        "dev_eui": "A84041000181C062",
        "join_eui": "A840410000000100",
        "dev_addr": "260B8A1F",
    },
    "correlation_ids": ["gs:uplink:01JGT0K8Q2Z6M5V0F1S2D3E4R5"],
    "received_at": "2026-01-05T08:00:01.123456789Z",
    "uplink_message": {
        "f_port": 2,
        "f_cnt": 77,
        "frm_payload": "y/YHxgG6AQdyf/8=",
        "decoded_payload": {"BatV": 3.062, "Hum_SHT": 44.2, "TempC_DS": -18.31},
        "rx_metadata": [
            {
                "gateway_ids": {"gateway_id": "wh-roof", "eui": "0016C001F153A14C"},
                "time": "2026-01-05T08:00:00.900Z",
                "timestamp": 2463457000,
                "rssi": -57,
                "channel_rssi": -57,
                "snr": 10.2,
                "uplink_token": "CiIKIAoUZXVpLTAwMTZjMDAxZjE1M2ExNGMSCAAWwAHxU6FMEOjc0ZUJ",
                "received_at": "2026-01-05T08:00:00.912Z",
            }
        ],
        "settings": {
            "data_rate": {"lora": {"bandwidth": 125000, "spreading_factor": 7}},
            "frequency": "868100000",
        },
        "received_at": "2026-01-05T08:00:00.918Z",
        "consumed_airtime": "0.061696s",
    },
}
_SCAN = b"]C101069012345678921726123110LOT-42\x1d3103001000"


def per_second(work: Callable[[], int]) -> float:
    """Things done per processor second, the best of several runs."""
    best = 0.0
    for _ in range(RUNS):
        started = time.process_time()
        done = work()
        best = max(best, done / (time.process_time() - started))
    return best


def measure() -> list[Figure]:
    """The figures that were promised, and those around them."""
    return [*_telemetry(), *_lines(), *_arithmetic()]


def _telemetry() -> list[Figure]:
    lorawan = {"TempC_DS": "temperature", "Hum_SHT": "humidity", "BatV": "battery_v"}
    native = [
        Message("wh/WH1/zone/CR-01/sensor/T1", _NATIVE % (at % 60, at), NOW) for at in range(5_000)
    ]
    ttn = [
        Message(
            "v3/wh@ttn/devices/cold-01/up", json.dumps(_TTN, separators=(",", ":")).encode(), NOW
        )
    ] * 2_000
    ready = mapping.compiled(
        (
            mapped.Mapping(
                topic="wh/{warehouse}/zone/{zone}/sensor/{name}",
                device="{warehouse}/{zone}/{name}",
                time="ts",
                value=(mapped.MappedValue(metric="temperature", field="t"),),
            ),
        )
    )
    return [
        _findings("native JSON, normalised and validated", "native", native, Profile(), 100_000),
        _findings("TTN v3, normalised and validated", "ttn", ttn, Profile(fields=lorawan), 40_000),
        _findings("the same as native by a mapping", "mapped", native, Profile(mapped=ready)),
        _events("native JSON to events with ids", "native", native, Profile()),
        _events("TTN v3 to events with ids (3 each)", "ttn", ttn, Profile(fields=lorawan)),
    ]


def _findings(
    name: str, family: str, messages: list[Message], profile: Profile, least: float | None = None
) -> Figure:
    decode = mqtt.FAMILIES[family]()

    def work() -> int:
        for message in messages:
            found, refused = mqtt.findings(decode, message, profile)
            assert found
            assert refused is None
        return len(messages)

    return Figure(name, per_second(work), "/cpu-s", least=least)


def _events(name: str, family: str, messages: list[Message], profile: Profile) -> Figure:
    decoder = mqtt.Decoder("bench", family, profile)

    def work() -> int:
        for message in messages:
            decoder.events(message)
        return len(messages)

    return Figure(name, per_second(work), "/cpu-s")


def _lines() -> list[Figure]:
    return [
        _framer("scans by suffix, framed and decoded", "suffix=CRLF", _SCAN + b"\r\n", 50_000),
        _framer("scans between STX and ETX, the same", "stx-etx", b"\2" + _SCAN + b"\3", 50_000),
        Figure("Modbus answers of 10 registers, RTU", per_second(_modbus), "/cpu-s"),
    ]


def _framer(name: str, spec: str, frame: bytes, least: float) -> Figure:
    stream = frame * 4_000
    reads = [stream[at : at + 64] for at in range(0, len(stream), 64)]

    def work() -> int:
        framer = framing.framer(spec)
        done = 0
        for read in reads:
            for one in framer.feed(read):
                assert isinstance(one, bytes)
                done += bool(scans.label(one).data)
        assert done == 4_000
        return done

    return Figure(name, per_second(work), "/cpu-s", least=least)


def _modbus() -> int:
    body = bytes([1, 3, 20]) + bytes(range(20))
    frame = body + modbus.crc16(body).to_bytes(2, "little")
    channels = [modbus.Channel(f"t{at}", offset=at, scale=0.1) for at in range(10)]
    for _ in range(2_000):
        block = modbus.rtu_block(frame)
        for channel in channels:
            block.value(channel)
    return 2_000


def _arithmetic() -> list[Figure]:
    delay = timedelta(minutes=5)
    rule = Rule(2.0, 8.0, 0.5, delay, delay, timedelta(minutes=15))
    series = [
        (NOW + timedelta(minutes=at), 5.0 + (4.0 if at % 600 < 60 else 0.0) + at % 7 / 10)
        for at in range(100_000)
    ]
    late = series[1::2] + series[::2]

    def work() -> int:
        assert len(find(late, rule)) > 100
        return len(late)

    return [Figure("readings judged for excursions", per_second(work), "/cpu-s", least=50_000)]


def main() -> int:
    """Print the table; exit code 1 when an aim is missed."""
    print(f"--- devices {noise()}", flush=True)
    missed = 0
    for figure in measure():
        print(figure.line(), flush=True)
        missed += not figure.is_met
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
