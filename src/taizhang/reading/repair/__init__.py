"""Undoes the damage that documents carry, keeps an exact map to the raw characters, and says what is lost (修复).

`repair` runs a fixed row of steps, one kind of damage each. A step looks whether its damage is there, by a cheap test,
and leaves the text alone if not: a clean document passes through untouched.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from taizhang.reading.repair.damage import LOST, Candidate, Damage
from taizhang.reading.repair.offsets import OffsetMap, forward
from taizhang.reading.repair.steps import STEPS

__all__ = ["LOST", "Candidate", "Damage", "OffsetMap", "Repaired", "StepReport", "repair"]


@dataclass(frozen=True, slots=True)
class StepReport:
    """That a step did something: its name and how many places it changed or marked."""

    name: str
    changes: int


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repaired document. Clean offsets, also those of `damaged`, count in `text`; raw ones in the text as found."""

    text: str
    map: OffsetMap
    damaged: tuple[Damage, ...]
    steps: tuple[StepReport, ...]


def repair(text: str) -> Repaired:
    """Repair a document as opened (`Source.text`). Never fails; what cannot be repaired stays as it is."""
    offsets, reports = OffsetMap(), list[StepReport]()
    damaged: list[Damage] = []
    for name, step in STEPS.items():
        edited = step(text)
        if edited is None:
            continue
        text = edited.text
        offsets = offsets.then(edited.step)
        damaged = [place.moved(forward(edited.step, place.span)) for place in damaged]
        damaged = _joined(damaged, edited.damaged)
        reports.append(StepReport(name, edited.changes))
    return Repaired(text, offsets, tuple(damaged), tuple(reports))


def _joined(known: list[Damage], found: tuple[Damage, ...]) -> list[Damage]:
    """Both in order of place; where two overlap, what was known first stands."""
    starts = [place.span.start for place in known]

    def is_new(place: Damage) -> bool:
        before = bisect_left(starts, place.span.end) - 1
        return before < 0 or not known[before].span.overlaps(place.span)

    return sorted((*known, *filter(is_new, found)), key=lambda place: place.span)
