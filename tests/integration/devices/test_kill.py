"""Killed without warning: what a device was told is kept, is kept."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion

from devices.events import Reading
from devices.spool import Spool
from tests.integration.devices.simulators import ROOT
from tests.integration.devices.sinks import eventually

GATEWAY = """
import sys, time
from pathlib import Path
from devices.access import Scope
from devices.config import Config, Listener
from devices.gateway import Gateway
from devices.spool import Spool

class Kept:
    def __init__(self, path):
        self.spool = Spool(path)
    def deliver(self, events):
        self.spool.put(events)
        return {}

gateway = Gateway(
    Config(listener=Listener(port=0)),
    Kept(Path(sys.argv[1])),
    authenticate=lambda client_id, username, password: Scope("box", "dev"),
)
gateway.start()
while gateway.status()[0].state != "up":
    time.sleep(0.01)
print(gateway.status()[0].detail.rpartition(":")[2], flush=True)
time.sleep(600)
"""


def kept(path: Path) -> set[float | None]:
    """All values in the spool."""
    spool = Spool(path)
    values = set()
    while batch := spool.head()[1]:
        values |= {event.value for event in batch if isinstance(event, Reading)}
        spool.forget(spool.head()[0])
    spool.close()
    return values


def test_no_acknowledged_reading_is_lost_when_the_gateway_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    for _ in range(2):
        process = subprocess.Popen(
            [sys.executable, "-c", GATEWAY, str(path)], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        sent, acknowledged, gone = {}, set(), threading.Event()
        device = paho.Client(CallbackAPIVersion.VERSION2)
        device.max_inflight_messages_set(200)
        device.on_publish = lambda client, data, mid, *_, done=acknowledged: done.add(mid)
        device.on_disconnect = lambda *_, gone=gone: gone.set()
        device.connect("127.0.0.1", int(process.stdout.readline()))
        device.loop_start()
        for value in range(3_000):
            payload = f'{{"sensor":"T","metric":"temperature","value":{value}}}'
            sent[device.publish("dev", payload, qos=1).mid] = float(value)
        eventually(lambda done=acknowledged: len(done) > 500)
        os.kill(process.pid, signal.SIGKILL)
        assert gone.wait(10)
        device.loop_stop()
        process.wait()
        process.stdout.close()
        assert {sent[mid] for mid in acknowledged} <= kept(path)
