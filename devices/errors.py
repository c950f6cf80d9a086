"""What can go wrong with a device, sorted by who must act."""

from enum import StrEnum


class Oddity(StrEnum):
    """What is odd about bytes that mean nothing to us."""

    BAD_CHECKSUM = "bad_checksum"
    BAD_CRC = "bad_crc"
    BAD_LENGTH = "bad_length"
    BAD_TOPIC = "bad_topic"
    BUSY = "busy"
    CRASHED = "crashed"
    DECODER_FAILED = "decoder_failed"
    DUPLICATE_KEY = "duplicate_key"
    EMPTY_PAYLOAD = "empty_payload"
    INCOMPLETE = "incomplete"
    LOGIC_ERROR = "logic_error"
    MALFORMED_JSON = "malformed_json"
    MALFORMED_PACKET = "malformed_packet"
    MISSING_VALUE = "missing_value"
    NAIVE_TIME = "naive_time"
    NO_DECODED_PAYLOAD = "no_decoded_payload"
    NO_READ = "no_read"
    NOISE = "noise"
    NOT_A_NUMBER = "not_a_number"
    NOT_TELEMETRY = "not_telemetry"
    """Counted but not kept: the message carries no measurement by design."""
    OTHER_DEVICE = "other_device"
    OVERLOAD = "overload"
    QOS_NOT_SUPPORTED = "qos_not_supported"
    REFUSED = "refused"
    REFUSED_BY_SINK = "refused_by_sink"
    SPOOL_UNREADABLE = "spool_unreadable"
    SYNTAX_ERROR = "syntax_error"
    TOO_LONG = "too_long"
    TOPIC_NOT_ALLOWED = "topic_not_allowed"
    TRANSMISSION_ERROR = "transmission_error"
    TRUNCATED = "truncated"
    UNDERLOAD = "underload"
    UNKNOWN_ALIAS = "unknown_alias"
    UNKNOWN_EVENT = "unknown_event"
    UNSTABLE = "unstable"
    UNSUPPORTED_VERSION = "unsupported_version"
    WRONG_TYPE = "wrong_type"


class ModbusException(str):
    """The exception a Modbus device answered with, by its number: `exception_2`."""

    __slots__ = ()

    def __new__(cls, number: int) -> "ModbusException":
        return super().__new__(cls, f"exception_{number}")


class DeviceError(Exception):
    """The base of the four; nobody raises it directly."""


class Unreachable(DeviceError):
    """The device, or the place its events go to, is away: back off and try again."""


class Refusing(DeviceError):
    """The device is there and will not give what it is asked for: say so, and ask again."""


class Misconfigured(DeviceError):
    """A person must change the configuration. What a device answers is never this: it may answer
    otherwise in a moment.
    """


class Garbled(DeviceError):
    """Bytes that do not mean anything we know; they are kept, and ingest goes on."""

    def __init__(
        self,
        reason: Oddity | ModbusException,
        payload: bytes = b"",
        detail: str = "",
        lost: int = 0,
    ) -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.payload = payload
        self.detail = detail
        self.lost = lost
        """How many bytes came after the payload and were too many to keep."""
