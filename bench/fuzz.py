"""Hours of rubbish for the decoders: `python -m bench.fuzz --minutes 60 [--seed N] [--corpus DIR]`.

Payloads, frames and recorded lines that once were right are mutated and given to everything that
reads bytes from devices. Counted in processor minutes. What must hold, whatever comes:

- no exception but `Garbled` leaves a decoder (`BadLine` a recorded line), and every event that
  comes out survives the wire form;
- a framer holds a bounded number of bytes, and every byte it was given is in a frame, in a fault,
  or counted as lost;
- the process does not grow.

Ends with exit code 1 and the input that broke a rule, as a line for a test.
"""

import argparse
import base64
import json
import random
import resource
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api.cli.lines import BadLine, Line
from api.cli.recorded import coldchain, modbus, mqtt, serial
from bench.figures import noise
from devices.errors import Garbled
from devices.events import Fault, from_wire, to_wire
from devices.frames import framing, scales, scans
from devices.frames import modbus as registers
from devices.frames import mqtt as families
from devices.frames.telemetry import Message, Profile

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
GROWTH_MB_MAX = 120
TELL_EVERY_S = 300
CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "devices"
FRAMINGS = ["suffix=CR", "suffix=CRLF,max=64", "suffix=TAB", "stx-etx,max=40", "stx-cr", "ssi"]
TOKENS = [
    *(b'"', b"{", b"}", b"[", b"]", b":", b",", b"null", b"true", b"NaN", b"-Infinity", b"1e999"),
    *(
        b"-127",
        b"85.0",
        b"\\ud800",
        b"\xff",
        b"\0",
        b"\x1d",
        b"\x02",
        b"\x03",
        b"\r\n",
        b"\xed\xa0",
    ),
    *(b"9" * 400, b"[" * 500, b'{"a":' * 200, b"\xef\xbb\xbf", b"/", b"//", b"#", b"$state"),
    *(b'"ts":', b'"temperature":', b'"t":"-18,3"', b"0x7FFF", b"1_000", "１２".encode(), b"+-1"),
    *(b"S S     23.450 kg", b"ST,GS,", b"OL,", b"]C1", b"(01)", b"\x0d\xf3\0\0\x03", b"\x01\x83"),
]
SEEDS: dict[str, list[dict[str, Any]]] = {
    "mqtt": [
        {
            "source": "native",
            "topic": "wh/W/zone/Z/sensor/S",
            "payload": '{"ts":"2026-01-05T16:00:00+08:00","t":-18.3,"h":84,"door":false}',
        },
        {
            "source": "mapped",
            "topic": "plant/hall/probe",
            "payload": '{"readings":[{"t":264.8}],"ts":1767600000}',
            "settings": {
                "map": [
                    {
                        "topic": "plant/{room}/#",
                        "device": "{room}/{key}",
                        "each": "readings",
                        "time": "ts",
                        "value": [{"metric": "temperature", "field": "t", "unit": "K"}],
                    }
                ]
            },
        },
    ],
    "serial": [
        {
            "source": "toledo-8217",
            "kind": "scale",
            "framing": "stx-cr",
            "hex": ["02303132", {"idle_ms": 900}, "02303132330d023f410d"],
        }
    ],
    "modbus": [
        {
            "function": 1,
            "rtu_hex": "0101010590" + "4b",
            "map": [{"name": "door", "type": "bit", "bit": 2}],
        }
    ],
    "mkt": [{"temps_c": [2, 8, -18], "minutes": [1, 1, 2], "dh_kj_mol": 83.144}],
    "excursion": [
        {
            "rule": {"high": 8, "low": 2, "hysteresis": 0.5, "open_delay_min": 1, "silence_min": 9},
            "series": [["2026-01-05T00:00:00Z", 9], ["2026-01-05T00:05:00+08:00", 5]],
        }
    ],
}


class Mutator:
    """Seeds, and what becomes of them."""

    def __init__(self, seed: int, corpus: Path) -> None:
        self.random = random.Random(seed)
        self.lines = {name: [*seeds, *_corpus(corpus, name)] for name, seeds in SEEDS.items()}

    def line(self, name: str) -> dict[str, Any]:
        """A recorded line with some of its fields spoilt."""
        line = dict(self.random.choice(self.lines[name]))
        for key in list(line):
            if self.random.random() < 0.3:
                line[key] = self._value(line[key])
        return line

    def _value(self, value: Any) -> Any:
        chance = self.random.random()
        if chance < 0.1:
            return self.random.choice([None, True, -1, 1e300, "", [], {}, [None], "F", 2**70])
        if isinstance(value, str):
            return self.mutate(value.encode()).decode("utf-8", "surrogateescape")
        if isinstance(value, list):
            return [self._value(one) if self.random.random() < 0.3 else one for one in value]
        if isinstance(value, dict):
            return {key: self._value(one) for key, one in value.items()}
        return value

    def mutate(self, data: bytes) -> bytes:
        """The bytes with one to four things done to them."""
        for _ in range(self.random.randint(1, 4)):
            at, upto = sorted(self.random.randint(0, len(data)) for _ in range(2))
            part = data[at:upto]
            token = self.random.choice(TOKENS)
            data = self.random.choice(
                [
                    lambda d=data, a=at, t=token: d[:a] + t + d[a:],
                    lambda d=data, a=at, u=upto: d[:a] + d[u:],
                    lambda d=data, a=at, u=upto, p=part: d[:u] + p + d[u:],
                    lambda d=data, a=at: d[:a] + self.random.randbytes(1) + d[a + 1 :],
                    lambda d=data, a=at, u=upto, t=token: d[:a] + t + d[u:],
                    lambda d=data, a=at: d[:a],
                ]
            )()
        return data[:20_000]


