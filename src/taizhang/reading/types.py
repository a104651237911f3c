"""What a reading is: facts in three layers, doubts, and an account of every numeral.

All spans are offsets into the raw text (``Source.text``), as Python ``str`` indices.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from taizhang.ledger.types import Kind, Op, Period, Span, Stance
from taizhang.reading.outline.types import Outline

if TYPE_CHECKING:
    from taizhang.reading.repair.offsets import OffsetMap
    from taizhang.reading.sources.types import Source


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure that states something about what is governed (数量).

    `value` is in base units (1050亿元 is 105000000000), declines negative, None where the text is damaged; for a range
    it is the lower end and `value_high` the upper. `rules` are the ids of the rules that decided, in order.
    """

    id: str
    span: Span
    raw: str
    value: Decimal | None
    value_high: Decimal | None
    unit: str
    op: Op
    kind: Kind
    stance: Stance
    period: Period | None
    indicator: str
    code: str | None  # the indicator's code in the catalogue, None where it knows none of this name
    region: str | None
    section: tuple[str, ...]
    sentence: Span
    confidence: float
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """One sentence of the planning part, judged (任务). `quantities` are the ids of the target figures in it."""

    id: str
    span: Span
    task: bool
    measurable: bool
    heading: bool
    targets: bool
    quantities: tuple[str, ...]
    region: str | None
    section: tuple[str, ...]
    confidence: float
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """One named project or system at its first mention (名称). `type` is "project" or "system", `stage` a stage word or None."""

    id: str
    span: Span
    raw: str
    name: str
    type: str
    stage: str | None
    region: str | None
    section: tuple[str, ...]
    confidence: float
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the reader could not decide, or that does not add up (疑点). `code` names the sort, `facts` who is concerned."""

    id: str
    span: Span
    code: str
    facts: tuple[str, ...]
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numeral:
    """One numeral of the text: the id of the fact that claims it, or the reason (a rule id) why none does."""

    span: Span
    raw: str
    fact: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one document. `outline` alone keeps offsets into `clean`; `map` leads them back."""

    source: Source
    clean: str
    map: OffsetMap
    outline: Outline
    quantities: tuple[Quantity, ...]
    tasks: tuple[Task, ...]
    names: tuple[Name, ...]
    doubts: tuple[Doubt, ...]
    numerals: tuple[Numeral, ...]
    damaged: tuple[Span, ...]

    def account(self) -> dict[str, int]:
        """How the numerals of the text are accounted for: "claimed", and a count for each reason; the sum is their number."""
        return dict(Counter("claimed" if n.fact else str(n.reason) for n in self.numerals))
