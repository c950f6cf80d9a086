"""Codes of the database and its copies."""

from wms.codes.code import Code, conflict, refused, unavailable


class Storage(Code):
    BUSY = unavailable("storage.busy", "error?")
    FAILED = unavailable("storage.failed", "error")
    CLOSED = unavailable("storage.closed")
    IN_USE = unavailable("storage.in_use", "path")
    BROKEN_REFERENCES = unavailable("storage.broken_references", "rows")
    CONFLICT = conflict("storage.conflict", "constraint")
    UNFIT = refused("storage.unfit", "error")


class Backup(Code):
    EXISTS = refused("backup.exists", "path")
    MISSING = refused("backup.missing", "path")
    EMPTY = refused("backup.empty", "path")
    BARE = refused("backup.bare", "path")
    ALTERED = refused("backup.altered", "path")
    ENGINE = refused("backup.engine", "path", "engine", "wanted")
    NEWER = refused("backup.newer", "path", "schema", "newest")
    FOREIGN = refused("backup.foreign", "path", "reason")
    DAMAGED = refused("backup.damaged", "path", "reason")
    UNSOUND = refused("backup.unsound", "path", "faults")
    NO_TOOL = refused("backup.no_tool", "tool")
