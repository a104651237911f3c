"""Decides on the phrase that a figure measures, with what the figures before it said."""

from __future__ import annotations

import re

from taizhang.ledger.types import Kind
from taizhang.reading.quantities import indicator as phrases
from taizhang.reading.quantities.indicator import Phrase
from taizhang.reading.quantities.meaning import AFTER, CHANGES, OPENS_AFTER, RANK, SHARE, TOTAL
from taizhang.reading.quantities.surroundings import Around, Clauses
from taizhang.reading.quantities.units import COUNTING
from taizhang.reading.quantities.verbs import COUNTED_START, DROPPED, VERBS_ONLY

SCOPE = re.compile(
    "(?P<what>.*?)(?:连续[\u4e00-\u9fff\\d]{1,5}?)?(?:继续|保持|稳定|均|再次)?"
    "(?:位居|位列|稳居|跃居|居|名列|列|排名|排在?|升至|跃升至|进入|跻身|挺进)(?P<scope>[\u4e00-\u9fff]{1,10}?)(?:第|前)$"
)
RESPECTIVELY = re.compile("(?P<heads>.*?)(?:年均|均|预计)?分别(?P<act>[^，。；\\d]*)$")
TOPIC_END = re.compile(
    "(?:初见成效|取得|成效|进展|持续|深入|有序|全面|顺利|加快|不断|成功|通过|获|建成|完成|编制|规划编制)"
)
MOST_PAIRED = 12  # figures that one 分别 gives out
HEADS = re.compile("[、和与及]")
COUNTED_HEAD = re.compile(r"\d+(?:\.\d+)?[万亿]?(?:个|家|项|条|座|所|名|户|件)")
OWN_HEAD = re.compile("[率额量值入数资度重比款金产积本]$")
RELATIVE = frozenset(("元", "美元", "%", "个百分点", "倍", "‰"))  # sums and rates: what they measure stands before them


def pair(clauses: Clauses, index: int, around: Around) -> list[str] | None:
    """The heads that 分别 pairs with this figure and the next ones, completed; None where they do not match."""
    clause = clauses.form[around.clause : around.q.start]
    match = RESPECTIVELY.match(clause[: len(clause) - len(around.left) + len(around.bare)])
    if not match:
        return None
    group = 1
    for gap in clauses.gaps(index):
        if group == MOST_PAIRED or not phrases.links(gap) or phrases.strip_tail(phrases.unlinked(gap), change=True):
            break
        group += 1
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


def phrase_of(clauses: Clauses, around: Around, kind: Kind, said: Phrase | None, group: list[Phrase]) -> Phrase:
    """The phrase that a figure measures. `group` are the items of the list that the figure before ended."""
    form, q, tail, behind = clauses.form, around.q, around.tail, around.noun_behind
    clause, start, end, linked = around.clause, clauses.start, clauses.end, around.linked
    change = kind in CHANGES
    text = around.text
    if kind is RANK:
        return _ranked(phrases.strip_lead(phrases.unlinked(text)), said)
    among = "其中" in text
    body = phrases.strip_lead(phrases.strip_tail(around.body, change=change))
    if body[:1] in phrases.OPENS_SCOPE and phrases.SCOPE_ONLY.fullmatch(body):
        body = ""
    if "新" in body and (moved := phrases.NEW_LAST.match(body)):
        body = moved["verb"] + moved["noun"]
    relative, following = q.unit in RELATIVE, tail[:1]
    if following == "的" and TOTAL.search(text):
        return Phrase("", _thing(form, q.end, end) + "总投资", "indicator.behind")
    if following == "的" and len(tail) > 1:
        tail, behind = tail[1:], True
        if relative and body:
            return Phrase("", phrases.strip_tail(body, change=False) + phrases.behind(tail)[0], "indicator.behind")
    elif following in OPENS_AFTER and (after := AFTER.match(tail)):
        rest = tail[after.end() :]
        if rest.startswith("的") and relative and body:
            return Phrase(
                "", phrases.SCOPE_ONLY.sub("", DROPPED.sub("", body)) + phrases.behind(rest[1:])[0], "indicator.behind"
            )
        tail = rest.removeprefix("的") if not body or not relative else ""
        behind = bool(tail) and not phrases.NOT_BEHIND.match(tail) and "\u4e00" <= tail[0] <= "\u9fff"
    if behind and not (relative and ((body and not VERBS_ONLY.fullmatch(body)) or COUNTED_START.match(tail))):
        return _behind(body, tail, said, shares=linked or among, runs_on=around.runs_on)
    share = kind is SHARE
    if share and (plan := phrases.OF_PLAN.match(body)):
        return Phrase("", f"{said.noun if said else ''}{plan['what']}完成率", "indicator.of")
    if relative and body != "完成投资" and (dropped := DROPPED.match(body)) and len(body) - dropped.end() >= 2:
        body = body[dropped.end() :]
    elif body.startswith("实现") and len(body) > 4:
        body = body[2:]
    stock = said is not None and phrases.STOCK.search(text) is not None
    verb, noun = phrases.split_verb(body)
    if not relative and "等" in noun and (listed := phrases.EXAMPLES.match(noun)):
        noun = listed["head"]
    if not body:
        if said is None:
            return _clause(form, clause, start)
        return Phrase("" if stock and said.verb.startswith("新") else said.verb, said.noun, "indicator.carried")
    if not noun:
        if said and said.noun and phrases.STAGED.match(verb):
            return Phrase(verb, said.noun, "indicator.noun-carried")
        return Phrase("", verb, "indicator.before")
    if said and phrases.RELATIONAL.fullmatch(body):
        return _of(said, body, group)
    if said and len(noun) <= 3 and said.noun.endswith(noun) and len(said.noun) > len(noun):
        return Phrase(verb or said.verb, said.noun, "indicator.noun-carried")
    goes_on = said is not None and not (verb or change or stock or share) and relative is said.money
    if said and goes_on and (linked or among):
        return Phrase(said.verb, _shared(said.noun, noun), "indicator.verb-carried")
    if (
        said
        and said.verb
        and goes_on
        and q.unit in COUNTING
        and not COUNTED_START.search(noun)
        and not said.rule.endswith("of")
    ):
        return Phrase(said.verb, noun, "indicator.verb-carried")
    if said and noun in phrases.GENERIC and verb in phrases.CARRIERS and not said.noun.endswith(noun) and not linked:
        return Phrase(verb, said.noun + noun, "indicator.noun-carried")
    if noun in phrases.GENERIC and not said and clause > start + 2:
        return Phrase(verb, _topic(form[start : clause - 1]) + noun, "indicator.clause")
    if share and "比重" not in noun and "比例" not in noun and (of := phrases.SHARE_PHRASE.match(noun)):
        noun = f"{of['what']}占{of['of']}比重" if not of["of"].endswith(("率", "份额", "比")) else noun
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


def _behind(body: str, tail: str, said: Phrase | None, *, shares: bool, runs_on: bool) -> Phrase:
    """The noun behind a figure with its verb, which may stand before the figure, behind the noun, or earlier in a list."""
    noun, act, rest = phrases.behind(tail)
    if runs_on and (of := phrases.RELATIONAL_LAST.search(noun)) and of.start() >= 2:
        noun = noun[: of.start()]  # 23个省市重大项目|年度投资完成率100%
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
