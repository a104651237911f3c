"""From a sentence to its quantities: each figure with its meaning and the phrase it measures, phrases shared along the sentence."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal

from taizhang.ledger.types import Kind, Op, Period, Stance
from taizhang.reading.outline.types import Part
from taizhang.reading.quantities import indicator as phrases
from taizhang.reading.quantities.find import Found
from taizhang.reading.quantities.indicator import Phrase
from taizhang.reading.quantities.meaning import (
    AFTER,
    FLIPPED,
    TOTAL,
    Years,
    bound,
    falls,
    kind_of,
    period_of,
    stance_of,
    without_bound,
)
from taizhang.reading.quantities.units import COUNTING
from taizhang.reading.quantities.verbs import COUNTED_START, DROPPED, VERBS_ONLY

CUT = re.compile(r"“[^”]*”|《[^》]*》|（[^）]*）|[，；：]")
RANKED = re.compile(r"(?:连续[\u4e00-\u9fff\d]{1,5}?)?(?:位居|位列|稳居|跃居|居|名列|列|排名第?|排|位次)?(?P<scope>[\u4e00-\u9fff]{0,8})(?:第|前)$")
SCOPE = re.compile("(?P<what>.*?)(?:连续[\u4e00-\u9fff\\d]{1,5}?)?(?:继续|保持|稳定|均|再次)?(?:位居|位列|稳居|跃居|居|名列|列|排名|排在?|升至|跃升至|进入|跻身|挺进)(?P<scope>[\u4e00-\u9fff]{1,10}?)(?:第|前)$")
RESPECTIVELY = re.compile("(?P<heads>.*?)(?:年均|均|预计)?分别(?P<act>[^，。；\\d]*)$")
TOPIC_END = re.compile("(?:初见成效|取得|成效|进展|持续|深入|有序|全面|顺利|加快|不断|成功|通过|获|建成|完成|编制|规划编制)")
RELATIVE = frozenset(("元", "美元", "%", "个百分点", "倍", "‰"))  # units of sums and rates: what they measure stands before them
CLAUSE = 160  # characters of a clause, and of a sentence, that are looked at: real ones are shorter, hostile ones are not
SENTENCE = 600
HEADS = re.compile("[、和与及]")
COUNTED_HEAD = re.compile(r"\d+(?:\.\d+)?[万亿]?(?:个|家|项|条|座|所|名|户|件)")
INDUSTRY = {"number.industry-1": "第一产业", "number.industry-2": "第二产业", "number.industry-3": "第三产业"}
OWN_HEAD = re.compile("[率额量值入数资度重比款金产积本]$")


@dataclass(frozen=True, slots=True)
class Draft:
    """A quantity in clean offsets, complete but for its place in the document."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None
    unit: str
    op: Op
    kind: Kind
    stance: Stance
    period: Period | None
    indicator: str
    rules: tuple[str, ...]


@dataclass(slots=True)
class Context:
    """What the document says about a sentence."""

    part: Part
    period: Period | None
    reviewed: Period | None
    planned: Period | None
    expected: bool = False  # an earlier 预计…（下同） of the paragraph holds here too


