"""`coldchain gs1 check` and `coldchain epcis check`: conformance of codes and documents."""

from api.cli import Arguments
from api.cli.lines import Row, answer_lines, text_of


def gs1(arguments: Arguments) -> int:
    """Judge element strings, scans, links and check digits; see docs/labels.md."""
    from labels.gs1_verdict import judge

    def answer(row: Row) -> Row:
        scheme = text_of(row, "scheme") if "scheme" in row else ""
        return judge(text_of(row, "kind"), text_of(row, "input"), scheme).told()

    return answer_lines(arguments, answer)
