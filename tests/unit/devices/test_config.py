"""What a devices file may say, and what it is told when it says something else."""

from pathlib import Path

import pytest

from devices.access import Scope, by_accounts
from devices.config import Modbus, Mqtt, SerialLines, load
from devices.errors import Misconfigured
from devices.gateway import DRIVERS

WHOLE = b"""
[listener]
host = "0.0.0.0"
port = 1883

[[listener.account]]
username = "box1"
key_sha256 = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"
prefix = "dev/box1"
telemetry = { timezone = "Asia/Shanghai" }

[[device]]
id = "gun-dock"
kind = "serial-lines"
url = "serial:///dev/serial/by-id/usb-gun?baud=9600&parity=E"
framing = "suffix=CR,idle=200ms"
answer = "bel"
warehouse = "WH1"
place = "DOCK"

[[device]]
id = "scale-1"
kind = "scale"
url = "socket://10.0.0.7:4001"
decoder = "toledo-8217"
poll_s = 0.5

[[device]]
id = "cr-01"
kind = "modbus"
url = "modbus+tcp://10.0.0.9:502"
unit = 3
channel = [
  { name = "air", metric = "temperature", scale = 0.1, sentinels = [32767] },
  { name = "door", metric = "door_open", type = "bit", offset = 3, bit = 0 },
]

[[device]]
id = "site"
kind = "mqtt"
url = "mqtts://broker:8883"
topics = ["zigbee2mqtt/#"]
decoder = "zigbee2mqtt"
share = "ingest"
"""

GUN = '[[device]]\nid = "g"\nkind = "serial-lines"\nurl = "loop://"\n'
ROOM = '[[device]]\nid = "m"\nkind = "modbus"\nurl = "modbus+tcp://h"\n'


def test_a_whole_file_is_read_with_every_kind_of_device() -> None:
    config = load(WHOLE)
    gun, scale, room, site = config.devices
    assert {device.kind for device in config.devices} == set(DRIVERS)
    assert isinstance(gun, SerialLines)
    assert (gun.answer, gun.warehouse, gun.place) == ("bel", "WH1", "DOCK")
    assert scale.id == "scale-1"
    assert isinstance(room, Modbus)
    assert room.register_count == 4
    assert isinstance(site, Mqtt)
    assert config.listener is not None
    assert config.listener.port == 1883


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "devices.toml"
    path.write_bytes(WHOLE)
    assert load(path) == load(WHOLE)


def test_an_empty_file_is_a_gateway_without_devices() -> None:
    assert load(b"").devices == ()


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("[[device]", "devices: "),
        (GUN + 'colour = "red"', "unknown field `colour` - at `$.device[0]`"),
        (GUN.replace("serial-lines", "toaster"), "'toaster'"),
        (GUN.replace('"g"', '"g g"'), "$.device[0].id"),
        (GUN + GUN, "device id used twice: g"),
        (GUN.replace("loop://", "http://h"), "device g: url 'http://h' must start with"),
        (GUN + 'framing = "suffix=EOT"', "device g: unknown framing 'suffix=EOT'"),
        (GUN + 'framing = "stx-etx,idle=0"', "must be 1 to 60000"),
        (GUN + 'framing = "stx-etx,soon=1"', "unknown framing option"),
        (GUN + "debounce_ms = 99999", "debounce_ms"),
        (ROOM, "missing required field `channel`"),
        (ROOM + "channel = []", "length >= 1"),
        (
            ROOM + 'channel = [{name="a", offset=124, type="int32"}]',
            "device m: one request reads at most 125 registers",
        ),
        (ROOM + 'channel = [{name="a", metric="heat"}]', "metric"),
        (
            ROOM + 'function = 2\nchannel = [{name="a"}]',
            "device m: function 2 reads bits: a",
        ),
        ("[listener]\nport = 70000", "port"),
        (
            '[[device]]\nid="b"\nkind="mqtt"\nurl="mqtt://h"\ntopics=["x"]\ndecoder="mapped"',
            "device b: decoder mapped and telemetry.map go together",
        ),
        (
            '[[device]]\nid="b"\nkind="mqtt"\nurl="mqtt://h"\ntopics=["x"]\n'
            'telemetry={timezone="Mars/Dune"}',
            "device b: unknown time zone 'Mars/Dune'",
        ),
    ],
)
def test_a_mistake_is_named(toml: str, says: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        load(toml.encode())
    assert says in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"none\.toml: cannot be read"):
        load(tmp_path / "none.toml")


@pytest.mark.parametrize(("device", "prefix"), [("", "dev"), ("x" * 201, "dev"), ("box", "")])
def test_a_scope_without_a_name_or_a_prefix_is_no_scope(device: str, prefix: str) -> None:
    with pytest.raises(ValueError, match="a scope needs"):
        Scope(device, prefix)


def test_an_account_opens_its_own_prefix_with_its_key_alone() -> None:
    listener = load(WHOLE).listener
    assert listener is not None
    authenticate = by_accounts(listener.account)
    scope = authenticate("any", "box1", "secret")
    assert scope is not None
    assert [scope.covers(topic) for topic in ("dev/box1", "dev/box1/a/b")] == [True, True]
    assert [scope.covers(topic) for topic in ("dev/box10", "dev", "x/dev/box1")] == [False] * 3
    assert authenticate("any", "box1", "guess") is None
    assert authenticate("any", "box2", "secret") is None
