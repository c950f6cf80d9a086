"""Zebra's Simple Serial Interface: length, opcode, source, status, data, checksum.

Source: Symbol/Zebra SSI programmer's guide, DECODE_DATA, CMD_ACK and CMD_NAK.
"""

from devices.errors import Garbled, Oddity
from devices.frames.lines import REPORT_BYTES, Collected, Frame, Repeat

DECODE_DATA = 0xF3
_OPCODES = {DECODE_DATA, 0xD0, 0xD1, 0xF6, 0xF7, 0xA4, 0xC6}  # what a decoder may send a host
_FROM_DECODER = 0
_RETRANSMIT, _CONTINUED = 0x01, 0x02
_HEADER_BYTES = 4
_CHECKSUM_BYTES = 2
_JOINED_MAX = 4_000
_NOISE_MAX = 4_000


def packet(opcode: int, data: bytes = b"", *, source: int = 4, status: int = 0) -> bytes:
    """One packet with its checksum: the two's complement of the sum of all bytes before it."""
    body = bytes([_HEADER_BYTES + len(data), opcode, source, status]) + data
    return body + (-sum(body) & 0xFFFF).to_bytes(_CHECKSUM_BYTES, "big")


class SsiFramer:
    """Packets → frames of one symbology byte and the data."""

    ack = packet(0xD0)
    nak = packet(0xD1, b"\x01")  # cause 1: send it again

    def __init__(self, *, idle_ms: float) -> None:
        self.idle_ms = idle_ms
        self._held = b""
        self._noise = Collected(_NOISE_MAX)
        self._joined = b""
        self._last = b""

    @property
    def holding(self) -> bool:
        return bool(self._held or self._noise or self._joined)

    def feed(self, data: bytes) -> list[Frame]:
        data = self._held + data
        frames: list[Frame] = []
        at = 0
        while len(data) - at >= _HEADER_BYTES - 1:
            if not _is_header(data, at):
                self._noise.add(data[at : at + 1])
                at += 1
                if len(self._noise) >= REPORT_BYTES:
                    frames += self._noise_frame()
                continue
            size = data[at] + _CHECKSUM_BYTES
            if len(data) - at < size:
                break
            frames += self._noise_frame()
            frames += self._packet(data[at : at + size])
            at += size
        self._held = data[at:]
        return frames

    def _packet(self, whole: bytes) -> list[Frame]:
        body, checksum = whole[:-_CHECKSUM_BYTES], whole[-_CHECKSUM_BYTES:]
        if (-sum(body) & 0xFFFF).to_bytes(_CHECKSUM_BYTES, "big") != checksum:
            return [Garbled(Oddity.BAD_CHECKSUM, whole)]
        if body[1] != DECODE_DATA or len(body) <= _HEADER_BYTES:
            return []  # acknowledgements and events carry no label
        status, content = body[3], body[4:]
        if status & _RETRANSMIT and content == self._last:
            return [Repeat(content)]
        self._last = content
        return self._join(content, continued=bool(status & _CONTINUED))

    def _join(self, content: bytes, *, continued: bool) -> list[Frame]:
        self._joined = self._joined + content[1:] if self._joined else content
        if len(self._joined) > _JOINED_MAX:
            joined, self._joined = self._joined, b""
            return [Garbled(Oddity.TOO_LONG, joined)]
        if continued:
            return [Repeat(content)]  # acknowledged, nothing to tell yet
        joined, self._joined = self._joined, b""
        return [joined]

    def _noise_frame(self) -> list[Frame]:
        return [self._noise.garbled(Oddity.NOISE)] if self._noise else []

    def drop(self) -> list[Frame]:
        if self._noise and 0 < len(self._held) < _HEADER_BYTES:
            self._noise.add(self._held)  # too few to be the beginning of anything
            self._held = b""
        frames = self._noise_frame()
        half, self._held, self._joined = self._joined + self._held, b"", b""
        return [*frames, Garbled(Oddity.INCOMPLETE, half)] if half else frames


def _is_header(data: bytes, at: int) -> bool:
    length, opcode, source = data[at : at + 3]
    return length >= _HEADER_BYTES and opcode in _OPCODES and source == _FROM_DECODER
