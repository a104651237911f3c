"""What came a year late: promised in one report, open in the next, told as done in the one after."""

from __future__ import annotations

from dataclasses import replace

from taizhang.promises.basis import amount
from taizhang.promises.definition import Thresholds
from taizhang.promises.figured import figured
from taizhang.promises.types import Comparison, Figured, Verdict

OPEN = (Verdict.DROPPED, Verdict.UNVERIFIABLE, Verdict.MISSED)
CAME = (Verdict.KEPT, Verdict.LATE)
SURE_FROM = 0.55


def with_overdue(earlier: Comparison, later: Comparison, *, by: Thresholds | None = None) -> Comparison:
    """`earlier` with what the second report left open and the third, which `later` compares, tells as done.

    Only the very amount that was promised counts, and only where it does not answer a promise of the second report: an
    office that promises and reports six parks a year has not built the first year's six late.
    """
    third = later.second
    taken = {row.outcome.id for row in later.figured if row.outcome}
    again = {
        row.target.id: row
        for row in figured(earlier.first, third, earlier.year, by=by, told_of=later.year)
        if row.verdict in CAME
        and row.outcome is not None
        and row.outcome.id not in taken
        and row.confidence >= SURE_FROM
    }
    return replace(
        earlier,
        third=third,
        figured=tuple(_overdue(row, again.get(row.target.id), earlier.year) for row in earlier.figured),
    )


def _overdue(row: Figured, done: Figured | None, year: int) -> Figured:
    if done is None or done.outcome is None or row.verdict not in OPEN or row.outcome is not None:
        return row
    promised, came = amount(row.target), amount(done.outcome)
    if promised is None or came is None or promised.value != came.value:
        return row
    said = f"{done.arithmetic}；{year}年承诺，{year + 2}年报告方称完成"
    return replace(
        done, verdict=Verdict.LATE, arithmetic=said, rules=(*done.rules, "verdict.year-late"), later=True, confidence=round(done.confidence * 0.9, 2)
    )  # fmt: skip
