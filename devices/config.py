"""The devices' TOML file, read strictly: an unknown key or a value out of bounds is refused."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Meta, Struct

from devices.errors import Misconfigured
from devices.events import Metric
from devices.frames import framing, mapped, mapping, modbus
from devices.frames.telemetry import FIELDS, Profile

CONFIG_BYTES_MAX = 1_000_000

Id = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Code = Annotated[str, Meta(max_length=64)]
Url = Annotated[str, Meta(min_length=1, max_length=500)]
Seconds = Annotated[float, Meta(ge=0.05, le=86_400)]
Port = Annotated[int, Meta(ge=0, le=65_535)]
Topic = Annotated[str, Meta(min_length=1, max_length=500)]
Family = Literal[
    "native",
    "zigbee2mqtt",
    "tasmota",
    "chirpstack",
    "ttn",
    "shelly-gen2",
    "esphome",
    "homie",
    "thingsboard",
    "sparkplug-b",
    "mapped",
]


class _Strict(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Every table of the file: unknown keys are refused."""


class _Device(_Strict, tag_field="kind", frozen=True, kw_only=True):
    """What all devices have; `warehouse` and `place` are codes the far end understands."""

    id: Id
    url: Url
    warehouse: Code = ""
    place: Code = ""

    @property
    def kind(self) -> str:
        """The key of the device's driver."""
        return str(self.__struct_config__.tag)


class SerialLines(_Device, tag="serial-lines", frozen=True, kw_only=True):
    """A scanner on a serial line; `answer` is what is written back after each label."""

    framing: str = "suffix=CRLF"
    answer: Literal["none", "bel"] = "none"
    debounce_ms: Annotated[int, Meta(ge=0, le=10_000)] = 0


class Scale(_Device, tag="scale", frozen=True, kw_only=True):
    """A scale; `poll_s` 0 listens to continuous output, anything else asks that often."""

    decoder: Literal["mt-sics", "cas-22", "dini", "toledo-continuous", "toledo-8217"] = "mt-sics"
    framing: str = ""
    poll_s: Annotated[float, Meta(ge=0, le=60)] = 0
    moving_every_s: Annotated[float, Meta(ge=0, le=60)] = 0.5
    repeat_s: Annotated[float, Meta(ge=1, le=3_600)] = 20
    unit: Literal["g", "kg", "lb"] = "kg"
    decimals: Annotated[int, Meta(ge=0, le=4)] = 0


class Channel(_Strict, frozen=True, kw_only=True):
    """One value in a controller's registers; without `metric` it is read but not reported."""

    name: Id
    metric: Metric | None = None
    offset: Annotated[int, Meta(ge=0, le=124)] = 0
    type: modbus.RegisterType = "int16"
    order: modbus.Order = "ABCD"
    scale: Annotated[float, Meta(ge=-1e6, le=1e6)] = 1.0
    unit: Annotated[str, Meta(max_length=10)] = "C"
    sentinels: tuple[float, ...] = ()
    error_below: float | None = None
    offset_c: Annotated[float, Meta(ge=-20, le=20)] = 0.0
    bit: Annotated[int, Meta(ge=0, le=15)] = 0
    edges_count: bool = False

    def decoder(self) -> modbus.Channel:
        """The pure decoder of this channel."""
        values = {name: getattr(self, name) for name in modbus.Channel.__dataclass_fields__}
        return modbus.Channel(**values)


class Modbus(_Device, tag="modbus", frozen=True, kw_only=True):
    """One unit on a Modbus bus; devices with the same URL share the bus and take turns."""

    channel: Annotated[tuple[Channel, ...], Meta(min_length=1, max_length=125)]
    unit: Annotated[int, Meta(ge=0, le=255)] = 1
    function: Literal[1, 2, 3, 4] = 3
    address: Annotated[int, Meta(ge=0, le=65_535)] = 0
    poll_s: Seconds = 10
    timeout_s: Annotated[float, Meta(ge=0.05, le=30)] = 1

    @property
    def register_count(self) -> int:
        """How many registers one request reads; of functions 1 and 2, how many bits."""
        if self.function in modbus.READ_BITS:
            return max(entry.offset + entry.bit + 1 for entry in self.channel)
        return max(entry.offset + entry.decoder().width for entry in self.channel)


class Telemetry(_Strict, frozen=True, kw_only=True):
    """How the messages of a sender are to be read."""

    timezone: str = "UTC"
    fields: dict[str, Metric] | None = None
    metric: Metric | None = None
    unit: Literal["C", "F"] = "C"
    map: Annotated[tuple[mapped.Mapping, ...], Meta(max_length=100)] = ()

    def profile(self, device: str) -> Profile:
        """The decoder's settings for this sender.

        Raises: Misconfigured for an unknown zone or a mapping that cannot be.
        """
        try:
            zone = ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise Misconfigured(f"unknown time zone {self.timezone!r}") from error
        fields = FIELDS if self.fields is None else self.fields
        mapped = mapping.compiled(self.map)
        return Profile(device, zone, fields, self.metric, self.unit, mapped)


