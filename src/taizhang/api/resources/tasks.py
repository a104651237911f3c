"""Tasks: read them. What is done on them is in `taskwork` and `taskoffice`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from ninja import Field, Query, Router, Schema

from taizhang.api.cursor import Order, page
from taizhang.api.door import Called, operation
from taizhang.api.schema import (
    USUAL_LIMIT,
    Cursor,
    Key,
    Limit,
    PersonRef,
    UnitRef,
    Year,
    decimal,
    person_ref,
    unit_ref,
)
from taizhang.api.types import Scope
from taizhang.organisation.access import may
from taizhang.tasks import queries
from taizhang.tasks.models import Evidence, Progress, Request, Task, TaskList
from taizhang.tasks.rules import possible
from taizhang.tasks.types import Light, State
from taizhang.tasks.wording import reasons, sentence
from taizhang.toolkit import files
from taizhang.toolkit.actor import Actor

SEE = "task.see"
READ, WRITE = Scope.TASKS_READ, Scope.TASKS_WRITE
NUMBERED = Order(("year", "serial"))
LISTED = Order(("pk",))
ACTS = {
    "draft": "task.draft", "amend": "task.draft", "assign": "task.assign", "sign": "task.sign", "return": "task.sign",
    "arbitrate": "task.arbitrate", "handle": "task.sign", "step": "task.report", "report": "task.report",
    "close": "task.close", "confirm": "task.confirm", "reject": "task.confirm", "reopen": "task.confirm",
    "request": "task.request", "decide": "task.decide", "light": "task.light",
}  # fmt: skip
"""An act of a task's life → the act of the access definitions that it takes."""
OFFICE = frozenset(("draft", "amend", "assign", "arbitrate", "confirm", "reject", "reopen", "decide", "light"))
router = Router(tags=["tasks"])


class MeasureOut(Schema):
    """What a task is measured by, and the last figure reported of it (from January to the end of `month`)."""

    id: int
    name: str
    code: str
    op: str
    target: str
    unit: str
    base: str | None
    actual: str | None
    month: str | None


class SourceOut(Schema):
    """Where a task was promised."""

    kind: str
    id: str
    sentence: str
    section: str


class TaskOut(Schema):
    """A task. `light` is computed; `light_because` says why, the worst reason first."""

    id: int
    number: str
    year: int
    list_id: int
    title: str
    state: str
    lead: UnitRef | None
    assisting: list[UnitRef]
    leader: PersonRef | None
    start: date
    due: date
    light: str
    light_because: str
    light_by_hand: str
    rate: str | None = Field(description="per cent of the target that is reached")
    reported: str | None
    source: SourceOut
    measures: list[MeasureOut]


class StepOut(Schema):
    """A step of a task."""

    id: int
    words: str
    due: date
    share: int | None
    done: date | None
    done_by: str


