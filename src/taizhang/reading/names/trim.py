"""Takes from a stretch of text what is not part of a name: counts, notes, times, 一批 before it, 建设工作 after it."""

from __future__ import annotations

import re

from taizhang.reading.names.endings import Endings

_UNITS = "个家项条处座套户亩人次件名所宗笔台辆部场支只米吨期批头页起类篇张度对"
_COUNT = (
    r"(?:约|近|超|达|逾|共|累计|完成|总投资)?\d[\d.,]*+(?:[-—~至]\d[\d.]*+)?[余多]?[万亿千百]?[余多]?"
    rf"(?:平方公里|平方米|立方米|公里|亩|万?亿?美?元|[{_UNITS}]|%)(?:次|以上|左右|余|多)?"
)
_TAILS = """
试点工作 专项工作 建设工作 前期工作 规划编制 规划研究 论证研究 征迁准备 征拆扫尾 主体建设 建设进度 前期论证 研究 论证 扫尾 工作 任务 要求 进展
前期 成效 成果 作用 经验 效应 水平 名单 范围 步伐 进度 优势 功能 阵地 建设 覆盖面 质效 样板 行列 目标 力度 质量 占比 比例 总额 销售额 知名度
事项 领域 规模 覆盖 环境 效果 影响力 进程 方案 试点县市 试点市 试点县 合格城市 重点村 扩面提质 走深走实 品种 应用 推广 征迁 完工 后半篇文章 指标
深入人心 有效衔接 运用 主体
""".split()
COUNT_AFTER = re.compile(f"(?:{_COUNT}[和、]?){{1,3}}$")
DIGIT = re.compile(r"\d")  # each count has one, at most three characters from its start (总投资5亿元)
COUNT_BEFORE = re.compile(f"(?:{_COUNT}[的、]?){{1,3}}")
COUNTED_LAST = frozenset(_UNITS + "里米亩元%次上右余多")
COUNTED_FIRST = frozenset("0123456789约近超达逾共累完总")
NOTE_AFTER = re.compile(r"(?:（\d{1,2}）|\[\d{1,3}\])$")
TAILS = Endings(_TAILS)
KEPT = ("行动方案", "提升方案", "治理方案", "实施方案", "整改方案", "推进建设")
WHEN_AFTER = re.compile(
    r"(?:计划|将于|于|预计)?(?:20\d\d年|今年|年底前?|年内|上半年|下半年|春学期|秋学期|\d{1,2}月底?前?|[一二三四]季度)前?$"
)
WHEN_LAST = frozenset("年底前内期月度")
LEADING = re.compile(
    "(?:(?P<class>一大?批|一系列|各类|更多)"
    "|了|以|将|把|对|在|由|向|为|与|和|及|从|按|并|各项?|新一轮|全国首个|首[个批家]|好|年内|第[一二三四五六七八九十]批)"
    "(?!工代|奖代|旧换|时|点|国|县|市|口|谐|睦)"
)
LEADING_FIRST = frozenset("一各更了以将把对在由向为与和及从按并新全首好年第")
TRIMMED_LAST = (
    COUNTED_LAST | TAILS.last | WHEN_LAST | frozenset("）]")
)  # a stretch that ends otherwise has nothing to trim
TRIMMED_FIRST = COUNTED_FIRST | LEADING_FIRST


def trim(form: str, start: int, end: int) -> tuple[int, int, str, str]:
    """(start, end, where a number counts it: "", "before", "after", tail) of what is left of the stretch."""
    count = tail = ""
    if form[end - 1] in TRIMMED_LAST:
        end, count, tail = trim_end(form, start, end)
    if form[start] in TRIMMED_FIRST:
        start, counted = trim_start(form, start, end)
        count = "before" if counted else count
    return start, end, count, tail


def trim_end(form: str, start: int, end: int) -> tuple[int, str, str]:
    """(end, "after" where a number counts it, tail) without the count, note, time and tail words that close the stretch."""
    count = tail = ""
    if form[end - 1] in "）]" and (m := NOTE_AFTER.search(form, max(start, end - 5), end)):
        end = m.start()
    if form[end - 1] in COUNTED_LAST:
        begin = max(start, end - 24)
        if (digit := DIGIT.search(form, begin, end)) and (
            m := COUNT_AFTER.search(form, max(begin, digit.start() - 3), end)
        ):
            count, end = "after", m.start()
    while form[end - 1] in TAILS.last and (word := TAILS.longest(form, start, end)):
        if end - len(word) < start + 2 or form.endswith(KEPT, start, end):
            break
        tail, end = word + tail, end - len(word)
    if form[end - 1] in WHEN_LAST and (m := WHEN_AFTER.search(form, max(start, end - 10), end)):
        end = m.start()
    if form[end - 1] in "）]" and (m := NOTE_AFTER.search(form, max(start, end - 5), end)):
        end = m.start()
    return max(end, start), count, tail


def trim_start(form: str, start: int, end: int) -> tuple[int, bool]:
    """(start, whether a number or 一批 counts it) without the count and the small words that open the stretch."""
    counted = False
    while start < end and form[start] in LEADING_FIRST and (m := LEADING.match(form, start, end)) and m.end() < end:
        start, counted = m.end(), counted or bool(m["class"])
    if start < end and form[start] in COUNTED_FIRST and (m := COUNT_BEFORE.match(form, start, end)) and m.end() < end:
        return m.end(), True
    return start, counted
