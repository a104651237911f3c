"""Takes a phrase apart into its members: each a possible name, with the head it ends in or shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from taizhang.reading.names.heads import head_of, is_system
from taizhang.reading.names.phrases import Phrase
from taizhang.reading.names.words import Cut

_UNITS = "个家项条处座套户亩人次件名所宗笔台辆部场支只米吨期批头页起类篇张度对"
_COUNT = (
    r"(?:约|近|超|达|逾|共|累计|完成|总投资)?\d[\d.,]*+(?:[-—~至]\d[\d.]*+)?[余多]?[万亿千百]?[余多]?"
    rf"(?:平方公里|平方米|立方米|公里|亩|万?亿?美?元|[{_UNITS}]|%)(?:次|以上|左右|余|多)?"
)
COUNT_AFTER = re.compile(f"(?:{_COUNT}[和、]?)+$")
COUNT_BEFORE = re.compile(f"(?:{_COUNT}[的、]?)+")
NOTE_AFTER = re.compile(r"（\d{1,2}）$")
LEADING = re.compile(
    "(?:了|以|将|把|对|在|由|向|为|与|和|及|从|按|并|各|一批|一系列|各项|新一轮|全国首个|首个|首批|首家|好|年内|第[一二三四五六七八九十]批|——)"
    "(?!工代|奖代|旧换|时|点|国|县|市|口|谐|睦)"
)
_TAILS = (
    "试点工作 专项工作 建设工作 前期工作 项目建设 体系建设 规划编制 规划研究 论证研究 征迁准备 征拆扫尾 主体建设 建设进度 前期论证 研究 论证 "
    "扫尾 工作 任务 要求 进展 前期 成效 成果 作用 经验 效应 水平 名单 范围 步伐 进度 优势 功能 阵地 建设 覆盖面 质效 样板 行列 目标 力度 质量 "
    "占比 比例 总额 销售额 知名度 事项 领域 规模 覆盖 环境 效果 影响力 进程 方案 试点县市 试点市 试点县 合格城市 重点村 扩面提质 走深走实 品种 应用 推广 "
    "征迁 完工 后半篇文章 指标 深入人心 有效衔接 运用 主体"
).split()
TRAILING = re.compile(f"(?:{'|'.join(sorted(_TAILS, key=len, reverse=True))})$")
ONE_NAME = re.compile("[二三四五六七八九十两0-9](?:大|张|项|个)[^，、]{1,9}$")  # a number closes the list into one name
WHEN_AFTER = re.compile(r"(?:计划|将于|于|预计)?(?:20\d\d年|今年|年底前?|年内|上半年|下半年|春学期|秋学期|\d{1,2}月底?前?|[一二三四]季度)+前?$")
KEPT = re.compile("(?:行动|提升|治理|实施|整改)方案$|推进建设$")


@dataclass(slots=True)
class Member:
    """One member of a phrase. Offsets are into the clean text; tail and counts are outside."""

    start: int
    end: int
    phrase: Phrase
    head: str  # its own head, or ""
    shared: str = ""  # the head of its list, where its own does not count
    joined: str = ""  # what its list adds to its name
    listed: int = 1  # members of its list
    etc: bool = False  # the list closes with 等
    count: str = ""  # where a number counts it: "", "before", "after"
    tail: str = ""  # 建设, 工作 … after it


def members(form: str, phrase: Phrase) -> Iterator[Member]:
    """The members of `phrase` in order."""
    start, end = phrase.start, phrase.end
    last = phrase.etc if phrase.etc >= 0 else end
    for cut in phrase.of:
        if start < cut < last and form[cut - 2] not in "”》":
            start = cut
    if start >= last:
        return
    found = [_member(form, phrase, a, b) for a, b in _spans(form, phrase, start, last)]
    if len(found) > 1 and phrase.etc < 0 and _is_one(form, found):
        found = [_member(form, phrase, found[0].start, last)]
    shared = joined = counted = tail = ""
    if phrase.etc >= 0:
        stop, counted, tail = _trim(form, phrase.etc + 1, end)
        begin = phrase.etc + 1
        if m := COUNT_BEFORE.match(form, begin, stop):
            begin = m.end()
        joined, shared = form[begin:stop], head_of(form, begin, stop)
    elif len(found) > 1:
        joined = shared = found[-1].head
        tail = found[-1].tail
    for one in found:
        one.listed, one.etc = len(found), phrase.etc >= 0
        one.count = one.count or counted
        one.tail = one.tail or tail
        if (one.etc or not one.head) and form[one.end - 1] != "》":
            one.shared, one.joined = shared, joined
        if one.end - one.start > 1:
            yield one


def _is_one(form: str, found: list[Member]) -> bool:
    """Whether what looks like a list is one name: 蓝天、碧水、净土三大保卫战; 助残救孤、双拥优抚工作机制."""
    first, last = found[0], found[-1]
    if (m := ONE_NAME.search(form, last.start, last.end)) and m.start() > last.start + 1:
        return True
    return len(found) == 2 and not first.head and form[first.end - 1] not in "”》" and is_system(last.head)


def _spans(form: str, phrase: Phrase, start: int, last: int) -> Iterator[tuple[int, int]]:
    """Where the list is cut: at 、 and between neighbouring quotations, and at 和 beside a whole name."""
    at = start
    for cut, a, b in _separators(form, phrase):
        if a < at or a >= last:
            continue
        if cut is Cut.AND and not (form[a - 1] in "”》" or form[b : b + 1] in ("“", "《") or head_of(form, at, a)):
            if not (form[a:b] == "和" and a - at >= 4 and form[last - 2 : last] in ("项目", "工程")):
                continue
        if a > at:
            yield at, a
        at = b
    if last > at:
        yield at, last


def _separators(form: str, phrase: Phrase) -> list[tuple[Cut, int, int]]:
    units = phrase.units
    between = [(Cut.COMMA, b, b) for (_, b), (a, _) in pairwise(units) if a == b and form[a] in "“《"]
    return sorted(phrase.seps + between, key=lambda cut: cut[1]) if between else phrase.seps


def _trim(form: str, start: int, end: int) -> tuple[int, str, str]:
    """(end, where counted, tail) of ``form[start:end]`` without the count, note and tail words that close it."""
    count = tail = ""
    if m := NOTE_AFTER.search(form, max(start, end - 4), end):
        end = m.start()
    if m := COUNT_AFTER.search(form, max(start, end - 24), end):
        count, end = "after", m.start()
    while (m := TRAILING.search(form, max(start, end - 5), end)) and m.start() > start + 1:
        if KEPT.search(form, max(start, end - 4), end):
            break
        tail, end = m[0] + tail, m.start()
    if m := WHEN_AFTER.search(form, max(start, end - 10), end):
        end = m.start()
    if m := NOTE_AFTER.search(form, max(start, end - 4), end):
        end = m.start()
    return end, count, tail


def _member(form: str, phrase: Phrase, start: int, end: int) -> Member:
    end, count, tail = _trim(form, start, end)
    while (m := LEADING.match(form, start, end)) and m.end() < end:
        start = m.end()
    if (m := COUNT_BEFORE.match(form, start, end)) and m.end() < end:
        start, count = m.end(), "before"
    return Member(start, end, phrase, head_of(form, start, end), count=count, tail=tail)
