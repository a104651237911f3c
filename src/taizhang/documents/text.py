"""The document's text with its entries marked, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from taizhang.documents.models import Entry
from taizhang.documents.types import Layer
from taizhang.ledger.types import Span
from taizhang.page.marks import Mark, Marks, Piece, pieces


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank, cut where marks begin and end; `at` is the offset of its first character."""

    at: int
    pieces: tuple[Piece, ...]


def lines(text: str, entries: Iterable[Entry], unclaimed: Iterable[tuple[int, int, str]]) -> Iterator[Line]:
    """Every line of `text` with the marks of entries and of numerals that nothing claims."""
    marks = Marks([_mark(entry) for entry in entries] + [Mark(start, end, "", "u") for start, end, _ in unclaimed])
    at = 0
    for raw in text.split("\n"):
        if line := raw.strip():
            start = at + raw.index(line)
            span = Span(start, start + len(line))
            yield Line(start, tuple(pieces(text, span, marks.within(span.start, span.end))))
        at += len(raw) + 1


def _mark(entry: Entry) -> Mark:
    css = {Layer.QUANTITIES: f"q {entry.data.get('stance', '')}", Layer.TASKS: "task", Layer.NAMES: "n"}[
        Layer(entry.layer)
    ]
    return Mark(entry.start, entry.end, f"e-{entry.pk}", css.strip())
