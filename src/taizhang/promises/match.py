"""Lays one report's promises beside the next report's answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from taizhang.ledger.types import Kind, Stance
from taizhang.promises import rules
from taizhang.promises.definition import Thresholds, standard
from taizhang.promises.likeness import alike, core, near, score
from taizhang.promises.types import Figured, Verdict
from taizhang.reading.outline.types import Part
from taizhang.reading.types import Quantity, Reading
from taizhang.rulebook.indicators import Better, catalogue

KEPT_CANDIDATES = 3
SPOKEN_FROM = 0.6  # share of the promise's character pairs that a clause must hold to speak of it
CLAUSE = re.compile("[^，。；！？\n]+")


def figured(first: Reading, second: Reading, *, by: Thresholds | None = None) -> list[Figured]:
    """Every promise of `first` that has a figure, in reading order, with its verdict from `second`."""
    by = by or standard().on(date.today())
    targets = promised(first)
    outcomes = [q for q in second.quantities if q.stance is not Stance.TARGET and q.value is not None]
    pairs = _assign(targets, outcomes, by.match_from)
    _assign_near(targets, outcomes, pairs, by.near_from)
    review = review_text(second)
    return [
        _judge(target, *pairs.get(index, (None, 0.0)), targets=targets, outcomes=outcomes, review=review, by=by)
        for index, target in enumerate(targets)
    ]


def promised(reading: Reading) -> list[Quantity]:
    """The targets that a report sets itself for its own year, or for no year in particular."""
    year = reading.outline.planned
    return [
        q for q in reading.quantities if q.stance is Stance.TARGET and q.value is not None and q.period in (year, None)
    ]


def review_text(reading: Reading) -> str:
    """The clean text of the part that looks back, the whole body where the document has none."""
    spans = [span for part, span, _ in reading.outline.parts if part is Part.REVIEW]
    return "\n".join(reading.clean[s.start : s.end] for s in spans) or reading.clean


def _assign(
    targets: Sequence[Quantity], outcomes: Sequence[Quantity], least: float
) -> dict[int, tuple[Quantity, float]]:
    """target index → (outcome, score), best scores first, no outcome twice."""
    scored = sorted(
        ((score(t, o), -i, -j) for i, t in enumerate(targets) for j, o in enumerate(outcomes)), reverse=True
    )
    pairs: dict[int, tuple[Quantity, float]] = {}
    used: set[int] = set()
    for value, i, j in scored:
        if value < least:
            break
        if -i not in pairs and -j not in used:
            pairs[-i] = (outcomes[-j], value)
            used.add(-j)
    return pairs


def _assign_near(
    targets: Sequence[Quantity], outcomes: Sequence[Quantity], pairs: dict[int, tuple[Quantity, float]], least: float
) -> None:
    """Add re-worded answers among what is left over on both sides, surest first."""
    used = {outcome.id for outcome, _ in pairs.values()}
    left = [o for o in outcomes if o.id not in used]
    scored = sorted(
        ((near(t, o), -i, o.id, o) for i, t in enumerate(targets) if i not in pairs for o in left),
        key=lambda s: s[:3],
        reverse=True,
    )
    for value, i, key, outcome in scored:
        if value >= least and -i not in pairs and key not in used:
            pairs[-i] = (outcome, round(value * 0.8, 2))
            used.add(key)


def _judge(
    target: Quantity,
    outcome: Quantity | None,
    likeness: float,
    *,
    targets: Sequence[Quantity],
    outcomes: Sequence[Quantity],
    review: str,
    by: Thresholds,
) -> Figured:
    others = sorted(((score(target, o), n) for n, o in enumerate(outcomes)), reverse=True)[:KEPT_CANDIDATES]
    candidates = tuple((outcomes[n], round(s, 2)) for s, n in others if s >= 0.4)
    if outcome is None:
        spoken = _spoken_of(target, review)
        verdict = Verdict.UNVERIFIABLE if spoken else Verdict.DROPPED
        return Figured(target, None, verdict, 0.6 if spoken else 0.7, "", candidates)
    if not comparable(target, outcome) or target.value is None or outcome.value is None:
        return Figured(target, outcome, Verdict.CHANGED, round(0.8 * likeness, 2), _basis(target, outcome), candidates)
    known = catalogue().by_code.get(target.code or "")
    better = known.better if known and target.kind in (Kind.LEVEL, Kind.SHARE) else Better.UP
    aim = target.value
    if target.value_high and outcome.value >= target.value:
        aim = min(outcome.value, target.value_high)  # anywhere within a promised range keeps it
    verdict, said = rules.verdict(aim, target.op, outcome.value, target.unit, target.kind, better, by)
    return Figured(target, outcome, verdict, round(likeness, 2), said, candidates)


def comparable(target: Quantity, outcome: Quantity) -> bool:
    """Whether target and outcome are on one basis, so that arithmetic means something."""
    return target.kind is outcome.kind and (target.unit == outcome.unit or score(target, outcome) >= 0.9)


def _basis(target: Quantity, outcome: Quantity) -> str:
    return f"promised as {target.kind.value} in {target.unit}, answered as {outcome.kind.value} in {outcome.unit}"


def _spoken_of(target: Quantity, review: str) -> bool:
    """Whether some clause of the review speaks of what was promised, though without a figure for it."""
    words = core(target.indicator)
    if len(words) < 2:
        return False
    if words in review:
        return True
    pairs = {words[i : i + 2] for i in range(len(words) - 1)}
    return any(
        (sum(pair in clause for pair in pairs) >= SPOKEN_FROM * len(pairs) and len(pairs) >= 3)
        or alike(words, core(clause)) >= 0.75
        for clause in CLAUSE.findall(review)
        if len(clause) >= len(words)
    )
