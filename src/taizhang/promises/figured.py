"""Judges every promise that has a figure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from taizhang.ledger.types import Kind, Op, Period, Stance
from taizhang.promises import rules
from taizhang.promises.basis import Amount
from taizhang.promises.dates import AFTER_THE_YEAR, came, due
from taizhang.promises.definition import Thresholds, standard
from taizhang.promises.echoes import without_echoes
from taizhang.promises.likeness import Matter, done_alike, matter, same_unit
from taizhang.promises.match import Match, Matches, match
from taizhang.promises.pledges import TIED, pledged
from taizhang.promises.spoken import FEW, Clause, Clauses
from taizhang.promises.types import Answer, Candidate, Figured, Verdict
from taizhang.promises.weights import Weights, grams
from taizhang.promises.wording import core, normal, too_general, topic
from taizhang.promises.words import figure
from taizhang.promises.years_told import YearsTold
from taizhang.reading.types import Quantity, Reading
from taizhang.rulebook.indicators import Better, catalogue

CEILING = re.compile("控制在|不超过|不高于|降至|降到|控制到")
NOT_DONE = re.compile("未能|未如期|没有完成|未完成|未按期|顺延|推迟|延期|搁置|暂缓|暂停|取消|落空|未达到?预期")
KINDS = {Kind.LEVEL: "总量", Kind.GROWTH: "增速", Kind.DELTA: "增量", Kind.SHARE: "占比", Kind.RANK: "位次"}
ECONOMY = "gdp"
RATIOS = ("%", "个百分点")
WHOLLY = 0.75  # share of the telling words from which a clause speaks of nothing else
PAIR = 2  # characters of a matter so short that it must be rare to tell
RARE = 8  # figures whose matter may hold a character that still tells
Settled = Mapping[str, str | None]
"""What a person decided: id of a promise → id of the figure that answers it, None where nothing does."""


def figured(
    first: Reading, second: Reading, year: int, *, by: Thresholds | None = None, settled: Settled | None = None,
    told_of: int | None = None,
) -> tuple[Figured, ...]:  # fmt: skip
    """Every promise of `first` for `year` that has a figure, in reading order, with its verdict from `second`.

    `told_of` is the year that `second` reports on, where that is not `year`.
    """
    by = by or standard().on(date(year, 12, 31))
    return _Judge(first, second, year, by, settled or {}, told_of or year).rows()


class _Judge:
    """Two reports laid beside each other."""

    def __init__(
        self, first: Reading, second: Reading, year: int, by: Thresholds, settled: Settled, told_of: int
    ) -> None:
        self.year, self.by, self.settled = year, by, settled
        self.first, self.second = Clauses(first), Clauses(second)
        targets = pledged(first, year)
        outcomes = without_echoes([q for q in second.quantities if _answers(q, told_of)], self.second)
        self.weights = Weights([core(q.indicator) for q in (*targets, *outcomes)])
        self.spoken = Weights([normal(clause.text) for clause in (*self.first.all, *self.second.all)])
        promised, told = YearsTold(self.first, year), YearsTold(self.second, told_of)
        self.targets = [self._matter(self.first, q, promised) for q in targets]
        self.outcomes = [self._matter(self.second, q, told) for q in outcomes]
        self.by_id = {q.id: j for j, q in enumerate(outcomes)}
        self.found: Matches = match(self.targets, self.outcomes, self.weights, self.by)
        self.used = {found.outcome for found in self.found.by_target.values()}
        self.letters = Counter(c for m in (*self.targets, *self.outcomes) for c in set(m.core))
        self.matched = len(self.outcomes)  # those after it answer only because a person chose them
        wanted = {key for key in self.settled.values() if key} - self.by_id.keys()
        for q in second.quantities if wanted else ():
            if q.id in wanted and q.value is not None:
                self.by_id[q.id] = len(self.outcomes)
                self.outcomes.append(self._matter(self.second, q, told))

    def _matter(self, clauses: Clauses, q: Quantity, years: YearsTold) -> Matter:
        place = clauses.reading.outline.place
        return matter(q, clauses.before(q.span), place.name if place else None, self.weights, years.of(q))

    def rows(self) -> tuple[Figured, ...]:
        """The rows, in reading order."""
        return tuple(self._row(i, target) for i, target in enumerate(self.targets))

    def _row(self, i: int, target: Matter) -> Figured:
        candidates = tuple(
            Candidate(self.outcomes[j].quantity, round(value, 2)) for j, value in self.found.candidates[i]
        )
        key = target.quantity.id
        if key in self.settled:
            chosen = self.by_id.get(self.settled[key] or "")
            if chosen is None:
                row = self._without(i, target, candidates)
                return replace(row, confidence=1.0, rules=("match.person", *row.rules))
            row = self._with(target, Match(chosen, 1.0, "match.person"), candidates)
            return replace(row, confidence=1.0)
        found = self.found.by_target.get(i)
        return self._with(target, found, candidates) if found else self._without(i, target, candidates)

    def _with(self, target: Matter, found: Match, candidates: tuple[Candidate, ...]) -> Figured:
        outcome = self.outcomes[found.outcome]
        verdict, said, rule = self._judged(target, outcome)
        rule_ids: tuple[str, ...] = (found.rule, rule)
        if verdict in (Verdict.KEPT, Verdict.EXCEEDED) and (late := self._late(target, outcome)):
            verdict, said, rule_ids = Verdict.LATE, f"{said}；{late}", (*rule_ids, "verdict.late")
        q = outcome.quantity
        return Figured(
            target.quantity, q, verdict, self._confidence(target, outcome, found, candidates), said, rule_ids,
            Answer(q.span, q.raw, q.sentence), candidates,
        )  # fmt: skip

    def _judged(self, target: Matter, outcome: Matter) -> tuple[Verdict, str, str]:
        a, b = target.quantity, outcome.quantity
        if TIED in a.rules and outcome.amount is not None and b.kind is Kind.GROWTH:
            economy = self._economy()
            if economy is not None:
                verdict, said = rules.tied(outcome.amount.value, economy, above=a.op is Op.GT, by=self.by)
                return verdict, said, "verdict.tied"
        if target.amount is None or outcome.amount is None:
            return Verdict.UNVERIFIABLE, "所承诺的或所报告的数字无从比较", "verdict.no-figure"
        if other := self._other_basis(target, outcome, target.amount, outcome.amount):
            return Verdict.CHANGED, other, "verdict.basis"
        known = catalogue().by_code.get(a.code or "")
        better = known.better if known and a.kind in (Kind.LEVEL, Kind.SHARE) else Better.UP
        if a.kind in (Kind.LEVEL, Kind.SHARE, Kind.GROWTH) and a.value is not None and a.value > 0:
            said_before = self.first.before(a.span)[-8:]
            better = Better.DOWN if CEILING.search(said_before) else better
        verdict, said = rules.verdict(
            target.amount.value, a.op, outcome.amount.value, target.amount.unit, a.kind, better, self.by,
            high=target.amount.high,
        )  # fmt: skip
        return verdict, said, "verdict.ceiling" if "上限" in said else "verdict.ratio"

    def _other_basis(self, target: Matter, outcome: Matter, aim: Amount, came_to: Amount) -> str | None:
        """Why no arithmetic means anything here, None where it does."""
        a, b = target.quantity, outcome.quantity
        if (a.kind is not b.kind and not done_alike(target, outcome)) or not same_unit(target, outcome):
            return f"承诺的是{KINDS[a.kind]}（{figure(aim.value, aim.unit, a.kind, a.op)}），答复的是{KINDS[b.kind]}（{figure(came_to.value, came_to.unit, b.kind)}）"
        if outcome.years > target.years:
            return f"承诺的是一年之数，答复的是{b.period}年之数"
        most = aim.value * self.by.cumulative_from
        grown = aim.value > 0 and came_to.value >= most
        if outcome.running and not target.running and (target.yearly or grown):
            return "承诺的是当年之数，答复的是累计之数"
        if outcome.reached and not target.reached and target.deeds and grown:
            return "承诺的是当年之数，答复的是累计之数"
        if target.yearly and not outcome.yearly and not outcome.deeds and grown and a.kind is Kind.LEVEL:
            return "承诺的是当年新增，答复的是总数"
        if target.running and outcome.yearly:
            return "承诺的是累计之数，答复的是当年之数"
        return None

    def _economy(self) -> Decimal | None:
        """The growth of the economy that the second report gives."""
        for outcome in self.outcomes:
            q = outcome.quantity
            if q.code == ECONOMY and q.kind is Kind.GROWTH and outcome.amount and outcome.years == 1:
                return outcome.amount.value
        return None

    def _late(self, target: Matter, outcome: Matter) -> str | None:
        """In words, that what was promised came after its day; None where it did not, or nothing says so."""
        promised = due(self.first.around(target.quantity.span))
        month = came(self.second.around(outcome.quantity.span), self.year)
        if (
            month is None
            or (promised is None and month < AFTER_THE_YEAR)
            or (promised is not None and month <= promised)
        ):
            return None
        by_when = f"{promised}月底前" if promised else "年内"
        return f"应于{by_when}，实于{'次年' if month == AFTER_THE_YEAR else f'{month}月'}"

    def _confidence(self, target: Matter, outcome: Matter, found: Match, candidates: tuple[Candidate, ...]) -> float:
        others = [c.score for c in candidates if c.outcome.id != outcome.quantity.id]
        doubtful = bool(others) and others[0] > found.score - 0.05
        sure = 0.7 + 0.3 * min(target.quantity.confidence, outcome.quantity.confidence)
        return round(min(0.99, found.score) * sure * (0.93 if doubtful else 1), 2)

    def _without(self, i: int, target: Matter, candidates: tuple[Candidate, ...]) -> Figured:
        """A promise that no figure answers: on another basis, in words, or not at all."""
        share, clause = self._speaking(target)
        if clause is None:
            if beside := self._beside(i):
                return replace(beside, candidates=candidates)
            row = Figured(target.quantity, None, Verdict.DROPPED, 0.9, "后一年报告未再提及", ("verdict.dropped",))
            return replace(row, confidence=round(0.9 - 0.5 * share, 2), candidates=candidates)
        if NOT_DONE.search(clause.text):
            verdict, said, rule = Verdict.MISSED, "报告称未完成", "verdict.not-done"
        elif other := self._in_clause(target, clause):
            return replace(other, candidates=candidates)
        else:
            verdict, said, rule = Verdict.UNVERIFIABLE, "再次提及，但无数字", "verdict.no-figure"
        sure = round(0.4 + 0.4 * share, 2)
        answer = self.second.answer(clause)
        return Figured(target.quantity, None, verdict, sure, said, ("match.clause", rule), answer, candidates)

    def _speaking(self, target: Matter) -> tuple[float, Clause | None]:
        """(share, clause) of the review that speaks of a promise; no clause where none does, or only of its other half."""
        words = topic(target.core)
        if words in too_general():
            return 0.0, None
        share, clause = self.second.best(words, self.spoken)
        if len(words) <= PAIR and self.second.often(words) > FEW:
            return 0.0, None  # two characters that are everywhere: 粮食
        if share < self.by.spoken_from:
            clause = self.second.keeping(words)
        if clause is None or (share < WHOLLY and self._counts_another(target, clause)):
            return share, None
        if any(self.targets[i].core == target.core for i in self._answered_in(clause)):
            return share, None  # 10件30项: only the 10件 come back
        return share, clause

    def _counts_another(self, target: Matter, clause: Clause) -> bool:
        """Whether a clause that only half speaks of a promise has a figure on its basis: that is of another matter."""
        return any(not self._other(target, j) for j in self._figures_in(clause))

    def _answered_in(self, clause: Clause) -> Iterator[int]:
        """The promises (their numbers) that a figure of this clause answers."""
        span = self.second.answer(clause).span
        for i, found in self.found.by_target.items():
            if span.start <= self.outcomes[found.outcome].quantity.span.start < span.end:
                yield i

    def _in_clause(self, target: Matter, clause: Clause) -> Figured | None:
        """The free figure of a clause that speaks of the promise, as a result or on another basis: 技改项目80个 … 技改投资增长21%."""
        pairs = grams(topic(target.core))
        whole = max(self.weights.sum(pairs), 0.1)
        found = [(self.weights.sum(pairs & self.outcomes[j].pairs) / whole, j) for j in self._figures_in(clause)]
        share, j = max(found, default=(0.0, -1))
        if share < self.by.changed_from:
            return None
        if not self._other(target, j) and (j in self.used or share < WHOLLY):
            return None
        return self._with(target, Match(j, 0.65 * share, "match.clause"), ())

    def _beside(self, i: int) -> Figured | None:
        """The free figure that follows the answer to the promise before, on another basis but of the same topic.

        Reports answer in the order in which they promise: 接待游客450万人次，旅游收入增长10% … 接待游客530万人次，过夜游客占比提高6个百分点.
        """
        target, before = self.targets[i], self.found.by_target.get(i - 1)
        if before is None or target.quantity.sentence != self.targets[i - 1].quantity.sentence:
            return None
        j = before.outcome + 1
        if j in self.used or j >= self.matched or not self._other(target, j):
            return None
        if self.outcomes[j].quantity.sentence != self.outcomes[before.outcome].quantity.sentence:
            return None
        shared = set(target.core) & set(self.outcomes[j].core)
        rates = target.quantity.unit in RATIOS and self.outcomes[j].quantity.unit in RATIOS
        if target.core == self.targets[i - 1].core or (len(shared) < PAIR and not rates):
            return None
        if not any(self.letters[c] <= RARE for c in shared):
            return None
        return self._with(target, Match(j, 0.45, "match.beside"), ())

    def _figures_in(self, clause: Clause) -> Iterator[int]:
        span = self.second.answer(clause).span
        for j, outcome in enumerate(self.outcomes[: self.matched]):
            if span.start <= outcome.quantity.span.start < span.end:
                yield j

    def _other(self, target: Matter, j: int) -> bool:
        """Whether an outcome is on another basis than the promise."""
        outcome = self.outcomes[j]
        return (
            target.amount is not None
            and outcome.amount is not None
            and self._other_basis(target, outcome, target.amount, outcome.amount) is not None
        )


def _answers(q: Quantity, year: int) -> bool:
    """Whether a figure of the second report can answer for `year`: it reports, and not of years before."""
    if q.stance is Stance.TARGET or q.value is None:
        return False
    return q.period is None or q.period.last == year or _covers(q.period, year)


def _covers(period: Period, year: int) -> bool:
    return period.first <= year <= period.last
