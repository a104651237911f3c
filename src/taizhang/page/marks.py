"""Cuts a stretch of text into pieces, so that marks which overlap can be shown without nesting."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from taizhang.ledger.types import Span


class Mark(NamedTuple):
    """What marks ``text[start:end]``: `id` of the row in the ledger, "" where there is none; `css` its classes."""

    start: int
    end: int
    id: str
    css: str
    first: str = ""  # one more class for the piece on which the mark begins
    last: str = ""  # and for the one on which it ends


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch under the same marks throughout. A click leads to row `to`; `ids` are all rows it belongs to."""

    text: str
    css: str = ""
    to: str = ""
    ids: tuple[str, ...] = ()


class Marks:
    """Marks in order, to be asked for those that touch a stretch."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = sorted((m for m in marks if m.end > m.start), key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self._marks]
        self._longest = max((m.end - m.start for m in self._marks), default=0)

    def within(self, start: int, end: int) -> list[Mark]:
        """The marks that share a character with ``[start, end)``, in order."""
        low = bisect_right(self._starts, start - self._longest)
        high = bisect_right(self._starts, end - 1)
        return [m for m in self._marks[low:high] if m.end > start]


def pieces(text: str, span: Span, marks: Sequence[Mark]) -> Iterator[Piece]:
    """``text[span]`` cut where a mark begins or ends. `marks` as ``Marks.within`` gives them.

    Of several marks on one piece the shortest is the one a click leads to.
    """
    cuts = {span.start, span.end}
    for mark in marks:
        cuts.update((max(mark.start, span.start), min(mark.end, span.end)))
    coming, live = 0, list[Mark]()
    for start, end in pairwise(sorted(cuts)):
        live = [m for m in live if m.end > start]
        while coming < len(marks) and marks[coming].start <= start:
            live.append(marks[coming])
            coming += 1
        yield _piece(text, Span(start, end), live)


def _piece(text: str, span: Span, live: Sequence[Mark]) -> Piece:
    if not live:
        return Piece(text[span.start : span.end])
    known = sorted((m for m in live if m.id), key=lambda m: m.end - m.start)
    css = [m.css for m in live]
    css += [m.first for m in live if m.first and m.start == span.start]
    css += [m.last for m in live if m.last and m.end == span.end]
    ids = tuple(m.id for m in known)
    return Piece(text[span.start : span.end], " ".join(dict.fromkeys(css)), ids[0] if ids else "", ids)
