"""Cuts the text into phrases: what stands between two verbs of a clause, with the verbs on either side of it.

One pass of an Aho-Corasick automaton finds all cutting words; a quotation or a bracket is one unit and is never cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from taizhang.reading.names.words import Cut, lexicon

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

CLOSING = {"“": "”", "《": "》", "（": "）", "‘": "’"}
LONGEST_UNIT = 60  # characters between an opening mark and its partner
LONGEST_RUN = 40  # characters of verbs before a phrase that are looked at
# A verb before one of these belongs to a name: 推进机制, 深化提升行动.
_WORKS = "提升|攻坚|整治|治理|培育|改造|突破|倍增|创新|服务"
_HOLDERS = (
    "机制|制度|办法|方案|细则|计划|行动|工程|专班|基金|资金|体系|清单|试点|条例|系统|中心(?!城)|会[，。、]|率|力度"
)
HELD = re.compile(f"(?:{_WORKS})?(?:{_HOLDERS})")
HELD_FIRST = frozenset(word[0] for word in f"{_WORKS}|{_HOLDERS}".split("|"))  # far cheaper to look up than to match

Token = tuple[Cut, int, int]
Piece = tuple[str, int, int, list[Token]]  # of a clause: the verbs before it, where it starts and ends, its marks
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

    start: int
    end: int
    clause_end: int
    lead: str  # the verbs before it, adverbs included
    follow: str  # the verbs after it
    marks: list[Token]  # its 、 和 等 的, quotations, brackets and schemes


@cache
def _automaton() -> tuple[AhoCorasick, list[Cut]]:
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind  # for which no import should wait

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
    """The phrases of `form` in order, those left out that have no verb beside them and no quotation or bracket."""
    found: list[Phrase] = []
    pieces: list[Piece] = []  # of the clause so far
    verbs, opening, marks = 0, 0, list[Token]()  # of the piece that is read: where its verbs start, where it starts
    adverb = adverb_end = -1  # the adverbs that stand right before the next token
    for token in tokens(form):
        cut, start, end = token
        if cut is VERB or cut is NOUN_VERB:
            begin = adverb if adverb_end == start else start
            opens, led = opening == begin, opening > verbs
            if cut is NOUN_VERB and (led and form[start:end] != "建设" if opens else begin == start):
                continue
            if (led or not opens) and form[end : end + 1] in HELD_FIRST and HELD.match(form, end):
                continue
            if not opens:
                pieces.append((form[verbs:opening][-LONGEST_RUN:], opening, begin, marks))
                verbs, marks = begin, []
            opening = end
        elif cut is STOP:
            if pieces or marks or opening > verbs:
                pieces.append((form[verbs:opening][-LONGEST_RUN:], opening, start, marks))
                _close(pieces, found)
                pieces, marks = [], []
            verbs = opening = end
            adverb_end = -1
        elif cut is ADVERB:
            if adverb_end != start:
                adverb = start
            adverb_end = end
        else:
            marks.append(token)
    return found


def _close(pieces: list[Piece], found: list[Phrase]) -> None:
    """Adds to `found` the phrases of a clause, each with where the clause ends and the verbs that stand round it."""
    clause_end = pieces[-1][2]
    for after, (lead, start, end, marks) in enumerate(pieces, 1):
        follow = pieces[after][0] if after < len(pieces) else ""
        if (end > start and (lead or follow)) or (marks and _holds_unit(marks)):
            found.append(Phrase(start, end, clause_end, lead, follow, marks))


def _holds_unit(marks: list[Token]) -> bool:
    """Whether there is a quotation or a bracket among `marks`."""
    return any(cut is OPEN for cut, _, _ in marks)
