"""Texts of the residue tests."""

TEXTS: dict[str, tuple[str, str]] = {
    "quality.tests.lead": (
        "检测合格前不能出售;不合格立即封存该批次及其加工品。",
        "Not for sale before a test has passed; a failed test blocks the lot "
        "and all that was made of it.",
    ),
    "quality.no_tests": ("没有待检的批次", "No lot is waiting for a test"),
    "quality.no_tests.todo": (
        "需要检测的商品收货后会列在这里。",
        "Goods that need a test appear here when they are received.",
    ),
    "quality.done.passed": ("已记录:合格,批次可售。", "Recorded: passed, the lot may be sold."),
    "quality.done.failed": (
        "已记录:不合格,批次已封存。",
        "Recorded: failed, the lot is blocked everywhere.",
    ),
    "test.method": ("方法", "Method"),
    "test.method.usual": ("酶抑制率法", "Enzyme inhibition"),
    "test.inhibition": ("抑制率 %", "Inhibition %"),
}
