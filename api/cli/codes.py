"""`coldchain gs1 check` and `coldchain epcis check`: conformance of codes and documents."""

from api.cli import Arguments
from api.cli.lines import BadLine, Row, answer_lines, text_of


def gs1(arguments: Arguments) -> int:
    """Judge element strings, scans, links and check digits; see docs/labels.md."""
    from labels.gs1_verdict import judge

    def answer(row: Row) -> Row:
        scheme = "" if row.get("scheme") is None else text_of(row, "scheme")
        return judge(text_of(row, "kind"), text_of(row, "input"), scheme).told()

    return answer_lines(arguments, answer)


def epcis(arguments: Arguments) -> int:
    """Judge EPCIS 2.0 documents in JSON; see docs/labels.md."""
    from labels.epcis_rules import faults

    def answer(row: Row) -> Row:
        if "doc" not in row:
            raise BadLine('the field "doc" must hold a document')
        fault = next(faults(row["doc"]), None)
        if fault is None:
            return {"ok": True, "error": None}
        return {"ok": False, "error": fault.code, "where": fault.where, "detail": fault.detail}

    return answer_lines(arguments, answer)
