"""Pretend devices: real processes that speak real bytes, for the demo and for trying things out.

`main(["scanner", "--link", "run/gun", "--control", "run/gun.sock"])` is what
`coldchain simulate scanner ...` runs. Each kind imports only what it needs.
"""

import argparse
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

KINDS = {
    "scanner": "a barcode gun on a pseudo-terminal; labels come through its control socket",
    "scale": "an MT-SICS scale on a pseudo-terminal; the load comes through its control socket",
    "cold-room": "a Modbus TCP controller with cold rooms that warm up, defrost and fail",
    "sensors": "wireless sensors and vehicle loggers that publish over MQTT",
    "press": "make a simulated device do something: scan, weigh, fail",
}


def main(argv: Sequence[str], run_dir: Path = Path(".coldchain/run")) -> int:
    """Run one simulator until it is told to stop; the exit code is 0 then, 2 for wrong options.

    `run_dir` is where a running demo keeps the control sockets of its devices.
    """
    parser = argparse.ArgumentParser(
        prog="coldchain simulate",
        description="Pretend devices: real processes that speak real bytes.",
        epilog="coldchain simulate KIND --help says what each takes.",
    )
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    chosen = next((kind for kind in argv if kind in KINDS), None)
    for kind, summary in KINDS.items():
        options = kinds.add_parser(kind, help=summary, description=summary)
        if kind == chosen:
            module = import_module(f"devices.simulator.{kind.replace('-', '_')}")
            module.add_options(options)
            options.set_defaults(run=module.run, run_dir=run_dir)
    arguments = parser.parse_args(argv)
    return int(arguments.run(arguments))
