"""What a judged promise is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from taizhang.reading.types import Name, Quantity


class Verdict(StrEnum):
    """How a promise ended, by what the next report says."""

    EXCEEDED = "exceeded"  # 超额完成
    KEPT = "kept"  # 完成
    PARTLY = "partly"  # 部分完成
    MISSED = "missed"  # 未完成
    LATE = "late"  # 逾期完成
    CHANGED = "changed"  # 口径变化：answered on another basis, so no arithmetic
    DROPPED = "dropped"  # 未再提及
    UNVERIFIABLE = "unverifiable"  # 提及而无数据
    DONE = "done"  # of a named thing: 建成、落实
    UNDERWAY = "underway"  # 在推进
    NOT_YET = "notyet"  # 未启动


@dataclass(frozen=True, slots=True)
class Figured:
    """A promise with a figure, beside its answer. `arithmetic` says in figures how the verdict came about."""

    target: Quantity
    outcome: Quantity | None
    verdict: Verdict
    confidence: float
    arithmetic: str
    candidates: tuple[tuple[Quantity, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A promised thing with a name, beside its answer. `at_b` and `raw_b` are where the second report speaks of it."""

    promise: Name
    verdict: Verdict
    confidence: float
    at_b: int | None = None
    raw_b: str | None = None
