"""Finds for each promise the figure that answers it: surest pairs first, no figure for two promises that differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from taizhang.promises.definition import Thresholds
from taizhang.promises.likeness import Index, Matter, named_alike, near, score
from taizhang.promises.weights import Weights

KEPT_CANDIDATES = 3
CANDIDATE_FROM = 0.4
SAME_PROMISE = 0.97  # two promises this alike are one promise said twice
NEAR_IS_LESS_SURE = 0.8


@dataclass(frozen=True, slots=True)
class Match:
    """The outcome (its number) that answers a promise, how surely, and by which rule."""

    outcome: int
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class Matches:
    """What was matched, and the likeliest outcomes of every promise; keys are numbers of promises."""

    by_target: Mapping[int, Match]
    candidates: Mapping[int, tuple[tuple[int, float], ...]]


def match(targets: Sequence[Matter], outcomes: Sequence[Matter], weights: Weights, by: Thresholds) -> Matches:
    """Pair promises with outcomes."""
    index = Index(outcomes)
    scores = [
        {j: value for j in index.sharing(t) if (value := score(t, outcomes[j], weights)) >= CANDIDATE_FROM}
        for t in targets
    ]
    found: dict[int, Match] = {}
    used: dict[int, int] = {}  # outcome → the promise it answers
    ranked = sorted(((value, -i, -j) for i, row in enumerate(scores) for j, value in row.items()), reverse=True)
    for value, i, j in ranked:
        if value < by.match_from:
            break
        if -i in found or (-j in used and not _same(targets[used[-j]], targets[-i], weights)):
            continue
        found[-i] = Match(-j, value, _rule(targets[-i], outcomes[-j]))
        used.setdefault(-j, -i)
    for i, j, value in _near(targets, outcomes, found, used, weights, by.near_from):
        found[i] = Match(j, value, "match.size")
    best = {
        i: tuple(sorted(row.items(), key=lambda pair: (-pair[1], pair[0]))[:KEPT_CANDIDATES])
        for i, row in enumerate(scores)
    }
    return Matches(found, best)


def _same(a: Matter, b: Matter, weights: Weights) -> bool:
    """Whether two promises are one, said in the goals and again in detail."""
    return a.amount == b.amount and a.quantity.kind is b.quantity.kind and named_alike(a, b, weights) >= SAME_PROMISE


def _rule(target: Matter, outcome: Matter) -> str:
    code = target.quantity.code
    return "match.code" if code and code == outcome.quantity.code else "match.words"


def _near(
    targets: Sequence[Matter], outcomes: Sequence[Matter], found: Mapping[int, Match], used: Mapping[int, int],
    weights: Weights, least: float,
) -> Iterator[tuple[int, int, float]]:  # fmt: skip
    """Re-worded answers among what is left over on both sides, surest first."""
    left = [j for j in range(len(outcomes)) if j not in used]
    by_unit: dict[str, list[int]] = {}
    for j in left:
        if (amount := outcomes[j].amount) is not None:
            by_unit.setdefault(amount.unit, []).append(j)
    ranked = sorted(
        (
            (value, -i, -j)
            for i, t in enumerate(targets)
            if i not in found and t.amount is not None
            for j in by_unit.get(t.amount.unit, ())
            if (value := near(t, outcomes[j], weights)) >= least
        ),
        reverse=True,
    )
    done: set[int] = set()
    taken: set[int] = set()
    for value, i, j in ranked:
        if -i not in done and -j not in taken:
            done.add(-i)
            taken.add(-j)
            yield -i, -j, value * NEAR_IS_LESS_SURE
