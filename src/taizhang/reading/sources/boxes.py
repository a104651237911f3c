"""Puts pieces of text that lie on a page into lines: top to bottom, left to right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_SAME_LINE = 0.5  # of the lower one's height that two boxes of a line have in common
_BLANK = 0.8  # of the height: a gap this wide is a blank on the page
_BLANK_IN_LATIN = 0.15  # the same between two letters or digits


@dataclass(frozen=True, slots=True)
class Box:
    """A text and where it lies. Any unit of length; `top` is less than `bottom`."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def beside(self, other: Box) -> bool:
        """Whether the two lie on one line."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared >= _SAME_LINE * min(self.height, other.height)


def in_lines(boxes: Iterable[Box]) -> list[str]:
    """The text of each line, for boxes in any order."""
    lines: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: box.top + box.bottom):
        if lines and box.beside(lines[-1][-1]):
            lines[-1].append(box)
        else:
            lines.append([box])
    return [joined(line) for line in lines]


def joined(line: Sequence[Box]) -> str:
    """The text of the boxes of one line, from left to right, with a blank where the page shows one.

    By their middles: an opening quote that is set tight has its empty left half over the comma before it.
    """
    ordered = sorted(line, key=lambda box: box.left + box.right)
    parts = []
    for before, box in zip([None, *ordered], ordered, strict=False):
        if before is not None and _is_parted(before, box):
            parts.append(" ")
        parts.append(box.text)
    return "".join(parts)


def _is_parted(before: Box, box: Box) -> bool:
    last, first = before.text[-1:], box.text[:1]
    if last.isspace() or first.isspace():
        return False
    latin = last.isascii() and first.isascii() and last.isalnum() and first.isalnum()
    gap = box.left - before.right
    return gap > min(before.height, box.height) * (_BLANK_IN_LATIN if latin else _BLANK)
