"""Where the report looks back, where it looks ahead, and for which years."""

from __future__ import annotations

import re
from dataclasses import dataclass

from taizhang.ledger.types import Period
from taizhang.reading.outline.paragraphs import Paragraph
from taizhang.reading.outline.types import Part

YEAR = r"(?:(?:19|20)\d\d)"
REVIEW_HEAD = re.compile(
    r"(?:回顾|(?:完成|执行|落实)情况|工作总结|工作情况|主要工作(?:和|及)?成效|(?:取得|主要)的?成就)"
)
PLAN_WORDS = "(?:工作安排|安排建议|目标任务|主要目标|预期目标|重点工作|主要任务|展望|总体要求|总体思路|工作建议|工作打算|奋斗目标|工作部署|工作重点)"
PLAN_HEAD = re.compile(
    rf"(?:{YEAR}年|今年|明年|新的一年|下一步|(?P<long>(?:今后|未来|下一?个)五年|“十[一二三四五六七]五”)).{{0,18}}(?:{PLAN_WORDS}|任务|意见)"
    rf"|(?<![\u4e00-\u9fff]){PLAN_WORDS}"
)
PLAN_SENTENCE = re.compile(
    rf"(?:{YEAR}|今)年.{{0,24}}(?:总体要求|总体思路|主要预期目标|预期目标|主要目标)|主要预期目标(?:是|为)?："
    rf"|(?:今年|{YEAR}年)是.{{4,60}}(?:之年|一年|关键年|开局年|重要节点)"
)
BACK_HEAD = re.compile(
    r"(?:附件\d?[：:]?)?(?:名词(?:解释|注释)|有关(?:名词|用语)(?:解释|说明)|注释|相关名词.{0,6})[：:]?$|附(?:件|表|注)\d?[：:]?$"
)
CHROME = re.compile(
    r"责任编辑|新闻热线|相关(?:阅读|链接|新闻)|声明[：:]|网友评论|上一篇|下一篇|版权|分享到|打印本页|关闭窗口|主办单位|ICP备|【字号"
)
DELIVERED = re.compile(rf"(?P<year>{YEAR})(?:年[ ]?\d{{1,2}}月|[-./]\d{{1,2}}[-./]\d{{1,2}})")
BULLETIN = re.compile(rf"(?P<year>{YEAR})年[^\n]{{0,24}}(?:公报|年鉴|概况)")
FULL_YEAR = re.compile(rf"(?P<year>{YEAR})年")
SALUTATION = re.compile(r"(?:各位代表|各位委员|各位主任|同志们|主任、各位)")
AHEAD = re.compile("将(?!军|来)|力争|确保|年内|争取|下一步|(?:继续|努力|奋力|加快)[\u4e00-\u9fff]")
PROMISED = re.compile(  # what a sentence of an undivided text says when it looks ahead, whatever stands round it
    "(?<![即必并])将(?![军来近领才])(?![^，。]{1,16}(?:打造成|列入|纳入|作为))|力争|争取(?:年|到|在)|下一步|下半年|(?<!\\d)年底前|(?<!\\d)年内|到年底|明年|计划(?:[在秋春到于投新建打整用]|年)|打算|拟[建于在]|(?<![不只需主首重])要(?:[在把让抓新建再以确加]|继续)|(?:完成|实现)全年[^，。]{0,12}(?:计划|目标)，|全年(?:要|力争)|接下来|还(?:要|得)"
)
TOLD = re.compile("今年以来|上半年|去年|截至|目前(?!正)|已经|已(?=[建完累实达投开有])|[1-9]至[1-9]月|同比|比去年")
DONE = re.compile("了|已|完成|荣获|获评|创成|建成|新增|同比|比上年|去年|实现")
FIVE_YEARS = re.compile(r"(?:过去|近|这|刚刚过去的)五年|五年来|本届政府(?:任期|以来|五年)")


@dataclass(frozen=True, slots=True)
class Parts:
    """Index of the first paragraph of each part, and the years they are for."""

    review: int
    plan: int  # equal to `back` where the document does not look ahead
    back: int
    reviewed: Period | None
    planned: Period | None
    ahead: Period | None  # the five years of a "今后五年" section, where there is one
    headed: bool  # a heading, or a sentence on the year's goals, parts review from plan

    def of(self, paragraph: int) -> Part:
        """The part that the paragraph with this index belongs to."""
        if paragraph >= self.back:
            return Part.BACK
        if paragraph >= self.plan:
            return Part.PLAN
        return Part.REVIEW if paragraph >= self.review else Part.FRONT


