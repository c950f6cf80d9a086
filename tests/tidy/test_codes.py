"""Codes are members of their enums, never loose words, and are said with what they declare."""

import ast
import re
from collections.abc import Iterator, Mapping

import pytest

from api.ground import codes as edge
from api.travel.flaws import TravelFlaw
from devices.errors import Oddity
from labels.codes import HandCodeFlaw, PackCodeFlaw
from labels.epcis import EpcisRule
from labels.gs1 import Gs1Rule
from labels.layout import LabelFlaw
from routing.model import Breach, Flaw
from tests.tidy.source import PACKAGES, dotted, modules
from wms import codes, errors
from wms.codes import Code, Kind

OURS = {
    "Refused",
    "Conflict",
    "Unavailable",
    "Malformed",
    "LoginNeeded",
    "CsrfMismatch",
    "TooMany",
    "Finding",
}
SAYS = {
    **dict.fromkeys(OURS, 0),
    **dict.fromkeys(("ProblemError", "Violation", "LabelError", "Gs1Error", "Garbled"), 0),
    **dict.fromkeys(("HandCodeError", "PackCodeError", "problem", "Pace"), 0),
    "say": 1,
    "ScanReply": 3,
}
"""What takes a code, and as which argument by position."""
OTHERS: Mapping[str, tuple[type[str], ...]] = {
    "ProblemError": (Flaw, TravelFlaw),
    "Violation": (Breach,),
    "LabelError": (LabelFlaw,),
    "Gs1Error": (Gs1Rule,),
    "HandCodeError": (HandCodeFlaw,),
    "PackCodeError": (PackCodeFlaw,),
    "EpcisError": (EpcisRule,),
    "Garbled": (Oddity,),
}
"""What the packages below raise, with the codes it may have."""
HOMES = ("wms/codes/", "api/ground/codes.py", "api/ground/texts/", "wms/db/migrations/versions/")
_RAISES = re.compile(rf"\b({'|'.join([*OURS, *OTHERS])})\(((?:\"[a-z_.…]+\"[\s|]*)+)")


def _known() -> dict[str, Code]:
    return {str(code): code for noun in codes.nouns() for code in noun}


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield dotted(node.func).rpartition(".")[2], node


def _said(name: str, call: ast.Call) -> ast.expr | None:
    """The argument that should be a code."""
    at = SAYS.get(name)
    return None if at is None or at >= len(call.args) else call.args[at]


def _loose(tree: ast.AST) -> Iterator[int]:
    """Lines that say a word where a code is wanted."""
    for name, call in _calls(tree):
        said = _said(name, call)
        parts = [said.body, said.orelse] if isinstance(said, ast.IfExp) else [said]
        if name != "say" or dotted(call.func) != "say":  # the terminal's own `say`
            yield from (
                one.lineno
                for one in parts
                if isinstance(one, ast.JoinedStr)
                or (isinstance(one, ast.Constant) and isinstance(one.value, str))
            )


