"""Codes of the door for facts from outside."""

from wms.codes.code import Code, conflict, refused


class Inbox(Code):
    OTHER_BODY = conflict("inbox.other_body", "id")
    OTHER_SOURCE = conflict("inbox.other_source", "id")
    REFUSED_BEFORE = refused("inbox.refused_before", "code")
    """A replay of what an older release refused, for a reason that has no code any more."""
