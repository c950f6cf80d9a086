"""Texts of the page of machines' keys."""

TEXTS: dict[str, tuple[str, str]] = {
    "admin.keys.lead": (
        "供系统对接和远程网关使用;密钥只显示一次。",
        "For integrators and far gateways; a secret is shown once.",
    ),
    "admin.copy": ("复制", "Copy"),
    "admin.copied": ("已复制", "Copied"),
    "admin.key.name": ("名称", "Name"),
    "admin.key.prefix": ("设备前缀", "Device prefix"),
    "admin.key.prefix.hint": (
        "设备密钥只能代表以此开头的设备",
        "a device key speaks only for devices that begin with this",
    ),
    "admin.key.add": ("生成密钥", "Make a key"),
    "admin.key.secret": ("{name} 的密钥", "The secret of {name}"),
    "admin.key.secret.lead": (
        "现在就抄下:以后任何人都看不到它。",
        "Copy it now: nobody can see it again.",
    ),
    "admin.no_keys": ("还没有密钥", "No keys yet"),
    "admin.no_keys.todo": ("在上面填写后生成。", "Make one with the form above."),
}
