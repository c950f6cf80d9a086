"""Codes of cold rooms."""

from wms.codes.code import Code, refused


class Excursion(Code):
    WRONG_STATE = refused("excursion.wrong_state", "state")
    CAUSE_MISSING = refused("excursion.cause_missing")
    LASTING = refused("excursion.lasting", "kind")
