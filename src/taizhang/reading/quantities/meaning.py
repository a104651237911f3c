"""What a figure says besides its size: bound (op), kind, sign, stance and period."""

from __future__ import annotations

import re
from dataclasses import dataclass

from taizhang.ledger.types import Kind, Op, Period, Stance
from taizhang.reading.outline.types import Part
from taizhang.reading.quantities.verbs import last_characters

RULES: dict[str, tuple[str, tuple[str, ...]]] = {
    # id: (what it sees, texts with their figure in brackets)
    "op.after": ("以上 左右 以内 behind the figure", ("新增企业[60]家以上。",)),
    "op.before": ("超 突破 不低于 近 before the figure", ("产值突破[280]亿元。",)),
    "op.inside": ("余 or 多 inside the figure", ("开展活动[60]余场。",)),
    "kind.rank": ("a place in an order", ("综合评价居全省第[3]位。",)),
    "kind.points": ("percentage points are a change", ("占比提高[2]个百分点。",)),
    "kind.growth": ("per cent behind a word of change", ("投资增长[19]%。",)),
    "kind.share": ("per cent without a word of change", ("覆盖率[95]%。",)),
    "kind.delta": ("a change in absolute units", ("债务余额减少[3]亿元。",)),
    "kind.level": ("a total or a count", ("新增企业[87]家。",)),
    "sign.fall": ("a fall is negative", ("单位能耗下降[2]%以上。",)),
    "stance.part": ("the part of the report decides: review is actual, plan is target", ()),
    "stance.expected": ("预计 of the period under review", ("预计生产总值增长[6]%。",)),
    "stance.future": ("words of the future in a review", ("建成后防洪能力提升至[50]年一遇。",)),
    "stance.done": ("words of the past in a plan", ()),
    "period.part": ("the year of the part", ()),
    "period.before": ("由 X 到 Y: X is of the year before", ("森林覆盖率由[66]%提高到69%。",)),
    "period.state": ("in a review of several years, how things stand is of the last", ()),
    "period.until": ("到2025年", ("到2030年覆盖率达到[90]%。",)),
    "period.plan": ("“十四五”期间", ("“十四五”期间新增企业[20]家。",)),
    "period.each": ("每年 is for no one year", ("每年新增企业[10]家。",)),
    "period.named": ("a year named in the clause", ("2022年新增企业[10]家。",)),
    "period.none": ("a named project's total investment has no year", ("总投资[3]亿元的新城小学开工。",)),
}  # fmt: skip

# An enum's member takes five times as long to look up as a name, and every figure needs a dozen.
LEVEL, GROWTH, DELTA, SHARE, RANK = Kind
EQ, GE, GT, LE, LT, ABOUT = Op
ACTUAL, ESTIMATE, TARGET = Stance
REVIEW, PLAN = Part.REVIEW, Part.PLAN

