"""What a repair could not bring back, or brought back by judgement."""

from __future__ import annotations

from dataclasses import dataclass, replace

from taizhang.ledger.types import Span

LOST = "〓"
"""Stands in the repaired text for one character that is lost (U+3013, the printers' sign for a missing type)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a damaged place; `confidence` is its share among all readings weighed, 0 to 1."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Damage:
    """A damaged place of the repaired text.

    A quantity that touches `span` has no known value. `candidates` are readings of the whole span, the likeliest
    first; the first is what the text holds unless it was too weak, then the text holds `LOST`.
    """

    span: Span
    lost: str
    candidates: tuple[Candidate, ...] = ()

    @property
    def confidence(self) -> float:
        """How sure the first reading is; 0 where there is none."""
        return self.candidates[0].confidence if self.candidates else 0.0

    def moved(self, span: Span) -> Damage:
        """The same place, after the text around it changed."""
        return replace(self, span=span)
