"""What units do on tasks: sign, return, plan, report, ask."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Field, File, Router, Status
from ninja.files import UploadedFile

from taizhang.api.door import Called, operation
from taizhang.api.resources.tasks import WRITE, EvidenceOut, TaskFull, evidence_out, full, seen
from taizhang.api.schema import Body, Key, Number, Reason
from taizhang.tasks import actions
from taizhang.tasks.actions.progress import Upload
from taizhang.tasks.types import RequestKind, StepFact

router = Router(tags=["tasks: unit"])


class HandleIn(Body):
    """Who does the work."""

    person: Key


class FigureIn(Body):
    """A figure from January to the month's end; `origin` says where it came from, "" for entered by the unit."""

    measure: Key
    value: Number
    origin: Annotated[str, Field(max_length=200)] = ""


class ReportIn(Body):
    """What a unit reports for a month. `unit` is the caller's own where it is left out."""

    month: Annotated[str, Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]
    unit: Key | None = None
    figures: Annotated[list[FigureIn], Field(max_length=50)] = []  # noqa: RUF012
    words: Annotated[str, Field(max_length=4000)] = ""
    obstacle: Annotated[str, Field(max_length=500)] = ""


class StepIn(Body):
    """A step, its day, and how much of the target should be reached by then, in per cent."""

    words: Annotated[str, Field(min_length=1, max_length=200)]
    due: date
    share: Annotated[int, Field(ge=0, le=100)] | None = None


class PlanIn(Body):
    """All steps of a task."""

    steps: Annotated[list[StepIn], Field(max_length=60)]


class StepDoneIn(Body):
    """When a step was finished; None with a `reason` takes it back."""

    done: date | None
    reason: Annotated[str, Field(max_length=1000)] = ""


class ChangeIn(Body):
    """A later day (``extension``: `due`), another target (``change``: `measure`, `target`), or ``cancel``."""

    kind: Literal["extension", "change", "cancel"]
    reason: Annotated[str, Field(min_length=2, max_length=1000)]
    due: date | None = None
    measure: Key | None = None
    target: Number | None = None


@operation(router, "POST", "/tasks/{int:key}/sign", act="task.sign", scope=WRITE, response=TaskFull, summary="签收")
def sign_task(request: Called, key: int) -> Any:
    """The lead unit takes the task on."""
    actor = request.caller.actor
    actions.sign(seen(key, actor), by=actor, now=timezone.now())
    return full(key, actor)


@operation(router, "POST", "/tasks/{int:key}/return", act="task.sign", scope=WRITE, response=TaskFull, summary="退回")
def return_task(request: Called, key: int, given: Reason) -> Any:
    """The lead unit says with reasons that the task is not its duty; the office decides."""
    actor = request.caller.actor
    actions.give_back(seen(key, actor), given.reason, by=actor, now=timezone.now())
    return full(key, actor)


@operation(
    router, "POST", "/tasks/{int:key}/handle", act="task.sign", scope=WRITE, response=TaskFull, summary="指定承办人"
)
def handle_task(request: Called, key: int, given: HandleIn) -> Any:
    """The lead unit names who does the work."""
    actor = request.caller.actor
    actions.handle(seen(key, actor), given.person, by=actor, now=timezone.now())
    return full(key, actor)


@operation(
    router, "POST", "/tasks/{int:key}/progress", act="task.report", scope=WRITE, response=TaskFull, summary="报进展"
)
def report_progress(request: Called, key: int, given: ReportIn) -> Any:
    """What a unit says of a task for a month. A second report for the same month corrects the first, which stays to be seen."""
    actor = request.caller.actor
    year, month = given.month.split("-")
    figures: dict[int, tuple[Decimal, str]] = {one.measure: (one.value, one.origin) for one in given.figures}
    actions.report(
        seen(key, actor),
        given.unit or actor.unit or 0,
        date(int(year), int(month), 1),
        by=actor,
        now=timezone.now(),
        figures=figures,
        words=given.words,
        obstacle=given.obstacle,
    )
    return full(key, actor)


@operation(
    router, "POST", "/tasks/{int:key}/evidence", act="task.report", scope=WRITE, response={201: EvidenceOut},
    summary="上传佐证材料",
)  # fmt: skip
def add_evidence(request: Called, key: int, file: File[UploadedFile]) -> Any:
    """Keep a file with the task, as ``multipart/form-data``, field `file`. What a camera adds to a picture is cut out."""
    actor = request.caller.actor
    upload = Upload(file.name or "", file.read())
    made = actions.add_evidence(seen(key, actor), actor.unit or 0, upload, by=actor, now=timezone.now())
    return Status(201, evidence_out(made))


@operation(router, "PUT", "/tasks/{int:key}/steps", act="task.see", scope=WRITE, response=TaskFull, summary="安排步骤")
def plan_steps(request: Called, key: int, given: PlanIn) -> Any:
    """Set the steps: the office while it drafts, the lead unit while it works. What is done stays as it was."""
    actor = request.caller.actor
    steps = [StepFact(one.words, one.due, share=one.share) for one in given.steps]
    actions.plan(seen(key, actor), steps, by=actor, now=timezone.now())
    return full(key, actor)


@operation(
    router,
    "PATCH",
    "/tasks/{int:key}/steps/{int:step}",
    act="task.report",
    scope=WRITE,
    response=TaskFull,
    summary="登记步骤完成",
)
def finish_step(request: Called, key: int, step: int, given: StepDoneIn) -> Any:
    """Say that a step was finished on a day; or, with a reason, that it was not."""
    actor, now = request.caller.actor, timezone.now()
    if given.done:
        actions.finish_step(seen(key, actor), step, given.done, by=actor, now=now)
    else:
        actions.unfinish_step(seen(key, actor), step, given.reason, by=actor, now=now)
    return full(key, actor)


@operation(
    router,
    "POST",
    "/tasks/{int:key}/close-requests",
    act="task.close",
    scope=WRITE,
    response=TaskFull,
    summary="申请销号",
)
def ask_to_close(request: Called, key: int, given: Reason) -> Any:
    """The lead unit says that it is done. Evidence must have been kept with the task before."""
    actor = request.caller.actor
    actions.ask_to_close(seen(key, actor), given.reason, by=actor, now=timezone.now())
    return full(key, actor)


@operation(
    router, "POST", "/tasks/{int:key}/requests", act="task.request", scope=WRITE, response=TaskFull, summary="申请变更"
)
def request_change(request: Called, key: int, given: ChangeIn) -> Any:
    """The lead unit asks for a later day, for another target, or that the task be cancelled."""
    actor = request.caller.actor
    actions.request(
        seen(key, actor),
        RequestKind(given.kind),
        given.reason,
        by=actor,
        now=timezone.now(),
        due=given.due,
        measure=given.measure,
        target=given.target,
    )
    return full(key, actor)
