"""Right and wrong values for every identifier, made from the table's rules by other means."""

import calendar
import random
import string
from collections.abc import Iterator

from labels.gs1.code_lists import COUNTRIES_ALPHA_2, COUNTRIES_NUMERIC, CURRENCIES, PACKAGE_TYPES
from labels.gs1.identifiers import IDENTIFIERS, Component, Identifier, matches

DIGITS = string.digits
CHARACTERS = {
    "N": DIGITS,
    "X": "".join(chr(code) for code in range(33, 123) if chr(code) not in "#$@[\\]^`"),
    "Y": "#-/" + DIGITS + string.ascii_uppercase,
    "Z": string.ascii_letters + DIGITS + "-_",
}

Pairs = list[tuple[str, str]]

# The parts that must be refused, by the check that refuses them.
WRONG_PARTS = {
    "yymmdd": ("261301", "260001", "260100", "260132", "260229", "260431"),
    "yymmd0": ("261301", "260001", "260132", "260229", "260431"),
    "yyyymmdd": ("20261301", "20260001", "20260100", "20260229", "19000229", "00000101"),
    "hhmi": ("2400", "2360", "9999"),
    "hh": ("24", "99"),
    "mi": ("60", "99"),
    "ss": ("60", "99"),
    "iso3166": ("000", "001", "999"),
    "iso3166999": ("000", "001", "998"),
    "iso3166alpha2": ("AA", "cn", "Z1"),
    "iso4217": ("000", "001", "191"),
    "iso5218": ("3", "8"),
    "packagetype": ("00", "ZZZ", "pa"),
    "mediatype": ("00", "11", "79"),
    "importeridx": ("=", "%"),
    "hyphen": ("+", "0"),
    "yesno": ("2", "9"),
    "winding": ("2", "8"),
    "zero": ("1", "9"),
    "nonzero": ("0", "00", "000", "0000", "00000"),
    "nozeroprefix": ("0", "01"),
    "hasnondigit": ("1234567",),
    "pieceoftotal": ("0001", "0100", "0201", "0000"),
    "posinseqslash": ("0/1", "1/0", "2/1", "123", "/11", "1//"),
    "latitude": ("1800000001", "9999999999"),
    "longitude": ("3600000001", "9999999999"),
    "pcenc": ("%", "A%4", "%4G", "%%41"),
    "iban": ("CN1234", "AA12345678901234", "FR1234567890_123", "FR12345678901234"),
    "gcppos1": ("123", "A2345", "123A5"),
}


def check_digit(digits: str) -> str:
    total = sum(
        int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits))
    )
    return str((10 - total % 10) % 10)


