"""Which rules speak for or against a member. The rules themselves, with their points, are in ``rules``."""

from __future__ import annotations

import re

from taizhang.reading.names import quotes
from taizhang.reading.names.familiar import strange_pairs
from taizhang.reading.names.heads import BUILT_KINDS, KINDS, SYSTEM_KINDS, Kind
from taizhang.reading.names.members import Member
from taizhang.reading.names.naming import bare
from taizhang.reading.names.verbs import Follow, Lead, follow_of, lead_of
from taizhang.reading.names.words import Cut
from taizhang.reading.outline.places import stems
from taizhang.reading.outline.types import Part, Role, Sentence

NOTHING: tuple[Kind, ...] = ()
MADE = frozenset((Lead.BUILD, Lead.FINISH))
MOVING = frozenset((Follow.BUILT, Follow.MOVES))
HEAD_RULES = {kind: f"head.{kind}" for kind in Kind}
SHARED_RULES = {kind: f"shared.{kind.wide}" for kind in Kind}
LIST_RULES = {kind: f"list.{kind.wide}" for kind in Kind}
LEAD_RULES = {lead: f"lead.{lead}" for lead in Lead}
FOLLOW_RULES = {follow: f"follow.{follow}" for follow in Follow}
STRANGE_RULES = ("strange.0", "strange.1", "strange.2", "strange.3")
WORKS = frozenset(("工程", "项目", "提升工程"))
PHYSICAL = re.compile(
    "改造|扩建|建设|管网|道路|公路|铁路|水|路|厂|桥|渠|河|修复|治理|排|电|矿|房|楼|搬迁|连通|整治|绿化|灌区|堤|站|库|供暖|供热|配套|设施|气化|光伏|园|港|通畅|"
    "加固|机场|航道|基地|清零"
)
PEOPLE = re.compile(
    "惠民|培育|人才|倍增|质量|强县|强医|强镇|强村|文明|幸福|传播|素养|培训|服务|共富|脱贫|致富|突围|助企|富民|英才|名师|阳光|梯次|梯度|计划|创业|就业|党|家庭|"
    "升级|制造|创新|增效|品牌|融合|提标|减负|营商|企业|链主|数字|攻坚|消费|教育|健康|安康|关爱|爱心|希望|暖心|民心|德政"
)
CLAUSE = re.compile("[向让使]|创建.|争创|创成|不再|转变|改变|不变|八项规定")
VISION = re.compile("(?:平安|法治|健康|美丽|幸福|文明|活力|富强|和谐|清廉|诚信)[\u4e00-\u9fff]{2,3}")
FIELD_REFORM = re.compile(
    "(?:体制|结构性|机制|要素|群团|财税|投融资|国企|国有企业|机构|教育|教学|金融|市场|领域)(?:市场化|综合)?改革$"
)
BATCH = re.compile("等(?:一大?批|一系列|各类|多个|系列)")
VAGUE = re.compile("任务|要求|目标|水平|环境|成果|效应|步伐|指标|领域|规模|行列|质量|方案")
NOTE = re.compile(r"(?:（\d{1,2}）|\[\d{1,3}\])")
CODE = re.compile(r"[GSX]\d{2,4}|国道|省道|\d{3}国道")


def evidence(form: str, member: Member, sentence: Sentence, glossary: frozenset[str] = frozenset()) -> list[str]:
    """Ids of the rules that speak on `member` of `sentence`; `glossary` holds the terms that the report explains."""
    text = form[member.start : member.end]
    own = KINDS.get(member.head, NOTHING)
    shared = KINDS.get(member.shared, NOTHING)
    if member.etc >= 0 and shared and SYSTEM_KINDS.isdisjoint(shared) != SYSTEM_KINDS.isdisjoint(own):
        own = NOTHING
    lead, follow = lead_of(member.phrase.lead), follow_of(member.phrase.follow)
    found = _heads(form, member, own, shared, follow)
    if lead is not Lead.NONE:
        found.append(LEAD_RULES[lead])
    if follow is not Follow.NONE:
        found.append(FOLLOW_RULES[follow])
    if "“" in text or "《" in text:
        found += _quotation(form, member, text, bool(own))
    else:
        found += _plain(text, member)
    if own and not member.count and not BUILT_KINDS.isdisjoint(own):
        found += _built(member, lead, follow)
    if member.head in WORKS or member.joined in WORKS:
        if PHYSICAL.search(text):
            found.append("works.physical")
        elif PEOPLE.search(text):
            found.append("works.people")
    return found + _place(form, member, text, sentence, glossary)


