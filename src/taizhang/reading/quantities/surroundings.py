"""What stands round each figure of a sentence: its clause, what leads up to it, what follows it, what it goes on from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.ledger.types import Op
from taizhang.reading.quantities.find import Found
from taizhang.reading.quantities.indicator import NOT_BEHIND, SPLIT, Phrase, links, tidy, unlinked
from taizhang.reading.quantities.meaning import AFTER, OPENS_AFTER, bound

CUT = re.compile(r"“[^”]{0,300}”|《[^》]{0,100}》|（[^）]{0,100}）|，|；|：")
CLAUSE = (
    160  # characters of a clause, and of a sentence, that are looked at: real ones are shorter, hostile ones are not
)
SENTENCE = 600
SENTENCE_END = "。！？\n"


@dataclass(slots=True)
class Around:
    """One figure and its surroundings, offsets into the form."""

    q: Found
    clause: int  # where its clause starts
    left: str  # from there, or from the figure before, up to it
    bare: str  # the same without a word of bound at its end
    text: str  # `left` without notes and blanks
    body: str  # `bare` without notes, blanks and the mark of a list
    right: str  # what follows it up to the end of its clause or the next figure
    tail: str  # the same without notes and blanks
    noun_behind: bool  # what follows may be the thing that is counted
    runs_on: bool  # the next figure follows without a mark between
    linked: bool  # it goes on a list: 、 or 和 stands between it and the figure before
    op: Op
    op_rule: str | None


class Clauses:
    """The clauses of a sentence, and its figures in them."""

    def __init__(self, form: str, start: int, end: int, found: list[Found]) -> None:
        self.form, self.start, self.end, self.found = form, start, end, found
        self.cuts = [m.start() for m in CUT.finditer(form, start, end) if m.end() - m.start() == 1]
        self.opening = _opening(form, start)

    def said(self, q: Found) -> str:
        """The sentence up to `q`, with what stands before a semicolon."""
        return self.form[max(self.opening, q.start - SENTENCE) : q.start]

    def around(self, index: int, said: Phrase | None) -> Around:
        """The surroundings of the figure with this index; `said` is the phrase of the one before."""
        form, found = self.form, self.found
        q, ahead = found[index], found[index + 1] if index + 1 < len(found) else None
        at = bisect_left(self.cuts, q.start)
        clause = max(self.cuts[at - 1] + 1 if at else self.start, q.start - CLAUSE)
        left, linked = form[clause : q.start], False
        if index and (before := found[index - 1]).end > clause:
            left, linked = _own(form[self.after(before, q.start) : q.start], said)
        right = form[q.end : self.right_end(index)]
        if ahead and not right and ahead.start == q.end:
            right = form[ahead.end : self.right_end(index + 1)]  # 10件28项民生实事
        runs_on = ahead is not None and q.end + len(right) == ahead.start
        op, rule, bare = bound(left, form[q.end : min(self.end, q.end + 6)], more=q.more)
        text, tail = tidy(left), tidy(right)
        body = unlinked(text if bare is left else tidy(bare))
        return Around(q, clause, left, bare, text, body, right, tail, _opens_noun(tail), runs_on, linked, op, rule)

    def right_end(self, index: int) -> int:
        """Where what belongs to a figure on its right ends: at the clause's end or the next figure."""
        q = self.found[index]
        at = bisect_left(self.cuts, q.end)
        end = self.cuts[at] if at < len(self.cuts) else self.end
        following = self.found[index + 1].start if index + 1 < len(self.found) else end
        return min(end, following, q.end + CLAUSE)

    def after(self, q: Found, limit: int) -> int:
        """Where `q` ends, a word of bound behind it taken in."""
        match = AFTER.match(self.form, q.end, limit) if self.form[q.end : q.end + 1] in OPENS_AFTER else None
        return match.end() if match else q.end

    def gaps(self, index: int) -> Iterator[str]:
        """What stands between this figure and the next, the next and the one after it, and so on."""
        for following in range(index + 1, len(self.found)):
            start = self.found[following].start
            yield self.form[self.after(self.found[following - 1], start) : start]


def _opening(form: str, start: int) -> int:
    """Where what is said up to `start` opens, a sentence that the outline parts at semicolons taken as one."""
    if start and form[start - 1] not in SENTENCE_END:
        return max(form.rfind(c, max(0, start - SENTENCE), start) for c in SENTENCE_END) + 1
    return start


def _opens_noun(tail: str) -> bool:
    """Whether what follows a figure may be the thing that is counted."""
    return bool(tail) and ("\u4e00" <= tail[0] <= "\u9fff" or tail[0] in "“《") and not NOT_BEHIND.match(tail)


def _own(gap: str, said: Phrase | None) -> tuple[str, bool]:
    """(what leads up to a figure, whether it goes on a list) of the text between it and the figure before.

    Where the figure before has its noun behind it, that noun is the other's: 44个游园、8个广场.
    """
    if said is None or said.rule != "indicator.behind":
        return gap, links(gap) is not None
    marks = [m.end() for m in SPLIT.finditer(gap)]
    if marks:
        return gap[marks[-1] :], True
    return (gap[len(said.noun) :] if gap.startswith(said.noun) else gap), False
