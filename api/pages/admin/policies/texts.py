"""Texts of the page of policies; their names come with them."""

TEXTS: dict[str, tuple[str, str]] = {
    "admin.policies.lead": (
        "保存后立即生效,旧值留在历史里。",
        "In force as soon as they are saved; old values stay in the history.",
    ),
    "admin.on": ("开", "On"),
    "admin.off": ("关", "Off"),
    "admin.changed": ("已调整", "changed"),
    "admin.default": ("出厂值", "default"),
    "admin.history": ("历史 {count}", "History {count}"),
    "admin.done.changed": ("规则已生效。", "The policy is in force."),
}
