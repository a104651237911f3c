"""Close-out (销号): asked for by the unit with evidence, confirmed by another hand, undone when it rebounds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from taizhang.journal.actions import record
from taizhang.organisation.access import require
from taizhang.organisation.queries import reached
from taizhang.tasks.actions.common import claim, need_reason, save
from taizhang.tasks.actions.progress import Upload, keep_for_request
from taizhang.tasks.models import Request, Task
from taizhang.tasks.types import Decision, RequestKind, State
from taizhang.toolkit.actor import Actor
from taizhang.toolkit.errors import Refused


def ask_to_close(pk: int, words: str, *, by: Actor, now: datetime, files: Sequence[Upload] = ()) -> Request:
    """The lead unit says that it is done and shows it. A file is needed, with this request or from before."""
    with transaction.atomic():
        task = claim(pk, "close")
        require(by, "task.close", task.lead_id)
        words = need_reason(words)
        _none_pending(task)
        asked = Request.objects.create(
            task=task,
            kind=RequestKind.CLOSE,
            reason=words,
            asked_by=by.name,
            asked_person=by.person,
            asked_unit_id=by.unit,
            asked=now,
        )
        kept = keep_for_request(task, files, asked, by, now)
        if not kept and not task.evidence.exists():
            raise Refused(gettext("销号要有佐证：请至少附一份材料，如验收单、现场照片或文件。"))
        if step := task.steps.filter(done=None).first():
            raise Refused(gettext("步骤“%(step)s”还没有完成：请先登记完成日期。") % {"step": step.words})
        task.state, task.asked, task.done_by, task.closed_by = State.CLOSING, now, by.person, None
        save(task, now, "state", "asked", "done_by", "closed_by")
        after = {"kind": RequestKind.CLOSE, "evidence": [one.name for one in kept]}
        record(task.reference, "tasks.requested", by, now=now, after=after, reason=words)
    return asked


def confirm(pk: int, words: str = "", *, by: Actor, now: datetime) -> Task:
    """Close the task: it was checked and is true. Never by the person or the unit that did it."""
    with transaction.atomic():
        task, asked = _claimed(pk, "confirm", by)
        _answer(asked, Decision.APPROVED, words.strip(), by, now)
        task.state, task.closed, task.closed_by = State.CLOSED, now, by.person
        save(task, now, "state", "closed", "closed_by")
        record(
            task.reference,
            "tasks.closed",
            by,
            now=now,
            after={"done": timezone.localdate(now).isoformat()},
            reason=words.strip(),
        )
    return task


def reject(pk: int, reason: str, *, by: Actor, now: datetime) -> Task:
    """It is not done: back to work, with the reason."""
    with transaction.atomic():
        task, asked = _claimed(pk, "reject", by)
        reason = need_reason(reason)
        _answer(asked, Decision.REFUSED, reason, by, now)
        task.state = State.REOPENED if task.times_reopened else State.UNDERWAY
        task.asked = None
        save(task, now, "state", "asked")
        record(task.reference, "tasks.rejected", by, now=now, reason=reason)
    return task


def reopen(pk: int, reason: str, due: date, *, by: Actor, now: datetime) -> Task:
    """It rebounded after it was closed: work again, until a new day."""
    with transaction.atomic():
        task = claim(pk, "reopen")
        require(by, "task.confirm")
        reason = need_reason(reason)
        if due < timezone.localdate(now):
            raise Refused(gettext("新的时限 %(due)s 已经过去：请选今天或以后的日期。") % {"due": due})
        before = {"due": task.due.isoformat()}
        task.state, task.due, task.times_reopened = State.REOPENED, due, task.times_reopened + 1
        task.asked = task.closed = task.done_by = task.closed_by = None
        save(task, now, "state", "due", "times_reopened", "asked", "closed", "done_by", "closed_by")
        record(
            task.reference, "tasks.reopened", by, now=now, before=before, after={"due": due.isoformat()}, reason=reason
        )
    return task


def _claimed(pk: int, act: str, by: Actor) -> tuple[Task, Request]:
    task = claim(pk, act)
    require(by, "task.confirm")
    if by.person is None or by.person == task.done_by:
        raise Refused(gettext("申请销号的是您本人：须由他人核查。"))
    if by.unit is not None and task.lead_id in reached(by.unit, timezone.localdate(), below=False):
        raise Refused(gettext("这项任务由您所在的单位办理：须由其他单位的人核查。"))
    return task, Request.objects.select_for_update().get(task=task, kind=RequestKind.CLOSE, decision=Decision.PENDING)


def _answer(asked: Request, decision: Decision, words: str, by: Actor, now: datetime) -> None:
    asked.decision, asked.answer, asked.decided_by, asked.decided_person, asked.decided = (
        decision,
        words,
        by.name,
        by.person,
        now,
    )
    asked.save()


def _none_pending(task: Task) -> None:
    if waiting := task.requests.filter(decision=Decision.PENDING).first():
        raise Refused(gettext("%(by)s 的申请还在等待批复：批复后再申请。") % {"by": waiting.asked_by})
