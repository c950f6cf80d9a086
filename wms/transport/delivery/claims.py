"""What a driver's phone claims about a delivery, judged before anything is moved."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from wms import codes
from wms.errors import Refused
from wms.rules import evidence
from wms.tables.transport import Proof, ProofLine, Stop

NAME_MAX = 80
TEMPERATURE_MIN_C, TEMPERATURE_MAX_C = -60.0, 80.0


class DoorReason(StrEnum):
    """Why goods were short or refused. Values shared with losses mean the same."""

    SHORT = "short"
    DAMAGED = "damaged"
    EXPIRED = "expired"
    TOO_WARM = "excursion"
    QUALITY = "quality"
    WRONG_GOODS = "wrong_goods"
    NOT_ORDERED = "not_ordered"
    CLOSED = "closed"
    """Nobody was there to take it in."""


@dataclass(frozen=True, slots=True)
class DoorLine:
    """What happened to one lot of one line, in base units."""

    order_line_id: int
    lot_id: int
    delivered: int
    short: int = 0
    refused: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class NewProof:
    """What the driver's phone says; `id` is made there."""

    id: UUID
    stop_id: int
    received_by: str
    occurred_at: datetime
    lines: tuple[DoorLine, ...]
    signature_svg: str | None = None
    photo: bytes | None = None
    temperature_c: float | None = None
    position: tuple[float, float] | None = None
    """Latitude and longitude."""


Cargo = dict[tuple[int, int], int]
"""Quantity aboard by order line and lot."""


def proof_of_claim(new: NewProof, stop: Stop, *, by: int, now: datetime) -> Proof:
    """The proof as it is kept.

    Raises: Refused("proof.received_by" | "proof.temperature" | "proof.position" |
    "proof.signature" | "proof.photo").
    """
    name = new.received_by.strip()
    if not 1 <= len(name) <= NAME_MAX:
        raise Refused(codes.Proof.RECEIVED_BY, most=NAME_MAX)
    measured_c = new.temperature_c
    if measured_c is not None and not TEMPERATURE_MIN_C <= measured_c <= TEMPERATURE_MAX_C:
        raise Refused(codes.Proof.TEMPERATURE, least=TEMPERATURE_MIN_C, most=TEMPERATURE_MAX_C)
    latitude, longitude = new.position or (None, None)
    if not (abs(latitude or 0) <= 90 and abs(longitude or 0) <= 180):
        raise Refused(codes.Proof.POSITION)
    return Proof(
        id=new.id,
        stop_id=stop.id,
        order_id=stop.order_id,
        received_by=name,
        signature_svg=evidence.signature(new.signature_svg) if new.signature_svg else None,
        photo=new.photo or None,
        photo_type=evidence.photo_type(new.photo) if new.photo else None,
        temperature_c=measured_c,
        latitude=latitude,
        longitude=longitude,
        occurred_at=new.occurred_at,
        received_at=now,
        by=by,
    )


def lines_of_claim(new: NewProof) -> list[ProofLine]:
    """The lines as they are kept, by line and lot."""
    ordered = sorted(new.lines, key=lambda line: (line.order_line_id, line.lot_id))
    return [ProofLine(proof_id=new.id, **asdict(line)) for line in ordered]


def is_same(
    known: tuple[Proof, Sequence[ProofLine]], again: tuple[Proof, Sequence[ProofLine]]
) -> bool:
    """Whether two proofs with one id say the same; when they came in does not count."""
    return _content(*known) == _content(*again)


def must_add_up(lines: Sequence[DoorLine], cargo: Cargo) -> None:
    """Raises: Refused("proof.lines", lines=[…]) unless the lines say what became of exactly what
    was aboard; each wrong line with why: repeated, not_aboard, sum, reason or missing.
    """
    if wrong := list(_wrong(lines, cargo)):
        raise Refused(codes.Proof.LINES, lines=wrong)


def _wrong(lines: Sequence[DoorLine], cargo: Cargo) -> Iterator[dict[str, Any]]:
    times = Counter((line.order_line_id, line.lot_id) for line in lines)
    for line in lines:
        key = (line.order_line_id, line.lot_id)
        why = "repeated" if times[key] > 1 else _why_wrong(line, cargo.get(key))
        if why:
            yield {**asdict(line), "aboard": cargo.get(key, 0), "why": why}
    for line_id, lot_id in sorted(cargo.keys() - times.keys()):
        about = {"order_line_id": line_id, "lot_id": lot_id}
        yield {**about, "aboard": cargo[line_id, lot_id], "why": "missing"}


def _why_wrong(line: DoorLine, aboard: int | None) -> str | None:
    counted = (line.delivered, line.short, line.refused)
    if aboard is None:
        return "not_aboard"
    if min(counted) < 0 or sum(counted) != aboard:
        return "sum"
    if (line.short or line.refused) and line.reason not in set(DoorReason):
        return "reason"
    return None


def _content(proof: Proof, lines: Sequence[ProofLine]) -> tuple[Any, ...]:
    return (
        proof.stop_id,
        proof.occurred_at,
        proof.latitude,
        proof.longitude,
        proof.temperature_c,
        proof.received_by,
        proof.signature_svg,
        proof.photo,
        [
            (each.order_line_id, each.lot_id, each.delivered, each.short, each.refused, each.reason)
            for each in lines
        ],
    )
