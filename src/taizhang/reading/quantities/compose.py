"""From a sentence to its quantities: each figure with its meaning and the phrase it measures, phrases shared along the sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from taizhang.ledger.types import Kind, Op, Period, Stance
from taizhang.reading.outline.types import Part
from taizhang.reading.quantities.find import Found
from taizhang.reading.quantities.indicator import Phrase, strip_tail
from taizhang.reading.quantities.meaning import (
    CHANGES,
    EQ,
    EXPECTED,
    FLIPPED,
    GE,
    LE,
    REVIEW,
    SHARE,
    TARGET,
    TOTAL,
    Years,
    falls,
    kind_of,
    period_of,
    stance_of,
)
from taizhang.reading.quantities.phrase import RELATIVE, pair, phrase_of
from taizhang.reading.quantities.surroundings import Around, Clauses

INDUSTRY = {"number.industry-1": "第一产业", "number.industry-2": "第二产业", "number.industry-3": "第三产业"}
NO_RULES: tuple[str, ...] = ()
OF_SEVERAL = re.compile(r"的\d")


class Draft(NamedTuple):
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
    return _Sentence(Clauses(form, start, end, found), context).drafts()


class _Sentence:
    """The figures of one sentence, taken in turn; each may share what the ones before it said."""

    def __init__(self, clauses: Clauses, context: Context) -> None:
        self.clauses, self.context = clauses, context
        self.years = Years(context.period, context.reviewed, context.planned)
        expected = EXPECTED.search(clauses.form, clauses.opening, clauses.end)
        self.expected = -1 if context.expected else expected.start() if expected else clauses.end
        self.said: Phrase | None = None  # the phrase of the figure before
        self.group: list[Phrase] = []  # the items of the list that it ended
        self.heads: list[str] = []  # what 分别 still has to give out
        self.last: Draft | None = None

    def drafts(self) -> list[Draft]:
        """All figures in order."""
        drafts = []
        for index in range(len(self.clauses.found)):
            self.last = self._draft(index, self.clauses.around(index, self.said))
            drafts.append(self.last)
        return drafts

    def _draft(self, index: int, around: Around) -> Draft:
        q, unit, op = around.q, around.q.unit, around.op
        kind, kind_rule = kind_of(around.bare, unit, rank=q.rank, counts=around.noun_behind)
        goes_on = around.linked and not strip_tail(around.body, change=kind in CHANGES)
        if goes_on and self.last and unit == self.last.unit and unit in ("%", "个百分点"):
            kind = self.last.kind
        if q.rules[0] in INDUSTRY:
            kind = SHARE
        if q.first:
            op = LE
        elif "number.multiplier" in q.rules and op is EQ:
            op = GE  # 达到千亿级
        value, sign = q.value, NO_RULES
        if falls(around.bare, kind) or (goes_on and self.last and self.last.value < 0 and kind is self.last.kind):
            value, op, sign = -value, FLIPPED.get(op, op), ("sign.fall",)
        stance, stance_rule, period, period_rule = self._when(around, kind)
        phrase = self._phrase(index, around, kind, goes_on=goes_on)
        if around.linked and self.group and phrase.verb == self.group[0].verb:
            self.group.append(phrase)
        else:
            self.group = [phrase]
        self.said = phrase
        name = phrase.text
        if unit == "微克" and "PM2.5" in name:
            unit = "微克/立方米"
        op_rule = (around.op_rule,) if around.op_rule else NO_RULES
        rules = (*q.rules, *op_rule, kind_rule, *sign, stance_rule, period_rule, phrase.rule)
        return Draft(q.start, q.end, value, q.high, unit, op, kind, stance, period, name, rules)

    def _when(self, around: Around, kind: Kind) -> tuple[Stance, str, Period | None, str]:
        """(stance, its rule, period, its rule)."""
        form, q, context = self.clauses.form, around.q, self.context
        clause = form[around.clause : q.end + len(around.right)]
        stance, stance_rule = stance_of(context.part, clause, expected=self.expected < q.start)
        before = form[around.clause : q.start]
        period, period_rule = period_of(self.years, kind, said=self.clauses.said(q), clause=before, left=around.left)
        if self.said is None and "总投资" in around.bare and TOTAL.search(around.bare):
            following = q.end + len(around.right)
            if not OF_SEVERAL.match(around.right + form[following : following + 1]):
                return stance, stance_rule, None, "period.none"
        if context.part is REVIEW:
            if period and context.reviewed and period.last > context.reviewed.last:
                return TARGET, "stance.future", period, period_rule
            if stance is TARGET and period_rule == "period.part":
                period = None
        return stance, stance_rule, period, period_rule

    def _phrase(self, index: int, around: Around, kind: Kind, *, goes_on: bool) -> Phrase:
        if industry := INDUSTRY.get(around.q.rules[0]):
            phrase = Phrase("", f"{industry}增加值占地区生产总值比重", "indicator.industries")
        elif self.heads and goes_on:
            return Phrase("", self.heads.pop(0), "indicator.heads")
        elif "分别" in around.left and (paired := pair(self.clauses, index, around)):
            self.heads = paired[1:]
            return Phrase("", paired[0], "indicator.heads")
        else:
            phrase = phrase_of(self.clauses, around, kind, self.said, self.group)
        self.heads = []
        phrase.money = around.q.unit in RELATIVE
        return phrase
