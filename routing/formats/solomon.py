"""Solomon's text format, also that of Gehring and Homberger.

Source: Solomon, Algorithms for the Vehicle Routing and Scheduling Problems with Time Window
Constraints, Operations Research 35(2), 1987; Gehring and Homberger, 1999, use the same layout:
a name, VEHICLE with number and capacity, CUSTOMER with seven columns, the depot first.
"""

from routing.formats.instance import Carrier, Convention, Instance, Node
from routing.formats.lines import Line, lines_of
from routing.model import Flaw, ProblemError

_COLUMNS = ("CUST NO.", "XCOORD.", "YCOORD.", "DEMAND", "READY TIME", "DUE DATE", "SERVICE TIME")


def is_solomon(text: str) -> bool:
    """Say whether a text looks like this format: VEHICLE and CUSTOMER alone on their lines."""
    heads = {line.text.upper() for line in lines_of(text)}
    return {"VEHICLE", "CUSTOMER"} <= heads


def read_solomon(text: str, convention: Convention = Convention.DIMACS) -> Instance:
    """Read an instance. Raises: ProblemError("file.malformed") naming line and column."""
    lines = list(lines_of(text))
    vehicle_at, customer_at = _head(lines, "VEHICLE"), _head(lines, "CUSTOMER")
    number, capacity = _fleet(lines[vehicle_at:customer_at])
    name = lines[0].text if vehicle_at > 0 else ""
    nodes = tuple(_node(line) for line in _rows(lines[customer_at:]))
    if not nodes:
        raise lines[customer_at].wrong("CUSTOMER", "no depot and no customers follow")
    _unique(nodes, lines[-len(nodes) :])
    depot = nodes[0].number
    carriers = tuple(Carrier(each, depot, (capacity,)) for each in range(1, number + 1))
    return Instance(name, "VRPTW", convention, nodes, (depot,), carriers)


def _head(lines: list[Line], word: str) -> int:
    for position, line in enumerate(lines):
        if line.text.upper() == word:
            return position
    raise ProblemError(Flaw.FILE_MALFORMED, f"no line {word}")


def _rows(lines: list[Line]) -> list[Line]:
    """Leave out the section's head and the line of column names."""
    return [line for line in lines[1:] if not line.words[0].upper().startswith("CUST")]


def _fleet(lines: list[Line]) -> tuple[int, int]:
    rows = [line for line in lines[1:] if not line.words[0].upper().startswith("NUMBER")]
    if len(rows) != 1 or len(rows[0].words) != 2:
        raise (rows or lines)[0].wrong("VEHICLE", "needs one line with NUMBER and CAPACITY")
    number, capacity = rows[0].words
    return rows[0].whole(number, "NUMBER", least=1), rows[0].whole(capacity, "CAPACITY")


def _node(line: Line) -> Node:
    words = line.words
    if len(words) != len(_COLUMNS):
        raise line.wrong("CUSTOMER", f"{len(words)} values, there must be {len(_COLUMNS)}")
    at = dict(zip(_COLUMNS, words, strict=True))
    node = Node(
        number=line.whole(at["CUST NO."], "CUST NO."),
        x=line.decimal(at["XCOORD."], "XCOORD."),
        y=line.decimal(at["YCOORD."], "YCOORD."),
        demand=(line.whole(at["DEMAND"], "DEMAND"),),
        opens=line.decimal(at["READY TIME"], "READY TIME", least=0),
        closes=line.decimal(at["DUE DATE"], "DUE DATE", least=0),
        service=line.decimal(at["SERVICE TIME"], "SERVICE TIME", least=0),
    )
    if node.opens > node.closes:
        raise line.wrong("DUE DATE", f"{node.closes:g} is before READY TIME {node.opens:g}")
    return node


def _unique(nodes: tuple[Node, ...], lines: list[Line]) -> None:
    seen: set[int] = set()
    for node, line in zip(nodes, lines, strict=True):
        if node.number in seen:
            raise line.wrong("CUST NO.", f"{node.number} stands there twice")
        seen.add(node.number)