class Mqtt(_Device, tag="mqtt", frozen=True, kw_only=True):
    """A broker to subscribe to; `share` names a group of gateways that split the messages."""

    topics: Annotated[tuple[Topic, ...], Meta(min_length=1, max_length=100)]
    decoder: Family = "native"
    telemetry: Telemetry = Telemetry()
    client_id: Annotated[str, Meta(max_length=64)] = ""
    share: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{0,64}$")] = ""
    username: str = ""
    password: str = ""
    session_expiry_s: Annotated[int, Meta(ge=3_600, le=30 * 86_400)] = 86_400
    receive_maximum: Annotated[int, Meta(ge=10, le=10_000)] = 1_000


Device = SerialLines | Scale | Modbus | Mqtt


class Account(_Strict, frozen=True, kw_only=True):
    """A device that may connect to the listener, and the one topic prefix it may publish under."""

    username: Annotated[str, Meta(min_length=1, max_length=200)]
    key_sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
    prefix: Topic
    decoder: Family = "native"
    telemetry: Telemetry = Telemetry()


class Listener(_Strict, frozen=True, kw_only=True):
    """Where devices connect to us over MQTT."""

    host: str = "127.0.0.1"
    port: Port = 1883
    connections_max: Annotated[int, Meta(ge=1, le=10_000)] = 1_000
    packet_bytes_max: Annotated[int, Meta(ge=1_024, le=1_048_576)] = 262_144
    account: tuple[Account, ...] = ()


class Config(_Strict, frozen=True, kw_only=True):
    """The whole file."""

    listener: Listener | None = None
    devices: tuple[Device, ...] = msgspec.field(default=(), name="device")


_SCHEMES: dict[type[Device], set[str]] = {
    SerialLines: {"serial", "socket", "loop", "rfc2217"},
    Scale: {"serial", "socket", "loop", "rfc2217"},
    Modbus: {"modbus+tcp", "modbus+rtu", "modbus+rtu+tcp"},
    Mqtt: {"mqtt", "mqtts"},
}


def load(source: Path | str | bytes) -> Config:
    """Read a configuration from a file, or from the TOML itself when given bytes.

    Raises: Misconfigured, naming the file, the device and the key.
    """
    name = "devices" if isinstance(source, bytes) else str(source)
    try:
        body = source if isinstance(source, bytes) else Path(source).read_bytes()
        if len(body) > CONFIG_BYTES_MAX:
            raise Misconfigured(f"{name}: larger than {CONFIG_BYTES_MAX} bytes")
        config = msgspec.convert(tomllib.loads(body.decode()), Config)
    except OSError as error:
        raise Misconfigured(f"{name}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise Misconfigured(f"{name}: {error}") from error
    _check(config, name)
    return config


def _check(config: Config, name: str) -> None:
    """What the shape alone does not say. Raises: Misconfigured."""
    twice = [id for id, count in Counter(one.id for one in config.devices).items() if count > 1]
    if twice:
        raise Misconfigured(f"{name}: device id used twice: {', '.join(twice)}")
    for device in config.devices:
        try:
            _check_device(device)
        except Misconfigured as error:
            raise Misconfigured(f"{name}: device {device.id}: {error}") from error
    for account in config.listener.account if config.listener else ():
        try:
            _check_telemetry(account)
        except Misconfigured as error:
            raise Misconfigured(f"{name}: account {account.username}: {error}") from error


def _check_device(device: Device) -> None:
    check_url(device.url, _SCHEMES[type(device)])
    if isinstance(device, SerialLines) or (isinstance(device, Scale) and device.framing):
        framing.framer(device.framing)
    elif isinstance(device, Modbus):
        _check_block(device)
    elif isinstance(device, Mqtt):
        _check_telemetry(device)


def _check_telemetry(sender: Mqtt | Account) -> None:
    sender.telemetry.profile("")
    if (sender.decoder == "mapped") != bool(sender.telemetry.map):
        raise Misconfigured("decoder mapped and telemetry.map go together")


def _check_block(device: Modbus) -> None:
    if device.function in modbus.READ_BITS:
        numbers = [entry.name for entry in device.channel if entry.type != "bit"]
        if numbers:
            text = f"function {device.function} reads bits: {', '.join(numbers)}"
            raise Misconfigured(text)
    elif device.register_count > 125:
        raise Misconfigured("one request reads at most 125 registers")


def check_url(url: str, schemes: set[str]) -> None:
    """Raises: Misconfigured when the URL cannot be one of these."""
    try:
        parts = urlsplit(url)
        _ = parts.port, parse_qs(parts.query, strict_parsing=bool(parts.query))
    except ValueError as error:
        raise Misconfigured(f"url {url!r}: {error}") from error
    if parts.scheme not in schemes:
        raise Misconfigured(f"url {url!r} must start with one of {', '.join(sorted(schemes))}")
