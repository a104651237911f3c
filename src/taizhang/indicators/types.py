"""What a document hands over for the ledger of indicators."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from taizhang.ledger.types import Kind, Op, Period, Reference, Stance


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that somebody accepted: what it says, of where and when, and what it was taken from."""

    origin: Reference
    indicator: str
    code: str
    place: str
    period: Period | None
    value: Decimal
    high: Decimal | None
    unit: str
    op: Op
    kind: Kind
    stance: Stance
    sentence: str
    section: str
