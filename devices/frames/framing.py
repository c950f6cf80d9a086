"""The framing named in a configuration → the framer that cuts it."""

from devices.errors import Misconfigured
from devices.frames.lines import BracketFramer, Framer, SuffixFramer
from devices.frames.ssi import SsiFramer

ETX, CR = 0x03, 0x0D
SUFFIXES = {"CR": b"\r", "LF": b"\n", "CRLF": b"\r\n", "TAB": b"\t"}
IDLE_MS_DEFAULT = 500
LENGTH_DEFAULT = 4_000
ASSUME_GS1 = "assume=gs1"
LENGTH_LIMIT = 65_536


def framer(spec: str) -> Framer:
    """The framer a configuration asks for, such as `suffix=CRLF,idle=200ms,max=512` or `ssi`.

    Raises: Misconfigured for a framing or an option that does not exist.
    """
    name, *options = [part.strip() for part in spec.split(",")]
    idle_ms, length_max = _limits(options)
    kind, _, suffix = name.partition("=")
    if kind == "suffix" and suffix in SUFFIXES:
        return SuffixFramer(SUFFIXES[suffix], idle_ms=idle_ms, length_max=length_max)
    if name == "ssi":
        return SsiFramer(idle_ms=idle_ms)
    brackets = {"stx-etx": (ETX, False), "stx-cr": (CR, False), "stx-cr-chk": (CR, True)}
    if name in brackets:
        end, checked = brackets[name]
        return BracketFramer(end, checked=checked, idle_ms=idle_ms, length_max=length_max)
    raise Misconfigured(f"unknown framing {name!r}")


def assumes_gs1(spec: str) -> bool:
    """Whether labels without an AIM identifier are to be read as GS1 element strings."""
    return ASSUME_GS1 in [part.strip() for part in spec.split(",")]


def _limits(options: list[str]) -> tuple[float, int]:
    idle_ms, length_max = float(IDLE_MS_DEFAULT), LENGTH_DEFAULT
    for option in options:
        name, _, value = option.partition("=")
        if name == "idle":
            idle_ms = _number(option, value.removesuffix("ms"), 1, 60_000)
        elif name == "max":
            length_max = _number(option, value, 1, LENGTH_LIMIT)
        elif option != ASSUME_GS1:  # what the data means is for whoever parses GS1
            raise Misconfigured(f"unknown framing option {option!r}")
    return idle_ms, length_max


def _number(option: str, value: str, low: int, high: int) -> int:
    if not value.isdecimal() or not low <= int(value[:9]) <= high:
        raise Misconfigured(f"framing option {option!r} must be {low} to {high}")
    return int(value)
