"""The document as the page shows it, twice over: as repaired, and as it was found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from taizhang.ledger.types import Period, Span
from taizhang.page.marks import Mark, Marks, Piece, pieces
from taizhang.reading.outline.types import Part, Role
from taizhang.reading.repair.offsets import OffsetMap, forward
from taizhang.reading.types import Reading, Task

T = TypeVar("T")
Move = Callable[[Span], Span]
"""From the offsets that something is kept in to those of the text shown."""


@dataclass(frozen=True, slots=True)
class Run:
    """Part of a line: a sentence that is a row of the ledger (`id`), a run-in heading, or what stands between."""

    pieces: tuple[Piece, ...]
    css: str = ""
    id: str = ""
    anchor: str = ""  # of the section that opens here


@dataclass(frozen=True, slots=True)
class Block:
    """A line: `kind` is "title", "head", "text" or "row" (cells of a table); `at` the raw offset of its start."""

    kind: str
    at: int
    runs: tuple[Run, ...]
    level: int = 0
    anchor: str = ""
    part: tuple[Part, Period | None] | None = None  # the part that opens here
    page: int | None = None  # the page that starts here, from 1


def clean_view(reading: Reading) -> list[Block]:
    """The repaired text."""
    return list(_View(reading, reading.clean, lambda span: cleaned(reading.map, span), lambda span: span).blocks())


def raw_view(reading: Reading) -> list[Block]:
    """The text as it was found, with what the repair changed marked."""
    view = _View(reading, reading.source.text, lambda span: span, lambda span: _raw(reading.map, span))
    return list(view.blocks())


def is_as_found(reading: Reading) -> bool:
    """Whether the repair changed nothing at all."""
    return not reading.map.steps and reading.clean == reading.source.text


def cleaned(offsets: OffsetMap, span: Span) -> Span:
    """The clean span of a raw one; empty where the repair dropped it."""
    for step in offsets.steps:
        span = forward(step, span)
    return span


def _raw(offsets: OffsetMap, span: Span) -> Span:
    return offsets.span_to_raw(span.start, span.end)


def _edited(offsets: OffsetMap) -> Iterator[Span]:
    """Raw spans that some pass of the repair changed."""
    for number, step in enumerate(offsets.steps):
        before = OffsetMap(offsets.steps[:number])
        yield from (_raw(before, Span(e.raw_start, e.raw_end)) for e in step if e.raw_end > e.raw_start)


class _View:
    """One of the two texts. `from_raw` moves the spans of facts, `from_clean` those of the outline."""

    def __init__(self, reading: Reading, text: str, from_raw: Move, from_clean: Move) -> None:
        self.reading, self.text = reading, text
        self.raw_shown = text is reading.source.text and not is_as_found(reading)
        self._marks = Marks(list(_marks(reading, from_raw, edited=self.raw_shown)))
        self._sentences = _sentences(reading, from_raw, from_clean)
        self._starts = [m.start for m in self._sentences]
        self._heads = [(from_clean(s.span), s.level, f"s-{n}") for n, s in enumerate(reading.outline.sections)]
        self._head_starts = [span.start for span, _, _ in self._heads]
        self._parts = [(from_clean(span).start, (part, period)) for part, span, period in reading.outline.parts]
        self._pages = [(from_raw(Span(at, at)).start, n) for n, at in enumerate(reading.source.pages, 1)]
        self._title = reading.outline.title.strip()

    def blocks(self) -> Iterator[Block]:
        """Every line that is not blank."""
        start, before = 0, 0
        while start < len(self.text):
            end = self.text.find("\n", start)
            end = len(self.text) if end < 0 else end
            if line := self.text[start:end].strip():
                first = start + self.text[start:end].index(line)
                yield self._block(Span(first, first + len(line)), before)
                before = end
            start = end + 1

    def _block(self, line: Span, before: int) -> Block:
        """The block of one line; what opened since `before`, the end of the last one, opens with it."""
        kind, level, anchor = self._kind(line)
        runs = self._cells(line) if kind == "row" else self._runs(line, anchored=kind != "head")
        at = line.start if self.raw_shown else self.reading.map.to_raw(line.start)
        part = _opened(self._parts, before, line.end - 1)
        page = _opened(self._pages, before, line.end - 1)
        return Block(kind, at, tuple(runs), level, anchor, part, page)

    def _kind(self, line: Span) -> tuple[str, int, str]:
        if self._title and self.text[line.start : line.end] == self._title:
            self._title = ""
            return "title", 0, ""
        index = bisect_right(self._head_starts, line.start + 1) - 1
        span, level, anchor = self._heads[index] if index >= 0 else (Span(-2, -2), 0, "")
        is_head = span.start >= line.start - 1 and span.end >= line.end - 1
        if "\t" in self.text[line.start : line.end]:
            return "row", 0, anchor if is_head else ""
        return ("head", level, anchor) if is_head else ("text", 0, "")

    def _cells(self, line: Span) -> Iterator[Run]:
        start = line.start
        for cell in self.text[line.start : line.end].split("\t"):
            yield Run(self._pieces(Span(start, start + len(cell))))
            start += len(cell) + 1

    def _runs(self, line: Span, *, anchored: bool) -> Iterator[Run]:
        at = line.start
        low = max(bisect_right(self._starts, line.start) - 1, 0)
        for mark in self._sentences[low : bisect_right(self._starts, line.end - 1)]:
            start, end = max(mark.start, at), min(mark.end, line.end)
            if end <= start:
                continue
            if start > at:
                yield Run(self._pieces(Span(at, start)))
            anchor = self._anchor(start) if mark.css == "run-in" and anchored else ""
            yield Run(self._pieces(Span(start, end)), mark.css, mark.id if mark.start == start else "", anchor)
            at = end
        if at < line.end:
            yield Run(self._pieces(Span(at, line.end)))

    def _anchor(self, start: int) -> str:
        index = bisect_right(self._head_starts, start) - 1
        return self._heads[index][2] if index >= 0 and self._heads[index][0].start == start else ""

    def _pieces(self, span: Span) -> tuple[Piece, ...]:
        return tuple(pieces(self.text, span, self._marks.within(span.start, span.end)))


def _opened(found: Sequence[tuple[int, T]], after: int, until: int) -> T | None:
    """The last of `found` that starts in ``(after, until]``, for the first line in ``[0, until]``."""
    index = bisect_right(found, until, key=lambda f: f[0]) - 1
    return found[index][1] if index >= 0 and (found[index][0] > after or after == 0) else None


def _marks(reading: Reading, move: Move, *, edited: bool) -> Iterator[Mark]:
    """Everything that is marked within sentences."""

    def mark(span: Span, id: str, css: str, first: str = "", last: str = "") -> Mark:
        moved = move(span)
        return Mark(moved.start, moved.end, id, css, first, last)

    for q in reading.quantities:
        yield mark(q.span, q.id, f"q {q.stance.value}")
    for n in reading.names:
        yield mark(n.span, n.id, "n", "opens", "closes")
    for number, numeral in enumerate(reading.numerals):
        if numeral.fact is None:
            yield mark(numeral.span, f"u-{number}", "u")
    for d in reading.doubts:
        yield mark(d.span, d.id, "d", last="flag")
    for span in reading.damaged:
        yield mark(span, "", "z")
    for span in _edited(reading.map) if edited else ():
        yield Mark(span.start, span.end, "", "x")


def _sentences(reading: Reading, from_raw: Move, from_clean: Move) -> list[Mark]:
    """Sentences that are rows of the ledger, and headings; none overlaps another once a view has clipped them."""
    found = {}
    for s in reading.outline.sentences:
        if s.role is Role.HEADING:
            span = from_clean(s.span)
            found[span.start] = Mark(span.start, span.end, "", "run-in")
    for t in reading.tasks:
        span = from_raw(t.span)
        found[span.start] = Mark(span.start, span.end, t.id, _judged(t))
    return sorted(m for m in found.values() if m.end > m.start)


def _judged(t: Task) -> str:
    """How a sentence is marked in the margin: a task with or without a figure, the year's goals, or not at all."""
    if t.task:
        return "task measured" if t.measurable else "task"
    return "goals" if t.targets else "run-in" if t.heading else "no"
