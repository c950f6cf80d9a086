"""What can go wrong with a device, sorted by who must act."""


class DeviceError(Exception):
    """The base of the three; nobody raises it directly."""


class Unreachable(DeviceError):
    """The device, or the place its events go to, is away: back off and try again."""


class Misconfigured(DeviceError):
    """A person must change the configuration: stop that device and say so."""


class Garbled(DeviceError):
    """Bytes that do not mean anything we know; they are kept, and ingest goes on."""

    def __init__(self, reason: str, payload: bytes = b"", detail: str = "", lost: int = 0) -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.payload = payload
        self.detail = detail
        self.lost = lost
        """How many bytes came after the payload and were too many to keep."""
