"""Who may own a task: by last year's assignments and by the list of duties. Suggestions, never decisions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from taizhang.tasks.definition import Department, Duties
from taizhang.tasks.types import Past, Suggestion

FROM = 0.34  # texts less alike than this are not the same work
KEPT = 3
NOT_SAID = re.compile(r"[\W\d_]+")
NOT_OURS = re.compile(r"^.{2,8}?[省市县区](?=..)")  # 江临县交通运输局 → 交通运输局


class Owners:
    """Suggests units for texts: made once from units, duties and last year's tasks, asked for many texts."""

    def __init__(self, duties: Duties, units: Mapping[int, str], last: Iterable[Past] = ()) -> None:
        self._words = [
            (word, unit)
            for d in duties.departments
            for unit, name in units.items()
            if called(d, name)
            for word in d.words
        ]
        self._past = list(last)
        self._sizes: list[int] = []
        self._holding: dict[str, list[int]] = {}  # a pair of letters → the past tasks that have it
        for at, past in enumerate(self._past):
            pairs = _pairs(past.text)
            self._sizes.append(len(pairs))
            for pair in pairs:
                self._holding.setdefault(pair, []).append(at)

    def suggest(self, text: str, section: str = "") -> tuple[Suggestion, ...]:
        """At most three units, the likeliest first, one row a unit with its best reason."""
        found = [*self._by_last(text), *self._by_duty(text, section)]
        best: dict[int, Suggestion] = {}
        for one in sorted(found, key=lambda one: -one.score):
            best.setdefault(one.unit, one)
        return tuple(best.values())[:KEPT]

    def _by_duty(self, text: str, section: str) -> Iterable[Suggestion]:
        hits: dict[int, list[str]] = {}
        scores: dict[int, float] = {}
        for word, unit in self._words:
            if word in text:
                hits.setdefault(unit, []).append(word)
                scores[unit] = scores.get(unit, 0.0) + len(word) ** 1.5
            elif word in section:
                hits.setdefault(unit, []).append(word)
                scores[unit] = scores.get(unit, 0.0) + len(word) * 0.25
        total = sum(scores.values())
        for unit, score in scores.items():
            yield Suggestion(unit, round(min(0.9, 0.3 + 0.6 * score / total), 3), "duty", "、".join(hits[unit]))

    def _by_last(self, text: str) -> Iterable[Suggestion]:
        pairs = _pairs(text)
        shared: dict[int, int] = {}
        for pair in pairs:
            for at in self._holding.get(pair, ()):
                shared[at] = shared.get(at, 0) + 1
        for at, count in shared.items():
            likeness = 2 * count / (len(pairs) + self._sizes[at])
            if likeness >= FROM:
                past = self._past[at]
                yield Suggestion(
                    past.unit, round(min(1.0, 0.5 + likeness / 2), 3), "last", f"{past.number} {past.text}"
                )


def called(department: Department, name: str) -> bool:
    """Whether a unit of this `name` is that department: 江临县交通运输局 is 交通运输局, so is 交运局 by its short name."""
    own = NOT_OURS.sub("", name)
    return any(own == known or own.startswith(known) or name.endswith(known) for known in department.names)


def _pairs(text: str) -> frozenset[str]:
    """Pairs of neighbouring letters, figures and punctuation left out: a target changes from year to year."""
    said = NOT_SAID.sub("", text)
    return frozenset(said[at : at + 2] for at in range(len(said) - 1))
