"""Texts that the consumer's pages share."""

TEXTS: dict[str, tuple[str, str]] = {
    "public.language": ("English", "中文"),
    "trace.too_many": ("查询太频繁", "Too many look-ups"),
    "do.trace.too_many": (
        "请一分钟后再试。",
        "Please try again in a minute.",
    ),
}
