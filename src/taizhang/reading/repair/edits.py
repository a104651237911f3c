"""Builds a changed text and, beside it, the edits that lead back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from taizhang.ledger.types import Span
from taizhang.reading.repair.damage import Candidate, Damage
from taizhang.reading.repair.offsets import Edit, Step


@dataclass(frozen=True, slots=True)
class Edited:
    """What a pass made of a text: the new text, the way back, how much it changed, and what it found lost."""

    text: str
    step: Step
    changes: int
    damaged: tuple[Damage, ...] = ()


class Edits:
    """Collects changes to `text` from left to right; whatever is not mentioned is kept."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces: list[str] = []
        self._edits: list[Edit] = []
        self._damaged: list[Damage] = []
        self._raw = 0  # how far `text` has been dealt with
        self._clean = 0  # how long the new text is so far

    def keep(self, until: int) -> None:
        """Take over the text up to `until`."""
        if until < self._raw:
            raise ValueError(f"edits go from left to right: {until} lies before {self._raw}")
        self._pieces.append(self._text[self._raw : until])
        self._clean += until - self._raw
        self._raw = until

    def replace(self, start: int, end: int, new: str) -> Span:
        """Put `new` in the place of ``text[start:end]``; gives the span of `new` in the new text."""
        self.keep(start)
        if new != self._text[start:end]:
            self._edits.append(Edit(self._clean, self._clean + len(new), start, end))
        self._pieces.append(new)
        self._clean += len(new)
        self._raw = end
        return Span(self._clean - len(new), self._clean)

    def drop(self, start: int, end: int) -> None:
        """Leave out ``text[start:end]``; it belongs to no character of the new text."""
        self.replace(start, end, "")

    def lose(self, span: Span, lost: str, candidates: tuple[Candidate, ...] = ()) -> None:
        """Note that `span` of the new text is damaged."""
        self._damaged.append(Damage(span, lost, candidates))

    def finish(self) -> Edited | None:
        """The result; None if nothing was changed and nothing noted."""
        if not self._edits and not self._damaged:
            return None
        self.keep(len(self._text))
        changes = max(len(self._edits), len(self._damaged))
        return Edited("".join(self._pieces), tuple(self._edits), changes, tuple(self._damaged))


def substitute(text: str, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> Edited | None:
    """Replace each match of `pattern` by what `new` makes of it."""
    edits = Edits(text)
    for match in pattern.finditer(text):
        edits.replace(match.start(), match.end(), new(match))
    return edits.finish()


def same_length(text: str, new: str, *, changes: int) -> Edited | None:
    """A change of `changes` characters that keeps every position; None if it changed nothing.

    ValueError if the lengths differ.
    """
    if len(text) != len(new):
        raise ValueError(f"this change must keep the length, but {len(text)} characters became {len(new)}")
    return Edited(new, (), changes) if changes else None
