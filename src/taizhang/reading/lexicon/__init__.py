"""Words as data (词表): files of words parted by blanks; a line that opens with # says what they are for."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of ``lexicon/NAME.txt``, in the file's order, each once."""
    text = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return tuple(dict.fromkeys(word for line in lines for word in line.split()))


def one_of(found: tuple[str, ...]) -> str:
    """A pattern for any of the words, longest first, grouped by first character: an engine that tries one alternative
    after the other then tries one a character, not one a word."""
    tails: dict[str, list[str]] = {}
    for word in sorted(found, key=len, reverse=True):
        tails.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(first + (f"(?:{'|'.join(rest)})" if rest != [""] else "") for first, rest in tails.items())
