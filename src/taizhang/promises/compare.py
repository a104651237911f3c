"""The entry: two readings in, a comparison out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from taizhang.promises.definition import Thresholds
from taizhang.promises.figured import Settled, figured
from taizhang.promises.named import named
from taizhang.promises.overdue import with_overdue
from taizhang.promises.types import Comparison
from taizhang.promises.years import in_order
from taizhang.reading.types import Reading


def compare(
    one: Reading, other: Reading, *, by: Thresholds | None = None, settled: Settled | None = None
) -> Comparison:
    """What the earlier of two reports promised beside what the next year's says of it; the texts say which is earlier.

    `by` are other thresholds than those of the definition; `settled` is what a person decided about matches. Raises
    NoPairError where the two are not reports of consecutive years.
    """
    (year, first), (_, second) = in_order((one, other))
    return _laid(first, second, year, by, settled)


def pairs(readings: Sequence[Reading], *, by: Thresholds | None = None) -> list[Comparison]:
    """Every two reports that follow each other, compared; earliest first. Raises NoPairError where a year is missing.

    With three reports or more, what the second leaves open and the third tells as done is late.
    """
    laid = [_laid(first, second, year, by, None) for (year, first), (_, second) in pairwise(in_order(readings))]
    return [*(with_overdue(a, b, by=by) for a, b in pairwise(laid)), *laid[-1:]]


def _laid(first: Reading, second: Reading, year: int, by: Thresholds | None, settled: Settled | None) -> Comparison:
    return Comparison(
        first, second, year, figured(first, second, year, by=by, settled=settled), named(first, second, year, by=by)
    )
