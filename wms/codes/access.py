"""Codes of people, their passwords and logins, and the keys of machines."""

from wms.codes.code import Code, Kind, meant, refused


class Login(Code):
    WRONG = meant(Kind.UNKNOWN_CALLER, "login.wrong")
    TOO_MANY = meant(Kind.TOO_MANY, "login.too_many", "minutes")


class Password(Code):
    LENGTH = refused("password.length", "least", "most")
    TOO_SIMPLE = refused("password.too_simple", "distinct")
    LIKE_LOGIN = refused("password.like_login")
    COMMON = refused("password.common")


class User(Code):
    LOGIN = refused("user.login", "login")
    LOGIN_TAKEN = refused("user.login_taken", "login")
    NAME = refused("user.name")
    LANGUAGE = refused("user.language", "language")
    ROLE = refused("user.role", "role")
    NEEDS_SHOP = refused("user.needs_shop")
    NEEDS_NO_SHOP = refused("user.needs_no_shop")
    YOURSELF = refused("user.yourself")
    OTHER_WAREHOUSE = refused("user.other_warehouse")


class Key(Code):
    ROLE = refused("key.role", "role")
    NAME = refused("key.name")
    NAME_TAKEN = refused("key.name_taken", "name")
    NEEDS_PREFIX = refused("key.needs_prefix")
