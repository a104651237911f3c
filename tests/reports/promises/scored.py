"""Scores a comparison against planted outcomes: for each verdict, how many were found and how many of the found are right.

Run as a program it prints the figures: ``python tests/reports/promises/scored.py [--wrong]``.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from taizhang.promises import Comparison, compare
from taizhang.reading import read
from taizhang.reading.types import Reading

HERE = Path(__file__).parent
COUNTY = Path(__file__).parents[3] / "samples" / "dichuan"


@dataclass(frozen=True, slots=True)
class Planted:
    """One planted promise: where it stands, how it ended, and where its answer stands (None where there is none)."""

    id: str
    named: bool
    matter: str
    start: int
    end: int
    verdict: str
    answer: tuple[int, int] | None
    figure: bool  # whether the promise is a figure, so that `start` is exact


@dataclass
class Score:
    """Counts by verdict."""

    right: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    paired: int = 0  # answers found at the right place
    pairs: int = 0  # answers to be found
    wrong: list[str] = field(default_factory=list)

    def precision(self, verdict: str) -> float:
        """Of those found with this verdict, the share that is right."""
        return self.right[verdict] / self.found[verdict] if self.found[verdict] else 1.0

    def recall(self, verdict: str) -> float:
        """Of those planted with this verdict, the share that is found."""
        return self.right[verdict] / self.wanted[verdict] if self.wanted[verdict] else 1.0

    @property
    def accuracy(self) -> float:
        """The share of all planted promises whose verdict is right."""
        return self.right.total() / self.wanted.total()

    def add(self, planted: Planted, verdict: str, at_b: int | None) -> None:
        """Count one planted promise; `verdict` is "" where the comparison does not know it."""
        self.wanted[planted.verdict] += 1
        if verdict:
            self.found[verdict] += 1
        self.right[planted.verdict] += verdict == planted.verdict
        if planted.answer is not None:
            self.pairs += 1
            self.paired += at_b is not None and planted.answer[0] <= at_b < planted.answer[1]
        if verdict != planted.verdict or (
            planted.figure
            and planted.answer
            and planted.answer[1] - planted.answer[0] == 1
            and at_b != planted.answer[0]
        ):
            self.wrong.append(f"{planted.id} {planted.matter}: {planted.verdict}, found {verdict or 'nothing'}")


def sample(first: Reading, second: Reading, year: int) -> Iterator[Planted]:
    """The promises of the sample county's report of `year`, as the next report alone answers them."""
    for row in yaml.safe_load((COUNTY / "promises.yaml").read_text(encoding="utf-8")):
        if row["made"]["report"] == year:
            answer = row.get("next_report") or row["answered"]
            verdict = answer.get("verdict", row["verdict"]) if answer else row["verdict"]
            yield _planted(row, row["made"], answer, verdict, first, second, "sentence")


def blind(first: Reading, second: Reading, name: str = "yanling") -> Iterator[Planted]:
    """The promises of the pair of reports called `name` beside this file."""
    for row in yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8")):
        yield _planted(row, row["made"], row["answered"], row["verdict"], first, second, "phrase")


def _planted(
    row: dict[str, Any], made: dict[str, Any], answer: dict[str, Any] | None, verdict: str, first: Reading,
    second: Reading, key: str,
) -> Planted:  # fmt: skip
    start, end = _place(made, first.source.text, key, last=True)
    return Planted(
        row["id"], row["kind"] == "named", row["matter"], start, end, verdict,
        _place(answer, second.source.text, key) if answer else None, "figure" in made,
    )  # fmt: skip


def _place(side: dict[str, Any], text: str, key: str, *, last: bool = False) -> tuple[int, int]:
    """Of a figure its first character, else the whole phrase."""
    start = text.rindex(side[key]) if last else text.index(side[key])
    if "figure" not in side:
        return start, start + len(side[key])
    inside = re.search(rf"(?<![\d.]){re.escape(side['figure'])}", side[key])
    assert inside is not None, side
    at = start + inside.start()
    return at, at + 1


def score(comparison: Comparison, planted: list[Planted], *, named: bool) -> Score:
    """The score of figures, or of named things."""
    result = Score()
    rows = [(r.at_a, r.verdict.value, r.at_b, r.raw_a) for r in (comparison.named if named else comparison.figured)]
    for p in planted:
        if p.named is named:
            inside = [r for r in rows if p.start <= r[0] < p.end or (p.figure and r[0] <= p.start < r[0] + len(r[3]))]
            if named:
                inside = [r for r in inside if r[3] in p.matter or p.matter in r[3] or _same(r[3], p.matter)]
                inside.sort(key=lambda r: -len(set(r[3]) & set(p.matter)))
            elif not p.figure:
                inside = [r for r in inside if "经济" in r[3]]
            result.add(p, inside[0][1] if inside else "", inside[0][2] if inside else None)
    return result


def _same(a: str, b: str) -> bool:
    return len(set(a) & set(b)) >= 0.7 * min(len(set(a)), len(set(b)))


def sets() -> Iterator[tuple[str, Comparison, list[Planted]]]:
    """Every pair with planted outcomes, compared."""
    for year in (2024, 2025):
        a, b = (read(COUNTY / f"{y}.txt") for y in (year, year + 1))
        yield f"dichuan{year}", compare(a, b), list(sample(a, b, year))
    for path in sorted(HERE.glob("*.yaml")):
        reports = sorted(HERE.glob(f"{path.stem}20??.txt"))
        a, b = (read(report) for report in reports)
        yield path.stem, compare(a, b), list(blind(a, b, path.stem))


def told() -> Iterator[str]:
    """The figures of every set, line by line."""
    for name, comparison, planted in sets():
        for named in (False, True):
            s = score(comparison, planted, named=named)
            yield f"\n{name} {'named' if named else 'figured'}: {s.right.total()} of {s.wanted.total()} verdicts, {s.paired} of {s.pairs} answers"
            for verdict in sorted(s.wanted | s.found):
                counts = f"({s.right[verdict]} right, {s.found[verdict]} found, {s.wanted[verdict]} planted)"
                yield f"  {verdict:13} P {s.precision(verdict):.3f}  R {s.recall(verdict):.3f}  {counts}"
            if "--wrong" in sys.argv:
                yield from (f"    {line}" for line in s.wrong)


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in told())
