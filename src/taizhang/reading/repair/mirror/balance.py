"""Which closing or opening marks a damaged place must have held, told from the pairs around it."""

from __future__ import annotations

import re

PAIRS = {"”": "“", "）": "（", "》": "《"}
_NARROW = {"(": "（", ")": "）"}
_MARKS = re.compile("[“”《》（）()]")
NEEDED, UNWANTED = 6.0, -4.0  # natural logarithms: what the pairs say for and against a mark
REACH = 400


def wanted(text: str, start: int, end: int) -> dict[str, float]:
    """For each paired mark, how much the text around ``text[start:end]`` speaks for it standing there.

    A closing mark is needed where its pair was opened before and is not closed after; an opening mark the other way
    round. Looks no further than the paragraph, and `REACH` characters.
    """
    before = _marks(text, text.rfind("\n", max(0, start - REACH), start) + 1 or max(0, start - REACH), start)
    line_end = text.find("\n", end, end + REACH)
    after = _marks(text, end, line_end if line_end >= 0 else end + REACH)
    found = {}
    for closing, opening in PAIRS.items():
        open_before = next((mark for mark in reversed(before) if mark in (opening, closing)), closing) == opening
        close_after = next((mark for mark in after if mark in (opening, closing)), opening) == closing
        found[closing] = NEEDED if open_before and not close_after else UNWANTED
        found[opening] = NEEDED if close_after and not open_before else UNWANTED
    return found


def _marks(text: str, start: int, end: int) -> list[str]:
    return [_NARROW.get(mark, mark) for mark in _MARKS.findall(text, start, end)]