def _heads(form: str, member: Member, own: tuple[Kind, ...], shared: tuple[Kind, ...], follow: Follow) -> list[str]:
    if member.etc < 0:
        found = [HEAD_RULES[kind] for kind in own] if own else []
        if shared:
            found += [SHARED_RULES[kind] for kind in shared]
        return found or ["head.none"]
    found = [HEAD_RULES[kind] for kind in own]
    found += [LIST_RULES[kind] for kind in shared] or ["list.none"]
    if shared and SYSTEM_KINDS.isdisjoint(shared) and (follow in MOVING or "建设" in member.tail):
        found.append("list.moves")
    if BATCH.match(form, member.etc):
        found.append("list.batch")
    return found


def _quotation(form: str, member: Member, text: str, headed: bool) -> list[str]:
    found = []
    inner = m[1] if (m := quotes.INNER.search(text)) else ""
    after = text[max(text.rfind("”"), text.rfind("》")) + 1 :]
    if not after:
        found.append("quote.whole")
    else:
        found.append("quote.head" if headed else "quote.text")
    if "《" in text:
        found.append("book.rules" if quotes.RULES_BOOK.search(text) else "book.other")
    elif len(inner) < 3:
        found.append("quote.short")
    if quotes.SLOGAN.search(inner):
        found.append("quote.slogan")
    if quotes.AFTER_CLASS.match(after + member.tail) or form.startswith("的", member.end):
        found.append("quote.class")
    return found


def _plain(text: str, member: Member) -> list[str]:
    found = [STRANGE_RULES[min(strange_pairs(text), 3)]]
    if CLAUSE.search(text):
        found.append("name.clause")
    if member.head == "改革" and FIELD_REFORM.search(text):
        found.append("reform.field")
    elif VISION.fullmatch(text):
        found.append("name.vision")
    return found


def _built(member: Member, lead: Lead, follow: Follow) -> list[str]:
    if lead in MADE:
        return ["built.before"]
    if follow is Follow.BUILT:
        return ["built.after"]
    return ["built.under-way"] if "建设" in member.tail else []


def _place(form: str, member: Member, text: str, sentence: Sentence, glossary: frozenset[str]) -> list[str]:
    found = []
    for cut, start, end in member.phrase.marks:
        if cut is Cut.SCHEME and member.start <= start and end <= member.end:
            found.append("scheme.whole" if end - start + 2 >= len(text) else "scheme.part")
            break
    if member.count:
        found.append("count.before" if member.count == "before" else "count.after")
    if "建设" in member.tail:
        found.append("tail.building")
    elif member.tail and VAGUE.search(member.tail):
        found.append("tail.vague")
    after = form[member.end : member.end + 1]
    if after in "，。；":
        found.append("name.closes")
    if text[0] in "GSX国省0123456789" and CODE.match(text):
        found.append("name.code")
    if names_place(text):
        found.append("name.place")
    if (
        (after in ("（", "[") and NOTE.match(form, member.end))
        or (("（" in text or "[" in text) and NOTE.search(text))
        or (glossary and bare(text) in glossary)
    ):
        found.append("name.explained")
    if sentence.role is Role.HEADING:
        found.append("role.heading")
    if sentence.part is Part.REVIEW:
        found.append("part.review")
    return found


def names_place(text: str) -> bool:
    """Whether `text` begins with a division of GB/T 2260 as people say it: 阳城 of 阳城蟒河抽水蓄能项目."""
    places = stems().get(text[:2])
    return places is not None and any(text.startswith(stem) for stem, _ in places)