def compose(form: str, start: int, end: int, found: list[Found], context: Context) -> list[Draft]:
    """The quantities of the sentence ``form[start:end]``, whose figures are `found`."""
    cuts = [m.start() for m in CUT.finditer(form, start, end) if m.end() - m.start() == 1]
    drafts: list[Draft] = []
    said: Phrase | None = None  # the phrase of the figure before
    heads: list[str] = []
    group: list[Phrase] = []  # the items of the list that the figure before ended
    kind: Kind | None = None
    years = Years(context.period, context.reviewed, context.planned)
    opening = max(form.rfind(c, max(0, start - SENTENCE), start) for c in "。！？\n") + 1
    for index, q in enumerate(found):
        at = bisect_left(cuts, q.start)
        clause = max(cuts[at - 1] + 1 if at else start, q.start - CLAUSE)
        before = found[index - 1] if index else None
        hi = min(_next(cuts, q.end, end), found[index + 1].start if index + 1 < len(found) else end, q.end + CLAUSE)
        left, right = form[clause : q.start], form[q.end : hi]
        linked = False
        if before and before.end > clause:
            gap = form[before.end + _after(form, before.end, q.start) : q.start]
            left, linked = _own(gap, said)
        following = index + 1 < len(found) and not right and found[index + 1].start == q.end
        if following:  # 10件28项民生实事
            later = found[index + 1]
            right = form[later.end : min(_next(cuts, later.end, end), later.end + CLAUSE)]
        op, op_rule = bound(left, form[q.end : min(end, q.end + 6)], more=q.more)
        bare = without_bound(left)
        unit = q.unit
        kind_before = kind
        tail = phrases.tidy(right)
        noun_behind = bool(tail) and not phrases.NOT_BEHIND.match(tail) and ("\u4e00" <= tail[0] <= "\u9fff" or tail[0] in "“《")
        kind, kind_rule = kind_of(bare, unit, rank=q.rank, counts=noun_behind)
        inner = phrases.strip_tail(phrases.LINK.sub("", phrases.tidy(bare)), change=kind in (Kind.GROWTH, Kind.DELTA))
        if linked and not inner and before and kind_before is not None and unit == before.unit and unit in ("%", "个百分点"):
            kind = kind_before
        if industry := INDUSTRY.get(q.rules[0]):
            phrase, kind = Phrase("", f"{industry}增加值占地区生产总值比重", "indicator.industries"), Kind.SHARE
        if q.first:
            op = Op.LE
        if "number.multiplier" in q.rules and op is Op.EQ:
            op = Op.GE
        value = q.value
        sign: tuple[str, ...] = ()
        if falls(left, kind) or (linked and not inner and drafts and drafts[-1].value < 0 and kind is drafts[-1].kind):
            value, op, sign = -value, FLIPPED.get(op, op), ("sign.fall",)
        stance, stance_rule = stance_of(context.part, form[max(opening, q.start - SENTENCE) : q.start], form[clause:hi], expected=context.expected)
        period, period_rule = period_of(
            years, kind, said=form[max(opening, q.start - SENTENCE) : q.start], clause=form[clause : q.start], left=left
        )
        if industry:
            heads = []
        elif heads and linked and not inner:
            phrase = Phrase("", heads.pop(0), "indicator.heads")
        elif "分别" in left and (paired := _pair(left, form[clause : q.start], found[index:], form)):
            phrase, heads = Phrase("", paired[0], "indicator.heads"), paired[1:]
        else:
            heads = []
            phrase = _phrase(form, q, left, tail, kind, clause, start, end, linked=linked, behind=noun_behind, said=said, group=group)
        if TOTAL.search(bare) and said is None and not re.match("的\\d", right + form[hi : hi + 1]):
            period, period_rule = None, "period.none"
        if context.part is Part.REVIEW and period and context.reviewed and period.last > context.reviewed.last:
            stance, stance_rule = Stance.TARGET, "stance.future"
        if stance is Stance.TARGET and context.part is Part.REVIEW and period_rule == "period.part":
            period = None
        phrase.money = unit in RELATIVE
        group = [*group, phrase] if linked and group and phrase.verb == group[0].verb else [phrase]
        said = phrase
        name = phrase.text
        if "PM2.5" in name and unit == "微克":
            unit = "微克/立方米"
        rules = (*q.rules, *([op_rule] if op_rule else ()), kind_rule, *sign, stance_rule, period_rule, phrase.rule)
        drafts.append(Draft(q.start, q.end, value, q.high, unit, op, kind, stance, period, name, rules))
    return drafts


def _own(gap: str, said: Phrase | None) -> tuple[str, bool]:
    """(what leads up to a figure, whether it goes on a list) of the text between it and the figure before.

    Where the figure before has its noun behind it, that noun is the other's: 44个游园、8个广场.
    """
    if said is None or said.rule != "indicator.behind":
        return gap, phrases.LINK.match(gap) is not None
    links = [m.end() for m in phrases.SPLIT.finditer(gap)]
    if links:
        return gap[links[-1] :], True
    return (gap[len(said.noun) :] if gap.startswith(said.noun) else gap), False


def _next(cuts: list[int], at: int, end: int) -> int:
    """The first of the ascending `cuts` at or after `at`; `end` where there is none."""
    index = bisect_left(cuts, at)
    return cuts[index] if index < len(cuts) else end


def _after(form: str, at: int, limit: int) -> int:
    match = AFTER.match(form, at, limit)
    return match.end() - at if match else 0