AFTER = re.compile(
    r"(?P<ge>(?:及|或)?以上|之上)|(?P<about>左右|上下|（左右）)|(?P<le>(?:及|或)?以内|(?:及|或)?以下|之内|之下)|(?P<gt>有余|[余多](?![\u4e00-\u9fff]))"
)
OPENS_AFTER = frozenset("及或以之左上（有余多")
_BEFORE = {
    "ge": "不低于|不少于|不小于|不得低于|至少|最少|最低|力争超过?达到|保底",
    "le": "不超过|不高于|不多于|不大于|不突破|控制在|控制到|压减到|最多",
    "gt": "超过|超额?|超出|突破|逾|大于|高于|多于|好于|优于|破|越过|跨过|过",
    "lt": "低于|少于|小于|不足|不到|不满",
    "about": "(?<![签条合节预制])约为?|(?<![附邻临最])近|大约|接近|将近|大致|约占",
}
BEFORE = re.compile("(?:" + "|".join(f"(?P<{op}>{words})" for op, words in _BEFORE.items()) + ")(?:了|到|至)?[“‘]?$")
ENDS_BEFORE = last_characters("|".join(_BEFORE.values())) | frozenset("了到至“‘\n")
REACHED = re.compile(r"(?:迈上|迈过|跨上|跨越|踏上|达到)了?$")
CHANGE = re.compile(
    r"(?:增(?<!自然增)长|增速|增幅|增加|同比增|比增|年均增|递增|净增|上升|上涨|回升|提高|提升|提速|扩大|攀升|涨幅|涨|增|降低|下降|降幅|减少|压减|压缩|缩减|缩短|回落|减幅|精简|降|减|跌)"
    r"(?:了|率|幅度?|速度?)?(?:仅|只|再|均|都|也|分别|为|达到?|约为?|近|超过?|逾|突破|高达|不低于|不少于|不超过|控制在|保持在?|至少|力争|以上|：|在|稳定在|同比)*[“]?$"
)
FALL = re.compile(
    r"(?:降低|下降|降幅|减少|压减|压缩|缩减|削减|缩短|回落|减幅|精简|降|减|跌)(?:了|幅度?)?[\u4e00-\u9fff]{0,5}$"
)
TO = re.compile(
    r"(?:增加|提高|提升|上升|下降|降低|减少|扩大|增长|压减|缩短|回落|恢复|升|降|增|减)(?:到|至|为)(?:了)?(?:约|近|超过?|不低于)?$"
)
SHARE_NOUN = re.compile(
    r"(?:率|占比|比重|比例|份额|百分比|覆盖面|度|占[^，。；]{0,14})(?:达到?|为|约|近|超过?|稳定|保持|在|均|分别|提高到|提升到|控制|以上|不低于)*$"
)
ABSOLUTE = re.compile(
    r"(?:增加|减少|提高|提升|下降|降低|上升|上涨|增长|高于[\u4e00-\u9fff]{2,8}|低于[\u4e00-\u9fff]{2,8}|多|净减少?|同比多增|同比增加|比上年增|涨)(?:了|约|近|超过?|不低于|不少于|达)*$"
)
EXPECTED = re.compile("预计|预期|有望|估计|预测")
# Here and below every alternative opens with a character, so that a search skips to the next of these.
FUTURE = re.compile(
    "|".join(f"{done}[以之]?后" for done in "建成 投产 达产 完工 竣工 实施 投用 投运".split())
    + "|将(?:达|实现|新增|带动|形成|建|提|突破|超|增|可|有|于|推)|计划(?:总)?投资|力争|拟(?=[建定新在])|未来|明年"
)
PAST = re.compile(
    "截至|截止|目前|至今|迄今|已有|已经|已(?=[建完累实达投开])|去(?<![在比较为占]去)年|上(?<![在比较为占]上)年(?!度?末?增)|过去|一年来|近年来|累计已|今年今年[一上1]|前[一三]季度|上半年已|初步核算"
)
CUT_DOWN = re.compile("(?:压减|缩减|减少|精简|压缩)[^，。；、率比]{2,14}$")  # 压减内设机构11.7%
MOVED = re.compile("(?:前移|上升|提升|进位|后移|下降|跃升)了?$")
FROM = re.compile(r"(?:从|由)((?:19|20)\d\d)年的?$")
RATE_OF = re.compile("(?:较|比|同比|环比|比上)(?:去年|上年)")
PLAN_YEARS = re.compile(r"“?十([一二三四五六七])五”?(?:期间|时期|内|末|规划|期末|以来|前|中)?")
PLAN_FIRST = {"一": 2006, "二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031, "七": 2036}
UNTIL = re.compile(r"(?:到|至|截至|力争|争取)(20\d\d)年(?:底|末|年底|年末)?")
SPAN_YEARS = re.compile(r"(20\d\d)(?:年)?[-—~至](20\d\d)年")
NAMED_YEAR = re.compile(
    r"(?<![比较从自于由至到])(?<!按照)(?<!相比)((?:19|20)\d\d)年(?!前|以前|以来|起|同期|版|度计划|开局|工作|（)"
)
EACH = re.compile("每(?<!每[人户]每)年|逐年|历年")
AVERAGE = re.compile("年均(?!可)")
NOT_PLAN = re.compile("规划|以来|中|前|”?普法")
ORIGIN = re.compile("(?:由|从)(?:[^，。；到至]{0,12}的)?$")
STATE = re.compile(
    "(?:达到?|突破|超过?|提高到|提升到|增加到|增加至|增长到|扩大到|扩大至|升至|降至|增至|翻|有|为|仅|共有|至|到)(?:了|近|约)?$"
)
TOTAL = re.compile("(?:计划)?总投资(?:额|约|达|超过?|近|规模|为)*$")
AT_LEAST = re.compile("(?:至少|不少于|不低于)[\u4e00-\u9fff]{0,8}$")
LAST = re.compile("去(?<![在比较为占]去)年|上(?<![在比较为占]上)年(?![末度]?增长)")
DATED = re.compile(r"(?:19|20)\d\d年")  # without it nothing names a year in figures
FROM_HERE = re.compile("[由从][^，。；]{0,14}$")
FIVE = re.compile("过去五年|近五年|这五年|今后五年|未来五年|五年(?:来|间|累计)|本届政府")


CHANGES = (GROWTH, DELTA)
STATES = (SHARE, DELTA, RANK)
FALLEN_TO = re.compile("下降率|降到|降至|减至")
MEANT = re.compile("力争|确保|计划|将")
NAMES = {"ge": GE, "gt": GT, "le": LE, "lt": LT, "about": ABOUT}
FLIPPED = {GE: LE, GT: LT, LE: GE, LT: GT}


def bound(left: str, right: str, *, more: bool) -> tuple[Op, str | None, str]:
    """(bound, rule, `left` without the word of bound at its end) of a figure between `left` and `right`.

    A word behind wins: 控制在3%左右 is about 3.
    """
    before = BEFORE.search(left, max(0, len(left) - 10)) if left[-1:] in ENDS_BEFORE else None
    bare = left[: before.start()] if before else left
    if right[:1] in OPENS_AFTER and (after := AFTER.match(right)):
        return NAMES[str(after.lastgroup)], "op.after", bare
    if before:
        return NAMES[str(before.lastgroup)], "op.before", bare
    if ("少" in left or "低于" in left) and AT_LEAST.search(left, max(0, len(left) - 14)):
        return GE, "op.before", bare
    return (GT, "op.inside", bare) if more else (EQ, None, bare)


def kind_of(left: str, unit: str, *, rank: bool, counts: bool) -> tuple[Kind, str]:
    """What sort of figure stands behind `left`, the text of its clause up to the number; `counts` if a noun follows."""
    if rank:
        return RANK, "kind.rank"
    if unit in ("个百分点", "个基点"):
        return DELTA, "kind.points"
    if unit == "番":
        return GROWTH, "kind.growth"
    if unit == "位" and MOVED.search(left):
        return DELTA, "kind.delta"
    if unit in ("%", "‰", "倍", "成"):
        changed = (CHANGE.search(left) and not TO.search(left)) or CUT_DOWN.search(left)
        if changed:
            return GROWTH, "kind.growth"
        return (SHARE, "kind.share") if unit != "倍" else (LEVEL, "kind.level")
    if ABSOLUTE.search(left) and not counts:
        return DELTA, "kind.delta"
    return LEVEL, "kind.level"


def falls(bare: str, kind: Kind) -> bool:
    """Whether the change behind `bare`, the text before the figure without its bound, is a fall."""
    return (
        kind in CHANGES
        and (FALL.search(bare, max(0, len(bare) - 12)) is not None or CUT_DOWN.search(bare) is not None)
        and not FALLEN_TO.search(bare[-6:])
    )


def stance_of(part: Part, clause: str, *, expected: bool) -> tuple[Stance, str]:
    """Whether the figure of `clause` reports, expects or promises; `expected` if 预计 stands before it in its sentence."""
    if part is PLAN:
        done = PAST.search(clause) and not MEANT.search(clause)
        return (ACTUAL, "stance.done") if done else (TARGET, "stance.part")
    if expected:
        return ESTIMATE, "stance.expected"
    if FUTURE.search(clause):
        return TARGET, "stance.future"
    return ACTUAL, "stance.part"


@dataclass(slots=True)
class Years:
    """The years that a figure may be for: of its part, of the review, of the plan."""

    part: Period | None
    reviewed: Period | None
    planned: Period | None


def period_of(years: Years, kind: Kind, *, said: str, clause: str, left: str) -> tuple[Period | None, str]:
    """The year of a figure.

    `said` is its sentence up to the figure, parts before a semicolon included; `clause` the same of its own clause;
    `left` what stands between it and the figure before.
    """
    part = years.part
    several = part is not None and part.first < part.last
    if not _timed(said):
        return (
            (Period.year(part.last), "period.state")
            if part and several and _state(kind, left)
            else (part, "period.part")
        )
    dated = DATED.search(said) is not None
    if dated and (origin := FROM.search(said)):
        return Period.year(int(origin[1])), "period.named"
    if part and AVERAGE.search(left):
        return (part if several else None if FIVE.search(said) else part), "period.part"
    if dated and (until := _last(UNTIL, said)):
        return Period.year(int(until[1])), "period.until"
    if dated and (span := _last(SPAN_YEARS, clause)):
        return Period(int(span[1]), int(span[2])), "period.named"
    if EACH.search(said):
        return None, "period.each"
    if "五" in said and (plan := _last(PLAN_YEARS, said)) and not NOT_PLAN.match(said, plan.end()):
        first = PLAN_FIRST[plan[1]]
        ends = said[plan.end() - 2 : plan.end()] in ("期末", "”末", "末")
        return (Period.year(first + 4) if ends else Period(first, first + 4)), "period.plan"
    if dated and (named := _last(NAMED_YEAR, clause)):
        return Period.year(int(named[1])), "period.named"
    if LAST.search(clause) and years.planned and years.reviewed and part == years.planned:
        return years.reviewed, "period.named"
    if "明年" in clause and years.planned and years.reviewed != years.planned:
        return years.planned, "period.named"
    if part and ORIGIN.search(left):
        return Period.year(part.first - 1), "period.before"
    if part and part.first == part.last and FIVE.search(said):
        reached = kind is LEVEL and STATE.search(left)
        return (part if reached else Period(part.last - 4, part.last)), "period.named"
    if part and several and _state(kind, left):
        return Period.year(part.last), "period.state"
    return part, "period.part"


def _timed(said: str) -> bool:
    """Whether anything but the part may say the year."""
    return "年" in said or "“十" in said or FROM_HERE.search(said, max(0, len(said) - 16)) is not None


def _state(kind: Kind, left: str) -> bool:
    """Whether the figure says how things stand, which in a review of several years is at their end."""
    return kind in STATES or STATE.search(left) is not None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    last = None
    for match in pattern.finditer(text):
        last = match
    return last
