"""How a task stood on an earlier day, from what was recorded by then. No query where the rows are read ahead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from taizhang.ledger.types import Op
from taizhang.tasks.actions.common import midnight
from taizhang.tasks.definition import lights
from taizhang.tasks.lights import judge
from taizhang.tasks.models import Measure, Progress, Request, Task
from taizhang.tasks.types import Decision, Facts, Goal, Light, Measured, RequestKind, State, StepFact

Known = dict[int, tuple[date, Decimal]]
"""Measure → the month it was last reported for, its first day, and the figure."""


def light_on(task: Task, day: date) -> Light:
    """The light of `task` at the end of `day`. `progress` with its figures, `requests`, `measures`, `steps` are prefetched."""
    return judge(facts_on(task, day), day, lights().on(day)).light


def facts_on(task: Task, day: date) -> Facts:
    """What was known of `task` at the end of `day`. What a correction or a decision changed later counts as it was."""
    then = midnight(day + timedelta(days=1))
    said = [one for one in task.progress.all() if one.at < then]
    own = [one for one in said if one.unit_id == task.lead_id]
    last = max(own, key=lambda one: (one.month, one.version), default=None)
    later = [
        one for one in task.requests.all() if one.decision == Decision.APPROVED and one.decided and one.decided >= then
    ]
    known = _known(said)
    return Facts(
        state=_state(task, then),
        start=task.start,
        due=_due(task, later),
        measures=tuple(_measured(measure, known, later) for measure in task.measures.all()),
        steps=tuple(
            StepFact(s.words, s.due, s.done if s.done and s.done <= day else None, s.share) for s in task.steps.all()
        ),
        assigned=_day(task.assigned, then),
        signed=_day(task.signed, then),
        reported=last.month if last else None,
        excused=bool(last and last.obstacle),
        asked=_day(task.asked, then),
        closed=_day(task.closed, then),
    )


def _state(task: Task, then: datetime) -> State:
    if task.state == State.CANCELLED:
        return State.CANCELLED
    if task.assigned is None or task.assigned >= then:
        return State.DRAFTED
    if task.signed is None or task.signed >= then:
        return State.ASSIGNED
    if task.closed and task.closed < then:
        return State.CLOSED
    return State.CLOSING if task.asked and task.asked < then else State.UNDERWAY


def _due(task: Task, later: Iterable[Request]) -> date:
    """The day it was due before the extensions that were granted later."""
    put_off = [one for one in later if one.kind == RequestKind.EXTENSION and one.was_due]
    first = min(put_off, key=lambda one: one.asked, default=None)
    return first.was_due if first and first.was_due else task.due


def _known(said: Iterable[Progress]) -> Known:
    """The newest month of each measure; of a month the newest version."""
    found: Known = {}
    for one in sorted(said, key=lambda one: (one.month, one.version)):
        for figure in one.figures.all():
            found[figure.measure_id] = (one.month, figure.value)
    return found


def _measured(measure: Measure, known: Known, later: Iterable[Request]) -> Measured:
    changed = [one for one in later if one.kind == RequestKind.CHANGE and one.measure_id == measure.pk]
    first = min(changed, key=lambda one: one.asked, default=None)
    target = first.was_target if first and first.was_target is not None else measure.target
    month, actual = known.get(measure.pk, (None, None))
    goal = Goal(measure.name, Op(measure.op), target, measure.unit, measure.code, measure.base)
    return Measured(goal, actual, month)


def _day(moment: datetime | None, then: datetime) -> date | None:
    return timezone.localdate(moment) if moment and moment < then else None
