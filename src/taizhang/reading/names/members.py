"""Takes a phrase apart into its members: each a possible name, with the head it ends in or shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.reading.names.heads import MAY_CLOSE, head_of, is_system
from taizhang.reading.names.phrases import Phrase, Token
from taizhang.reading.names.trim import TRIMMED_LAST, trim, trim_end, trim_start
from taizhang.reading.names.verbs import Lead, lead_of
from taizhang.reading.names.words import Cut

COMMA, AND, ETC, OF, OPEN, SCHEME = Cut.COMMA, Cut.AND, Cut.ETC, Cut.OF, Cut.OPEN, Cut.SCHEME
ONE_NAME = re.compile("[二三四五六七八九十两0-9](?:大|张|项|个)[^，、]{1,9}$")  # a number closes the list into one name
STANDS_ALONE = 3  # characters that a member of a list of systems has at least
DOING = frozenset((Lead.CARRY_OUT, Lead.START))  # what these verbs govern may be a name without a head
DESCRIBING = frozenset((Lead.AIM, Lead.STRENGTHEN, Lead.MEET))  # a list that they govern gives examples
SHORTEST, LONGEST = 4, 14  # characters of such a name
LONGEST_NAME = 70
HOPEFUL_LAST = MAY_CLOSE | TRIMMED_LAST  # a phrase that ends otherwise has no head
MOST_MARKS = 90  # in one phrase; what has more is no list of names
SHARE_AND = ("项目", "工程")  # heads that the members on both sides of 和 share


@dataclass(slots=True)
class Member:
    """One member of a phrase. Offsets are into the clean text; tail and counts are outside."""

    start: int
    end: int
    phrase: Phrase
    head: str  # its own head, or ""
    count: str  # where a number counts it: "", "before", "after"
    tail: str  # 建设, 工作 … after it
    shared: str = ""  # the head of its list, where its own does not count
    joined: str = ""  # what its list adds to its name
    etc: int = -1  # where the 等 stands that closes its list


def members(form: str, phrase: Phrase) -> list[Member]:
    """What could be a name in `phrase`, in order."""
    if not phrase.marks:
        return _alone(form, phrase, phrase.start, phrase.end)
    if len(phrase.marks) > MOST_MARKS:
        return []
    etc, start, cuts = _marks(form, phrase)
    if etc >= 0 and lead_of(phrase.lead) in DESCRIBING:
        return []  # examples
    last = etc if etc >= 0 else phrase.end
    if etc < 0 and not cuts:
        return _alone(form, phrase, start, last)
    found = [_member(form, phrase, a, b) for a, b in _spans(form, cuts, start, last)]
    if etc >= 0:
        _share_etc(form, phrase, etc, found)
    elif len(found) > 1:
        if _is_one(form, found):
            return _alone(form, phrase, found[0].start, last)
        _share_last(form, found)
    return [
        one
        for one in found
        if 1 < one.end - one.start <= LONGEST_NAME
        and (one.head or one.joined or _headless(form, phrase, one.start, one.end))
    ]


def _marks(form: str, phrase: Phrase) -> tuple[int, int, list[Token]]:
    """(where the last 等 stands or -1, where the names start after 的, where the list is cut).

    The list is cut at 、 and 和, and between neighbouring quotations, where the cut has no length.
    """
    etc, start, cuts, quoted = -1, phrase.start, list[Token](), -1
    for mark in phrase.marks:
        cut, a, b = mark
        if cut is COMMA or cut is AND:
            cuts.append(mark)
        elif cut is OF:
            if form[a - 1] not in "”》" and b < phrase.end:
                start = b
        elif cut is ETC:
            etc = a
        elif cut is OPEN:
            if quoted == a and form[a] in "“《":
                cuts.append((COMMA, a, a))
            quoted = b
    if 0 <= etc < start:  # 的 after 等 belongs to what stands after the list
        ofs = (b for cut, a, b in phrase.marks if cut is OF and b < etc and form[a - 1] not in "”》")
        start = max(ofs, default=phrase.start)
    return etc, start, cuts


def _alone(form: str, phrase: Phrase, start: int, end: int) -> list[Member]:
    """The one member of a phrase without a list."""
    if end - start < 2:
        return []
    if form[end - 1] not in HOPEFUL_LAST and not phrase.marks and lead_of(phrase.lead) not in DOING:
        return []
    start, end, count, tail = trim(form, start, end)
    if not 1 < end - start <= LONGEST_NAME:
        return []
    head = head_of(form, start, end)
    return [Member(start, end, phrase, head, count, tail)] if head or _headless(form, phrase, start, end) else []


def _headless(form: str, phrase: Phrase, start: int, end: int) -> bool:
    """Whether ``form[start:end]``, which ends in no head, holds anything else that a name could be known by."""
    for cut, at, _ in phrase.marks:
        if start <= at < end and (cut is SCHEME or (cut is OPEN and form[at] in "“《")):
            return True
    return SHORTEST <= end - start <= LONGEST and phrase.end == phrase.clause_end and lead_of(phrase.lead) in DOING


def _spans(form: str, cuts: list[Token], start: int, last: int) -> Iterator[tuple[int, int]]:
    """Where the list is cut: at 、 and between neighbouring quotations, and at 和 beside a whole name."""
    at = start
    for cut, a, b in cuts:
        if a < at or a >= last or (cut is AND and not _parts(form, at, a, b, last)):
            continue
        if a > at:
            yield at, a
        at = b
    if last > at:
        yield at, last


def _parts(form: str, at: int, a: int, b: int, last: int) -> bool:
    """Whether 和 at ``form[a:b]`` stands between two names rather than inside one."""
    if form[a - 1] in "”》" or form[b : b + 1] in ("“", "《") or head_of(form, at, a):
        return True
    return form[a:b] == "和" and a - at >= 4 and form[last - 2 : last] in SHARE_AND


def _is_one(form: str, found: list[Member]) -> bool:
    """Whether what looks like a list is one name: 蓝天、碧水、净土三大保卫战; 敬老、爱幼工作机制."""
    first, last = found[0], found[-1]
    if (m := ONE_NAME.search(form, last.start, last.end)) and m.start() > last.start + 1:
        return True
    if not is_system(last.head):
        return False
    if any(one.end - one.start < STANDS_ALONE for one in found[:-1]):
        return True
    return len(found) == 2 and not first.head and form[first.end - 1] not in "”》"


def _share_etc(form: str, phrase: Phrase, etc: int, found: list[Member]) -> None:
    """Gives each member what stands after 等 at `etc`: its head, its count, its tail."""
    begin = trim_start(form, etc + 1, phrase.end)[0]
    stop, count, tail = trim_end(form, begin, phrase.end)
    shared = head_of(form, begin, stop)
    for one in found:
        one.etc = etc
        one.count, one.tail = one.count or count, one.tail or tail
        if form[one.end - 1] != "》":
            one.shared, one.joined = shared, form[begin:stop]


def _share_last(form: str, found: list[Member]) -> None:
    """Gives each member without a head that of the last one: 月度观摩 of "月度观摩、季度擂台推进机制"."""
    last = found[-1]
    for one in found:
        one.tail = one.tail or last.tail
        if not one.head and form[one.end - 1] != "》":
            one.shared = one.joined = last.head


def _member(form: str, phrase: Phrase, start: int, end: int) -> Member:
    start, end, count, tail = trim(form, start, end)
    return Member(start, end, phrase, head_of(form, start, end), count, tail)
