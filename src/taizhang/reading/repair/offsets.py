"""The exact map between the characters of a repaired text and those of the text as it was found.

Two words throughout: *raw* is the text as found, *clean* the text as repaired.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from taizhang.ledger.types import Span


class Edit(NamedTuple):
    """One change: ``raw[raw_start:raw_end]`` became ``clean[clean_start:clean_end]``.

    What lies between two edits was kept. Inside an edit the characters are paired from the left: the n-th raw one is
    the n-th clean one, raw ones beyond the clean length were dropped, clean ones beyond the raw length are new.
    """

    clean_start: int
    clean_end: int
    raw_start: int
    raw_end: int


Step = tuple[Edit, ...]
"""The edits of one pass, sorted, not overlapping. A pass that keeps every position has none."""


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """The composition of passes, the first one first. Without passes it is the identity."""

    steps: tuple[Step, ...] = ()

    def then(self, step: Step) -> OffsetMap:
        """This map followed by one more pass."""
        return OffsetMap((*self.steps, step)) if step else self

    def to_raw(self, clean: int) -> int:
        """The raw offset where the clean character at `clean` starts. The clean length gives the raw length."""
        for step in reversed(self.steps):
            clean = _start(step, clean)
        return clean

    def span_to_raw(self, start: int, end: int) -> Span:
        """The raw span of ``clean[start:end]``: from its first character's start to its last character's end.

        What was dropped inside stays inside. What was dropped after the last character is left out, unless the pass
        counted it to that character, as it does with a pinyin note.
        """
        if end <= start:
            return Span(at := self.to_raw(start), at)
        for step in reversed(self.steps):
            start, end = _start(step, start), _end(step, end)
        return Span(start, max(start, end))

    def to_clean(self, raw: int) -> int | None:
        """The clean offset of the raw character at `raw`; None where it was dropped."""
        for step in self.steps:
            found = _forward(step, raw)
            if found is None:
                return None
            raw = found
        return raw


def _clean_start(edit: Edit) -> int:
    return edit.clean_start


def _raw_start(edit: Edit) -> int:
    return edit.raw_start


def _start(step: Step, clean: int) -> int:
    """Where the character at `clean` started before `step`."""
    index = bisect_right(step, clean, key=_clean_start) - 1
    if index < 0:
        return clean
    edit = step[index]
    if clean >= edit.clean_end:
        return edit.raw_end + clean - edit.clean_end
    return min(edit.raw_start + clean - edit.clean_start, max(edit.raw_end - 1, edit.raw_start))


def _end(step: Step, end: int) -> int:
    """Where the character that ends at `end` ended before `step`."""
    index = bisect_right(step, end - 1, key=_clean_start) - 1
    if index < 0:
        return end
    edit = step[index]
    if end > edit.clean_end:
        return edit.raw_end + end - edit.clean_end
    if end == edit.clean_end:
        return edit.raw_end
    return min(edit.raw_start + end - edit.clean_start, edit.raw_end)


def _forward(step: Step, raw: int) -> int | None:
    """Where the character at `raw` lies after `step`."""
    index = bisect_right(step, raw, key=_raw_start) - 1
    if index < 0:
        return raw
    edit = step[index]
    if raw >= edit.raw_end:
        return edit.clean_end + raw - edit.raw_end
    offset = raw - edit.raw_start
    return edit.clean_start + offset if offset < edit.clean_end - edit.clean_start else None


def forward(step: Step, span: Span) -> Span:
    """Where `span` lies after one more pass; shorter where the pass dropped its first or last character."""
    if not span:
        return Span(at := _or_after(step, span.start), at)
    start, last = _or_after(step, span.start), _forward(step, span.end - 1)
    return Span(start, max(start, _or_after(step, span.end - 1) if last is None else last + 1))


def _or_after(step: Step, raw: int) -> int:
    """Where the character at `raw` lies after `step`, or where the text goes on if it was dropped."""
    found = _forward(step, raw)
    return step[bisect_right(step, raw, key=_raw_start) - 1].clean_end if found is None else found
