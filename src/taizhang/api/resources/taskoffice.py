"""What the office does on tasks: lists, drafts, assignment, decisions, close-out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from taizhang.api.door import Called, operation
from taizhang.api.resources.tasks import WRITE, TaskFull, TaskListOut, full, seen
from taizhang.api.schema import Body, Key, Number, Op, Reason, Year
from taizhang.ledger.types import Op as Bound
from taizhang.tasks import actions
from taizhang.tasks.actions.assigning import Order
from taizhang.tasks.models import Request, Task, TaskList
from taizhang.tasks.types import Goal, Light, ListKind

BULK = 200
router = Router(tags=["tasks: office"])


class ListIn(Body):
    """A new list."""

    year: Year
    kind: ListKind
    name: Annotated[str, Field(min_length=1, max_length=100)]


class GoalIn(Body):
    """What a task is measured by."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    op: Op = ">="
    target: Number
    unit: Annotated[str, Field(max_length=32)] = ""
    code: Annotated[str, Field(max_length=64)] = ""
    base: Number | None = None

    def goal(self) -> Goal:
        """As the action takes it."""
        return Goal(self.name, Bound(self.op), self.target, self.unit, self.code, self.base)


class DraftIn(Body):
    """A new task on a list; its days are the year's first and last unless given."""

    list_id: Key
    title: Annotated[str, Field(min_length=1, max_length=300)]
    section: Annotated[str, Field(max_length=300)] = ""
    start: date | None = None
    due: date | None = None
    measures: Annotated[list[GoalIn], Field(max_length=20)] = []  # noqa: RUF012


class AmendIn(Body):
    """What a draft is changed to; what is left out stays."""

    title: Annotated[str, Field(min_length=1, max_length=300)] | None = None
    section: Annotated[str, Field(max_length=300)] | None = None
    start: date | None = None
    due: date | None = None
    measures: Annotated[list[GoalIn], Field(max_length=20)] | None = None


class AssignIn(Body):
    """Who leads, who helps, which leader answers, until when (None leaves the day)."""

    lead: Key
    assisting: Annotated[list[Key], Field(max_length=100)] = []  # noqa: RUF012
    leader: Key | None = None
    due: date | None = None


class OrderIn(AssignIn):
    """A task and who is to do it."""

    task: Key


class OrdersIn(Body):
    """Several assignments, all of them or none."""

    orders: Annotated[list[OrderIn], Field(min_length=1, max_length=BULK)]


class AssignedOut(Schema):
    """The numbers of the tasks that were assigned."""

    assigned: list[str]


class ArbitrateIn(Reason):
    """Who leads from now on; it binds."""

    lead: Key


class ConfirmIn(Body):
    """What was found when it was checked."""

    words: Annotated[str, Field(max_length=1000)] = ""


class ReopenIn(Reason):
    """The new day."""

    due: date


class DecideIn(Body):
    """Yes or no; a refusal needs a reason."""

    approve: bool
    answer: Annotated[str, Field(max_length=1000)] = ""


class LightIn(Reason):
    """A light set by hand, and the last day on which it is shown."""

    light: Light
    until: date


@operation(
    router, "POST", "/task-lists", act="task.draft", scope=WRITE, response={201: TaskListOut}, summary="建立清单"
)
def make_list(request: Called, given: ListIn) -> Any:
    """A new list of a year."""
    made = actions.make_list(given.year, given.kind, given.name, by=request.caller.actor, now=timezone.now())
    return Status(201, {**_plain(made), "total": 0, "closed": 0})


def _plain(made: TaskList) -> dict[str, Any]:
    return {"id": made.pk, "year": made.year, "kind": made.kind, "name": made.name, "published": made.published}


@operation(router, "POST", "/tasks", act="task.draft", scope=WRITE, response={201: TaskFull}, summary="拟办任务")
def draft_task(request: Called, given: DraftIn) -> Any:
    """A new task on a list."""
    actor = request.caller.actor
    made = actions.draft(
        get_object_or_404(TaskList, pk=given.list_id),
        given.title,
        by=actor,
        now=timezone.now(),
        goals=[one.goal() for one in given.measures],
        section=given.section,
        start=given.start,
        due=given.due,
    )
    return Status(201, full(made.pk, actor))


