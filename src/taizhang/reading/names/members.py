"""Takes a phrase apart into its members: each a possible name, with the head it ends in or shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.reading.names.heads import head_of
from taizhang.reading.names.phrases import Phrase
from taizhang.reading.names.words import Cut

UNITS = "个家项条处座套户亩人次件名所宗笔台辆部场支只米吨期批头页起类方篇张度"
COUNT = rf"(?:约|近|超|达|逾|共|累计|完成)?\d[\d.,]*(?:[-—~至]\d[\d.]*)?[余多]?[万亿千百]?[余多]?(?:平方公里|平方米|立方米|公里|亩|万?亿?元|[{UNITS}]|%)(?:次|以上|左右|余|多)?"
COUNT_AFTER = re.compile(f"(?:{COUNT}[和、]?)+$")
COUNT_BEFORE = re.compile(f"{COUNT}(?:的|（次）)?")
NOTE_AFTER = re.compile(r"（(?:\d{1,2}|见?附件.{0,6})）$")
LEADING = re.compile("(?:了|以|将|把|对|在|由|向|为|与|和|从|按|各|一批|一系列|新一轮|全国首个|首个|首批|好|第[一二三四五六七八九十]批)(?!工代|奖代|旧换|时|点|国|县|市|口)")
TRAILING = re.compile(
    "(?:试点工作|专项工作|建设工作|前期工作|项目建设|体系建设|工作|任务|要求|进展|前期|成效|成果|作用|经验|效应|水平|名单|范围|步伐|进度|优势|"
    "功能|阵地|建设|覆盖面|质效|改革成效|样板|行列|格局|目标|力度|服务功能|质量|占比|比例|总额|销售额|知名度|事项|领域|措施)$"
)


@dataclass(slots=True)
class Member:
    """One member of a phrase. Offsets are into the clean text, `tail` and counts are outside."""

    start: int
    end: int
    phrase: Phrase
    text: str
    head: str  # its own head, or ""
    shared: str  # the head of its list, where it has none of its own
    joined: str  # what its list adds to it: the words from the shared head on, or ""
    listed: int  # members of its list
    etc: bool  # the list closes with 等
    count: str  # "", "before", "after"
    tail: str  # 建设, 工作 … that stood after it


def members(form: str, phrase: Phrase) -> Iterator[Member]:
    """The members of `phrase` in order."""
    start, end = phrase.start, phrase.end
    last = phrase.etc if phrase.etc >= 0 else end
    for cut in phrase.of:
        if start < cut < last and form[cut - 2] not in "”》":
            start = cut
    if start >= last:
        return
    spans = _spans(form, phrase, start, last)
    shared = joined = ""
    after = ""
    if phrase.etc >= 0:
        text = form[phrase.etc + 1 : end]
        if m := COUNT_AFTER.search(text):
            after, text = "after", text[: m.start()]
        if m := COUNT_BEFORE.match(text):
            text = text[m.end() :]
        while m := TRAILING.search(text):
            if not m.start():
                break
            text = text[: m.start()]
        joined = text
        shared = head_of(text)
    found = [_member(form, phrase, a, b) for a, b in spans]
    if phrase.etc < 0 and len(found) > 1 and (tail := found[-1]).head:
        shared = tail.head
        joined = tail.head
    for one in found:
        one.listed, one.etc = len(found), phrase.etc >= 0
        if after:
            one.count = after
        if not one.head or phrase.etc >= 0:
            one.shared, one.joined = shared, joined
        if len(one.text) > 1:
            yield one


def _spans(form: str, phrase: Phrase, start: int, last: int) -> list[tuple[int, int]]:
    """Where the list is cut: at every 、 , between neighbouring quotations, and at 和 after a whole name."""
    spans = []
    at = start
    for cut, a, b in _separators(phrase):
        if a < start or a >= last or a < at:
            continue
        if cut is Cut.AND and not (head_of(form[at:a]) or form[a - 1] in "”》"):
            continue
        if a > at:
            spans.append((at, a))
        at = b
    spans.append((at, last))
    return spans


def _separators(phrase: Phrase) -> list[tuple[Cut, int, int]]:
    units = phrase.units
    if len(units) < 2:
        return phrase.seps
    between = [(Cut.COMMA, b, b) for (_, b), (a, _) in zip(units, units[1:], strict=False) if a == b]
    return sorted(phrase.seps + between, key=lambda cut: cut[1]) if between else phrase.seps


def _member(form: str, phrase: Phrase, start: int, end: int) -> Member:
    text = form[start:end]
    count = tail = ""
    if m := NOTE_AFTER.search(text):
        text = text[: m.start()]
    if m := COUNT_AFTER.search(text):
        count, text = "after", text[: m.start()]
    while (m := TRAILING.search(text)) and m.start() > 1:
        tail, text = m[0] + tail, text[: m.start()]
    if m := NOTE_AFTER.search(text):
        text = text[: m.start()]
    while m := LEADING.match(text):
        start, text = start + m.end(), text[m.end() :]
    if m := COUNT_BEFORE.match(text):
        count = "before"
    return Member(start, start + len(text), phrase, text, head_of(text), "", "", 1, False, count, tail)
