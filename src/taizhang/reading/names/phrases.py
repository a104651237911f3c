"""Cuts the text into phrases: what stands between two verbs of a clause, with the verbs on either side of it.

One pass of an Aho-Corasick automaton finds all cutting words; a quotation or a bracket is one unit and is never cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from taizhang.reading.names.words import Cut, lexicon

CLOSING = {"“": "”", "《": "》", "（": "）", "‘": "’"}
LONGEST_UNIT = 60  # characters between an opening mark and its partner
LONGEST_RUN = 40  # characters of verbs before a phrase that are looked at
HELD = re.compile(  # a verb before one of these belongs to a name: 推进机制, 深化提升行动
    "(?:提升|攻坚|整治|治理|培育|改造|突破|倍增|创新|服务)?"
    "(?:机制|制度|办法|方案|细则|计划|行动|工程|专班|基金|资金|体系|清单|试点|条例|系统|中心(?!城)|会[，。、]|率|力度)"
)

Token = tuple[Cut, int, int]
STOP, OPEN, VERB, NOUN_VERB, ADVERB, SCHEME, WHOLE = (
    Cut.STOP,
    Cut.OPEN,
    Cut.VERB,
    Cut.NOUN_VERB,
    Cut.ADVERB,
    Cut.SCHEME,
    Cut.WHOLE,
)


@dataclass(slots=True)
class Phrase:
    """What stands between two verbs of one clause. Offsets are into the clean text."""

    verbs: int  # where the verbs before it start; they end where it starts
    start: int
    end: int = 0
    clause_end: int = 0
    lead: str = ""  # the verbs before it, adverbs included
    follow: str = ""  # the verbs after it
    marks: list[Token] = field(default_factory=list)  # its 、 和 等 的, quotations, brackets and schemes


@cache
def _automaton() -> tuple[AhoCorasick, list[Cut]]:
    words = lexicon()
    automaton = AhoCorasick(
        list(words), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    )
    return automaton, list(words.values())


def tokens(form: str) -> Iterator[Token]:
    """The cutting words of `form` in order, a quotation or bracket with what it holds as one token."""
    automaton, cuts = _automaton()
    inside = -1
    for index, start, end in automaton.find_matches_as_indexes(form):
        cut = cuts[index]
        if start < inside:
            if cut is SCHEME:
                yield cut, start, end
        elif cut is OPEN:
            close = form.find(CLOSING[form[start]], end, end + LONGEST_UNIT)
            if close >= 0 and form.find("\n", end, close) < 0:
                inside = close + 1
                yield cut, start, inside
        elif cut is not WHOLE:
            yield cut, start, end
    yield STOP, len(form), len(form)


def phrases(form: str) -> list[Phrase]:
    """All phrases of `form` in order."""
    found: list[Phrase] = []
    first = 0  # index in `found` of the clause's first phrase
    now = Phrase(0, 0)
    adverb = adverb_end = -1  # the adverbs that stand right before the next token
    for cut, start, end in tokens(form):
        if cut is VERB or cut is NOUN_VERB:
            begin = adverb if adverb_end == start else start
            opens, led = now.start == begin, now.start > now.verbs
            if cut is NOUN_VERB and (led and form[start:end] != "建设" if opens else begin == start):
                continue
            if (led or not opens) and HELD.match(form, end):
                continue
            if opens:
                now.start = end
            else:
                now.end = begin
                found.append(now)
                now = Phrase(begin, end)
        elif cut is STOP:
            now.end = start
            _close(form, found, first, now)
            first, now, adverb_end = len(found), Phrase(end, end), -1
        elif cut is ADVERB:
            if adverb_end != start:
                adverb = start
            adverb_end = end
        else:
            now.marks.append((cut, start, end))
    return found


def _close(form: str, found: list[Phrase], first: int, last: Phrase) -> None:
    """Ends a clause with its `last` phrase and tells each phrase of it where it ends and which verbs stand round it."""
    if last.end > last.verbs:
        found.append(last)
    follow = ""
    for index in range(len(found) - 1, first - 1, -1):
        phrase = found[index]
        phrase.lead = form[max(phrase.verbs, phrase.start - LONGEST_RUN) : phrase.start]
        phrase.clause_end, phrase.follow = last.end, follow
        follow = phrase.lead
