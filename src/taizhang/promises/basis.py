"""On which basis a figure stands: its value in a common unit, and whether it counts a year or all years so far."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from taizhang.ledger.types import Kind
from taizhang.promises.definition import standard
from taizhang.reading.types import Quantity

RATIOS = ("倍", "成", "番")
ONE = Decimal(1)
MOST_DOUBLINGS = 20  # 翻番 beyond which a text is not to be taken at its word


@dataclass(frozen=True, slots=True)
class Amount:
    """A value, or a range of values, in a common unit."""

    value: Decimal
    high: Decimal | None
    unit: str


def amount(q: Quantity) -> Amount | None:
    """The figure in a common unit: 公顷 as 亩, 翻一番 as 100 %; None where its value is lost."""
    if q.value is None or not q.value.is_finite():
        return None
    unit, times = _converted().get(q.unit, (q.unit, ONE))
    if q.unit in RATIOS and q.kind is not Kind.GROWTH:
        return Amount(q.value, q.value_high, q.unit)
    if q.unit == "番":
        doublings = min(q.value, Decimal(MOST_DOUBLINGS))
        return Amount((Decimal(2) ** doublings - 1) * 100, None, unit)
    return Amount(q.value * times, q.value_high * times if q.value_high is not None else None, unit)


@cache
def alike(a: str, b: str) -> bool:
    """Whether two units count the same: one unit, or words of counting that may stand for each other (个, 家)."""
    return a == b or any(a in units and b in units for units in standard().counted_alike)


@cache
def _converted() -> dict[str, tuple[str, Decimal]]:
    return {row.unit: (row.of, row.times) for row in standard().converted}
