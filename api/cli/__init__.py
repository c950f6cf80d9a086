"""The command line. Each command imports only what it needs: the gateway loads no web framework."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NamedTuple

from api import VERSION

FAILED, PORT_TAKEN, IN_USE = 1, 3, 4
"""Exit codes beyond argparse's own 2."""

Arguments = argparse.Namespace
Option = tuple[tuple[str, ...], dict[str, Any]]


class Command(NamedTuple):
    """A command: what it says it does, where it lives, and its options."""

    help: str
    where: str
    options: tuple[Option, ...] = ()


def _option(*names: str, **keywords: Any) -> Option:
    return names, keywords


_PORT = _option("--port", type=int, help="port of the web pages; 0 takes a free one")
_DEMO = _option("--demo", action="store_true", help="load and run the demo city")
_LINES = _option("file", nargs="?", default="-", help="file of JSON lines; default: standard input")
_WHO = _option("--by", help="login of the administrator who does this, for the audit")

COMMANDS: dict[str, Command] = {
    "up": Command("the whole product on this machine", "up:up", (_PORT, _DEMO)),
    "serve": Command("only the web pages and interfaces (PostgreSQL)", "apart:serve", (_PORT,)),
    "work": Command("only what follows facts, and timed jobs (PostgreSQL)", "apart:work"),
    "ingest": Command("only the devices of this site (PostgreSQL)", "apart:ingest"),
    "gateway": Command(
        "the devices of a far site, without a database",
        "devices:gateway",
        (
            _option("config", help="the TOML file that lists the devices: docs/devices.md"),
            _option("--server", required=True, help="address of the product, https://…"),
            _option("--spool", default="gateway.spool", help="file where events wait"),
        ),
    ),
    "simulate": Command(
        "guns, scales and cold rooms that speak real bytes",
        "devices:simulate",
        (_option("arguments", nargs=argparse.REMAINDER),),
    ),
    "decode": Command(
        "decode recorded payloads of devices: a JSON line in, a JSON line out",
        "recorded:decode",
        (_option("what", choices=("mqtt", "serial", "modbus")), _LINES),
    ),
    "devices": Command(
        "cold-chain arithmetic over recorded curves: a JSON line in, a JSON line out",
        "recorded:devices",
        (_option("what", choices=("mkt", "excursions")), _LINES),
    ),
    "migrate": Command("bring the database to the newest version", "storage:run_migrate"),
    "demo": Command(
        "load the demo city into an empty database",
        "storage:demo",
        (_option("--seed", type=int, default=1, help="another seed is another city life"),),
    ),
    "check": Command(
        "prove the invariants of stock, audit and evidence",
        "storage:check",
        (
            _option(
                "--witness",
                action="append",
                default=[],
                metavar="ID:HASH",
                help="a head of the audit kept elsewhere; may be given several times",
            ),
        ),
    ),
    "audit": Command(
        "the audit chain: head seals what happened so far and prints the chain's end, signed",
        "storage:audit_chain",
        (_option("action", choices=("head",)),),
    ),
    "backup": Command(
        "write a verified copy of the database",
        "storage:backup_now",
        (
            _option(
                "target", nargs="?", help="file to write; default: the data directory's backups"
            ),
        ),
    ),
    "restore": Command(
        "put a backup in place of the database",
        "storage:restore",
        (
            _option("source", help="file made by coldchain backup"),
            _option(
                "--without-manifest",
                action="store_true",
                help="take a backup of a release that wrote no manifest; less can be judged of it",
            ),
        ),
    ),
    "user": Command(
        "people: add, list, password",
        "accounts:user",
        (
            _option("action", choices=("add", "list", "password")),
            _option("login", nargs="?"),
            _option("--name"),
            _option("--role", help="staff, dispatcher, driver, shop, quality or admin"),
            _option("--language", default="", choices=("zh", "en"), help="default: the browser's"),
            _option("--warehouse", help="code of the warehouse the person is bound to"),
            _option("--shop", help="code of the shop the person orders for"),
            _WHO,
        ),
    ),
    "key": Command(
        "keys of machines: add, list, disable",
        "accounts:key",
        (
            _option("action", choices=("add", "list", "disable")),
            _option("name", nargs="?"),
            _option("--role", default="device", choices=("device", "integrator")),
            _option("--prefix", help="a device key speaks for devices whose id begins with this"),
            _option("--warehouse", help="code of the warehouse the machine is bound to"),
            _WHO,
        ),
    ),
    "gs1": Command(
        "judge GS1 element strings, scans, Digital Links and check digits",
        "codes:gs1",
        (_option("action", choices=("check",)), _LINES),
    ),
    "epcis": Command(
        "judge EPCIS 2.0 documents in JSON",
        "codes:epcis",
        (_option("action", choices=("check",)), _LINES),
    ),
    "label": Command(
        "print files of labels and papers, from fields in JSON: docs/labels.md",
        "labels:label",
        (
            _option("design", help="name of a design; list shows them all"),
            _option("fields", nargs="?", help="file with the fields; default: standard input"),
            _option("--format", help="png, svg, pdf, a4, zpl, tspl or escpos; default: as --out"),
            _option("--dpi", type=int, default=203, help="of the printer: 203, 300 or 600"),
            _option("--out", help="file to write; a folder for several pictures"),
            _option("--skip", type=int, default=0, help="places already used on the A4 sheet"),
            _option("--example", action="store_true", help="print fields to start from"),
        ),
    ),
    "plan": Command(
        "plan routes for a file: plan FILE; judge a plan: plan check FILE PLAN",
        "planning:plan",
        (
            _option(
                "arguments",
                nargs="+",
                metavar="FILE",
                help="problem JSON, orders as CSV, Solomon's text or VRPLIB: docs/routing.md",
            ),
            _option("--seconds", type=float, default=10.0, help="how long to search; default 10"),
            _option("--seed", type=int, default=1, help="another seed is another search"),
            _option("--cores", type=int, default=1, help="processor cores to use; default 1"),
            _option("--out", metavar="PLAN.json", help="file for the plan; default: printed"),
            _option("--map", metavar="MAP.svg", help="draw the plan as a picture"),
            _option("--vehicles", metavar="CSV", help="default: vehicles.csv beside the orders"),
            _option(
                "--roads",
                default="",
                help="straight (default), an .osm.pbf, a roads.json, valhalla+URL or osrm+URL",
            ),
            _option("--height-cm", type=int, default=0, help="of the vehicles, for road limits"),
            _option("--weight-kg", type=int, default=0, help="of the vehicles, for road limits"),
            _option("--keep", metavar="FOLDER", help="where measured road matrices stay"),
            _option("--convention", help="of an instance whose TYPE does not say it"),
        ),
    ),
    "docs": Command(
        "print a page of the documentation that is written from the product",
        "docs:docs",
        (_option("page", choices=("errors", "facts", "problem-files", "problem-schema")),),
    ),
    "openapi": Command("print the description of the REST interface", "apart:openapi"),
}


class Stop(Exception):
    """Ends a command with a message for the person at the terminal."""

    def __init__(self, message: str, code: int = FAILED) -> None:
        super().__init__(message)
        self.code = code


def say(line: str = "") -> None:
    """One line for the person at the terminal, at once even into a pipe."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["simulate"]:
        words.insert(1, "--")  # what follows is the simulator's own, --help too
    arguments = _parser().parse_args(words)
    # Whatever this process makes is its owner's alone: databases, copies, logs, device files.
    before = os.umask(0o077)
    module, _, function = COMMANDS[arguments.command].where.partition(":")
    run: Callable[[Arguments], int] = getattr(import_module(f"{__name__}.{module}"), function)
    try:
        return run(arguments)
    except Stop as stop:
        sys.stderr.write(f"{stop}\n")
        return stop.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone (`coldchain check | head`); that is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    finally:
        os.umask(before)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("coldchain", description="Warehouse and cold-chain logistics")
    parser.add_argument("--version", action="version", version=f"coldchain {VERSION}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, command in COMMANDS.items():
        one = commands.add_parser(name, help=command.help, description=command.help)
        for names, keywords in command.options:
            one.add_argument(*names, **keywords)
    return parser
