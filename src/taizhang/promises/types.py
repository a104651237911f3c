"""What a judged promise is, and what comparing two reports gives."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from taizhang.ledger.types import Span
from taizhang.reading.types import Quantity, Reading


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


WORDS = {
    Verdict.EXCEEDED: "超额完成", Verdict.KEPT: "完成", Verdict.PARTLY: "部分完成", Verdict.MISSED: "未完成", Verdict.LATE: "逾期完成",
    Verdict.CHANGED: "口径变化", Verdict.DROPPED: "未再提及", Verdict.UNVERIFIABLE: "提及而无数据", Verdict.DONE: "已落实",
    Verdict.UNDERWAY: "推进中", Verdict.NOT_YET: "未启动",
}  # fmt: skip
"""What an office calls each verdict."""


class NoPairError(ValueError):
    """Reports that cannot be laid beside each other; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a report speaks of a promise: the words that do, and the sentence they stand in. Spans are raw."""

    span: Span
    raw: str
    sentence: Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure of the second report that may answer a promise, and how likely it does, 0 to 1."""

    outcome: Quantity
    score: float


@dataclass(frozen=True, slots=True)
class Figured:
    """A promise with a figure, beside its answer.

    `outcome` is the figure that answers, None where words alone do (`answer`) or nothing does. `arithmetic` says in
    Chinese how the verdict came about. `candidates` are the likeliest answers, best first. `rules` are the ids of the
    rules that decided, in order. A promise that is tied to the economy's growth (与经济增长同步) has a target without value.
    """

    target: Quantity
    outcome: Quantity | None
    verdict: Verdict
    confidence: float
    arithmetic: str
    rules: tuple[str, ...]
    answer: Answer | None = None
    candidates: tuple[Candidate, ...] = ()
    later: bool = False  # the answer stands in the report after the next: Comparison.third

    @property
    def at_a(self) -> int:
        """Raw offset of the promise in the first report."""
        return self.target.span.start

    @property
    def raw_a(self) -> str:
        """The promised figure as written."""
        return self.target.raw

    @property
    def at_b(self) -> int | None:
        """Raw offset of the answer in the second report, None where there is none."""
        return self.answer.span.start if self.answer else None

    @property
    def raw_b(self) -> str | None:
        """The answering figure, or the words that answer without one, as written."""
        return self.answer.raw if self.answer else None


@dataclass(frozen=True, slots=True)
class Named:
    """A named project or system of the plan, beside what the second report says of it.

    `stage` says in Chinese what was promised and what is reported (承诺开工，报告：主体封顶).
    """

    name: str
    type: str  # "project" or "system"
    promise: Answer
    verdict: Verdict
    confidence: float
    stage: str
    rules: tuple[str, ...]
    answer: Answer | None = None

    @property
    def at_a(self) -> int:
        """Raw offset of the name in the first report's plan."""
        return self.promise.span.start

    @property
    def raw_a(self) -> str:
        """The name as written there."""
        return self.promise.raw

    @property
    def at_b(self) -> int | None:
        """Raw offset of its mention in the second report, None where there is none."""
        return self.answer.span.start if self.answer else None

    @property
    def raw_b(self) -> str | None:
        """The clause of the second report that speaks of it."""
        return self.answer.raw if self.answer else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One report's promises beside the next one's answers, in the order of the first report."""

    first: Reading
    second: Reading
    year: int  # for which the promises were made
    figured: tuple[Figured, ...]
    named: tuple[Named, ...]
    third: Reading | None = None  # the report after the second, where what came a year late may be told

    @property
    def years(self) -> tuple[int, int]:
        """The years that the two reports plan for."""
        return self.year, self.year + 1

    def tally(self) -> dict[str, dict[Verdict, int]]:
        """How many rows have each verdict: ``{"figured": …, "named": …}``."""
        return {
            "figured": dict(Counter(row.verdict for row in self.figured)),
            "named": dict(Counter(row.verdict for row in self.named)),
        }
