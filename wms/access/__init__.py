"""Who may come in: people, passwords, keys of machines."""

from wms.access.keys import MACHINES, NewKey
from wms.access.logins import network_of
from wms.access.passwords import PasswordHash
from wms.access.people import NewUser

__all__ = [
    "MACHINES",
    "NewKey",
    "NewUser",
    "PasswordHash",
    "network_of",
]
