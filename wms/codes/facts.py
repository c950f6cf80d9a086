"""Codes of what follows facts, and of the chain of privileged changes."""

from wms.codes.code import Code, conflict, notice, refused


class Outbox(Code):
    LEASE_LOST = conflict("outbox.lease_lost", "id")
    WRONG_STATE = refused("outbox.wrong_state", "state")


class Audit(Code):
    ALTERED = notice("audit.altered", "id")
    BROKEN = notice("audit.broken", "id")
    TRUNCATED = notice("audit.truncated", "id")


class Evidence(Code):
    ALTERED = notice("evidence.altered", "part", "key")
    MISSING = notice("evidence.missing", "part", "key")
    ADDED = notice("evidence.added", "part", "key")
    BLOCK = notice("evidence.block", "part", "key")
    UNAUDITED = notice("evidence.unaudited", "part", "key")
