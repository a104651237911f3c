"""The named things of a plan: every mention there of a project or system, and how each may be called again."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.promises.spoken import Clauses
from taizhang.reading.form import rule_form
from taizhang.reading.names.evidence import evidence
from taizhang.reading.names.find import placed
from taizhang.reading.names.rules import POINTS, START
from taizhang.reading.outline.types import Part

QUOTED = re.compile("“([^”]{2,30})”")
LEAD = re.compile(
    "^(?:做响|做优|做强|做大|提档|打造|建设|建成|推进|推动|实施|开展|加快|完善|健全|落实|推行|深化|启动|办好|争创|支持|抓好|构建|建立|坚持|用好|打响|优化|探索|迭代|巩固)+(?=[“\u4e00-\u9fff]{3})"
)
CLOSING = re.compile("(?:建设项目|项目建设|工程建设|项目|工程|建设|工作|任务)$")
ORDINAL = re.compile("^(?:第[一二三四五六七八九十\\d]+届|首届|新一轮)")
TIME = re.compile("(?:“?(?:五一|国庆|春节|七一)”?前|年内|年底前|上半年|[一二三四]季度|\\d{1,2}月(?:底|份)?前?)$")
OTHER = re.compile("布设.*$|首批资助.*$")
UNSURE = 0.18  # confidence of a phrase below which it is no name unless the next report repeats it
FAINT = 0.005
SHORT = 4
LONGEST = 24
WHEN = "(?:力争|确保|争取|计划|预计)?(?:于)?(?:“?(?:五一|国庆|春节|七一)”?前|年内|年底前?|年中|上半年|下半年|[一二三四]季度末?前?|\\d{1,2}月(?:底|份|末)?前?|秋季?学期|如期|全部|全面|正式|顺利|实现|完成|基本)*"
COMES = "(?:主体(?:工程|结构)?(?:封顶|完工|建成|完成)|建成|竣工|完工|投产|投用|投运|启用|投入(?:使用|运营|运行)|通车|通水|开通|上线|交付|并网|开工|动工|落地|封顶|运营|开放|营业|开灶|开园|开馆|开学|开班|供水|达产|试运行)"
PLACES = "段|路|大道|大桥|桥|站|厂|园|园区|产业园|物流园|院|馆|中心|学校|小学|中学|校区|医院|机场|港|码头|泊位|水库|电站|风电场|光伏电站|基地|广场|高速|高速公路|公路|铁路|通道|隧道|公寓|食堂|新区|新院区|二期|三期|一期|枢纽|综合体|技改|搬迁|搬迁项目|改造|改扩建|大厦|公园|生产线|项目|工程"
GATHERINGS = "大会|推介会|洽谈会|节|论坛|博览会|展会|马拉松|运动会|联赛|年会|峰会"
SCHEMES = "库|制度|机制|平台|办法|模式|联盟|行动|计划|政策|体系|清单|品牌|系统|先行区|试验区|示范区|试点"
COMING = re.compile(
    rf"(?:^|(?<=[、和及]))(?:同时|力争|确保|推动|促进|支持|保障|争取|加快|实现|让|使)?(?P<name>[\u4e00-\u9fff“”A-Za-z][\u4e00-\u9fff“”A-Za-z0-9—·（）]{{2,{LONGEST - 1}}}?){WHEN}{COMES}"
)
PUT_UP = re.compile(
    rf"(?:开工建设|启动建设|规划建设|加快建设|新建|建设|建成|启动|动工兴建|开工|推进|推动|加快|支持|实施|完成|谋划|办好|举办|建立|设立|成立|搭建|组建|推行|推开|健全|落实|出台)(?P<name>[\u4e00-\u9fff“”A-Za-z][\u4e00-\u9fff“”A-Za-z0-9—·+]{{2,{LONGEST - 1}}}?(?P<head>{PLACES}|{GATHERINGS}|{SCHEMES}))(?=建设|开工|前期|工作|等|$|、)"
)
PLACE = re.compile(f"(?:{PLACES})$")
BEGUN = re.compile("开工|动工|启动|谋划|规划建设")
NO_START = re.compile("[的了和及与为0-9]|一[个名套张条批]")
SET_UP = re.compile("建立|设立|成立|搭建|组建|推行|出台|办好|举办|健全|推开")
VAGUE = re.compile(
    "^(?:一批|各类|更多|重点|重大|一系列|相关|这些|所有|全县|全市|全区|城市|农村|产业|基础设施|有效|项目|企业|群众|经济|社会|现代|高标准|优质|特色|传统|新型|各项|配套|老旧)*(?:项目|工程|设施|园区|企业|产业|改革|建设|机制|制度|体系|平台|政策|行动|计划|基地|公路|道路|改造|学校|医院|中心|系统|清单|品牌|试点|示范区)*$"
)
COUNTED = re.compile("[0-9一二三四五六七八九十百千万两][个家所座条项处套公里]")


@dataclass(frozen=True, slots=True)
class Thing:
    """One named thing at its mention in the plan. Offsets are into the clean text."""

    start: int
    end: int
    name: str
    type: str
    confidence: float
    sure: bool = True  # a name, even where the next report never speaks of it


def things(first: Clauses) -> list[Thing]:
    """The named things of a plan, in reading order; those that are not `sure` count only where the next report repeats them."""
    kept: list[Thing] = []
    seen: set[str] = set()
    for source in (_named(first), [*_worded(first), *_phrases(first)]):  # surest first
        for thing in sorted(source, key=lambda t: (t.start, -t.sure, -t.confidence)):
            key = short(thing.name)
            if key in seen or len(key) < 3 or any(thing.start < k.end and k.start < thing.end for k in kept):
                continue
            if _too_short(thing):
                continue
            seen.add(key)
            kept.append(thing)
    return sorted(kept, key=lambda t: t.start)


def _too_short(thing: Thing) -> bool:
    """Whether a name is too short to tell, unless it stands in quotation marks: 搬迁项目."""
    return len(thing.name) <= SHORT and "“" not in thing.name and CLOSING.search(thing.name) is not None


def short(name: str) -> str:
    """A name without marks, the verb before it and what closes it: “荻惠贷” → 荻惠贷, 县城水厂工程 → 县城水厂."""
    plain = ORDINAL.sub("", re.sub("[“”‘’《》（）]", "", TIME.sub("", LEAD.sub("", name))))
    less = CLOSING.sub("", plain)
    return less if len(less) >= 3 else plain


def quoted(name: str) -> str | None:
    """What stands in quotation marks in a name, where it is long enough to tell."""
    match = QUOTED.search(name)
    return match[1] if match and len(match[1]) >= 2 else None


def _named(first: Clauses) -> Iterator[Thing]:
    """The names that the reader found, at their first mention in the plan."""
    plan = [s.span for s in first.reading.outline.sentences if s.part is Part.PLAN]
    if not plan:
        return
    for name in first.reading.names:
        at = first.reading.map.to_clean(name.span.start)
        if at is None:
            continue
        end = at + len(name.raw) if first.form[at : at + len(name.raw)] == rule_form(name.raw) else at + len(name.name)
        if any(s.start <= at < s.end for s in plan):
            yield _thing(first, at, end, name.name, name.type, name.confidence)
            continue
        for words in dict.fromkeys((rule_form(name.raw), rule_form(name.name), _bare(name.raw), short(name.raw))):
            again = next((i for s in plan if (i := first.form.find(words, s.start, s.end)) >= 0), -1)
            if again >= 0 and len(words) >= 4:
                yield _thing(
                    first, again, again + len(words), first.form[again : again + len(words)], name.type, name.confidence
                )
                break


def _bare(raw: str) -> str:
    return OTHER.sub("", LEAD.sub("", rule_form(raw)))


def _thing(first: Clauses, start: int, end: int, name: str, type_: str, confidence: float) -> Thing:
    """A thing without the verb or the date that the reader took for part of its name."""
    lead = LEAD.match(name)
    if lead and first.form[start:end] == name:
        start, name = start + lead.end(), name[lead.end() :]
    return Thing(start, end, name, type_, confidence)


def _worded(first: Clauses) -> Iterator[Thing]:
    """Phrases that a clause of the plan builds, opens or holds: …二期泊位建成投用, 办好…读书节."""
    for clause in first.all:
        if first.reading.outline.sentences[clause.sentence].part is not Part.PLAN:
            continue
        for pattern in (COMING, PUT_UP):
            for match in pattern.finditer(clause.text):
                name = match["name"]
                lead = LEAD.match(name)
                skip = lead.end() if lead else 0
                text = TIME.sub("", name[skip:])
                if not _telling(text):
                    continue
                facility = PLACE.search(text) is not None
                start = clause.start + match.start("name") + skip
                works = pattern is COMING or BEGUN.match(match[0]) is not None
                sure = (facility and works and len(text) >= 5) or (
                    pattern is PUT_UP and SET_UP.match(match[0]) is not None
                )
                yield Thing(start, start + len(text), text, "project" if facility else "system", 0.5, sure)


def _phrases(first: Clauses) -> Iterator[Thing]:
    """Phrases of the plan that the reader was not sure enough of to call them names."""
    glossary: frozenset[str] = frozenset()
    for group, sentence in placed(first.form, first.reading.outline):
        if sentence.part is not Part.PLAN:
            continue
        for member in group:
            system, project = START
            for rule in evidence(first.form, member, sentence, glossary):
                points = POINTS[rule]
                system += points[0]
                project += points[1]
            odds = math.exp(min(system, 50.0)) + math.exp(min(project, 50.0))
            sure = odds / (1 + odds)
            lead = LEAD.match(first.form[member.start : member.end])
            start = member.start + (lead.end() if lead else 0)
            text = TIME.sub("", first.form[start : member.end])
            counted = first.form[member.end : member.end + 1].isdigit()
            if sure < FAINT or not _telling(text) or (counted and sure < UNSURE):
                continue
            type_ = "project" if project > system else "system"
            yield Thing(start, start + len(text), text, type_, round(sure, 2), sure >= UNSURE)


def _telling(text: str) -> bool:
    """Whether a phrase may be a name: long enough, no count, no class of things."""
    return len(text) >= 4 and not VAGUE.match(text) and not COUNTED.search(text) and not NO_START.match(text)
