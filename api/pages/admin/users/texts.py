"""Texts of the page of people."""

TEXTS: dict[str, tuple[str, str]] = {
    "admin.users.lead": (
        "停用后立即退出所有设备。",
        "Whoever is disabled is logged out everywhere at once.",
    ),
    "admin.user.add": ("新增人员", "Add a person"),
    "admin.user.name": ("姓名", "Name"),
    "admin.user.shop": ("门店编号", "Shop id"),
    "admin.user.shop.hint": ("仅门店账号需要", "only for a shop's account"),
    "admin.user.new_password": ("新密码", "New password"),
    "admin.user.set_password": ("重设密码", "Set password"),
    "admin.password.hint": ("至少 10 个字符", "at least 10 characters"),
    "admin.done.added": ("人员已添加。", "The person was added."),
    "admin.done.enabled": ("已启用。", "Enabled."),
    "admin.done.password": (
        "密码已重设,并已退出所有设备。",
        "The password was set; they are logged out everywhere.",
    ),
}
