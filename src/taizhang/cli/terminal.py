"""Tables on a terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from unicodedata import east_asian_width

from taizhang.exports.layers import WORDED, WORDS

GAP = "  "
NARROWEST = 20
PLAIN = {"at", "end", "year"}  # numbers that are no amounts


def width(text: str) -> int:
    """Columns that `text` takes on a terminal."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def cut(text: str, columns: int) -> str:
    """`text` in at most `columns` columns, with … where something is missing."""
    if width(text) <= columns:
        return text
    used = 1
    for index, character in enumerate(text):
        used += width(character)
        if used > columns:
            return text[:index] + "…"
    return text


def table(rows: Sequence[Mapping[str, Any]], heads: Mapping[str, str], *, columns: int | None = None) -> Iterator[str]:
    """Lines of a table; numbers to the right. The last column is cut to what is left of `columns` (the terminal's)."""
    lines = [list(heads.values()), *([_said(field, row.get(field)) for field in heads] for row in rows)]
    numeric = [
        bool(rows) and all(isinstance(row.get(field), int | float | Decimal | None) for row in rows) for field in heads
    ]
    widths = [max(width(line[i]) for line in lines) for i in range(len(heads))]
    room = columns or shutil.get_terminal_size((120, 24)).columns
    widths[-1] = min(widths[-1], max(NARROWEST, room - sum(widths[:-1]) - len(GAP) * (len(widths) - 1)))
    for line in lines:
        cells = [_fit(cut(cell, w), w, right=n) for cell, w, n in zip(line, widths, numeric, strict=True)]
        yield GAP.join(cells).rstrip()


def _said(field: str, value: Any) -> str:
    """A value on one line, kinds and stances in Chinese. Control characters, which could drive the terminal, are shown as spaces."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float | Decimal):
        return str(value) if field in PLAIN else f"{value:,}"
    if field in WORDED:
        return WORDS.get(str(value), str(value))
    text = " / ".join(value) if isinstance(value, list) else str(value)
    return "".join(c if c.isprintable() else " " for c in text)


def _fit(text: str, columns: int, *, right: bool) -> str:
    space = " " * (columns - width(text))
    return space + text if right else text + space
