"""Finds the word of a table that a stretch of text ends in."""

from __future__ import annotations

from collections.abc import Iterable


class Endings:
    """Words looked up by what a stretch ends in. Costs a few look-ups, however many words there are."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._lengths: dict[str, tuple[int, ...]] = {}  # last character → lengths of the words that end in it
        for last, length in sorted({(word[-1], len(word)) for word in self._words}, reverse=True):
            self._lengths[last] = (*self._lengths.get(last, ()), length)
        self.last = frozenset(self._lengths)  # characters that a word ends in

    def longest(self, form: str, start: int, end: int) -> str:
        """The longest word that ``form[start:end]`` ends in; "" where there is none."""
        for length in self._lengths.get(form[end - 1 : end], ()):
            if end - length >= start and (word := form[end - length : end]) in self._words:
                return word
        return ""