def _corpus(folder: Path, name: str) -> list[dict[str, Any]]:
    path = folder / f"{name}.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


class Targets:
    """Everything that reads bytes; each call gives it something new. Raises: AssertionError."""

    def __init__(self, mutator: Mutator) -> None:
        self.mutator = mutator
        self.random = mutator.random
        self.decoders = {
            name: families.Decoder("fuzz", name, Profile(device="me")) for name in families.FAMILIES
        }
        nothing = argparse.Namespace
        self.answers = {
            "mqtt": mqtt.answers(nothing()),
            "serial": serial.answers(nothing()),
            "modbus": modbus.answers(nothing()),
            "mkt": coldchain.answers(nothing(what="mkt")),
            "excursion": coldchain.answers(nothing(what="excursions")),
        }
        self.last: Any = None

    def payload(self) -> None:
        """A publication of any family, to events and over the wire."""
        line = self.random.choice(self.mutator.lines["mqtt"])
        payload = line["payload"].encode()
        if line.get("encoding") == "base64":
            payload = base64.b64decode(line["payload"])
        topic = line["topic"]
        if self.random.random() < 0.2:
            topic = self.mutator.mutate(topic.encode()).decode("utf-8", "replace")
        message = Message(topic, self.mutator.mutate(payload), NOW)
        self.last = (line["source"], message)
        events = self.decoders[line["source"]].events(message)
        assert not any(isinstance(one, Fault) and one.reason == "decoder_failed" for one in events)
        assert from_wire(to_wire(events)) == events

    def recorded(self) -> None:
        """A recorded line of any kind; its answer must be JSON."""
        name = self.random.choice(list(self.answers))
        self.last = (name, self.mutator.line(name))
        with suppress(BadLine):
            json.dumps(self.answers[name](Line(self.last[1])))

    def stream(self) -> None:
        """Reads of a serial line through every framer, and the frames through every decoder."""
        reads = [
            self.mutator.mutate(bytes.fromhex(read))
            for line in self.random.choices(self.mutator.lines["serial"], k=3)
            for read in line["hex"]
            if isinstance(read, str)
        ]
        spec = self.random.choice(FRAMINGS)
        self.last = (spec, reads)
        framer = framing.framer(spec)
        frames = [frame for read in reads for frame in framer.feed(read)] + framer.drop()
        assert not framer.holding
        told = sum(_told(frame) for frame in frames)
        marks = sum(read.count(one) for read in reads for one in (2, 3, 9, 10, 13))
        assert told <= sum(map(len, reads)) + 4 * len(frames)
        if spec != "ssi":
            assert told + marks >= sum(map(len, reads))
        for frame in frames:
            if isinstance(frame, bytes):
                self._frame(frame)

    def _frame(self, frame: bytes) -> None:
        self.last = frame
        decoders: list[Callable[[bytes], Any]] = [scans.label, registers.rtu_block]
        decoders += [protocol.decode for protocol in scales.PROTOCOLS.values()]
        for decode in decoders:
            with suppress(Garbled):
                decode(frame)


def _told(frame: Any) -> int:
    """How many bytes a frame or a fault answers for."""
    payload = frame if isinstance(frame, bytes) else frame.payload
    return len(payload) + getattr(frame, "lost", 0)


def _memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(minutes: float, seed: int, corpus: Path) -> Counter[str]:
    """Fuzz for so many processor minutes. Raises: what a rule that was broken raises."""
    targets = Targets(Mutator(seed, corpus))
    kinds = [targets.payload, targets.recorded, targets.stream]
    done: Counter[str] = Counter()
    before_mb, told_at = 0.0, 0.0
    end = time.process_time() + 60 * minutes
    try:
        while (now := time.process_time()) < end:
            if now - told_at > TELL_EVERY_S:
                told_at = now
                print(f"{now / 60:.0f} min: {_summary(done)}", flush=True)
            for _ in range(200):
                kind = targets.random.choice(kinds)
                kind()
                done[kind.__name__] += 1
            if not before_mb and sum(done.values()) > 20_000:
                before_mb = _memory_mb()
            assert not before_mb or _memory_mb() - before_mb < GROWTH_MB_MAX, "the process grows"
    except Exception:
        print(f"broken by seed {seed}: {targets.last!r}", flush=True)
        raise
    return done


def main() -> int:
    """Fuzz, and say how much was tried."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60, help="of processor time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder with more seeds")
    arguments = parser.parse_args()
    print(f"--- fuzz {noise()}", flush=True)
    done = run(arguments.minutes, arguments.seed, arguments.corpus)
    print(f"{arguments.minutes:g} processor minutes: {_summary(done)}")
    return 0


def _summary(done: Counter[str]) -> str:
    tried = ", ".join(f"{count:,} {name}" for name, count in sorted(done.items()))
    return f"{tried or 'begins'}; memory {_memory_mb():.0f} MB"


if __name__ == "__main__":
    raise SystemExit(main())
