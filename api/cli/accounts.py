"""`coldchain user` and `coldchain key`: who may come in, from the machine's own terminal."""

import getpass
import sys
from datetime import datetime

from sqlalchemy import select

from api.cli import Arguments, Stop, say
from api.cli.opening import database, read_settings
from api.ground.clock import system_clock
from wms.access import keys, passwords, people
from wms.db import Database, Tx
from wms.tables.access import Role
from wms.tables.masterdata import Shop, Warehouse


def user(arguments: Arguments) -> int:
    """Add a person, list people, or give somebody another password."""
    with database(read_settings()) as db:
        if arguments.action == "list":
            for person in db.read(people.everybody):
                state = "" if person.is_active else "  (shut out)"
                say(f"{person.login:<20} {person.role:<12} {person.name}{state}")
            return 0
        if not arguments.login:
            raise Stop(f"Whom? coldchain user {arguments.action} LOGIN")
        if arguments.action == "add":
            _add_user(db, arguments, system_clock())
        else:
            _set_password(db, arguments, system_clock())
    return 0


def key(arguments: Arguments) -> int:
    """Add a machine's key, list keys, or disable one."""
    with database(read_settings()) as db:
        if arguments.action == "list":
            for one in db.read(keys.everything):
                state = "" if one.is_active else "  (disabled)"
                say(f"{one.name:<24} {one.role:<12} {one.device_prefix or '-'}{state}")
            return 0
        if not arguments.name:
            raise Stop(f"Which? coldchain key {arguments.action} NAME")
        if arguments.action == "add":
            _add_key(db, arguments, system_clock())
        else:
            _disable_key(db, arguments, system_clock())
    return 0


def _add_user(db: Database, arguments: Arguments, now: datetime) -> None:
    if arguments.role not in {str(role) for role in Role}:
        raise Stop("Which role? --role staff, dispatcher, driver, shop, quality or admin")
    password_hash = _new_password(arguments.login)

    def add(tx: Tx) -> people.Person:
        new = people.NewUser(
            login=arguments.login,
            name=arguments.name or arguments.login,
            role=Role(arguments.role),
            password_hash=password_hash,
            language=arguments.language,
            warehouse_id=_warehouse_id(tx, arguments.warehouse),
            shop_id=_shop_id(tx, arguments.shop),
        )
        return people.create_user(tx, new, by=_by(tx, arguments.by), now=now)

    person = db.write(add)
    say(f"{person.login} may log in as {person.role}.")


def _set_password(db: Database, arguments: Arguments, now: datetime) -> None:
    password_hash = _new_password(arguments.login)

    def change(tx: Tx) -> None:
        user_id = _user_id(tx, arguments.login)
        by = _by(tx, arguments.by)
        people.set_password(tx, user_id, password_hash, by=by, now=now)

    db.write(change)
    say(f"{arguments.login} has a new password; all sessions of theirs have ended.")


def _add_key(db: Database, arguments: Arguments, now: datetime) -> None:
    def add(tx: Tx) -> tuple[keys.Key, str]:
        new = keys.NewKey(
            name=arguments.name,
            role=Role(arguments.role),
            warehouse_id=_warehouse_id(tx, arguments.warehouse),
            device_prefix=arguments.prefix,
        )
        return keys.create(tx, new, by=_by(tx, arguments.by), now=now)

    made, secret = db.write(add)
    say(f"Key of {made.name}; nobody can read it again:")
    say(secret)


def _disable_key(db: Database, arguments: Arguments, now: datetime) -> None:
    def disable(tx: Tx) -> None:
        found = [one.id for one in keys.everything(tx) if one.name == arguments.name]
        if not found:
            raise Stop(f"There is no key named {arguments.name}.")
        keys.disable(tx, found[0], by=_by(tx, arguments.by), now=now)

    db.write(disable)
    say(f"{arguments.name} is shut out.")


def _new_password(login: str) -> passwords.PasswordHash:
    """Ask twice at a terminal, read one line from a pipe."""
    if sys.stdin.isatty():
        password = getpass.getpass("New password: ")
        if getpass.getpass("Once more: ") != password:
            raise Stop("The two are not the same.")
    else:
        password = sys.stdin.readline().rstrip("\n")
    passwords.judge(password, login)
    return passwords.hashed(password)


def _by(tx: Tx, login: str | None) -> int | None:
    return None if login is None else _user_id(tx, login)


def _user_id(tx: Tx, login: str) -> int:
    for person in people.everybody(tx):
        if person.login == people.normal(login):
            return person.id
    raise Stop(f"There is nobody with the login {login}.")


def _warehouse_id(tx: Tx, code: str | None) -> int | None:
    return None if code is None else _id(tx, Warehouse, code)


def _shop_id(tx: Tx, code: str | None) -> int | None:
    return None if code is None else _id(tx, Shop, code)


def _id(tx: Tx, kind: type[Warehouse] | type[Shop], code: str) -> int:
    found = tx.scalars(select(kind.id).where(kind.code == code)).first()
    if found is None:
        raise Stop(f"There is no {kind.__tablename__} with the code {code}.")
    return found