def _literal_codes(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Texts of one of our codes outside docstrings; `audit.record` names deeds, not codes."""
    known = _known()
    spoken = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    deeds = {id(each) for name, call in _calls(tree) if name == "record" for each in call.args}
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value)
    for node in texts:
        word = str(node.value)
        if word in known and "." in word and id(node) not in spoken | deeds:
            yield node.lineno, word


def _meant(said: ast.expr) -> Code | None:
    """The code that `codes.Noun.MEMBER` stands for."""
    match dotted(said).split("."):
        case ["codes", noun, member]:
            home = getattr(codes, noun, None) or getattr(edge, noun)
            if not hasattr(home, member):
                home = getattr(edge, noun)
            found = getattr(home, member)
            return found if isinstance(found, Code) else None
    return None


def _wrongly_said(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Refusals whose details are written out and are not those of their code."""
    for name, call in _calls(tree):
        code = _meant(call.args[0]) if name in OURS - {"Finding"} and call.args else None
        names = {one.arg for one in call.keywords}
        if code is None or None in names:
            continue
        if not set(code.details) <= names <= {*code.details, *code.optional}:
            yield call.lineno, f"{code} with {sorted(map(str, names))}"
        if code.kind not in getattr(errors, name, errors.ColdchainError).KINDS:
            yield call.lineno, f"{code} is no code for {name}"


def test_no_code_is_said_as_a_loose_word() -> None:
    found = [f"{name}:{line}" for name, tree in modules(*PACKAGES) for line in _loose(tree)]
    assert not found, found


def test_no_code_of_ours_is_written_as_a_text() -> None:
    found = [
        f"{name}:{line} {code}"
        for name, tree in modules("wms", "api")
        if not name.startswith(HOMES) and not name.endswith("/texts.py")
        for line, code in _literal_codes(tree)
    ]
    assert not found, found


def test_every_refusal_is_written_with_the_details_of_its_code() -> None:
    found = [
        f"{name}:{line} {what}"
        for name, tree in modules("wms", "api")
        for line, what in _wrongly_said(tree)
    ]
    assert not found, found


def _is_among(known: set[str], code: str) -> bool:
    """Whether there is this code or, where the rest is left out, one that begins like it."""
    beginning = code.removesuffix("…")
    return code in known or (beginning != code and any(one.startswith(beginning) for one in known))


def test_docstrings_name_codes_that_there_are() -> None:
    ours = set(_known())
    unknown = []
    for name, tree in modules(*PACKAGES):
        for node in ast.walk(tree):
            if not isinstance(node, ast.FunctionDef | ast.ClassDef):
                continue
            for raised, listed in _RAISES.findall(ast.get_docstring(node) or ""):
                lists = OTHERS.get(raised)
                known = ours if lists is None else {str(one) for each in lists for one in each}  # type: ignore[attr-defined]
                for code in re.findall(r'"([a-z_.…]+)"', listed):
                    if not _is_among(known, code):
                        unknown.append(f"{name} {node.name}: {raised}({code})")
    assert not unknown, unknown


def test_codes_of_ours_are_declared_in_two_places_only() -> None:
    homes = {noun.__module__.rpartition(".")[0] for noun in codes.nouns()}
    assert homes == {"wms.codes", "api.ground"}


@pytest.mark.parametrize(
    ("line", "is_loose"),
    [
        ('raise Refused("stock.short", missing=[])', True),
        ('raise errors.Refused(f"{name}.wrong_state")', True),
        ('station.say("ok", "floor.ready" if done else codes.Floor.PICK)', True),
        ('ScanReply(flow, step, "ok", "floor.ready")', True),
        ("raise Refused(codes.Stock.SHORT, missing=[])", False),
        ('say("Listening to devices.")', False),
    ],
)
def test_the_rule_sees_a_loose_word(line: str, is_loose: bool) -> None:
    assert bool(list(_loose(ast.parse(line)))) is is_loose


@pytest.mark.parametrize(
    ("line", "is_wrong"),
    [
        ("Refused(codes.Lot.NOT_HELD)", True),
        ("Refused(codes.Lot.NOT_HELD, lot=1, place=2)", True),
        ("Conflict(codes.Lot.NOT_HELD, lot=1)", True),
        ("Refused(codes.Lot.NOT_HELD, lot=1)", False),
        ("Refused(codes.Lot.NOT_RELEASED, lot=1, status=2)", False),
        ("Malformed(codes.Request.TEXT_TOO_LONG)", True),
        ("Refused(codes.Lot.NOT_HELD, **details)", False),
    ],
)
def test_the_rule_sees_details_that_are_not_those_of_the_code(line: str, is_wrong: bool) -> None:
    assert bool(list(_wrongly_said(ast.parse(line)))) is is_wrong


def test_kinds_of_codes_are_all_used() -> None:
    assert {code.kind for code in _known().values()} == set(Kind)
