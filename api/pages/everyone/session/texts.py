"""Texts of the login form."""

TEXTS: dict[str, tuple[str, str]] = {
    "login.login": ("账号", "User name"),
    "login.password": ("密码", "Password"),
}
