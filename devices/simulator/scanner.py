"""A barcode gun: each line on the control socket is a label it reads; `<GS>` stands for FNC1.

`!garbage` reads rubbish instead. What the host plays back (BEL, text) is printed as `heard ...`.
"""

import argparse
import random
from pathlib import Path

from devices.frames.framing import SUFFIXES
from devices.simulator.lifetime import until_stopped
from devices.simulator.pty_port import PtyPort

GARBAGE = "!garbage"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this simulator."""
    parser.add_argument("--link", type=Path, required=True, help="where the port appears")
    parser.add_argument("--control", type=Path, required=True, help="Unix socket for labels")
    parser.add_argument("--suffix", choices=SUFFIXES, default="CRLF")
    parser.add_argument("--garbage", action="store_true", help="rubbish before every label")
    parser.add_argument("--seed", type=int, default=1)


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    stop = until_stopped()
    port = PtyPort(options.link, options.control)
    dice = random.Random(options.seed)
    suffix = SUFFIXES[options.suffix]

    def scan(line: str) -> str:
        label = line.replace("<GS>", "\x1d").encode() + suffix
        data = rubbish(dice) if line == GARBAGE else label
        if options.garbage:
            data = rubbish(dice) + suffix + data
        return "sent" if port.write(data) else "the line is full"

    def hear(data: bytes) -> None:
        port.tell(f"heard {data!r}")

    port.serve(stop, hear, scan)
    return 0


def rubbish(dice: random.Random) -> bytes:
    """Bytes such as a loose plug or a wrong baud rate gives."""
    return dice.randbytes(dice.randint(1, 24)).replace(b"\r", b"?").replace(b"\t", b"?")
