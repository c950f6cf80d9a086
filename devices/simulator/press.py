"""Make a simulated device do something: pull a gun's trigger, load a scale, fail a cooler.

`press main-gun-dock "]C101…"` sends one line to the device's control socket and prints its answer.
"""

import argparse
import socket
import sys
from collections.abc import Callable
from pathlib import Path

ANSWER_S = 5.0
STOP_TONE = "x07\\x07"
"""A refusal sounds more than once; this is how a simulated gun writes down what it heard."""


class Unanswered(Exception):
    """The device is not there, or what it sent got no answer."""


class Control:
    """A simulated device's control socket, one command at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def do(self, command: str) -> str:
        """Give a command and return the device's first answer. Raises: Unanswered."""
        return self._converse(command, lambda answer: True)

    def scan(self, label: str) -> bool:
        """Scan a label and wait for the tone; False for a refusal. Raises: Unanswered."""
        heard = self._converse(
            label.replace("\x1d", "<GS>"), lambda answer: answer.startswith("heard")
        )
        return STOP_TONE not in heard

    def _converse(self, command: str, is_answer: Callable[[str], bool]) -> str:
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
                line.settimeout(ANSWER_S)
                line.connect(str(self._path))
                line.sendall(command.encode() + b"\n")
                with line.makefile("r", encoding="utf-8", errors="replace") as answers:
                    for answer in answers:
                        if is_answer(answer):
                            return answer.strip()
        except OSError as error:
            raise Unanswered(f"{self._path}: {error}") from error
        raise Unanswered(f"{self._path}: closed without an answer")


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this command."""
    parser.add_argument("device", help="name of a simulated device, or of its control socket")
    parser.add_argument("line", help="a label for a gun, kg for a scale, a room's command")
    parser.add_argument("--dir", type=Path, dest="directory")


def run(options: argparse.Namespace) -> int:
    """Send the line; 0 when the device answered."""
    directory = options.directory or options.run_dir
    try:
        answer = Control(directory / f"{options.device}.sock").do(options.line)
    except Unanswered as error:
        known = ", ".join(sorted(one.stem for one in directory.glob("*.sock"))) or "none"
        sys.stderr.write(f"{error}\nDevices there: {known}\n")
        return 1
    sys.stdout.write(f"{answer}\n")
    return 0
