"""People: who may log in, as whom."""

from collections.abc import Iterator, Mapping
from typing import Any

from wms import codes
from wms.access import MACHINES, NewUser, passwords, people
from wms.db import Tx
from wms.errors import Refused
from wms.masterdata import Choice, Ref, Secret, Text, Word
from wms.registers.noun import Column, Draft, Editor, Fault, Noun, fault
from wms.tables.access import Role, User

ROLES = {
    Role.STAFF: ("仓库人员", "Warehouse staff"),
    Role.DISPATCHER: ("调度员", "Dispatcher"),
    Role.DRIVER: ("司机", "Driver"),
    Role.SHOP: ("门店", "Shop"),
    Role.QUALITY: ("品控", "Quality"),
    Role.ADMIN: ("管理员", "Administrator"),
}
assert ROLES.keys() == set(Role) - MACHINES


def _prepare(values: dict[str, Any], key: str) -> Iterator[Fault]:
    """A password is judged and hashed, which takes long on purpose."""
    password = values.get("password")
    if password is None:
        return
    try:
        passwords.judge(password, key)
    except Refused as refusal:
        yield Fault("password", refusal.code, refusal.details)
    else:
        values["password"] = passwords.hashed(password)


def _judge(tx: Tx, draft: Draft) -> Iterator[Fault]:
    if draft["role"] is Role.SHOP and draft["shop_id"] is None:
        yield fault("shop_id", codes.User.NEEDS_SHOP)
    if draft["role"] is not Role.SHOP and draft["shop_id"] is not None:
        yield fault("shop_id", codes.User.NEEDS_NO_SHOP)


def _add(tx: Tx, values: Mapping[str, Any], editor: Editor) -> User:
    new = dict(values)
    _stays_within(new.get("warehouse_id"), editor)
    password_hash = new.pop("password")
    return people.let_in(tx, NewUser(password_hash=password_hash, **new), now=editor.now)


def _saved(tx: Tx, row: User, values: Mapping[str, Any], editor: Editor) -> None:
    """Whoever is shut out or gets another password is logged out everywhere; nobody shuts out or
    demotes themselves. Raises: Refused("user.yourself")."""
    _stays_within(row.warehouse_id, editor)
    if row.id == editor.user_id and {"is_active", "role"} & values.keys():
        raise Refused(codes.User.YOURSELF)
    if "password" in values:
        row.password_hash = values["password"]
    if {"password", "is_active"} & values.keys():
        people.end_sessions(tx, row.id)


def _stays_within(warehouse_id: int | None, editor: Editor) -> None:
    """Whoever is bound to a warehouse lets people into that one only, whatever their role.

    Raises: Refused("user.other_warehouse").
    """
    if editor.warehouse_id is not None and warehouse_id != editor.warehouse_id:
        raise Refused(codes.User.OTHER_WAREHOUSE)


NOUN = Noun(
    name="users",
    place=90,
    table=User,
    one=("人员", "Person"),
    many=("人员", "People"),
    icon="users",
    lead=("停用后立即退出所有设备", "Whoever is retired is logged out everywhere at once"),
    sees=frozenset({Role.ADMIN}),
    edits=frozenset({Role.ADMIN}),
    key="login",
    called=("name", "name"),
    has_sheets=False,
    columns=(
        Column(
            "login", Word(40, 2), "登录名", "Login", is_once=True, is_unique=True, is_listed=True
        ),
        Column("name", Text(80), "姓名", "Name", is_listed=True),
        Column("role", Choice(ROLES), "角色", "Role", is_listed=True),
        Column(
            "language",
            Choice(
                {
                    "": ("随浏览器", "As the browser"),
                    "zh": ("中文", "Chinese"),
                    "en": ("英文", "English"),
                }
            ),
            "语言",
            "Language",
            is_optional=True,
            default="",
        ),
        Column(
            "warehouse_id",
            Ref("warehouses"),
            "仓库",
            "Warehouse",
            is_optional=True,
            is_listed=True,
            hint=("空着就是所有仓库", "none: all warehouses"),
        ),
        Column(
            "shop_id",
            Ref("shops"),
            "门店",
            "Shop",
            is_optional=True,
            is_listed=True,
            hint=("仅门店账号需要", "only for a shop's account"),
        ),
        Column(
            "password",
            Secret(passwords.LENGTH_MAX, passwords.LENGTH_MIN),
            "密码",
            "Password",
            is_kept=False,
            hint=("至少 10 个字符;留空则不变", "at least 10 characters; left blank it stays"),
        ),
    ),
    prepare=_prepare,
    judge=_judge,
    add=_add,
    saved=_saved,
)
