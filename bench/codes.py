"""Codes and documents: how fast they are judged, and whether a forged one gets through.

`python -m bench.codes [--forged N]`; rates are per processor second of one core.
"""

import argparse
import random
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from bench.figures import Figure
from labels import epcis, gs1
from labels.codes import packcode
from labels.codes.handcode import ALPHABET
from labels.epcis import faults
from labels.gs1 import judge

MESSAGES = 2_000
FORGED = 1_000_000
SHORTEST_S = 1.0
Item = TypeVar("Item")
AT = datetime(2026, 11, 22, 6, tzinfo=UTC)


def measure(forged: int = FORGED) -> list[Figure]:
    """Judge what labels carry in every form, and codes nobody issued."""
    dice = random.Random(1)
    messages = [_message(dice) for _ in range(MESSAGES)]
    strings = [gs1.to_bracketed(message) for message in messages]
    payloads = [gs1.build_element_string(message) for message in messages]
    scans = [f"]d2{payload}" for payload in payloads]
    links = [gs1.build_digital_link(message, "https://trace.example.cn") for message in messages]
    wrong = [_spoilt(dice, string) for string in strings]
    documents = [_document(dice) for _ in range(50)]
    accepted, rate = _accepted_of(forged, dice)
    return [
        Figure(
            "element strings read, every rule",
            _rate(gs1.parse_bracketed, strings),
            "/s",
            least=20_000,
        ),
        Figure("raw strings read, every rule", _rate(gs1.parse_raw, payloads), "/s", least=20_000),
        Figure("scans read, every rule", _rate(gs1.parse_scan, scans), "/s", least=20_000),
        Figure(
            "Digital Links read, every rule",
            _rate(gs1.parse_digital_link, links),
            "/s",
            least=20_000,
        ),
        Figure("broken element strings refused", _rate(_verdict, wrong), "/s", least=20_000),
        Figure("EPCIS documents of 20 readings judged", _rate(_count_faults, documents), "/s"),
        Figure("forged pack serials accepted", accepted, f"of {forged:,}", most=0),
        Figure("forged pack serials refused", rate, "/s"),
    ]


def _message(dice: random.Random) -> gs1.Elements:
    """What a crate, a consumer pack or a pallet says, with lots and serials of all characters."""
    body = f"0690{dice.randrange(10**9):09}"
    gtin = body + gs1.check_digit(body)
    lot = "".join(dice.choices(ALPHABET + "/-+", k=dice.randint(4, 12)))
    day = f"27{dice.randint(1, 12):02}{dice.randint(0, 28):02}"
    unit = f"3690{dice.randrange(10**13):013}"
    sscc = unit + gs1.check_digit(unit)
    return gs1.checked(
        dice.choice(
            [
                [("01", gtin), ("10", lot), ("17", day), ("3103", f"{dice.randrange(10**6):06}")],
                [("01", gtin), ("10", lot), ("21", "".join(dice.choices(ALPHABET, k=16)))],
                [("00", sscc), ("02", gtin), ("37", str(dice.randint(1, 999))), ("10", lot)],
                [
                    ("01", gtin),
                    ("11", day),
                    ("10", lot),
                    ("422", "156"),
                    ("7003", f"27010{dice.randint(1, 9)}0815"),
                ],
            ]
        )
    )


def _spoilt(dice: random.Random, text: str) -> str:
    place = dice.randrange(len(text))
    return text[:place] + dice.choice("^批 0A(") + text[place + 1 :]


def _verdict(text: str) -> None:
    judge("element_string", text)


def _document(dice: random.Random) -> dict[str, object]:
    readings = tuple(
        (AT + timedelta(minutes=15 * turn), round(dice.gauss(4, 1), 1)) for turn in range(20)
    )
    about = epcis.Circumstances(
        AT, "storing", "in_progress", "urn:x:room", curves=(epcis.TemperatureCurve(readings),)
    )
    return epcis.document([epcis.ObjectEvent(about, "OBSERVE", epcs=("urn:x:crate",))], AT)


def _count_faults(document: dict[str, object]) -> None:
    assert not list(faults(document))


def _accepted_of(count: int, dice: random.Random) -> tuple[int, float]:
    """Offer random and altered serials; return how many got through and how many a second."""
    ring = packcode.Keyring({turn: packcode.Key(bytes([turn]) * 32) for turn in range(32)}, 5)
    true = packcode.issue(ring, "06901234567892", 7)
    offered = [_forged(dice, true) for _ in range(count)]
    accepted = 0
    began = time.process_time()
    for serial in offered:
        try:
            packcode.check(ring, "06901234567892", serial)
        except packcode.PackCodeError:
            continue
        accepted += 1
    return accepted, count / (time.process_time() - began)


def _forged(dice: random.Random, true: str) -> str:
    """Return 16 random characters, or a true serial with some characters changed."""
    while True:
        serial = list(true)
        places = range(16) if dice.random() < 0.5 else dice.sample(range(16), dice.randint(1, 4))
        for place in places:
            serial[place] = dice.choice(ALPHABET)
        if "".join(serial) != true:
            return "".join(serial)


def _rate(work: Callable[[Item], object], items: Sequence[Item]) -> float:
    done = 0
    began = time.process_time()
    while (spent := time.process_time() - began) < SHORTEST_S:
        for item in items:
            work(item)
        done += len(items)
    return done / spent


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.codes", description=__doc__)
    parser.add_argument("--forged", type=int, default=FORGED)
    for figure in measure(parser.parse_args().forged):
        print(figure.line())


if __name__ == "__main__":
    main()