class EvidenceOut(Schema):
    """A file that shows that something was done."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str
    by: str
    at: datetime


class FigureReported(Schema):
    """A figure of a report of progress."""

    measure: int
    name: str
    value: str
    unit: str
    origin: str


class ProgressOut(Schema):
    """What a unit reported for a month; corrected versions stay, with `current` false."""

    id: int
    unit: UnitRef
    month: str
    version: int
    current: bool
    words: str
    obstacle: str
    by: str
    at: datetime
    figures: list[FigureReported]


class RequestOut(Schema):
    """What a unit asked for, and what was decided."""

    id: int
    kind: str
    reason: str
    due: date | None
    measure: int | None
    target: str | None
    asked_by: str
    asked: datetime
    decision: str
    answer: str
    decided_by: str
    decided: datetime | None


class TaskFull(TaskOut):
    """A task with everything of its page. `possible` are the acts that the caller may do on it now."""

    person: PersonRef | None
    matter: str | None
    binding: bool
    times_reopened: int
    assigned: datetime | None
    signed: datetime | None
    closed: datetime | None
    steps: list[StepOut]
    progress: list[ProgressOut]
    requests: list[RequestOut]
    evidence: list[EvidenceOut]
    possible: list[str]


class TaskPage(Schema):
    """A page of tasks by number."""

    items: list[TaskOut]
    next: str | None


class TaskListOut(Schema):
    """A list of tasks."""

    id: int
    year: int
    kind: str
    name: str
    published: bool
    total: int
    closed: int


class TaskLists(Schema):
    """All lists."""

    items: list[TaskListOut]


def said(task: Task) -> dict[str, Any]:
    """A row of the list."""
    return {
        "id": task.pk, "number": task.number, "year": task.year, "list_id": task.list_id, "title": task.title,
        "state": task.state, "lead": unit_ref(task.lead), "assisting": [unit_ref(unit) for unit in task.assisting.all()],
        "leader": person_ref(task.leader), "start": task.start, "due": task.due, "light": task.light,
        "light_because": sentence(reasons(task.because[:1])[0]) if task.because else "", "light_by_hand": task.hand_light,
        "rate": decimal(task.rate), "reported": _month(task.reported),
        "source": {
            "kind": task.source_kind, "id": task.source_id, "sentence": task.sentence, "section": task.section,
        },
        "measures": [_measure(measure) for measure in task.measures.all()],
    }  # fmt: skip


def full(key: int, actor: Actor) -> dict[str, Any]:
    """A task with everything of its page. Raises Http404 for one that the actor may not see."""
    task = queries.task(key, actor)
    if task is None:
        raise Http404
    return said(task) | {
        "person": person_ref(task.person), "matter": str(task.matter) if task.matter else None, "binding": task.binding,
        "times_reopened": task.times_reopened, "assigned": task.assigned, "signed": task.signed, "closed": task.closed,
        "steps": list(task.steps.all()), "progress": [_progress(row) for row in task.progress.all()],
        "requests": [request_out(row) for row in task.requests.all()],
        "evidence": [evidence_out(row) for row in task.evidence.all()], "possible": _possible(task, actor),
    }  # fmt: skip


def seen(key: int, actor: Actor) -> int:
    """The key of a task that the actor may see. Raises Http404, so that others learn not even that there is one."""
    if not Task.objects.filter(queries.visible(actor), pk=key).exists():
        raise Http404
    return key


def _month(day: date | None) -> str | None:
    return f"{day:%Y-%m}" if day else None


def _measure(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk, "name": row.name, "code": row.code, "op": row.op, "target": decimal(row.target), "unit": row.unit,
        "base": decimal(row.base), "actual": decimal(row.actual), "month": _month(row.month),
    }  # fmt: skip


def _progress(row: Progress) -> dict[str, Any]:
    figures = [
        {
            "measure": figure.measure_id, "name": figure.measure.name, "value": decimal(figure.value),
            "unit": figure.measure.unit, "origin": figure.origin,
        }
        for figure in row.figures.all()
    ]  # fmt: skip
    return {
        "id": row.pk, "unit": unit_ref(row.unit), "month": _month(row.month), "version": row.version,
        "current": row.current, "words": row.words, "obstacle": row.obstacle, "by": row.by, "at": row.at, "figures": figures,
    }  # fmt: skip


def request_out(row: Request) -> dict[str, Any]:
    """A request as it is sent."""
    return {
        "id": row.pk, "kind": row.kind, "reason": row.reason, "due": row.due, "measure": row.measure_id,
        "target": decimal(row.target), "asked_by": row.asked_by, "asked": row.asked, "decision": row.decision,
        "answer": row.answer, "decided_by": row.decided_by, "decided": row.decided,
    }  # fmt: skip


def evidence_out(row: Evidence) -> dict[str, Any]:
    """A file as it is told of."""
    return {
        "id": row.pk, "name": row.name, "media_type": row.kind, "size": row.size, "sha256": row.digest, "by": row.by,
        "at": row.at,
    }  # fmt: skip


def _possible(task: Task, actor: Actor) -> list[str]:
    """What the actor may do on the task as it stands; the action itself looks again."""
    open_to = []
    for act in possible(State(task.state)):
        needs = ACTS[act]
        if act in OFFICE:
            allowed = may(actor, needs)
        else:
            units = {task.lead_id} | ({unit.pk for unit in task.assisting.all()} if act == "report" else set())
            allowed = any(may(actor, needs, unit) for unit in units if unit)
        if allowed:
            open_to.append(act)
    return open_to


@operation(router, "GET", "/tasks", act=SEE, scope=READ, response=TaskPage, summary="任务列表")
def tasks(
    request: Called,
    year: Year | None = None,
    list_id: Key | None = None,
    unit: Key | None = None,
    leader: Key | None = None,
    light: Annotated[Light | None, Query()] = None,
    state: Annotated[
        str, Query(pattern="^(|open|drafted|assigned|arbitration|underway|reopened|closing|closed|cancelled)$")
    ] = "",
    due: Annotated[str, Query(pattern=r"^(|overdue|week|month|quarter|20\d\d-(0[1-9]|1[0-2]))$")] = "",
    section: Annotated[str, Query(max_length=300)] = "",
    text: Annotated[str, Query(max_length=60)] = "",
    limit: Limit = USUAL_LIMIT,
    cursor: Cursor = "",
) -> Any:
    """The tasks of a year (this year's, unless said otherwise) that the post may see."""
    today = timezone.localdate()
    filters = queries.Filters(year or today.year, list_id, unit, leader, section, light or "", state, due, text)
    rows = queries.shown(queries.matching(filters, request.caller.actor, today))
    some = page(request, rows, NUMBERED, limit, cursor)
    return {"items": [said(row) for row in some.rows], "next": some.next}


@operation(router, "GET", "/tasks/{int:key}", act=SEE, scope=READ, response=TaskFull, summary="一项任务")
def task(request: Called, key: int) -> Any:
    """A task with its steps, reports, requests and files."""
    return full(key, request.caller.actor)


@operation(
    router, "GET", "/tasks/{int:key}/evidence/{int:file}", act=SEE, scope=READ, response={200: None}, summary="佐证材料"
)
def evidence_file(request: Called, key: int, file: int) -> Any:
    """The bytes of a file, always as a download."""
    row = Evidence.objects.filter(task=seen(key, request.caller.actor), pk=file).first()
    if row is None:
        raise Http404
    name = content_disposition_header(True, row.name) or "attachment"
    headers = {"Content-Disposition": name, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(files.fetch(row.digest), content_type=row.kind, headers=headers)


@operation(router, "GET", "/task-lists", act=SEE, scope=READ, response=TaskLists, summary="任务清单")
def task_lists(request: Called) -> Any:
    """The lists that tasks stand on; whoever sees only the own unit's tasks gets them without totals of others' tasks."""
    everywhere = not queries.visible(request.caller.actor)
    rows = []
    for one in queries.lists():
        total, closed = (one.total, one.ended) if everywhere else _own(one, request.caller.actor)  # type: ignore[attr-defined]
        rows.append(
            {
                "id": one.pk, "year": one.year, "kind": one.kind, "name": one.name, "published": one.published,
                "total": total, "closed": closed,
            }
        )  # fmt: skip
    return {"items": rows}


def _own(one: TaskList, actor: Actor) -> tuple[int, int]:
    rows = Task.objects.filter(queries.visible(actor), list=one).exclude(state=State.CANCELLED)
    return rows.count(), rows.filter(state=State.CLOSED).count()
