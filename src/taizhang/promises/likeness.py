"""How alike two indicators are: by code and wording first, then by verb, kind, unit, place, basis and context."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from taizhang.ledger.types import Kind
from taizhang.promises.basis import Amount, alike, amount
from taizhang.promises.weights import Weights, grams
from taizhang.promises.wording import core, deeds, marks, thresholds, too_general
from taizhang.reading.types import Quantity

RUNNING = re.compile("累计|总数|总量达|存量|保有量|增至|增加到|发展到|扩大到")
REACHED = re.compile("达到?(?:了|约)?$")
YEARLY = re.compile("新增|净增|新建|新开|新[认引培签创设]|全年累计")
BARE = "项目"
SMALL = 10  # counts below it, like rates, are near each other by chance
RATES = ("%", "个百分点", "元")


@dataclass(frozen=True, slots=True)
class Matter:
    """A figure with all that its likeness to another is reckoned from. Offsets and words of its surroundings included."""

    quantity: Quantity
    amount: Amount | None
    core: str
    pairs: frozenset[str]
    weight: float
    deeds: frozenset[str]
    marks: tuple[int, ...]
    thresholds: frozenset[str]
    region: str | None  # None where it is the report's own place
    running: bool  # a total of all years so far (累计)
    reached: bool  # a height that was reached (达到)
    yearly: bool  # what came to it in one year (新增)
    around: frozenset[str]  # character pairs of its clause
    years: int  # that it covers


def matter(q: Quantity, clause: str, own_place: str | None, weights: Weights, years: int = 1) -> Matter:
    """The features of one figure; `clause` is the clean text of its clause up to the figure."""
    words = core(q.indicator)
    pairs = grams(words)
    said = clause[-24:]
    yearly = YEARLY.search(q.indicator) is not None or "全年累计" in said
    return Matter(
        quantity=q,
        amount=amount(q),
        core=words,
        pairs=pairs,
        weight=weights.sum(pairs),
        deeds=deeds(q.indicator),
        marks=marks(q.indicator),
        thresholds=thresholds(q.indicator),
        region=q.region if q.region != own_place else None,
        running=RUNNING.search(said) is not None and not yearly,
        reached=REACHED.search(said) is not None,
        yearly=yearly,
        around=grams(clause),
        years=years,
    )


def words_alike(a: Matter, b: Matter, weights: Weights) -> float:
    """Likeness of two matters by their telling character pairs, 0 to 1; one within the other counts much."""
    if a.core == b.core:
        return 1.0
    if not a.pairs or not b.pairs:
        return 0.0
    shared = weights.sum(a.pairs & b.pairs)
    if not shared:
        return 0.0
    alike_ = 2 * shared / (a.weight + b.weight)
    if a.core in b.core or b.core in a.core:
        return max(alike_, 0.47 + 0.5 * min(len(a.core), len(b.core)) / max(len(a.core), len(b.core)))
    return alike_


def named_alike(target: Matter, outcome: Matter, weights: Weights) -> float:
    """How likely the two are about one thing, whatever was measured of it: code, words, marks, place."""
    a, b = target.quantity, outcome.quantity
    words = words_alike(target, outcome, weights)
    if target.core in too_general() and outcome.core in too_general():
        words *= 0.5 + 0.5 * context(target, outcome)  # the words alone do not tell
    if a.code and a.code == b.code:
        words = 1.0
    elif a.code and b.code:
        words *= 0.85 if target.core == outcome.core else 0.6  # the catalogue knows both, as two things
    if target.region and outcome.region and target.region != outcome.region:
        words *= 0.3
    if target.thresholds != outcome.thresholds:
        words *= 0.55 if target.thresholds and outcome.thresholds else 0.85
    elif target.thresholds and (target.core == BARE or outcome.core == BARE):
        words = max(words, 0.8)  # 其中10亿元以上6个: the sum is all that tells
    if a.code is None or a.code != b.code:
        for x, y in zip(target.marks, outcome.marks, strict=True):
            if x != y:
                words *= 0.5 if x and y else 0.94
    return words


def score(target: Matter, outcome: Matter, weights: Weights) -> float:
    """How likely `outcome` answers `target`, 0 to 1."""
    value = named_alike(target, outcome, weights)
    if value < 0.2:
        return value
    a, b = target.quantity, outcome.quantity
    if not same_unit(target, outcome):
        value *= 0.82
    elif a.unit != b.unit:
        value *= 0.97
    if a.kind is not b.kind and not done_alike(target, outcome):
        value *= 0.4 if Kind.RANK in (a.kind, b.kind) else 0.84
    if target.deeds and outcome.deeds and not target.deeds & outcome.deeds:
        value *= 0.92
    if target.running != outcome.running and (target.yearly or outcome.yearly):
        value *= 0.8
    if outcome.years > target.years:
        value *= 0.75
    return value * (0.97 + 0.03 * context(target, outcome))


def context(target: Matter, outcome: Matter) -> float:
    """The share of character pairs that the clauses of the two have in common, 0 to 1."""
    return len(target.around & outcome.around) / max(1, min(len(target.around), len(outcome.around)))


def done_alike(target: Matter, outcome: Matter) -> bool:
    """Whether both count what was done, though the verb of one reads like a change: 新增停车位600个, 停车位增加612个."""
    a, b = target.quantity, outcome.quantity
    if {a.kind, b.kind} != {Kind.LEVEL, Kind.DELTA} or a.unit in RATES or not same_unit(target, outcome):
        return False
    counted = target if a.kind is Kind.LEVEL else outcome
    return counted.yearly or bool(target.deeds & outcome.deeds)


def near(target: Matter, outcome: Matter, weights: Weights) -> float:
    """How likely `outcome` answers `target` in other words: by what wording they share and how near the figures lie.

    A re-worded answer (盘活低效工业用地2000亩 … 唤醒沉睡工业地块2060亩) shares a word or two, the unit, and the size.
    """
    if target.amount is None or outcome.amount is None or target.quantity.kind is not outcome.quantity.kind:
        return 0.0
    if target.amount.unit != outcome.amount.unit or not target.amount.value:
        return 0.0
    if target.quantity.code and outcome.quantity.code and target.quantity.code != outcome.quantity.code:
        return 0.0
    if any(x and y and x != y for x, y in zip(target.marks, outcome.marks, strict=True)):
        return 0.0
    if target.thresholds != outcome.thresholds or target.core in too_general():
        return 0.0
    ratio = float(outcome.amount.value / target.amount.value)
    if not 0.5 <= ratio <= 2:
        return 0.0
    size = ratio if ratio <= 1 else 1 / ratio
    a, b = set(target.core), set(outcome.core)
    shared = len(a & b) / max(1, min(len(a), len(b)))
    if shared < 0.3:
        return 0.0
    tells = 1.0 if target.amount.unit != "%" and abs(target.amount.value) >= SMALL else 0.85
    return tells * (0.5 * shared + 0.3 * size + 0.2 * words_alike(target, outcome, weights))


def same_unit(a: Matter, b: Matter) -> bool:
    """Whether both are counted in one unit."""
    if a.amount is None or b.amount is None:
        return a.quantity.unit == b.quantity.unit
    return alike(a.amount.unit, b.amount.unit)


class Index:
    """Finds the outcomes that share something with a target, so that not every pair must be looked at."""

    def __init__(self, outcomes: Sequence[Matter]) -> None:
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        self._by_code: dict[str, list[int]] = defaultdict(list)
        self._by_core: dict[str, list[int]] = defaultdict(list)
        for number, outcome in enumerate(outcomes):
            for pair in outcome.pairs:
                self._by_pair[pair].append(number)
            if outcome.quantity.code:
                self._by_code[outcome.quantity.code].append(number)
            self._by_core[outcome.core].append(number)
            for threshold in outcome.thresholds:
                self._by_core[threshold].append(number)

    def sharing(self, target: Matter) -> Iterator[int]:
        """Numbers of the outcomes that share a pair of characters, the code or the whole wording with `target`."""
        found = set(self._by_core.get(target.core, ()))
        for threshold in target.thresholds:
            found.update(self._by_core.get(threshold, ()))
        if target.quantity.code:
            found.update(self._by_code.get(target.quantity.code, ()))
        for pair in target.pairs:
            found.update(self._by_pair.get(pair, ()))
        yield from found
