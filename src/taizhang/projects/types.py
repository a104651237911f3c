"""What a document hands over for the ledger of projects."""

from __future__ import annotations

from dataclasses import dataclass

from taizhang.ledger.types import Reference


@dataclass(frozen=True, slots=True)
class Named:
    """A project or system that somebody accepted, with the stage its sentence gives ("" for none)."""

    origin: Reference
    name: str
    type: str
    place: str
    stage: str
    year: str
    sentence: str
