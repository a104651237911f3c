"""What a task is made of, without a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from taizhang.ledger.types import Op, Reference


class State(StrEnum):
    """Where a task stands in its life."""

    DRAFTED = "drafted"  # 拟办
    ASSIGNED = "assigned"  # 待签收
    ARBITRATION = "arbitration"  # 退回待裁：the unit says with reasons that it is not theirs
    UNDERWAY = "underway"  # 办理中
    REOPENED = "reopened"  # 反弹重办：closed once, and rebounded
    CLOSING = "closing"  # 申请销号
    CLOSED = "closed"  # 已销号
    CANCELLED = "cancelled"  # 已撤销


AT_WORK = frozenset((State.UNDERWAY, State.REOPENED))
ENDED = frozenset((State.CLOSED, State.CANCELLED))


class Light(StrEnum):
    """How a task stands against its schedule (亮灯)."""

    RED = "red"  # 红：overdue or far behind
    YELLOW = "yellow"  # 黄：behind
    BLUE = "blue"  # 蓝：due soon
    GREY = "grey"  # 灰：no data
    WATCH = "watch"  # 浅绿：a little behind
    GREEN = "green"  # 绿：on schedule


SEVERITY = tuple(Light)
"""Worst first: of several reasons the first of these is the task's light."""


class ListKind(StrEnum):
    """What a list of tasks is."""

    REPORT = "report"  # 政府工作报告任务分解
    RESPONSIBILITY = "responsibility"  # 责任清单
    PRACTICAL = "practical"  # 民生实事


class RequestKind(StrEnum):
    """What a unit asks the office to decide."""

    RETURN = "return"  # 退回：not our duty
    EXTENSION = "extension"  # 延期
    CHANGE = "change"  # 调整：another measure
    CANCEL = "cancel"  # 撤销
    CLOSE = "close"  # 销号


class Decision(StrEnum):
    """What became of a request."""

    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"


class Satisfaction(StrEnum):
    """A citizen's rating of a practical matter, as deputies' tests count it."""

    GOOD = "good"  # 满意
    FAIR = "fair"  # 基本满意
    POOR = "poor"  # 不满意


@dataclass(frozen=True, slots=True)
class Goal:
    """A measure and its bound: ``新建农村公路 >= 50 公里``. `code` is the indicator's in the catalogue, or ""."""

    name: str
    op: Op
    target: Decimal
    unit: str
    code: str = ""
    base: Decimal | None = None  # where it stood at the start, for what does not begin at nothing


@dataclass(frozen=True, slots=True)
class Pledge:
    """A sentence of the report that promises work, as the reader's reviewed entry gives it. `section` runs from the chapter down."""

    reference: Reference
    text: str
    section: tuple[str, ...] = ()
    measures: tuple[Goal, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """A goal and what was last reported of it. `month` is the first day of the month that `actual` runs to."""

    goal: Goal
    actual: Decimal | None = None
    month: date | None = None


@dataclass(frozen=True, slots=True)
class StepFact:
    """A step of a task. `share` is how much of the target should be reached by `due`, in per cent."""

    words: str
    due: date
    done: date | None = None
    share: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a task's light depends on, days by the county's calendar. Months are their first days."""

    state: State
    start: date
    due: date
    measures: tuple[Measured, ...] = ()
    steps: tuple[StepFact, ...] = ()
    assigned: date | None = None
    signed: date | None = None
    reported: date | None = None  # the last month that the lead unit reported
    excused: bool = False  # that report says why work has not started
    asked: date | None = None  # when closing was asked for
    closed: date | None = None


@dataclass(frozen=True, slots=True)
class Because:
    """One rule that gave a light, and the figures its sentence needs."""

    light: Light
    rule: str
    figures: dict[str, str]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A light, why (worst first), how much of the target is reached in per cent, and the day on which it may change."""

    light: Light
    because: tuple[Because, ...]
    rate: Decimal | None
    changes: date | None


@dataclass(frozen=True, slots=True)
class Past:
    """A task of last year and the unit that led it."""

    text: str
    unit: int
    number: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit that may own a task, and why. `because` is "duty" or "last"; `words` are the key words or last year's task."""

    unit: int
    score: float
    because: str
    words: str
