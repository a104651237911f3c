"""The typed shapes of ``definitions/base/lights.yaml`` and ``definitions/base/duties.yaml``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

from taizhang.ledger.types import Op
from taizhang.rulebook.indicators import Source
from taizhang.rulebook.load import Definition, load, root
from taizhang.tasks.types import Facts, Goal, Light, Measured, State, StepFact


class Thresholds(Definition, frozen=True):
    """What decides a light since a day. Points are percentage points behind schedule."""

    since: date
    yellow_from: Decimal  # both ends included
    red_above: Decimal
    soon_days: int
    sign_days: int
    report_day: int
    silent_yellow: int
    silent_red: int
    start_red: int
    about_points: Decimal
    about_share: Decimal


class Rule(Definition, frozen=True):
    """What a rule says, for those who ask."""

    id: str
    text: str


class ExampleStep(Definition, frozen=True):
    """A step of an example."""

    due: date
    done: date | None = None
    share: int | None = None


class LightExample(Definition, frozen=True, kw_only=True):
    """Facts and a day, and the light and the rule that must follow."""

    says: str
    today: date
    light: Light
    rule: str
    state: State = State.UNDERWAY
    start: date = date(2026, 1, 1)
    due: date = date(2026, 12, 31)
    assigned: date | None = None
    signed: date | None = None
    reported: date | None = None
    excused: bool = False
    asked: date | None = None
    closed: date | None = None
    op: Op = Op.GE
    target: Decimal | None = None
    unit: str = "公里"
    base: Decimal | None = None
    actual: Decimal | None = None
    steps: tuple[ExampleStep, ...] = ()

    def facts(self) -> Facts:
        """The facts that the example states."""
        measured: tuple[Measured, ...] = ()
        if self.target is not None:
            goal = Goal("农村公路", self.op, self.target, self.unit, base=self.base)
            measured = (Measured(goal, self.actual, self.reported if self.actual is not None else None),)
        steps = tuple(StepFact("步骤", s.due, s.done, s.share) for s in self.steps)
        return Facts(
            state=self.state,
            start=self.start,
            due=self.due,
            measures=measured,
            steps=steps,
            assigned=self.assigned,
            signed=self.signed,
            reported=self.reported,
            excused=self.excused,
            asked=self.asked,
            closed=self.closed,
        )


class Lights(Definition, frozen=True):
    """The rules by which tasks are lit."""

    id: str
    name: str
    source: Source
    values: tuple[Thresholds, ...]
    rules: tuple[Rule, ...]
    examples: tuple[LightExample, ...]

    def on(self, day: date) -> Thresholds:
        """The thresholds in force on `day`."""
        return max((v for v in self.values if v.since <= day), key=lambda v: v.since)


class Department(Definition, frozen=True):
    """A department and the words of its duties. `names` are what such a unit is called, the county's own name left out."""

    code: str
    names: tuple[str, ...]
    words: tuple[str, ...]


class DutyExample(Definition, frozen=True):
    """A task and the department that must come first."""

    text: str
    first: str


class Duties(Definition, frozen=True):
    """The list of duties (职责清单)."""

    id: str
    name: str
    source: Source
    departments: tuple[Department, ...]
    examples: tuple[DutyExample, ...]


@cache
def lights() -> Lights:
    """The base rules of lights, loaded once a process."""
    return load(root() / "base" / "lights.yaml", Lights)


@cache
def duties() -> Duties:
    """The base list of duties, loaded once a process."""
    return load(root() / "base" / "duties.yaml", Duties)
