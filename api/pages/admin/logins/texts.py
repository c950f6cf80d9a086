"""Texts of the page of logins."""

TEXTS: dict[str, tuple[str, str]] = {
    "admin.logins.lead": (
        "谁登录了,谁没登上,从哪里来。保留一年。",
        "Who logged in, who could not, and from where. Kept for a year.",
    ),
    "admin.logins.login": ("账号", "User name"),
    "admin.logins.name": ("姓名", "Name"),
    "admin.logins.address": ("地址", "Address"),
    "admin.logins.outcome": ("结果", "Outcome"),
    "admin.logins.outcome.in": ("已登录", "Logged in"),
    "admin.logins.outcome.wrong": ("密码不对或无此账号", "Wrong password or no such account"),
    "admin.logins.outcome.second": ("第二因素不对", "Wrong second factor"),
    "admin.logins.outcome.locked": ("尝试过多,已拒绝", "Too many tries, turned away"),
    "admin.logins.outcome.out": ("已退出", "Logged out"),
    "admin.logins.outcome.unlocked": ("管理员已解锁", "Unlocked by an administrator"),
    "admin.logins.none": ("还没有人登录", "Nobody logged in yet"),
    "admin.logins.locked": ("目前被锁的账号", "Accounts locked at the moment"),
    "admin.logins.locked.lead": (
        "十五分钟后自动解除;用过的浏览器不受陌生人影响。",
        "It passes within fifteen minutes; browsers used before are not affected by strangers.",
    ),
    "admin.logins.tries": ("次数", "Tries"),
    "admin.logins.unlock": ("解锁", "Unlock"),
    "admin.done.unlocked": ("已解锁。", "Unlocked."),
}
