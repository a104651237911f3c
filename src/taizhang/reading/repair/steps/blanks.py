"""Blanks inside words and numbers: 各 位 代 表, 5 . 5%, 增长 7 %, 项 目.

Two figures with nothing but a blank between them are never put together, they are marked damaged; unless the second
makes groups of thousands with the first (1 050亿元).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from operator import add

from taizhang.ledger.types import Span
from taizhang.reading.repair.edits import Edited, Edits

EXAMPLES = {
    "增长5 . 5%": "增长5.5%",
    "增长 6.5 ％，": "增长6.5％，",
    "总产值1 050亿元，": "总产值1050亿元，",
    "政 府 工 作 报 告\n": "政府工作报告\n",
    "2 0 2 4 年 工 作": "2024年工作",
    "重点项目5个，一般项 目3个，全部项目8个。": "重点项目5个，一般项目3个，全部项目8个。",
    "增 长 5 . 5 % ， 超 过 预 期 。": "增长5.5%，超过预期。",
}
NOT_THIS = ("市长 张三", "1. 5个方面", "抓项目 促发展\n建园区 稳增长", "陈静 王伟 李明", "12 345", "2024-01-09 10:30")

_HAN = "\u3400-\u9fff〇"
_GAP = re.compile(
    "[ \u3000\xa0\u2002\u2003][ \u3000\xa0\u2002\u2003]*+"
)  # a set first, not a repeat: four times as fast
_RUN_OF_BLANKS = re.compile(" ++")
_LETTERED_LINE = re.compile(
    rf"^[ \u3000]*+[{_HAN}\d](?:[ \u3000\xa0\u2003]{{1,3}}+[{_HAN}\d]){{3,}}+[ \u3000]*+$", re.M
)
_THOUSANDS = re.compile(r"(?<![\d.])[1-9]\d{0,2}(?: \d{3}){1,4}+(?=[亿万元]|美元|公里|平方)")
_LIST_NUMBER = re.compile(r"(?:^|\n)[ \u3000]*\d{1,2}$")
_LONGEST_GAP = 3
_SPACED_OUT = 0.35  # blanks per character where a blank follows every character
_PAIRS_ONE_BY_ONE = 40  # more are looked up in a table of all
_PARTED = "figures parted by a blank"


def step(text: str) -> Edited | None:
    """Drop the blanks that part what belongs together."""
    if text.count(" ") > _SPACED_OUT * len(text):
        return _closed_up(text)
    edits, page = Edits(text), _Page(text)
    for gap in _GAP.finditer(text):
        start, end = gap.span()
        if end - start > _LONGEST_GAP or not 0 < start <= end < len(text):
            continue
        if page.parts_one(start, end):
            edits.drop(start, end)
        elif page.parts_figures(start, end):
            kept = edits.replace(start, end, gap[0])
            edits.lose(Span(kept.start - 1, kept.end + 1), _PARTED)
    return edits.finish()


def _closed_up(text: str) -> Edited | None:
    """A document with a blank after every character: one blank goes, more stand for one."""
    edits = Edits(text)
    for blanks in _RUN_OF_BLANKS.finditer(text):
        edits.replace(blanks.start(), blanks.end(), " " if len(blanks[0]) > 1 else "")
    return edits.finish()


class _Page:
    """What the judgement of one blank takes from the rest of the text; asked from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line = (0, 0)
        self._prose = False
        self._counted: dict[str, int] = {}

    def parts_one(self, start: int, end: int) -> bool:
        """Whether the blank ``text[start:end]`` stands inside one word or one figure, or between a figure and its unit."""
        left, right = self._text[start - 1], self._text[end]
        if _is_han(left) and _is_han(right):
            return start in self._lettered or (self._in_prose(start) and self._often(left + right))
        if left.isdigit() and right.isdigit():
            return start in self._thousands or start in self._lettered
        if left.isdigit():
            loose = self._text[start:end] == " " or self._in_prose(start)
            return (loose and _is_han(right)) or right in "%％‰" or (right in ".．" and self._is_point(end))
        if left in ".．" and right.isdigit():
            return self._is_point(start - 1)
        return _is_han(left) and right.isdigit()

    def parts_figures(self, start: int, end: int) -> bool:
        """Whether the blank stands between two figures of running text, so that neither can be trusted."""
        return self._text[start - 1].isdigit() and self._text[end].isdigit() and self._in_prose(start)

    def _is_point(self, at: int) -> bool:
        """Whether the point at `at` stands between two digits, blanks left out, and numbers no list."""
        before, after = self._text[max(0, at - 40) : at].rstrip(" "), self._text[at + 1 : at + 5].lstrip(" ")
        return before[-1:].isdigit() and after[:1].isdigit() and not _LIST_NUMBER.search(before)

    def _in_prose(self, at: int) -> bool:
        """Whether the line round `at` has the marks of running text."""
        if at >= self._line[1]:
            end = self._text.find("\n", at)
            self._line = (
                self._text.rfind("\n", self._line[1], at) + 1 or self._line[1],
                end if end >= 0 else len(self._text),
            )
            line = self._text[slice(*self._line)]
            self._prose = "，" in line or "。" in line
        return self._prose

    def _often(self, pair: str) -> bool:
        """Whether the page has `pair` more than once without a blank."""
        if len(self._counted) < _PAIRS_ONE_BY_ONE and pair not in self._counted:
            self._counted[pair] = self._text.count(pair)
        return (self._counted[pair] if pair in self._counted else self._pairs[pair]) > 1

    @cached_property
    def _pairs(self) -> Counter[str]:
        return Counter(map(add, self._text, self._text[1:]))

    @cached_property
    def _lettered(self) -> frozenset[int]:
        return _gaps_in(_LETTERED_LINE, self._text)

    @cached_property
    def _thousands(self) -> frozenset[int]:
        return _gaps_in(_THOUSANDS, self._text)


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char == "〇"


def _gaps_in(pattern: re.Pattern[str], text: str) -> frozenset[int]:
    """Where the blanks inside the matches of `pattern` start."""
    return frozenset(match.start() + gap.start() for match in pattern.finditer(text) for gap in _GAP.finditer(match[0]))
