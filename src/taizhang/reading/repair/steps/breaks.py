"""Line breaks inside paragraphs, words and numbers: hard-wrapped pages, and the odd break in a text that is not wrapped.

A heading is never joined to its paragraph: it is short, or opens with a number, or has no marks of running text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from taizhang.reading.repair.edits import Edited, Edits
from taizhang.reading.repair.lines import MARKS, Line, lines_of, wrap_width

EXAMPLES = {
    "去年完成投资12亿元。全年增\n长14.5%，高于预期。": "去年完成投资12亿元。全年增长14.5%，高于预期。",
    "落实待遇3.9\n\f\n亿元。\n\f二、下一步": "落实待遇3.9亿元。\n二、下一步",
    "开通公交线路3条、\n社区食堂5家。": "开通公交线路3条、社区食堂5家。",
}
NOT_THIS = (
    "一、2023年工作回顾\n一年来，我们稳中求进。",
    "深入贯彻新发展理念，推动高质量发展\n一年来，我们稳中求进。",
    "现在报告工作，请审议。\n2023年工作回顾",
)

UNPARTED = re.compile(r"[0-9A-Za-z.,%]{2,20}")
SLACK = 3  # columns that a wrapped line may fall short of the width, for what must not be parted
INDENT = 4  # columns that the first line of a paragraph may fall short, where indents were stripped


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph as read so far."""

    last: Line
    prose: bool
    one_line: bool = True

    def with_line(self, line: Line) -> _Paragraph:
        return _Paragraph(line, self.prose or line.prose, one_line=False)


def step(text: str) -> Edited | None:
    """Drop the breaks that are no paragraph ends, with the blanks round them, and every form feed."""
    lines = list(lines_of(text)) if "\n" in text or "\f" in text else []
    if not lines:
        return None
    width = wrap_width(lines)
    goes_on = _wrapped(lines, width) if width else _torn
    edits, paragraph = Edits(text), _Paragraph(lines[0], lines[0].prose)
    for line, following in pairwise(lines):
        if (following.new_page and _torn_by_page(line, following)) or goes_on(paragraph, following):
            between = " " if _is_latin(line.text[-1]) and _is_latin(following.text[0]) else ""
            edits.replace(line.end, following.start, between)
            paragraph = paragraph.with_line(following)
            continue
        if following.new_page:
            edits.replace(line.end, following.start, "\n")
        paragraph = _Paragraph(following, following.prose)
    if "\f" in text[lines[-1].end :]:
        edits.drop(lines[-1].end, len(text))
    return edits.finish()


def _wrapped(lines: list[Line], width: int) -> Callable[[_Paragraph, Line], bool]:
    """For a page wrapped at `width`: whether a paragraph, as read so far, goes on in the next line."""
    single = sum(line.breaks == 1 for line in lines)
    blank_line_ends = 2 * single > len(lines)  # elsewhere blank lines stand between all lines
    indent_starts = 2 * sum(line.indented for line in lines) < len(lines)

    def goes_on(paragraph: _Paragraph, following: Line) -> bool:
        line, first = paragraph.last, paragraph.one_line
        if (blank_line_ends and following.breaks > 1) or (indent_starts and following.indented):
            return False
        full = line.width + _unparted(following) >= width - SLACK - (INDENT if first else 0)
        if line.closed:
            return full and not following.numbered and not _starts_paragraph(following, width)
        if full:
            return paragraph.prose or not following.numbered
        return not first and not following.numbered and paragraph.prose

    return goes_on


def _unparted(line: Line) -> int:
    """The columns of a figure or Latin word that opens a line, and was not to be parted at the end of the one before."""
    found = UNPARTED.match(line.text)
    return found.end() if found else 0


def _starts_paragraph(line: Line, width: int) -> bool:
    """Whether a line after a closed sentence looks like a first line without its indent, or like a heading."""
    first_line = width - INDENT - 2 <= line.width <= width - INDENT
    return first_line or (line.width < width - SLACK and not line.closed)


def _torn(paragraph: _Paragraph, following: Line) -> bool:
    """For a text that is not wrapped: whether a break stands in the middle of a sentence."""
    line = paragraph.last
    if line.text[-1] in "，、":
        return not following.numbered
    running = "。" in line.text or (len(line.text) > 60 and line.prose)
    return running and line.text[-1] not in MARKS and not following.numbered and following.prose


def _torn_by_page(line: Line, following: Line) -> bool:
    """Whether a page ended inside a sentence; no page ends with a heading."""
    return not line.closed and not following.numbered and (line.prose or not line.numbered)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