def check_pair(text: str) -> str:
    """Source: GS1 General Specifications, section 7.9.5."""
    set_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
    primes = [n for n in range(2, 84) if all(n % divisor for divisor in range(2, n))]
    total = sum(
        set_82.index(character) * prime
        for character, prime in zip(reversed(text), primes, strict=False)
    )
    pair = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    return pair[total % 1021 // 32] + pair[total % 1021 % 32]


def iban(body: str) -> str:
    digits = "".join(str(int(character, 36)) for character in body + "FR00")
    return f"FR{98 - int(digits) % 97:02}{body}"


class Samples:
    """Makes values and messages; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)

    def value(self, identifier: Identifier) -> str:
        parts = []
        for component in identifier.components:
            if component.optional and self._dice.random() < 0.5:
                break
            parts.append(self.part(component))
        return "".join(parts)

    def part(self, component: Component) -> str:
        size = self._dice.randint(component.length_min, component.length_max)
        plain = "".join(self._dice.choices(CHARACTERS[component.charset], k=size))
        for check in sorted(component.checks, key=lambda name: name.startswith("csum")):
            plain = self._kept(check, plain, component)
        return plain

    def message(self, ai: str, around: tuple[str, ...] = ()) -> Pairs | None:
        """Return a message with the identifier and the companions it needs, None if none fits."""
        identifier = IDENTIFIERS[ai]
        here = (*around, ai)
        for group in sorted(identifier.companions, key=len) or [()]:
            found: Pairs | None = [(ai, self.value(identifier))]
            for pattern in group:
                if any(matches(pattern, other) for other in here):
                    continue
                other = next(other for other in IDENTIFIERS if matches(pattern, other))
                more = self.message(other, here)
                found = None if more is None or found is None else found + more
            if found is not None and self._may_stand_together(found, here):
                return list(dict(found).items())
        return None

    def _may_stand_together(self, pairs: Pairs, around: tuple[str, ...]) -> bool:
        present = {ai for ai, _ in pairs} | set(around)
        return not any(
            matches(pattern, other)
            for ai in present
            for pattern in IDENTIFIERS[ai].exclusions
            for other in present - {ai}
        )

    def _kept(self, check: str, plain: str, component: Component) -> str:
        dice = self._dice
        day = f"{dice.randint(0, 99):02}{dice.randint(1, 12):02}"
        last = calendar.monthrange(2000 + int(day[:2]), int(day[2:]))[1]
        made = {
            "csum": lambda: plain[:-1] + check_digit(plain[:-1]),
            "gcppos1": lambda: ("6901" + plain)[: max(4, len(plain))],
            "gcppos2": lambda: plain,
            "csumalpha": lambda: self._gmn(component),
            "yymmdd": lambda: day + f"{dice.randint(1, last):02}",
            "yymmd0": lambda: day + f"{dice.randint(0, last):02}",
            "yyyymmdd": lambda: f"{dice.choice([1900, 2000, 2024])}0228",
            "hh": lambda: f"{dice.randint(0, 23):02}",
            "mi": lambda: f"{dice.randint(0, 59):02}",
            "ss": lambda: f"{dice.randint(0, 59):02}",
            "hhmi": lambda: f"{dice.randint(0, 23):02}{dice.randint(0, 59):02}",
            "iso3166": lambda: dice.choice(sorted(COUNTRIES_NUMERIC)),
            "iso3166999": lambda: dice.choice([*sorted(COUNTRIES_NUMERIC), "999"]),
            "iso3166alpha2": lambda: dice.choice(sorted(COUNTRIES_ALPHA_2)),
            "iso4217": lambda: dice.choice(sorted(CURRENCIES)),
            "iso5218": lambda: dice.choice("0129"),
            "packagetype": lambda: dice.choice(sorted(PACKAGE_TYPES)),
            "mediatype": lambda: dice.choice(["01", "10", "80", "99"]),
            "importeridx": lambda: dice.choice("-" + DIGITS + string.ascii_letters + "_"),
            "hyphen": lambda: "-",
            "yesno": lambda: dice.choice("01"),
            "winding": lambda: dice.choice("019"),
            "zero": lambda: "0",
            "nonzero": lambda: plain[:-1] + "7",
            "nozeroprefix": lambda: "7" + plain[1:],
            "hasnondigit": lambda: plain,
            "pieceoftotal": lambda: dice.choice(["0101", "0102", "9999", "0299"]),
            "posinseqslash": lambda: dice.choice(["1/1", "1/9", "9/9", "3/7"]),
            "latitude": lambda: dice.choice(["0000000000", "1800000000", "0900000000"]),
            "longitude": lambda: dice.choice(["0000000000", "3600000000", "1800000000"]),
            "pcenc": lambda: ("%E6%89%B9" + plain.replace("%", "+"))[: component.length_max],
            "iban": lambda: iban("".join(dice.choices(DIGITS, k=dice.randint(7, 30)))),
        }
        return made[check]()

    def _gmn(self, component: Component) -> str:
        size = self._dice.randint(6, component.length_max - 2)
        body = "6901A" + "".join(self._dice.choices(CHARACTERS["X"], k=size - 5))
        return body + check_pair(body)


def wrong_values(identifier: Identifier, right: str) -> Iterator[tuple[str, str]]:
    """Yield wrong values made from a right one, with what was changed."""
    yield "longer", right + right[-1] * (identifier.length_max + 1 - len(right))
    if all(part.length_min == part.length_max for part in identifier.components):
        yield "shorter", right[:-1]
    for other in ("批", " ", "^", "\x1d", "~"):
        yield "charset", other + right[1:]
        yield "charset", right[:-1] + other
    if identifier.components[0].charset == "N":
        yield "charset", "A" + right[1:]
    yield from _wrong_parts(identifier, right)


def _wrong_parts(identifier: Identifier, right: str) -> Iterator[tuple[str, str]]:
    place = 0
    for component in identifier.components:
        part = right[place : place + component.length_max]
        for check in component.checks if part else ():
            for wrong in (*WRONG_PARTS.get(check, ()), *_wrong_sums(check, part)):
                if component.length_min <= len(wrong) <= component.length_max:
                    rest = right[place + component.length_max :]
                    yield check, right[:place] + wrong + rest
        place += component.length_max


def _wrong_sums(check: str, part: str) -> Iterator[str]:
    if check == "csum":
        for digit in set(DIGITS) - {part[-1]}:
            yield part[:-1] + digit
    elif check == "csumalpha":
        yield part[:-1] + ("2" if part[-1] != "2" else "3")
        yield part[:-2] + ("Z" if part[-2] != "Z" else "Y") + part[-1]
        yield part[:-2] + "OI"
