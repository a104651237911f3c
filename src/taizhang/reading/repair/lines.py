"""The lines of a text as a reader of a printed page would judge them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

BLANKS = " \t\r\f\u3000\xa0\u2002\u2003\ufeff"
MARKS = frozenset("。！？!?；;：:，,、”’）)》…")
HANGING = 4  # columns: two marks that must not start a line
_CLOSED = re.compile("[。！？!?；;：:…][”’）)》]{0,2}$")
_NUMBERED = re.compile(
    r"[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．是]|第[一二三四五六七八九十]{1,3}[章节部篇条]"
    r"|[（(]\d{1,2}[）)]|\d{1,2}[、．]|\d{1,2}\.(?!\d)|[—–-]{1,2}|[●■◆▲★※]"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, its blanks at both ends left out.

    `breaks` counts the line breaks before it, `new_page` says that one of them is a page's (a form feed).
    """

    start: int
    end: int
    text: str
    indented: bool
    breaks: int
    new_page: bool = False

    @property
    def width(self) -> int:
        """Columns on paper: two for a wide character, one for an ASCII one."""
        return len(self.text.encode("gbk", "replace"))

    @property
    def closed(self) -> bool:
        """Whether its last sentence is finished."""
        return bool(_CLOSED.search(self.text[-3:]))

    @property
    def numbered(self) -> bool:
        """Whether it opens like a heading or an entry of a list."""
        return bool(_NUMBERED.match(self.text))

    @property
    def prose(self) -> bool:
        """Whether it has the marks of running text."""
        return "，" in self.text or "。" in self.text or "," in self.text


def lines_of(text: str) -> Iterator[Line]:
    """Every line that is not blank."""
    at, breaks, new_page = 0, 0, False
    for raw in text.split("\n"):
        bare = raw.strip(BLANKS)
        start = at + (raw.index(bare[0]) if bare else len(raw))
        new_page = new_page or "\f" in text[at:start]
        if bare:
            yield Line(start, start + len(bare), bare, raw[0] in BLANKS, breaks, new_page)
            breaks, new_page = 0, False
        at += len(raw) + 1
        breaks += 1


def wrap_width(lines: list[Line]) -> int | None:
    """The width in columns at which the lines were broken; None where they end where paragraphs end.

    Broken lines crowd at one width; a little below where digits did not fill it, a little above where marks hang over.
    Most of them end inside a sentence.
    """
    total = sum(len(line.text) for line in lines)
    long = sum(len(line.text) for line in lines if len(line.text) > 80)
    if len(lines) < 8 or long * 10 > total or sum(line.closed for line in lines) * 2 > len(lines):
        return None
    widths = Counter(line.width for line in lines)
    width = max(widths, key=lambda w: (widths[w], w))
    crowd = sum(count for w, count in widths.items() if width - 3 <= w <= width + HANGING)
    longer = sum(count for w, count in widths.items() if w > width + HANGING)
    return width if width >= 24 and crowd * 3 >= len(lines) and longer * 20 <= len(lines) else None
