"""Codes of what a person must act on."""

from wms.codes.code import Code, notice, refused

_ROOM = ("place", "place_zh", "place_en", "peak", "state", "ended")


class OpenItem(Code):
    """Its codes begin with `exception`, as the trade calls what needs a person."""

    ACTS_ELSEWHERE = refused("exception.acts_elsewhere", "kind")
    EXCURSION_HIGH = notice("exception.excursion.high", *_ROOM)
    EXCURSION_LOW = notice("exception.excursion.low", *_ROOM)
    EXCURSION_SILENCE = notice("exception.excursion.silence", *_ROOM)
    HELD_LOTS = notice("exception.held_lots", "reason", "cause", "lots")
    SHORTAGE = notice("exception.shortage", "wave", "lines")
    PLAN_FAILED = notice("exception.plan_failed", "wave", "failure")
    REFUSED_SCAN = notice("exception.refused_scan", "source", "kind", "body")
    DEVICE_AWAY = notice("exception.device_away", "device", "name_zh", "name_en", "detail")
    DEVICE_REFUSES = notice("exception.device_refuses", "device", "name_zh", "name_en", "detail")
    DEVICE_FAULT = notice("exception.device_fault", "device", "reason", "detail", "payload")
    DEAD_LETTER = notice("exception.dead_letter", "consumer", "fact", "error", "attempts")
    JOB_FAILED = notice("exception.job_failed", "job", "error")
