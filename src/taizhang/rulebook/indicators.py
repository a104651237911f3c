"""The indicator catalogue (指标目录): what county reports and statistical bulletins measure, and under which names."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from functools import cache

from taizhang.rulebook.load import Definition, load_folder, root

NOT_SAID = re.compile(r"[^\w%/]|_")


class Nature(StrEnum):
    """How values of an indicator add up over a year."""

    CUMULATIVE = "cumulative"  # adds up from January: output, investment, jobs created
    STOCK = "stock"  # stands at a moment: loans outstanding, population, forest area
    RATE = "rate"  # a ratio, an index or a mean: unemployment rate, forest cover, PM2.5


class Better(StrEnum):
    """Which way is good."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class Source(Definition, frozen=True):
    """Where a definition comes from."""

    document: str
    clause: str = ""


class Indicator(Definition, frozen=True, kw_only=True):
    """One row of the catalogue.

    `name` is the statistical name, `aliases` are the ways reports say it; both are compared without spaces and
    punctuation. `unit` is a base unit (元, %, 人, 微克/立方米). `since` and `until` mark a break of the series.
    Each of `examples` must give a quantity with this code when read; each of `not_this` must not.
    """

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    unit: str
    nature: Nature
    better: Better
    since: date | None = None
    until: date | None = None
    note: str = ""
    examples: tuple[str, ...]
    not_this: tuple[str, ...] = ()


class Dimension(Definition, frozen=True):
    """One file: the indicators of one dimension of the economy (经济维度)."""

    dimension: str
    name: str
    source: Source
    indicators: tuple[Indicator, ...]


class Catalogue:
    """All indicators, by code and by any name."""

    def __init__(self, dimensions: tuple[Dimension, ...]) -> None:
        self.dimensions = dimensions
        self.by_code: dict[str, Indicator] = {}
        self.by_name: dict[str, Indicator] = {}
        self.dimension_of: dict[str, Dimension] = {}
        for dimension in dimensions:
            for indicator in dimension.indicators:
                if indicator.code in self.by_code:
                    raise ValueError(f"indicator code {indicator.code} is given twice")
                self.by_code[indicator.code] = indicator
                self.dimension_of[indicator.code] = dimension
                for name in (indicator.name, *indicator.aliases):
                    other = self.by_name.setdefault(plain(name), indicator)
                    if other is not indicator:
                        raise ValueError(f"{name} names both {other.code} and {indicator.code}")

    def find(self, name: str) -> Indicator | None:
        """The indicator that is called exactly `name`, punctuation aside."""
        return self.by_name.get(plain(name))


def plain(name: str) -> str:
    """`name` as names are compared: letters, digits, % and / only, lower case."""
    return NOT_SAID.sub("", name.lower())


@cache
def catalogue() -> Catalogue:
    """The catalogue under ``definitions/base/indicators``, loaded once a process."""
    return Catalogue(tuple(d for _, d in load_folder(root() / "base" / "indicators", Dimension)))