@operation(
    router, "PATCH", "/tasks/{int:key}", act="task.draft", scope=WRITE, response=TaskFull, summary="修改拟办的任务"
)
def amend_task(request: Called, key: int, given: AmendIn) -> Any:
    """Change a task that is not assigned yet."""
    actor = request.caller.actor
    row = get_object_or_404(Task, pk=seen(key, actor))
    actions.amend(
        key,
        by=actor,
        now=timezone.now(),
        title=row.title if given.title is None else given.title,
        section=row.section if given.section is None else given.section,
        start=given.start or row.start,
        due=given.due or row.due,
        goals=None if given.measures is None else [one.goal() for one in given.measures],
    )
    return full(key, actor)


@operation(router, "POST", "/tasks/{int:key}/assign", act="task.assign", scope=WRITE, response=TaskFull, summary="交办")
def assign_task(request: Called, key: int, given: AssignIn) -> Any:
    """Give a task to a unit; one that nobody has signed for may be given anew."""
    actor = request.caller.actor
    order = Order(seen(key, actor), given.lead, tuple(given.assisting), given.leader, given.due)
    actions.assign(order, by=actor, now=timezone.now())
    return full(key, actor)


@operation(router, "POST", "/assignments", act="task.assign", scope=WRITE, response=AssignedOut, summary="批量交办")
def assign_tasks(request: Called, given: OrdersIn) -> Any:
    """Give several tasks to units, all of them or none."""
    actor = request.caller.actor
    orders = [Order(seen(o.task, actor), o.lead, tuple(o.assisting), o.leader, o.due) for o in given.orders]
    done = actions.assign_all(orders, by=actor, now=timezone.now())
    return {"assigned": [one.number for one in done]}


@operation(
    router,
    "POST",
    "/tasks/{int:key}/arbitrate",
    act="task.arbitrate",
    scope=WRITE,
    response=TaskFull,
    summary="裁决退回",
)
def arbitrate_task(request: Called, key: int, given: ArbitrateIn) -> Any:
    """Decide who leads a task that was returned."""
    actor = request.caller.actor
    actions.arbitrate(seen(key, actor), given.lead, given.reason, by=actor, now=timezone.now())
    return full(key, actor)


@operation(router, "POST", "/tasks/{int:key}/close", act="task.confirm", scope=WRITE, response=TaskFull, summary="核销")
def close_task(request: Called, key: int, given: ConfirmIn) -> Any:
    """Close the task: it was checked and is true. Never by the person or the unit that did it."""
    actor = request.caller.actor
    actions.confirm(seen(key, actor), given.words, by=actor, now=timezone.now())
    return full(key, actor)


@operation(
    router, "POST", "/tasks/{int:key}/reject", act="task.confirm", scope=WRITE, response=TaskFull, summary="退回重办"
)
def reject_task(request: Called, key: int, given: Reason) -> Any:
    """It was checked and is not done: back to work."""
    actor = request.caller.actor
    actions.reject(seen(key, actor), given.reason, by=actor, now=timezone.now())
    return full(key, actor)


@operation(
    router, "POST", "/tasks/{int:key}/reopen", act="task.confirm", scope=WRITE, response=TaskFull, summary="反弹重办"
)
def reopen_task(request: Called, key: int, given: ReopenIn) -> Any:
    """It rebounded after it was closed: work again, until a new day."""
    actor = request.caller.actor
    actions.reopen(seen(key, actor), given.reason, given.due, by=actor, now=timezone.now())
    return full(key, actor)


@operation(
    router, "POST", "/tasks/{int:key}/requests/{int:asked}/decision", act="task.decide", scope=WRITE, response=TaskFull,
    summary="批复申请",
)  # fmt: skip
def decide_request(request: Called, key: int, asked: int, given: DecideIn) -> Any:
    """Approve or refuse an extension, a change or a cancellation; never one's own."""
    actor = request.caller.actor
    if not Request.objects.filter(pk=asked, task=seen(key, actor)).exists():
        raise Http404
    actions.decide(asked, given.approve, given.answer, by=actor, now=timezone.now())
    return full(key, actor)


@operation(
    router, "PUT", "/tasks/{int:key}/light", act="task.light", scope=WRITE, response=TaskFull, summary="人工亮灯"
)
def set_light(request: Called, key: int, given: LightIn) -> Any:
    """Say that a task stands otherwise than computed; both lights are shown."""
    actor = request.caller.actor
    actions.set_light(seen(key, actor), given.light, given.reason, given.until, by=actor, now=timezone.now())
    return full(key, actor)


@operation(
    router, "DELETE", "/tasks/{int:key}/light", act="task.light", scope=WRITE, response=TaskFull, summary="取消人工亮灯"
)
def clear_light(request: Called, key: int) -> Any:
    """Take back a light that was set by hand."""
    actor = request.caller.actor
    actions.clear_light(seen(key, actor), by=actor, now=timezone.now())
    return full(key, actor)
