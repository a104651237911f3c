"""Cuts the text into paragraphs and sentences, and tells headings from running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

LINE = re.compile(r"[^\n]+")
SENTENCE = re.compile(r"[^。！？；]+(?:[。！？；]+[”’）》]*|$)|[。！？；]+")

NUMBERING = re.compile(  # from the outermost inwards; a heading's rank is the number of its group
    r"(?P<r0>第[一二三四五六七八九十]{1,3}(?:部分|章|篇))|(?P<r5>[一二三四五六七八九十]{1,2}(?:是|要|、要)|[①-⑳])"
    r"|(?P<r1>[一二三四五六七八九十]{1,3}(?:、|[.](?!\d)))|(?P<r2>（[一二三四五六七八九十]{1,3}）、?)"
    r"|(?P<r3>\d{1,2}(?:[、．]|[.](?!\d)))|(?P<r4>（\d{1,2}）(?=[\u4e00-\u9fff“]))"
)
RANK_PART = 0  # 2023年工作回顾, 第一部分
RANK_PLAIN = 4  # a short line without numbering
RANK_RUN_IN = 6  # a short first sentence without numbering
NUMBERED = (1, 2, 3, 4, 5)
FEWEST_ITEMS = 3
ENDS = "。！？；：，、…"
UNBROKEN = 3000  # a longer line has lost its line breaks
GLUED = re.compile(  # where a lost line break must have stood
    r"(?<=[。！？：])(?=(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）))"
    r"|(?<=[。！？])(?=(?:19|20)\d\d年[^，。；]{0,14}(?:回顾|安排|目标任务|主要目标|重点工作|主要任务|总体要求))"
    r"|(?<=回顾)(?=(?:19|20)\d\d年|过去|刚刚|一年来)|(?<=工作安排)(?=(?:19|20)\d\d年|今年)|(?<=各位代表：)"
)
YEARLY = re.compile(
    r"(?:(?:19|20)\d\d年|去年|今年|过去[一五]年|今后[一五]年|未来五年|本届政府)?.{0,14}"
    r"(?:回顾|工作安排|安排建议|目标任务|主要目标|重点工作|主要任务|展望|总体要求|总体思路|工作建议|工作打算|奋斗目标|工作部署)(?:和?.{0,12})?"
)


@dataclass(slots=True)
class Paragraph:
    """A non-blank line, white space round it left out; `rank` is set for headings, None for running text."""

    start: int
    end: int
    rank: int | None
    sentences: list[tuple[int, int]]

    @property
    def is_heading(self) -> bool:
        """Whether the whole paragraph is a heading."""
        return self.rank is not None


def numbering(text: str, start: int) -> tuple[int, int] | None:
    """(rank, end of the numbering) where a numbered heading or item starts at `start`."""
    match = NUMBERING.match(text, start)
    return (int(str(match.lastgroup)[1]), match.end()) if match else None


def paragraphs(text: str) -> list[Paragraph]:
    """All paragraphs of `text` in order, headings that run over two lines joined."""
    found: list[Paragraph] = []
    for start, end in lines(text):
        before = found[-1] if found else None
        if (
            before
            and before.is_heading
            and text[before.end - 1] == "，"
            and end - start <= 24
            and text[end - 1] not in ENDS
        ):
            before.end = end
            before.sentences = [(before.start, end)]
            continue
        rank = heading_rank(text, start, end)
        spans = [(start, end)] if rank is not None else sentence_spans(text, start, end)
        found.append(Paragraph(start, end, rank, spans))
    _unmark_items(text, found)
    return found


def _unmark_items(text: str, found: list[Paragraph]) -> None:
    """Numbered sentences that follow each other line by line with nothing under them are items of a list, no headings."""
    for _, group in groupby(found, key=lambda p: p.rank):
        items = list(group)
        rank = items[0].rank
        if rank in NUMBERED and len(items) >= FEWEST_ITEMS and all(text[p.end - 1] in "。；" for p in items):
            for p in items:
                p.rank, p.sentences = None, sentence_spans(text, p.start, p.end)


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of the non-blank lines, blanks at both ends left out; a line without breaks is cut at its headings."""
    for line in LINE.finditer(text):
        cuts = [line.start(), line.end()]
        if cuts[1] - cuts[0] > UNBROKEN:
            cuts[1:1] = [m.start() for m in GLUED.finditer(text, *line.span()) if m.start() > cuts[0]]
        for first, last in pairwise(cuts):
            while first < last and text[first] == " ":
                first += 1
            while last > first and text[last - 1] == " ":
                last -= 1
            if first < last:
                yield first, last


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Half-open spans of the sentences between `start` and `end`, closing marks included, blanks between left out."""
    spans = []
    for match in SENTENCE.finditer(text, start, end):
        first, last = match.span()
        while first < last and text[first] == " ":
            first += 1
        while last > first and text[last - 1] == " ":
            last -= 1
        if first < last:
            spans.append((first, last))
    return spans


def heading_rank(text: str, start: int, end: int) -> int | None:
    """The rank of the heading that the whole line is, or None. An unfinished short line is a heading, too."""
    length = end - start
    if length > 60:
        return None
    last = text[end - 1]
    numbered = numbering(text, start)
    if numbered:
        rank, after = numbered
        if last not in "。！？；：、" or (length <= 40 and last == "。" and text.find("。", start, end) == end - 1):
            return RANK_PART if YEARLY.fullmatch(text, after, end) else rank
        return None
    if length <= 30 and YEARLY.fullmatch(text, start, end):
        return RANK_PART
    if last in ENDS or length > 30 or text.startswith("——", start) or text.find("。", start, end) >= 0:
        return None
    return RANK_PLAIN
