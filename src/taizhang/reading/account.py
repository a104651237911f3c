"""Every numeral accounted for: claimed by a fact, or listed with the reason why not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from taizhang.reading.outline.types import Outline, Part

OUTSIDE = {Part.FRONT: "not.front", Part.BACK: "not.back"}
RULES = {
    "not.front": ("a numeral in the title, the delivery line or the page's head", (), ()),
    "not.back": ("a numeral in the glossary or the page's tail", (), ()),
    "not.unread": ("a numeral between sentences", (), ()),
}


def account(
    numerals: Sequence[tuple[int, int]],
    outline: Outline,
    claimed: Sequence[tuple[int, int, str]],
    refused: Mapping[int, str],
) -> list[tuple[int, int, str | None, str | None]]:
    """(start, end, fact id, reason) of every one of the `numerals`, in order.

    `claimed` are (start, end, fact id), ascending; `refused` gives the reason for the numeral that starts at an offset.
    """
    starts = [c[0] for c in claimed]
    bounds = [span.start for _, span, _ in outline.parts]
    rows: list[tuple[int, int, str | None, str | None]] = []
    for start, end in numerals:
        at = bisect_right(starts, start) - 1
        if at >= 0 and start < claimed[at][1]:
            rows.append((start, end, claimed[at][2], None))
            continue
        reason = refused.get(start)
        if reason is None:
            part = bisect_right(bounds, start) - 1
            reason = OUTSIDE.get(outline.parts[part][0], "not.unread") if part >= 0 else "not.front"
        rows.append((start, end, None, reason))
    return rows
