"""Frames, drivers, acknowledgements, the spool."""

from tests.mutants.mutant import Mutant

SPOOL = "tests/integration/devices/test_spool.py"
SERIAL = "tests/integration/devices/test_serial_lines.py"
LINES = "tests/unit/devices/test_decode_lines.py"

MUTANTS = (
    Mutant(
        "the listener acknowledges at once",
        "devices/drivers/mqtt_commits.py",
        "            try:\n                emit(",
        "            self._acknowledge(batch)\n            try:\n                emit(",
        "A sensor forgets a reading before the database has it.",
        (
            "tests/integration/devices/test_mqtt_listener.py::"
            "test_the_acknowledgement_waits_until_the_sink_has_the_reading",
        ),
    ),
    Mutant(
        "the broker is told at once",
        "devices/drivers/mqtt_client.py",
        "                emit(self._events(batch))\n",
        "                [client.ack(one.mid, one.qos) for one in batch]\n"
        "                emit(self._events(batch))\n",
        "A broker forgets a message before the database has it.",
        (
            "tests/integration/devices/test_mqtt_client.py::"
            "test_what_was_not_acknowledged_is_delivered_again_to_the_next_gateway",
        ),
    ),
    Mutant(
        "a gun is acknowledged at once",
        "devices/drivers/serial_lines.py",
        "                answers = emit(",
        "                for one in received:\n"
        "                    line.write(line.framer.ack)\n"
        "                answers = emit(",
        "A gun forgets a label before the database has it.",
        (f"{SERIAL}::test_an_ssi_gun_is_not_acknowledged_before_its_label_is_kept",),
    ),
    Mutant(
        "a bounce is a second scan",
        "devices/drivers/serial_lines.py",
        "at - last[1] < self._debounce",
        "at - last[1] > self._debounce",
        "A trigger that bounces receives the same goods twice.",
        (f"{SERIAL}::test_a_bouncing_trigger_is_one_scan",),
    ),
    Mutant(
        "the spool does not flush",
        "devices/spool.py",
        "PRAGMA synchronous=FULL",
        "PRAGMA synchronous=OFF",
        "What a far gateway promised is gone when its power fails.",
        (f"{SPOOL}::test_nothing_promised_is_lost_when_the_power_goes",),
    ),
    Mutant(
        "the spool forgets first",
        "devices/spool.py",
        "                    self._told(deliver_isolating(self._sink, events))\n",
        "                    self._spool.forget(last)\n"
        "                    self._told(deliver_isolating(self._sink, events))\n",
        "What waits for a server that is away is thrown away.",
        (f"{SPOOL}::test_a_scan_is_stored_while_the_server_is_away_and_arrives_later_in_order",),
    ),
    Mutant(
        "a full spool takes one batch more",
        "devices/spool.py",
        "if self._count + len(events) > self._events_max:",
        "if self._count > self._events_max:",
        "A spool grows beyond what its disk was meant to hold.",
        (f"{SPOOL}::test_a_full_spool_refuses_and_keeps_what_it_has",),
    ),
    Mutant(
        "a wrong key is the events' fault",
        "devices/sink.py",
        "_REFUSED = (400, 409, 413, 415, 422)",
        "_REFUSED = (400, 401, 409, 413, 415, 422)",
        "Events are thrown away because a key has run out.",
        (f"{SPOOL}::test_only_a_refusal_of_the_events_themselves_is_final",),
    ),
    Mutant(
        "a device publishes for its neighbour",
        "devices/access.py",
        'topic.startswith(self.prefix.rstrip("/") + "/")',
        'topic.startswith(self.prefix.rstrip("/"))',
        "box1 speaks for box10.",
        (
            "tests/unit/devices/test_config.py::"
            "test_an_account_opens_its_own_prefix_with_its_key_alone",
        ),
    ),
    Mutant(
        "a damaged label is read",
        "devices/frames/ssi.py",
        "!= checksum:",
        '== b"":',
        "A label of a gun with a wrong checksum becomes a scan.",
        (f"{LINES}::test_ssi_packets_are_told_once_and_checked",),
    ),
    Mutant(
        "a load below zero weighs something",
        "devices/frames/scales.py",
        "(-1 if swb & 0x02 else 1)",
        "1",
        "What is taken off a tared scale counts as put on.",
        (f"{LINES}::test_toledo_continuous",),
    ),
    Mutant(
        "a damaged answer is a temperature",
        "devices/frames/modbus.py",
        'return crc16(frame[:-2]) == int.from_bytes(frame[-2:], "little")',
        "return len(frame) > 2",
        "Noise on a controller's wire becomes a reading.",
        (f"{LINES}::test_one_answer_on_the_wire",),
    ),
    Mutant(
        "a sensor from the future is believed",
        "devices/frames/clocks.py",
        "at - received_at > AHEAD_MAX:",
        "received_at - at > AHEAD_MAX:",
        "A sensor whose clock runs ahead measures tomorrow.",
        ("tests/unit/devices/test_decode_mqtt.py::test_a_sensors_clock_is_used_or_judged",),
    ),
)