def find_parts(text: str, paragraphs: list[Paragraph]) -> Parts:
    """Find the parts by headings, else by the sentences that open a year's plan."""
    back = _back(text, paragraphs)
    review, review_year = _review(text, paragraphs, back)
    plan, plan_year, headed = _plan(text, paragraphs, max(review, 0), back, review_year)
    year = plan_year or (review_year + 1 if review_year else None) or _year_of(text, paragraphs[:back])
    if review < 0:
        review = _body(text, paragraphs, min(plan, back))
    if not headed and _looks_ahead(text, paragraphs[review:back]):
        plan = review
    reviewed: Period | None = None
    planned: Period | None = None
    if plan < back and headed:
        planned = Period.year(year) if year else None
        last = review_year or (year - 1 if year else None)
        reviewed = Period.year(last) if last else None
        if reviewed and FIVE_YEARS.search(text, paragraphs[review].start, paragraphs[review].start + 120):
            reviewed = Period(reviewed.last - 4, reviewed.last)
    elif year:
        reviewed = planned = Period.year(review_year or year)
    return Parts(review, plan, back, reviewed, planned, None, headed)


def _back(text: str, paragraphs: list[Paragraph]) -> int:
    """First paragraph of the glossary or of the page's tail; the number of paragraphs where there is none."""
    count = len(paragraphs)
    for index in range(count - 1, count // 2, -1):
        p = paragraphs[index]
        if p.end - p.start <= 24 and BACK_HEAD.match(text, p.start, p.end):
            return index
    first = count
    for index in range(count - 1, max(count - 30, count // 2), -1):
        p = paragraphs[index]
        if p.end - p.start <= 200 and CHROME.search(text, p.start, p.end):
            first = index
    return first


def _review(text: str, paragraphs: list[Paragraph], back: int) -> tuple[int, int | None]:
    for index, p in enumerate(paragraphs[:back]):
        if p.is_heading and REVIEW_HEAD.search(text, p.start, p.end):
            return index, _named_year(text, p)
    return -1, None


def _plan(
    text: str, paragraphs: list[Paragraph], after: int, back: int, reviewed: int | None
) -> tuple[int, int | None, bool]:
    for index in range(after + 1, back):
        p = paragraphs[index]
        if p.is_heading and p.end - p.start <= 40 and PLAN_HEAD.search(text, p.start, p.end):
            return index, _named_year(text, p) or _plan_year(text, paragraphs[index:back]), True
    for index in range(after, back):
        p = paragraphs[index]
        for start, end in p.sentences:
            if PLAN_SENTENCE.search(text, start, min(end, start + 120)):
                year = _named_year(text, Paragraph(start, min(end, start + 60), None, []))
                if not (year and reviewed and year <= reviewed):
                    return index, year or _plan_year(text, paragraphs[index:back]), True
    return back, None, False


def _named_year(text: str, paragraph: Paragraph) -> int | None:
    match = FULL_YEAR.search(text, paragraph.start, paragraph.end)
    return int(match["year"]) if match else None


def _plan_year(text: str, paragraphs: list[Paragraph]) -> int | None:
    """The year that a plan without a dated heading names first as its own: 2024年是…, 2024年经济社会发展…."""
    for p in paragraphs[:12]:
        if match := re.compile(rf"({YEAR})年(?:是|.{{0,12}}(?:发展|工作|目标))").search(text, p.start, p.end):
            return int(match[1])
    return None


def _body(text: str, paragraphs: list[Paragraph], end: int) -> int:
    """First paragraph of substance where no heading opens the review."""
    for index, p in enumerate(paragraphs[: max(end, 0)]):
        if SALUTATION.match(text, p.start):
            return min(index + 1, end)
    for index, p in enumerate(paragraphs[: max(end, 0)]):
        if len(p.sentences) > 1 or p.end - p.start > 40:
            return index
    return 0


def sentence_part(text: str, start: int, end: int, usual: Part) -> Part:
    """The part of a sentence where no heading divides review from plan: what it says itself, else what is usual."""
    if PROMISED.search(text, start, end):
        return Part.PLAN
    return Part.REVIEW if TOLD.search(text, start, end) else usual


def _looks_ahead(text: str, paragraphs: list[Paragraph]) -> bool:
    """Whether a body without any heading for it speaks of what will be done rather than of what was."""
    ahead = behind = 0
    for p in paragraphs:
        for start, end in p.sentences:
            if AHEAD.search(text, start, end):
                ahead += 1
            elif DONE.search(text, start, end):
                behind += 1
    return ahead > behind


def _year_of(text: str, paragraphs: list[Paragraph]) -> int | None:
    """The year a document speaks in: of its date line, else the year it names most often."""
    head = text[: paragraphs[min(8, len(paragraphs) - 1)].end] if paragraphs else ""
    if match := BULLETIN.search(head):
        return int(match["year"])
    if match := DELIVERED.search(head):
        return int(match["year"])
    counts: dict[int, int] = {}
    for match in FULL_YEAR.finditer(text):
        year = int(match["year"])
        counts[year] = counts.get(year, 0) + 1
    return max(counts, key=lambda y: (counts[y], y)) if counts else None
