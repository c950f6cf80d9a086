"""Texts of the page where a code is typed."""

TEXTS: dict[str, tuple[str, str]] = {
    "public.find": ("溯源查询", "Trace your food"),
    "public.find.lead": (
        "扫标签上的二维码,或输入二维码下面的编号。",
        "Scan the label, or type the code that stands under the square.",
    ),
    "public.find.code": ("编号", "Code"),
    "public.find.hint": (
        "大小写、空格和连字符都没关系。",
        "Capitals, blanks and hyphens do not matter.",
    ),
    "public.find.type": ("输入编号", "Type the code"),
    "public.find.go": ("查询", "Look up"),
    "public.find.wrong": (
        "编号有误:可能输错或漏了一个字符,请再核对。",
        "This code cannot be right: a character is wrong or missing. Please check it.",
    ),
    "public.find.unknown": ("没有找到这个编号。", "We know no such code."),
}
