"""`coldchain gs1 check` and `coldchain epcis check`: conformance of codes and documents."""

from api.cli import Arguments
from api.cli.lines import BadLine, Line, Row, answer_lines


def gs1(arguments: Arguments) -> int:
    """Judge element strings, scans, links and check digits; see docs/labels.md."""
    from labels.gs1 import judge

    def answer(line: Line) -> Row:
        scheme = "" if line.fields.get("scheme") is None else line.text("scheme")
        return judge(line.text("kind"), line.text("input"), scheme).told()

    return answer_lines(arguments.file, answer, _failed)


def epcis(arguments: Arguments) -> int:
    """Judge EPCIS 2.0 documents in JSON; see docs/labels.md."""
    from labels.epcis import faults

    def answer(line: Line) -> Row:
        if "doc" not in line.fields:
            raise BadLine("field 'doc' must hold a document")
        fault = next(faults(line.fields["doc"]), None)
        if fault is None:
            return {"ok": True, "error": None}
        return {"ok": False, "error": fault.code, "where": fault.where, "detail": fault.detail}

    return answer_lines(arguments.file, answer, _failed)


def _failed(said: str) -> Row:
    return {"ok": False, "error": "line", "detail": said}
