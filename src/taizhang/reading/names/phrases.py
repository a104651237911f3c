"""Cuts the text into phrases: what stands between two verbs of a clause, with the verbs on either side of it.

One pass of an Aho-Corasick automaton finds all cutting words; a quotation or a bracket is one unit and is never cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from taizhang.reading.names.words import Cut, lexicon

CLOSING = {"“": "”", "《": "》", "（": "）", "‘": "’"}
LONGEST_UNIT = 60  # characters between an opening mark and its partner
HELD = re.compile("(?:提升|攻坚|整治|治理|培育|改造|突破|倍增|创新|服务)?(?:机制|制度|办法|方案|细则|计划|行动|工程|专班|基金|资金|体系|清单|试点|条例|系统|中心(?!城)|会[，。、]|率|力度)")

Token = tuple[Cut, int, int]


@dataclass(slots=True)
class Phrase:
    """What stands between two verbs of one clause. Offsets are into the clean text."""

    start: int
    end: int
    lead: str  # the verbs before it, adverbs included
    clause: int  # where its clause starts
    follow: str = ""  # the verbs after it
    seps: list[tuple[Cut, int, int]] = field(default_factory=list)
    etc: int = -1  # where its last 等 stands
    units: list[tuple[int, int]] = field(default_factory=list)  # quotations and brackets
    of: list[int] = field(default_factory=list)  # ends of 的
    clause_end: int = 0


@cache
def _automaton() -> tuple[AhoCorasick, list[Cut]]:
    words = lexicon()
    return AhoCorasick(
        list(words), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    ), list(words.values())


def tokens(form: str) -> Iterator[Token]:
    """The cutting words of `form` in order, a quotation or bracket with what it holds as one token."""
    automaton, cuts = _automaton()
    inside = -1
    for index, start, end in automaton.find_matches_as_indexes(form):
        if start < inside:
            continue
        cut = cuts[index]
        if cut is Cut.OPEN:
            close = form.find(CLOSING[form[start]], end, end + LONGEST_UNIT)
            if close < 0 or form.find("\n", end, close) >= 0:
                continue
            inside = end = close + 1
        if cut is not Cut.WHOLE:
            yield cut, start, end
    yield Cut.STOP, len(form), len(form)


def phrases(form: str) -> list[Phrase]:
    """All phrases of `form` in order."""
    found: list[Phrase] = []
    first = 0  # index in `found` of the clause's first phrase
    now = Phrase(0, 0, "", 0)
    adverb = adverb_end = -1  # the adverbs that stand right before the next token
    for cut, start, end in tokens(form):
        if cut is Cut.STOP:
            now.end = start
            if now.end > now.start or now.lead:
                found.append(now)
            for phrase in found[first:]:
                phrase.clause_end = start
            first, now, adverb_end = len(found), Phrase(end, end, "", end), -1
        elif cut is Cut.ADVERB:
            if adverb_end != start:
                adverb = start
            adverb_end = end
        elif cut is Cut.VERB or cut is Cut.NOUN_VERB:
            opens = now.start in (start, adverb if adverb_end == start else -1)
            begin = adverb if adverb_end == start else start
            if (not opens or now.lead) and HELD.match(form, end):
                continue
            if cut is Cut.NOUN_VERB:
                if opens:
                    if now.lead and form[start:end] != "建设":
                        continue
                elif adverb_end != start:
                    continue
            if opens:
                now.lead += form[now.start : end]
                now.start = end
            else:
                now.end, now.follow = begin, form[begin:end]
                found.append(now)
                now = Phrase(end, end, form[begin:end], now.clause)
        elif cut is Cut.COMMA or cut is Cut.AND:
            now.seps.append((cut, start, end))
        elif cut is Cut.ETC:
            now.etc = start
        elif cut is Cut.OPEN:
            now.units.append((start, end))
        else:
            now.of.append(end)
    _follow(found)
    return found


def _follow(found: Iterable[Phrase]) -> None:
    """Lets a phrase see all the verbs after it: the next phrase has gathered the rest of them."""
    before: Phrase | None = None
    for phrase in found:
        if before and before.clause == phrase.clause:
            before.follow = phrase.lead
        before = phrase
