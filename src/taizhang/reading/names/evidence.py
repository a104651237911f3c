"""Which rules speak for or against a member. The rules themselves, with their points, are in ``rules``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taizhang.reading.names import quotes
from taizhang.reading.names.familiar import strange_pairs
from taizhang.reading.names.heads import KINDS, SYSTEM_KINDS, Kind
from taizhang.reading.names.members import Member
from taizhang.reading.names.schemes import SCHEME
from taizhang.reading.names.verbs import Follow, Lead, follow_of, lead_of
from taizhang.reading.outline.types import Part, Role, Sentence

NOTHING: frozenset[Kind] = frozenset()
PHYSICAL = re.compile(
    "改造|扩建|建设|管网|道路|公路|铁路|水|路|厂|桥|渠|河|修复|治理|排|电|矿|房|楼|搬迁|连通|整治|绿化|灌区|堤|站|库|供暖|供热|配套|设施|气化|光伏|园|港|通畅|"
    "加固|机场|航道|基地|清零"
)
PEOPLE = re.compile(
    "惠民|培育|人才|倍增|质量|强县|强医|强镇|强村|文明|幸福|传播|素养|培训|服务|共富|脱贫|致富|突围|助企|富民|英才|名师|阳光|梯次|梯度|计划|创业|就业|党|家庭|"
    "教育|健康|安康|关爱|爱心|希望|暖心|民心|德政"
)
INSPECTION = re.compile("督察|督查|巡视|巡察|审计|督导|检查")
CLAUSE = re.compile("[向让使]|创建.|争创|创成|不再|转变|改变|不变|愿景变|已采取|形象提升|八项规定")
VISION = re.compile("(?:平安|法治|健康|美丽|幸福|文明|活力|富强|和谐|清廉|诚信)[\u4e00-\u9fff]{2,3}")
FIELD_REFORM = re.compile("(?:体制|结构性|体制机制|要素|群团|财税|投融资|国企|国有企业|机构|教育|教学|金融|市场|领域)(?:市场化|综合)?改革$")
BATCH = re.compile("等(?:一大?批|一系列|各类|多个|系列)")
LEVEL = re.compile("国家级?|省级?|全国|自治区级?|市级|县级|世界|国际|一流|现代化?|高端|先进")
SEAT = re.compile("[市区县州盟旗省](?![域级区场政民])")
NUMBERED = re.compile("[0-9]|[一二三四五六七八九十](?:号|期|大|项|年)")
FUNDS = frozenset("贷 券 奖扶资金 奖补资金 补贴 奖励金 补助".split())
BUILT_KINDS = frozenset((Kind.SITE, Kind.LINE))
WORKS = frozenset("工程 项目 提升工程".split())
USED = re.compile("作用|成效|优势|前期|研究|论证|名单|试点|扫尾|征迁|事项|阵地|样板")
VAGUE = re.compile("任务|要求|目标|水平|环境|成果|效应|步伐|指标|领域|规模|行列|质量|方案")
GENERIC = re.compile(
    "(?:各类|各项|有关|相关|体制|长效|工作|管理|运行|服务|保障|政策|约束|激励|监督|考核|考评|重点|重大|主体|基础|配套|民生|社会|公共|城乡|农村|城市|产业|项目|企业|专业|专项|"
    "现代|创新|科技|人才|改革|发展|建设|治理|制度|内控|信息|数字|智能|高端|优质|特色|新型|综合|整体|财政|国有|监管|安全|生态|环境|绿色|文化|教育|医疗|卫生|养老|旅游|"
    "交通|水利|能源|农业|工业|招商引资|引领|示范|龙头|骨干|标准化|规模化|一批|更多|更高|更优|多元|三大|五大|主导|重要|关键|主要|有效|协调|联动|协同|落实|推进|评价|"
    "机关|政府|国家级|省级|市级|县级|国家|全国|全省|全市|自治区|供给侧结构性|医药卫生|投融资|行政|执法|财税|金融|群团|要素|市场化|土地|经济|民营|产权|集体|机构|党建|"
    "党风廉政|作风|法治|精神文明|文明|便民|惠民|为民|高品质|生产|生活|居住|住房|就业|创业|社保|民政|救助|物流|商贸|电商|消费|服务业|制造业|先进|产业化|集群|载体|"
    "功能|空间|开发|开放|合作|对外|区域|流域|污染|防治|防控|攻坚|风险|隐患|化解|矛盾|纠纷|信访|治安|平安|应急|救援|防灾|减灾|消防|食品|药品|质量|生产安全)++"
)


def evidence(form: str, member: Member, sentence: Sentence) -> list[str]:
    """Ids of the rules that speak on `member` of `sentence`."""
    text = form[member.start : member.end]
    own = KINDS.get(member.head, NOTHING)
    shared = KINDS.get(member.shared, NOTHING)
    if member.etc and shared and bool(shared & SYSTEM_KINDS) != bool(own & SYSTEM_KINDS):
        own = NOTHING
    found = [f"head.{kind}" for kind in own]
    found += _list(member, own, shared)
    lead, _ = lead_of(member.phrase.lead)
    follow, _ = follow_of(member.phrase.follow)
    found += (f"lead.{lead}", f"follow.{follow}")
    quoted = "“" in text or "《" in text
    if quoted:
        found += _quotation(form, member, text, own, lead)
    else:
        found += _shape(text, member)
    found += _works(member, text)
    if m := SCHEME.search(text):
        found.append("scheme.whole" if len(m[0]) + 2 >= len(text) else "scheme.part")
    if lead is Lead.PAY and member.head in FUNDS:
        found.append("fund.paid")
    if follow in (Follow.BUILT, Follow.MOVES) or "建设" in member.tail:
        if member.etc and shared and not shared & SYSTEM_KINDS:
            found.append("list.moves")
    if lead in (Lead.BUILD, Lead.FINISH) and not member.count and own & BUILT_KINDS:
        found.append("built.alone")
    if member.etc and BATCH.match(form, member.phrase.etc):
        found.append("list.batch")
    return found + list(_place(form, member, text, sentence))


def _list(member: Member, own: frozenset[Kind], shared: frozenset[Kind]) -> list[str]:
    if member.etc:
        return [f"list.{kind}" for kind in shared] or ["list.none"]
    if extra := shared - own:
        return [f"shared.{kind}" for kind in extra]
    return [] if own else ["head.none"]


def _quotation(form: str, member: Member, text: str, own: frozenset[Kind], lead: Lead) -> Iterator[str]:
    inner = m[1] if (m := quotes.INNER.search(text)) else ""
    after = text[max(text.rfind("”"), text.rfind("》")) + 1 :]
    if not after:
        yield "quote.whole"
        if lead is Lead.CARRY_OUT:
            yield "quote.carried-out"
    else:
        yield "quote.head" if own else "quote.text"
    if own and not own & SYSTEM_KINDS:
        yield "quote.project"
    if quotes.SLOGAN.search(inner):
        yield "quote.slogan"
    if quotes.AFTER_CLASS.match(after + member.tail) or form.startswith("的", member.end):
        yield "quote.class"
    if text[0] not in "“《":
        yield "quote.inside"
    if "《" in text:
        yield "book.rules" if quotes.RULES_BOOK.search(text) else "book.other"
    elif len(inner) < 3:
        yield "quote.short"
    elif len(inner) < 6:
        yield "quote.terse"
    if quotes.NUMBER.search(inner):
        yield "quote.number"


def _shape(text: str, member: Member) -> Iterator[str]:
    strange = strange_pairs(text)
    yield f"strange.{min(strange, 3)}"
    if CLAUSE.search(text):
        yield "name.clause"
    stem = text.removesuffix(member.head)
    if member.head and GENERIC.fullmatch(stem):
        yield "name.generic"
    if VISION.fullmatch(text):
        yield "name.vision"
    if member.head == "改革" and FIELD_REFORM.search(text):
        yield "reform.field"
    if len(stem) < 2:
        yield "name.short"


def _works(member: Member, text: str) -> Iterator[str]:
    if member.head in WORKS or member.joined in WORKS:
        yield "works.physical" if PHYSICAL.search(text) else "works.people" if PEOPLE.search(text) else "works.unsaid"
    elif (member.head == "整改" or member.joined.endswith("整改")) and INSPECTION.search(text):
        yield "inspection"


def _place(form: str, member: Member, text: str, sentence: Sentence) -> Iterator[str]:
    if member.count:
        yield f"count.{member.count}"
    if member.tail:
        if "建设" in member.tail:
            yield "tail.building"
        elif USED.search(member.tail):
            yield "tail.used"
        elif VAGUE.search(member.tail):
            yield "tail.vague"
    if NUMBERED.search(text):
        yield "name.number"
    if form[member.end : member.end + 1] in "，。；":
        yield "name.closes"
    if SEAT.match(text):
        yield "name.seat"
    elif LEVEL.match(text):
        yield "name.level"
    if member.phrase.end < member.phrase.clause_end - 12:
        yield "name.deep"
    if sentence.role is not Role.BODY:
        yield f"role.{sentence.role}"
    if sentence.part is not Part.PLAN:
        yield f"part.{sentence.part}"