def _pair(left: str, clause: str, rest: list[Found], form: str) -> list[str] | None:
    """The heads that 分别 pairs with the figures of `rest`, completed; None where they do not match."""
    match = RESPECTIVELY.match(phrases.strip_tail(without_bound(clause), change=False) if "分别" in phrases.strip_tail(clause, change=False) else clause)
    if not match:
        return None
    group = 1
    for a, b in itertools.pairwise(rest):
        gap = form[a.end + _after(form, a.end, b.start) : b.start]
        if phrases.LINK.match(gap) and len(phrases.strip_tail(phrases.LINK.sub("", gap), change=True)) == 0:
            group += 1
        else:
            break
    subject = phrases.strip_lead(phrases.tidy(COUNTED_HEAD.sub("", match["heads"])))
    items = [item for item in HEADS.split(subject) if item]
    if group == 2 and len(items) == 1 and items[0].startswith("城乡"):
        items = ["城镇" + items[0][2:], "农村" + items[0][2:]]
    if group < 2 or len(items) != group:
        return None
    act = phrases.strip_tail(match["act"], change=True)
    last = items[-1]
    full = [i if OWN_HEAD.search(i) or len(i) >= len(last) else i + last[len(i) :] for i in items[:-1]] + [last]
    return [head + act for head in full]


def _phrase(
    form: str, q: Found, left: str, tail: str, kind: Kind, clause: int, start: int, end: int, *, linked: bool, behind: bool, said: Phrase | None, group: list[Phrase]
) -> Phrase:
    """The phrase that `q` measures."""
    change = kind in (Kind.GROWTH, Kind.DELTA)
    text = phrases.tidy(left)
    if kind is Kind.RANK:
        return _ranked(phrases.strip_lead(phrases.LINK.sub("", text)), said)
    among = "其中" in text
    body = phrases.LINK.sub("", without_bound(text))
    body = phrases.strip_lead(phrases.strip_tail(body, change=change))
    if phrases.SCOPE_ONLY.fullmatch(body):
        body = ""
    if moved := phrases.NEW_LAST.match(body):
        body = moved["verb"] + moved["noun"]
    relative = q.unit in RELATIVE
    if TOTAL.search(text) and tail.startswith("的"):
        return Phrase("", _thing(form, q.end, end) + "总投资", "indicator.behind")
    if tail.startswith("的") and len(tail) > 1:
        tail, behind = tail[1:], True
        if relative and body:
            return Phrase("", phrases.strip_tail(body, change=False) + phrases.behind(tail)[0], "indicator.behind")
    elif after := AFTER.match(tail):
        rest = tail[after.end() :]
        if rest.startswith("的") and relative and body:
            return Phrase("", phrases.SCOPE_ONLY.sub("", DROPPED.sub("", body)) + phrases.behind(rest[1:])[0], "indicator.behind")
        tail = rest.removeprefix("的") if not body or not relative else ""
        behind = bool(tail) and not phrases.NOT_BEHIND.match(tail) and "\u4e00" <= tail[0] <= "\u9fff"
    if behind and not (relative and ((body and not VERBS_ONLY.fullmatch(body)) or COUNTED_START.match(tail))):
        return _behind(body, tail, said, shares=linked or among)
    if kind is Kind.SHARE and (plan := phrases.OF_PLAN.match(body)):
        return Phrase("", f"{said.noun if said else ''}{plan['what']}完成率", "indicator.of")
    if relative and body != "完成投资" and (dropped := DROPPED.match(body)) and len(body) - dropped.end() >= 2:
        body = body[dropped.end() :]
    elif body.startswith("实现") and len(body) > 4:
        body = body[2:]
    stock = phrases.STOCK.search(phrases.tidy(left)) is not None
    verb, noun = phrases.split_verb(body)
    if (listed := phrases.EXAMPLES.match(noun)) and not relative:
        noun = listed["head"]
    if not body:
        if said is None:
            return _clause(form, clause, start)
        return Phrase("" if stock and said.verb.startswith("新") else said.verb, said.noun, "indicator.carried")
    if not noun:
        return Phrase(verb, said.noun, "indicator.noun-carried") if said and said.noun else Phrase(verb, "", "indicator.before")
    if said and phrases.RELATIONAL.fullmatch(body):
        return _of(said, body, group)
    if said and len(noun) <= 3 and said.noun.endswith(noun) and len(said.noun) > len(noun):
        return Phrase(verb or said.verb, said.noun, "indicator.noun-carried")
    goes_on = said is not None and not verb and not change and not stock and kind is not Kind.SHARE and (q.unit in RELATIVE) is said.money
    if said and goes_on and (linked or among):
        return Phrase(said.verb, _shared(said.noun, noun), "indicator.verb-carried")
    if said and said.verb and goes_on and q.unit in COUNTING and not COUNTED_START.search(noun) and not said.rule.endswith("of"):
        return Phrase(said.verb, noun, "indicator.verb-carried")
    if said and noun in phrases.GENERIC and verb in phrases.CARRIERS and not said.noun.endswith(noun) and not linked:
        return Phrase(verb, said.noun + noun, "indicator.noun-carried")
    if noun in phrases.GENERIC and not said and clause > start + 2:
        return Phrase(verb, _topic(form[start : clause - 1]) + noun, "indicator.clause")
    if kind is Kind.SHARE and "比重" not in noun and "比例" not in noun and (share := phrases.SHARE_PHRASE.match(noun)):
        noun = f"{share['what']}占{share['of']}比重" if not share["of"].endswith(("率", "份额", "比")) else noun
    return Phrase(verb, noun, "indicator.before")


