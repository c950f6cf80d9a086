"""What happened to devices and at stations."""

from dataclasses import dataclass

from wms.facts.catalogue.fact import Happened, Subject, SubjectKind


@dataclass(frozen=True, slots=True)
class AboutDevice(Happened):
    """About a device."""

    device_id: str
    name_zh: str
    name_en: str

    @property
    def subject(self) -> Subject:
        return Subject(SubjectKind.DEVICE, self.device_id)


@dataclass(frozen=True, slots=True)
class DeviceWentAway(AboutDevice):
    """A device cannot be reached."""


@dataclass(frozen=True, slots=True)
class DeviceRefuses(AboutDevice):
    """A device is there and does not give what it is asked for."""

    detail: str


@dataclass(frozen=True, slots=True)
class DeviceBack(AboutDevice):
    """It can again."""


@dataclass(frozen=True, slots=True)
class AboutStation(Happened):
    """About a station: a gun, a scale, or a browser."""

    station: str

    @property
    def subject(self) -> Subject:
        return Subject(SubjectKind.STATION, self.station)


@dataclass(frozen=True, slots=True)
class ScanRefused(AboutStation):
    """A scan was answered with stop, and why."""

    code: str
    """Of the refusal."""
    scanned: str
    """The first eighty characters."""
