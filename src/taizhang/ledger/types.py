"""Frozen types shared by the reader and every mechanism."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Op(StrEnum):
    """How a figure bounds what it measures: 以上 is ``>=``, 突破 is ``>``, 左右 is ``~``."""

    EQ = "="
    GE = ">="
    GT = ">"
    LE = "<="
    LT = "<"
    ABOUT = "~"


class Kind(StrEnum):
    """What sort of figure it is (指标性质)."""

    LEVEL = "level"  # a total or a count: 1050亿元, 87家
    GROWTH = "growth"  # a rate of change in per cent: 增长5.5%
    DELTA = "delta"  # a change in absolute units or percentage points: 提高2个百分点
    SHARE = "share"  # a proportion or rate in per cent: 占比54%
    RANK = "rank"  # a place in an order: 第48位, 前20强


class Stance(StrEnum):
    """Whether a figure reports, expects or promises (实际、预计、目标)."""

    ACTUAL = "actual"
    ESTIMATE = "estimate"
    TARGET = "target"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters, ``text[start:end]``, counted as Python ``str`` indices."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The year, or the span of years, that a figure is for (所属期). Both ends are included."""

    first: int
    last: int

    @classmethod
    def year(cls, year: int) -> Period:
        """A single year."""
        return cls(year, year)

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class Reference:
    """A pointer to something kept elsewhere: the only way two mechanisms meet."""

    kind: str  # "indicator", "task", "document" …
    id: str