def _of(said: Phrase, body: str, group: list[Phrase]) -> Phrase:
    """A bare 总投资, 面积 or 满意率 with the thing, or the list of things, that it belongs to."""
    if share := phrases.SHARE_OF.match(body):
        return Phrase("", f"{said.text}占{share['of']}比重", "indicator.of")
    if body.endswith("率") and said.verb:
        return Phrase("", "、".join(p.noun for p in group) + said.verb + body, "indicator.of")
    if body == "完成投资":
        return Phrase("", said.noun + body, "indicator.of")
    return Phrase("", (_head(said) if phrases.RELATIONAL.search(said.noun[-6:]) else said.text) + body, "indicator.of")


def _shared(before: str, noun: str) -> str:
    """`noun` with the attribute it shares with the item before: 省级示范乡镇, 示范村 → 省级示范村."""
    at = before.find(noun[:2], 1)
    return before[:at] + noun if at > 0 and len(noun) < len(before) else noun


def _thing(form: str, at: int, end: int) -> str:
    """The thing whose total investment stands at `at`: …的(86个)重大项目."""
    text = phrases.tidy(form[at:end]).lstrip("多余以上的左右")
    text = re.sub(r"^\d+(?:\.\d+)?(?:余|多)?[个项条家座]", "", text)
    return phrases.behind(text)[0]


def _topic(before: str) -> str:
    """What the clause before speaks of: its subject, up to the predicate."""
    clause = phrases.strip_lead(phrases.tidy(before.rsplit("，", 1)[-1]))
    end = TOPIC_END.search(clause)
    verb, noun = phrases.split_verb(clause[: end.start()]) if end else ("", "")
    return noun if 2 <= len(noun) <= 20 and not verb else ""


def _head(said: Phrase) -> str:
    """The thing that a relational phrase before belonged to: 签约项目总投资 → 签约项目."""
    match = phrases.RELATIONAL.search(said.noun)
    return said.verb + (said.noun[: match.start()] if match else said.noun)


def _behind(body: str, tail: str, said: Phrase | None, *, shares: bool) -> Phrase:
    """The noun behind a figure with its verb, which may stand before the figure, behind the noun, or earlier in a list."""
    noun, act, rest = phrases.behind(tail)
    act, rest = ("被" + rest, "") if act.startswith("被") else (act, rest)
    if said and len(noun) <= 3 and said.noun.endswith(noun) and len(said.noun) > len(noun):
        noun = said.noun
    if body.endswith("等") or "、" in body:
        body = phrases.split_verb(body)[0] or ("" if body.endswith("等") or act else body)
    if act and (not body or body in phrases.ENABLING):
        if act in phrases.ENLISTED and 0 < len(rest) <= 24:
            return Phrase(act + rest, noun, "indicator.behind")
        if COUNTED_START.match(act) or said is None or body:
            return Phrase(act, noun, "indicator.behind")
        return Phrase("", noun, "indicator.behind")
    if not body:
        return Phrase(said.verb if said and shares else "", noun, "indicator.behind")
    if VERBS_ONLY.fullmatch(body):
        kept = act + rest if act and not COUNTED_START.match(act) and len(act + rest) <= 12 else ""
        return Phrase(body, noun + kept, "indicator.behind")
    return Phrase(body, noun + act + (rest if len(rest) <= 12 else ""), "indicator.behind")


def _ranked(body: str, said: Phrase | None) -> Phrase:
    match = SCOPE.match(body)
    what, scope = (match["what"], match["scope"]) if match else (re.sub("(?:第|前)$", "", body), "")
    what = phrases.strip_tail(what, change=False)
    what = what or (said.text if said else "")
    return Phrase("", f"{what}{scope}排名", "indicator.before")


def _clause(form: str, clause: int, start: int) -> Phrase:
    """The clause before, where nothing in the figure's own names the thing."""
    previous = form[start : max(start, clause - 1)].split("，")[-1]
    body = phrases.strip_lead(phrases.tidy(previous))
    verb, noun = phrases.split_verb(body)
    return Phrase(verb, noun[:24], "indicator.clause")
