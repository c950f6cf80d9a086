"""The grammar of VRPLIB files: `KEY: value` lines, then sections of numbered rows.

Source: TSPLIB 95 (Reinelt, University of Heidelberg) as used by CVRPLIB, with the further sections
of the PyVRP instance collection. What is not known here is refused when it is a section, because
it changes the problem, and noted when it is a `KEY: value` line.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from routing.formats.lines import Line, lines_of
from routing.model import Flaw, ProblemError

_SUFFIX = "_SECTION"
KEYS = frozenset(
    [
        "NAME",
        "COMMENT",
        "TYPE",
        "DIMENSION",
        "EDGE_WEIGHT_TYPE",
        "EDGE_WEIGHT_FORMAT",
        "NODE_COORD_TYPE",
        "CAPACITY",
        "VEHICLES",
        "DISTANCE",
        "SERVICE_TIME",
        "VEHICLES_MAX_DURATION",
        "VEHICLES_MAX_DISTANCE",
        "VEHICLES_MAX_RELOADS",
        "DISPLAY_DATA_TYPE",
    ]
)
SECTIONS = frozenset(
    [
        "NODE_COORD",
        "DEMAND",
        "LINEHAUL",
        "BACKHAUL",
        "DEPOT",
        "EDGE_WEIGHT",
        "SERVICE_TIME",
        "TIME_WINDOW",
        "RELEASE_TIME",
        "PRIZE",
        "CAPACITY",
        "VEHICLES_DEPOT",
        "VEHICLES_RELOAD_DEPOT",
        "VEHICLES_MAX_RELOADS",
        "VEHICLES_MAX_DURATION",
        "VEHICLES_MAX_DISTANCE",
        "VEHICLES_FIXED_COST",
        "VEHICLES_UNIT_DISTANCE_COST",
        "VEHICLES_ALLOWED_CLIENTS",
    ]
)


@dataclass(slots=True)
class Section:
    """A section's head line and its rows."""

    head: Line
    rows: list[Line] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Give its name as it stands in the file."""
        return self.head.text.strip(" :\t").upper()


@dataclass(slots=True)
class Document:
    """A file taken apart; nothing in it has been given a meaning yet."""

    keys: dict[str, tuple[Line, str]] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def text(self, key: str, otherwise: str = "") -> str:
        """Give what a key says."""
        return self.keys[key][1] if key in self.keys else otherwise

    def whole(self, key: str, *, least: int) -> int | None:
        """Give a key's whole number, None without it. Raises: ProblemError("file.malformed")."""
        if key not in self.keys:
            return None
        line, value = self.keys[key]
        return line.whole(value, key, least=least)

    def decimal(self, key: str) -> float | None:
        """Give a key's number, None without it. Raises: ProblemError("file.malformed")."""
        if key not in self.keys:
            return None
        line, value = self.keys[key]
        return line.decimal(value, key, least=0)


def is_vrplib(text: str) -> bool:
    """Say whether a text looks like this format: a DIMENSION and a section."""
    lines = [line.text.upper() for line in lines_of(text)]
    has_size = any(line.partition(":")[0].strip() == "DIMENSION" for line in lines)
    return has_size and any(_is_head(line) for line in lines)


def take_apart(text: str) -> Document:
    """Split a file into keys and sections. Raises: ProblemError("file.malformed")."""
    document = Document()
    section: Section | None = None
    for line in lines_of(text):
        if line.text.upper() == "EOF":
            break
        if _is_head(line.text.upper()):
            section = _opened(document, line)
        elif ":" in line.text:
            _keep_key(document, line)
            section = None
        elif section is None:
            raise line.wrong("header", f"{line.text[:40]!r} is neither KEY: value nor a section")
        else:
            section.rows.append(line)
    return document


def rows_of(section: Section, count: int, what: str) -> Iterator[tuple[int, Line, list[str]]]:
    """Give every row's number, line and values: each of 1..count exactly once.

    Raises: ProblemError("file.malformed") naming the section, the line and the node or vehicle.
    """
    seen: set[int] = set()
    for row in section.rows:
        first, *values = row.words
        number = row.whole(first, section.name, least=1)
        if number > count:
            raise row.wrong(section.name, f"{what} {number}, there are only {count}")
        if number in seen:
            raise row.wrong(section.name, f"{what} {number} stands there twice")
        seen.add(number)
        yield number, row, values
    if missing := sorted(set(range(1, count + 1)) - seen)[:5]:
        listed = ", ".join(map(str, missing))
        raise section.head.wrong(section.name, f"nothing for {what} {listed}")


def _is_head(upper: str) -> bool:
    return upper.strip(" :\t").endswith(_SUFFIX) and len(upper.split()) <= 2


def _opened(document: Document, line: Line) -> Section:
    section = Section(line)
    name = section.name.removesuffix(_SUFFIX)
    if name not in SECTIONS:
        raise line.wrong(section.name, "a section we cannot plan with")
    if name in document.sections:
        raise line.wrong(section.name, "stands there twice")
    document.sections[name] = section
    return section


def _keep_key(document: Document, line: Line) -> None:
    key, _, value = line.text.partition(":")
    key = key.strip().upper()
    if key in document.keys:
        raise line.wrong(key, "stands there twice")
    if key not in KEYS:
        document.notes.append(f"line {line.number}, {key[:40]}: not used")
    document.keys[key] = (line, value.strip().strip('"').strip())


def need(document: Document, key: str) -> Line:
    """Give the line of a key that must be there. Raises: ProblemError("file.malformed")."""
    if key not in document.keys:
        raise ProblemError(Flaw.FILE_MALFORMED, f"no line {key}")
    return document.keys[key][0]
