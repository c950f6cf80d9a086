"""Texts of the audit page."""

TEXTS: dict[str, tuple[str, str]] = {
    "admin.audit.lead": (
        "每项特权操作都以哈希相连,改动、删除或调换都会显现。",
        "Each privileged change is chained by hash: altering or dropping one shows.",
    ),
    "admin.audit.id": ("#", "#"),
    "admin.audit.action": ("操作", "Action"),
    "admin.audit.subject": ("对象", "Subject"),
    "admin.audit.by": ("谁", "By"),
    "admin.audit.data": ("内容", "Details"),
    "admin.audit.verify": ("验证整条链", "Verify the chain"),
    "admin.audit.whole": ("整条链完好,没有改动。", "The chain is whole; nothing was altered."),
    "admin.audit.broken": ("链已被破坏", "The chain is broken"),
    "admin.audit.head": ("最后一条 #{id}", "Last entry #{id}"),
    "admin.audit.none": ("没有符合的记录", "No entry matches"),
}
