"""What every action begins and ends with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext

from taizhang.ledger.types import Op
from taizhang.tasks.definition import lights
from taizhang.tasks.lights import judge
from taizhang.tasks.models import Measure, Step, Task
from taizhang.tasks.rules import ACTS
from taizhang.tasks.types import Facts, Goal, Light, Measured, State, StepFact
from taizhang.tasks.wording import STATES
from taizhang.toolkit.errors import Refused

LIGHT_FIELDS = ("light", "because", "light_until", "rate")


def claim(pk: int, act: str) -> Task:
    """The task, ours until the transaction ends, in a state in which `act` may be done. Raises Refused."""
    task = Task.objects.select_for_update(of=("self",)).select_related("lead").filter(pk=pk).first()
    if task is None:
        raise Refused(gettext("没有这项任务，可能已合并或地址有误：请从任务列表重新打开。"))
    check_state(task, act)
    return task


def check_state(task: Task, act: str) -> None:
    """Raise Refused where `task` stands where `act` cannot be done."""
    if task.state not in ACTS[act].since:
        raise Refused(
            gettext("任务 %(number)s 现为“%(state)s”，不能%(act)s：请刷新页面看最新情况。")
            % {"number": task.number, "state": gettext(STATES[State(task.state)]), "act": gettext(ACTS[act].name)}
        )


def need_reason(words: str) -> str:
    """The reason without spaces at its ends. Raises Refused where there is none."""
    if len(words := words.strip()) < 2:
        raise Refused(gettext("请写明理由：理由会留在任务的记录里，各方可见。"))
    return words


def facts_of(task: Task, measures: Iterable[Measure], steps: Iterable[Step]) -> Facts:
    """What the light of `task` depends on, from its rows."""
    return Facts(
        state=State(task.state),
        start=task.start,
        due=task.due,
        measures=tuple(Measured(goal_of(m), m.actual, m.month) for m in measures),
        steps=tuple(StepFact(s.words, s.due, s.done, s.share) for s in steps),
        assigned=_day(task.assigned),
        signed=_day(task.signed),
        reported=task.reported,
        excused=task.excused,
        asked=_day(task.asked),
        closed=_day(task.closed),
    )


def goal_of(measure: Measure) -> Goal:
    """The goal that a row holds."""
    return Goal(measure.name, Op(measure.op), measure.target, measure.unit, measure.code, measure.base)


def light_up(
    task: Task, now: datetime, measures: Iterable[Measure] | None = None, steps: Iterable[Step] | None = None
) -> bool:
    """Compute the light into `task`, not saved yet; whether it changed its colour. Two queries where rows are not given."""
    measures = task.measures.order_by("position") if measures is None else measures
    steps = task.steps.order_by("due", "pk") if steps is None else steps
    today = timezone.localdate(now)
    found = judge(facts_of(task, measures, steps), today, lights().on(today))
    before = task.light
    task.light = found.light
    task.because = [[one.light, one.rule, one.figures] for one in found.because]
    task.light_until = midnight(found.changes) if found.changes else None
    task.rate = min(found.rate, Decimal("99999999.9")) if found.rate is not None else None
    return before != Light(task.light)


def save(task: Task, now: datetime, *fields: str) -> None:
    """Write the fields of `task` and its light."""
    light_up(task, now)
    task.save(update_fields=[*fields, *LIGHT_FIELDS])


def midnight(day: date) -> datetime:
    """The first moment of a day by the county's clock."""
    return timezone.make_aware(datetime.combine(day, time()))


def plain(value: Decimal | None) -> str:
    """12.5000 is 12.5; "" for none."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def said(goal: Goal) -> str:
    """新建农村公路>=50公里, as the journal writes goals."""
    return f"{goal.name}{goal.op.value}{plain(goal.target)}{goal.unit}"


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
