"""Texts that the administrator's pages share."""

TEXTS: dict[str, tuple[str, str]] = {
    "admin.health": ("运行状况", "Health"),
    "admin.users": ("人员", "People"),
    "admin.keys": ("接口密钥", "Keys"),
    "admin.devices": ("设备", "Devices"),
    "admin.policies": ("业务规则", "Policies"),
    "admin.logins": ("登录", "Logins"),
    "admin.audit": ("审计", "Audit"),
    "admin.actions": ("操作", "Actions"),
    "admin.role": ("角色", "Role"),
    "admin.language": ("语言", "Language"),
    "admin.created": ("创建", "Created"),
    "admin.active": ("启用", "Active"),
    "admin.inactive": ("停用", "Disabled"),
    "admin.enable": ("启用", "Enable"),
    "admin.disable": ("停用", "Disable"),
    "admin.done.disabled": ("已停用。", "Disabled."),
}
