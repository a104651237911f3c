"""Where the bars of small charts stand. Pure; all lengths are in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

STEP, BAR, GAP = 132, 44, 6  # of a year, of one bar, between the two of a year
TALL, HEAD, FOOT = 128, 18, 22  # of the longest bar, of the labels above and below
WIDE = 120  # the longest bar of a tally


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its label; `css` is "plan" or "actual"."""

    x: int
    y: int
    width: int
    height: int
    css: str
    label: str
    label_y: int

    @property
    def middle(self) -> float:
        """Where its label is centred."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of several years on one zero line; `years` are (middle, year)."""

    width: int
    height: int
    zero: int
    bars: tuple[Bar, ...]
    years: tuple[tuple[int, int], ...]


def chain(points: Sequence[tuple[int, Decimal | None, str, Decimal | None, str]]) -> Chart | None:
    """Target and outcome of each year, as (year, target, its label, outcome, its label). None where there is nothing to draw."""
    values = [value for _year, target, _a, outcome, _b in points for value in (target, outcome) if value is not None]
    if not values:
        return None
    top, bottom = max(Decimal(0), *values), min(Decimal(0), *values)
    scale = TALL / (top - bottom) if top > bottom else Decimal(0)
    zero = HEAD + round(top * scale)
    bars, years = [], []
    for at, (year, target, said, outcome, told) in enumerate(points):
        left = at * STEP + (STEP - 2 * BAR - GAP) // 2
        years.append((at * STEP + STEP // 2, year))
        for x, value, label, css in ((left, target, said, "plan"), (left + BAR + GAP, outcome, told, "actual")):
            if value is not None:
                height = round(abs(value) * scale)
                y = zero - height if value >= 0 else zero
                bars.append(Bar(x, y, BAR, height, css, label, y - 4 if value >= 0 else y + height + 13))
    height = HEAD + TALL + FOOT + (14 if bottom < 0 else 0)
    return Chart(STEP * len(points), height, zero, tuple(bars), tuple(years))


def length(count: int, most: int) -> int:
    """The length of a tally's bar; what is not nothing can be seen."""
    return max(2, round(WIDE * count / most)) if count and most else 0
