"""From the reader's facts to rows of entries, and what a newer reading changes on those that are there. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from taizhang.documents.types import Layer
from taizhang.exports.rows import name_row, quantity_row, task_row
from taizhang.reading.types import Reading

SAME = ("confidence", "rules")  # what may differ between two readings that say the same


@dataclass(frozen=True, slots=True)
class Found:
    """One fact as an entry will hold it."""

    layer: Layer
    fact: str
    start: int
    end: int
    data: dict[str, Any]
    confidence: float
    doubts: str


def found(reading: Reading) -> list[Found]:
    """The facts that become entries: all figures, all names, and the sentences of the plan that are tasks."""
    codes = defaultdict[str, list[str]](list)
    for doubt in reading.doubts:
        for fact in doubt.facts:
            codes[fact].append(doubt.code)
    return [
        Found(layer, row.pop("id"), row.pop("at"), row.pop("end"), row, row["confidence"], _joined(codes, fact))
        for layer, fact, row in _rows(reading)
    ]


def _rows(reading: Reading) -> Iterator[tuple[Layer, str, dict[str, Any]]]:
    text = reading.source.text
    for q in reading.quantities:
        yield Layer.QUANTITIES, q.id, quantity_row(q, text)
    for t in reading.tasks:
        if t.task:
            yield Layer.TASKS, t.id, task_row(t, text)
    for n in reading.names:
        yield Layer.NAMES, n.id, name_row(n, text)


def _joined(codes: dict[str, list[str]], fact: str) -> str:
    return " ".join(sorted(set(codes.get(fact, ()))))[:120]


def same(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether two readings of one fact say the same."""
    return {k: v for k, v in a.items() if k not in SAME} == {k: v for k, v in b.items() if k not in SAME}


def unclaimed(reading: Reading) -> list[Sequence[int | str]]:
    """(start, end, reason) of each numeral that no fact claims."""
    return [(n.span.start, n.span.end, n.reason or "") for n in reading.numerals if n.fact is None]
